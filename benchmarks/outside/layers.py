"""The shipped reader over a text that others annotated: its layers, and the reading they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining

from spacy.tokens import Doc, Token

import corpus
from corpus.plain import clean
from graph.extract import read_document
from graph.extract.aliases import with_aliases
from graph.extract.chains import coreference
from graph.extract.ends import Ends
from graph.extract.mentions import found_mentions
from graph.extract.resolved import resolved
from graph.model import Reading, Span
from graph.nlp import load

_NO_SPACE_BEFORE = frozenset(
    {".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "’s", "n't", "n’t", "'re", "'ve"}
    | {"'ll", "'d", "'m", "''", "”", "’", "..."}
)
_NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "``", "“", "‘", "#", "£", "€"})


@dataclass(frozen=True, slots=True)
class Layers:
    """A text as the program sees it."""

    doc: Doc
    reading: Reading
    ends: Ends

    def head(self, span: Span) -> Token | None:
        """Return the head of some words: the token that the others hang on."""
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return None if tokens is None else tokens.root


class Outsider:
    """Reads texts with the shipped pipeline and today's extractor, as `whence build` does."""

    def __init__(self, *, threads: int = 0) -> None:
        self._nlp = load(threads=threads)

    def read(self, text: str) -> Layers:
        """Return the layers of a text; letters that no text is stored with become blanks.

        Raises
        ------
        ValueError
            If storing the text would move its letters, for then no mark would stand where it is.
        """
        steady = "".join(map(_steady, text))
        document = corpus.read_bytes(steady.encode("utf-8"), name="text.txt")
        if len(document.text) != len(text):
            raise ValueError("the text cannot be stored with its offsets kept")
        doc = self._nlp(document.text)
        names = found_mentions(document, doc, "whence_names")
        mentions, equated = with_aliases(document.text, names)
        chains = coreference(mentions, equated)
        return Layers(
            doc=doc,
            reading=read_document(document, doc, pipeline="outside", component="whence_names"),
            ends=resolved(doc, mentions, chains),
        )


def _steady(letter: str) -> str:
    """Return what a letter is stored as; a blank where that would be nothing, or a part of one."""
    if letter.isspace():
        return letter
    return " " if combining(letter) else clean(letter) or " "


def written(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Return words as running text, and where each stands in it; code points.

    Examples
    --------
    >>> written(["He", "fled", "(", "twice", ")", "."])[0]
    'He fled (twice).'
    """
    text, places = "", []
    glued = True
    for token in tokens:
        if text and not glued and token not in _NO_SPACE_BEFORE:
            text += " "
        places.append(Span(len(text), len(text) + len(token)))
        text += token
        glued = token in _NO_SPACE_AFTER
    return text, places
