"""Sentences with spans, and the labels that a set of data allows for each word.

A set annotates only some types. A word outside all spans of its set is ``O`` or any type that
the set does not annotate; a word in a span of a coarse type is any of its finer types. The
training loss is the negative log of the probability of all labels allowed, so that no set
teaches that the names it never marks are nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from graph.nlp.labels import LABEL_INDEX, LABELS, TYPES, begins, continues

#: Types that any place name may have.
PLACE = ("GPE", "LOC", "FAC")
#: All labels: the word teaches nothing.
ANYTHING = (1 << len(LABELS)) - 1
OUTSIDE = 1 << LABEL_INDEX["O"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of words ``[start, end)`` with the types it may have.

    ``optional`` marks may be no name at all.
    """

    start: int
    end: int
    types: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one set, with the types that the set annotates."""

    source: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...]
    annotated: frozenset[str] = field(default_factory=lambda: frozenset(TYPES))


def could_be_name(words: Sequence[str], index: int, nouns: frozenset[str]) -> bool:
    """Say whether a word may belong to a name that its set left unmarked.

    Only capitalised words and numbers, words next to one, and event nouns may; otherwise a set
    that leaves a type out would leave all its words open.
    """
    near = words[max(0, index - 1) : index + 2]
    return words[index].lower() in nouns or any(w[:1].isupper() or w[:1].isdigit() for w in near)


def allowed(sentence: Sentence, nouns: frozenset[str]) -> list[int]:
    """Return for each word the set of labels allowed, as a bit mask over ``LABELS``."""
    missing = [kind for kind in TYPES if kind not in sentence.annotated]
    free = OUTSIDE
    for kind in missing:
        free |= 1 << begins(kind) | 1 << continues(kind)
    masks = [
        free if could_be_name(sentence.words, i, nouns) else OUTSIDE
        for i in range(len(sentence.words))
    ]
    for mark in sentence.marks:
        for i in range(mark.start, mark.end):
            mask = OUTSIDE if mark.optional else 0
            for kind in mark.types:
                mask |= 1 << (begins(kind) if i == mark.start else continues(kind))
            masks[i] = mask
    return masks


def split_words(sentence: Sentence, split: Callable[[str], list[str]]) -> Sentence:
    """Return the sentence with each word split further, as the run-time tokenizer does."""
    words: list[str] = []
    starts: list[int] = []
    for word in sentence.words:
        starts.append(len(words))
        words.extend(split(word) or [word])
    starts.append(len(words))
    marks = tuple(Mark(starts[m.start], starts[m.end], m.types, m.optional) for m in sentence.marks)
    return Sentence(sentence.source, tuple(words), marks, sentence.annotated)


def drop_overlaps(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Keep the longest of overlapping marks; of equals, the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if mark.start < mark.end and all(mark.end <= k.start or mark.start >= k.end for k in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda m: m.start))
