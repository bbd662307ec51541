"""Which names are compared at all: those that share a key, near-linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

import numpy as np
import numpy.typing as npt

from graph.identity.nameparts import Word, parts
from graph.identity.wordlikeness import skeleton, sound
from graph.names import acronym_parts, is_acronym

MAX_BLOCK = 30
"""Names under one key are all compared with each other up to this number."""

WINDOW = 4
"""In a larger block each is compared with this many that follow it by the alphabet."""

_MAX_WORDS = 6
_LEAST_LETTERS = 4
_WEAK = str.maketrans("", "", "afhvwy")

Names = Sequence[tuple[str, tuple[str, ...]]]
"""Family of types and names, for each thing that is to be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Pairs to compare and how they came about.

    Attributes
    ----------
    pairs : array of int64 with two columns
        Positions in the input, the smaller first; sorted, each pair once.
    keys : int
        Keys that two or more share.
    oversized : int
        Keys that more than :data:`MAX_BLOCK` share. Those of a pair of words are walked through
        in a window; those of a single word, which others of rarer words stand in for, are left.
    """

    pairs: npt.NDArray[np.int64]
    keys: int
    oversized: int


def candidate_pairs(names: Names, *, max_block: int = MAX_BLOCK) -> Blocks:
    """Return which are worth comparing.

    Notes
    -----
    Each name has a bounded number of keys and each key yields at most ``max_block`` comparisons a
    name, so cost grows with the number of names, but for sorting the keys.
    """
    hashes: list[int] = []
    owners: list[int] = []
    for index, (family, several) in enumerate(names):
        for key in {key for name in several for key in keys(name, family)}:
            hashes.append(_number(family, key))
            owners.append(index)
    if not hashes:
        return Blocks(pairs=np.empty((0, 2), dtype=np.int64), keys=0, oversized=0)
    by_key = np.array(hashes, dtype=np.uint64)
    by_name = np.array(owners, dtype=np.int64)
    order = np.lexsort((by_name, by_key))
    by_key, by_name = by_key[order], by_name[order]
    starts = np.flatnonzero(np.r_[True, by_key[1:] != by_key[:-1]])
    ends = np.r_[starts[1:], len(by_key)]
    found: list[npt.NDArray[np.int64]] = []
    oversized = 0
    shared = np.flatnonzero(ends - starts > 1)
    for place in shared:
        members = by_name[starts[place] : ends[place]]
        if len(members) <= max_block:
            left, right = np.triu_indices(len(members), 1)
            found.append(np.stack((members[left], members[right]), axis=1))
            continue
        oversized += 1
        if by_key[starts[place]] & np.uint64(1):
            found.append(_window(members, names))
    if not found:
        return Blocks(pairs=np.empty((0, 2), dtype=np.int64), keys=len(shared), oversized=oversized)
    pairs = np.concatenate(found)
    pairs.sort(axis=1)
    codes = np.unique(pairs[:, 0] * np.int64(len(names)) + pairs[:, 1])
    return Blocks(
        pairs=np.stack((codes // len(names), codes % len(names)), axis=1),
        keys=len(shared),
        oversized=oversized,
    )


def keys(name: str, family: str) -> Iterator[str]:
    """Yield the keys of a name; those of two words together begin with a capital letter."""
    taken = parts(name, family)
    plain = [word for word in taken.words if not word.is_initial][:_MAX_WORDS]
    bones = [skeleton(word.key) for word in plain]
    for word in plain:
        if len(word.key) >= _LEAST_LETTERS or len(plain) == 1:
            yield f"w:{word.key}"
            if word.arabic is None and (heard := sound(word.key)):
                yield f"m:{heard}"
    for one, other in combinations(bones, 2):
        yield "P:" + ":".join(sorted((one, other)))
    if len(bones) > 1:
        yield "X:" + ":".join(sorted((_bare(plain[0]), _bare(plain[-1]))))
    whole = skeleton("".join(word.key for word in taken.words))
    yield f"J:{whole}"
    if len(weak := whole.translate(_WEAK)) > 2:
        yield f"Y:{weak}"
    if family == "PERSON":
        yield from _initial_keys(taken.words)
    else:
        if len(taken.words) > 1:
            yield "A:" + "".join(word.key[:1] for word in taken.words)
        for part in acronym_parts(name):
            if is_acronym(part):
                yield "A:" + "".join(c for c in part.casefold() if c.isalpha())


def _initial_keys(words: Sequence[Word]) -> Iterator[str]:
    if len(words) > 1:
        for end, other in ((words[-1], words[0]), (words[0], words[-1])):
            if not end.is_initial:
                yield f"I:{skeleton(end.key)}:{other.key[:1]}"


def _bare(word: Word) -> str:
    """Return what Arabic and Latin spellings surely share: consonants but the weak ones."""
    return skeleton(word.key).translate(_WEAK)


def _number(family: str, key: str) -> int:
    """Return a number for a key; odd for a key of two words."""
    digest = blake2b(f"{family}\x1f{key}".encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    return number | 1 if key[0].isupper() else number & ~1


def _window(members: npt.NDArray[np.int64], names: Names) -> npt.NDArray[np.int64]:
    ordered = sorted(members.tolist(), key=lambda index: (names[index][1], index))
    return np.array(
        [
            (ordered[i], ordered[j])
            for i in range(len(ordered))
            for j in range(i + 1, min(i + 1 + WINDOW, len(ordered)))
        ],
        dtype=np.int64,
    )


def as_names(rows: Iterable[tuple[str, Iterable[str]]]) -> Names:
    """Put rows of a family and names into the form that :func:`candidate_pairs` takes."""
    return [(family, tuple(sorted(set(several)))) for family, several in rows]
