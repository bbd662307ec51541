"""How alike two words of names are, in [0, 1], in any script, and two keys for finding them."""

from __future__ import annotations

from functools import lru_cache

import jellyfish
from rapidfuzz.distance import OSA, JaroWinkler

from graph.identity.chunks import likeness
from graph.identity.nameparts import Word

_SHARE_OF_SPELLING = 0.5
_FOREIGN_VOWELS = frozenset("aeiouywh")
_SKELETON = str.maketrans({"q": "k", "c": "k", "g": "k", "z": "s", "x": "k", "v": "f", "p": "b",
                           "d": "t", "j": "s"})  # fmt: skip
_DIGRAPHS = (("sch", "s"), ("tch", "s"), ("kh", "k"), ("gh", "k"), ("sh", "s"), ("ch", "s"),
             ("th", "t"), ("dh", "t"), ("ph", "f"), ("zh", "s"), ("dj", "s"), ("ts", "s"),
             ("w", "f"))  # fmt: skip


def alike(one: Word, other: Word) -> float:
    """Return how alike two words are: 1 for the same letters, near 0 for unrelated ones."""
    if one.arabic is not None and other.arabic is not None:
        return (
            1.0
            if one.arabic == other.arabic
            else OSA.normalized_similarity(one.arabic, other.arabic)
        )
    if one.arabic is None and other.arabic is None:
        return latin_alike(one.key, other.key)
    if one.arabic is None:
        one, other = other, one
    return likeness("latin-arabic", other.key, one.arabic or "")


@lru_cache(maxsize=400_000)
def latin_alike(one: str, other: str) -> float:
    """Return how alike two words in small Latin letters are.

    The greater of plain edit likeness and that of learnt spelling variants, for a slip of the
    pen is none of the variants, and "Qorvali" for "Korvali" is no slip.
    """
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    edit = OSA.normalized_similarity(one, other)
    if edit < 0.3:
        return edit
    plain = 0.5 * (edit + JaroWinkler.similarity(one, other))
    if min(len(one), len(other)) < 3:
        return min(plain, edit)
    variant = likeness("latin-latin", *sorted((one, other)))
    return max(edit, (1 - _SHARE_OF_SPELLING) * plain + _SHARE_OF_SPELLING * variant)


@lru_cache(maxsize=400_000)
def sound(word: str) -> str:
    """Return a phonetic key of a word in Latin letters (Metaphone)."""
    return str(jellyfish.metaphone(word)) if word.isascii() else ""


@lru_cache(maxsize=400_000)
def skeleton(word: str) -> str:
    """Return the consonants of a word, those that spellings of one sound share made one.

    Arabic script, put into Latin letters one by one, and most Latin spellings of the same name
    meet in it, for the short vowels that Arabic script leaves out are left out here too.
    """
    text = word
    for group, single in _DIGRAPHS:
        text = text.replace(group, single)
    found: list[str] = []
    for letter in text.translate(_SKELETON):
        if letter in _FOREIGN_VOWELS and found:
            continue
        letter = "a" if letter in _FOREIGN_VOWELS else letter
        if not found or found[-1] != letter:
            found.append(letter)
    return "".join(found)
