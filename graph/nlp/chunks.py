"""Noun chunks from Universal Dependencies, for ``doc.noun_chunks``.

A chunk is a noun, proper noun or pronoun with what stands before it and belongs to it
(determiners, possessors, adjectives, numbers, compounds) and the rest of a flat name after it. No
chunk holds another. Prepositions, copulas and conjunctions, which hang on the noun in Universal
Dependencies, stay outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

_HEADS: Final = frozenset(["NOUN", "PROPN", "PRON"])
#: Functions of nouns that are part of another noun's chunk.
_WITHIN: Final = frozenset(
    ["compound", "nmod:poss", "nmod:desc", "flat", "fixed", "goeswith", "amod", "nummod", "case"]
)
_BEFORE: Final = frozenset(
    ["det", "amod", "nummod", "compound", "nmod:poss", "flat", "advmod", "goeswith", "nmod:npmod",
     "nmod:unmarked", "nmod:desc", "obl:npmod", "obl:unmarked"]
)  # fmt: skip
_AFTER: Final = frozenset(["flat", "goeswith", "fixed", "nummod", "compound", "nmod:unmarked"])


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Yield (first token, token after the last, label) of each chunk, as spaCy asks for it."""
    label = doclike.doc.vocab.strings.add("NP")
    if not doclike.doc.has_annotation("DEP"):
        raise ValueError(
            "Noun chunks need a dependency parse: add 'whence_syntax' to the pipeline."
        )
    end_before = 0
    for word in doclike:
        if word.i < end_before or word.pos_ not in _HEADS or not _stands_alone(word):
            continue
        start, end = _start(word), _end(word)
        if start < end_before:
            continue
        yield start, end, label
        end_before = end


def _stands_alone(word: Token) -> bool:
    while word.dep_ == "conj" and word.head.i < word.i:
        word = word.head
    return word.dep_ not in _WITHIN and word.dep_.partition(":")[0] not in ("det", "flat")


def _start(word: Token) -> int:
    start: int = word.i
    for child in reversed(list(word.lefts)):
        if child.dep_ in _BEFORE or child.dep_.startswith("det:"):
            start = child.left_edge.i
        elif child.dep_ != "punct":
            break
    return start


def _end(word: Token) -> int:
    end: int = word.i + 1
    for child in word.rights:
        if child.dep_.partition(":")[0] not in _AFTER or child.left_edge.i != end:
            break
        end = child.right_edge.i + 1
    return end
