"""Entities set before coreference, as mentions."""

from __future__ import annotations

from typing import Final

import numpy as np
from spacy.tokens import Doc, Span

from graph.nlp.coref_names import Facts, facts
from graph.nlp.encoder import Encoded

#: Types of names that are no mentions: they name times.
_NOT_MENTIONS: Final = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY"))
#: Words that follow the head of a name: "Ministry of", "Forum for".
_AFTER_HEAD: Final = frozenset(("of", "for", "in", "on", "at", "de", "del"))
_CLOSERS: Final = frozenset("'s ’s ' ’ \" ” ) ] . ,".split())


class Name:
    """An entity set before: its words ``[start, end)``, its tokens, text and type."""

    __slots__ = ("end", "kind", "start", "text", "tokens")

    def __init__(self, start: int, end: int, entity: Span) -> None:
        self.start = start
        self.end = end
        self.tokens = (entity.start, entity.end)
        self.text = entity.text
        self.kind = entity.label_


def names_of(doc: Doc, encoded: Encoded) -> dict[int, Name]:
    """Return the entities by anchor: the last word before "of" and the like, or of all."""
    found: dict[int, Name] = {}
    for entity in doc.ents:
        if entity.label_ in _NOT_MENTIONS:
            continue
        start, end = np.searchsorted(encoded.tokens, (entity.start, entity.end)).tolist()
        if start == end:
            continue
        texts = [doc[int(i)].text for i in encoded.tokens[start:end]]
        last = len(texts) - 1
        if entity.label_ != "PERSON":
            last = next((i - 1 for i in range(1, len(texts)) if texts[i] in _AFTER_HEAD), last)
        while last > 0 and texts[last] in _CLOSERS:
            last -= 1
        found[start + last] = Name(start, end, entity)
    return found


def facts_of(words: list[str], anchor: int, name: Name | None) -> Facts:
    """Return what is known of the mention with this anchor, which may be a name."""
    if name is None:
        return facts(words[anchor])
    return facts(words[anchor], name.text, name.kind, words[name.start - 1] if name.start else "")
