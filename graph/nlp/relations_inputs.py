"""What the relations graph reads of a passage: which words are whose, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Buckets of the distance of two entities, in sentences.
APART: Final = 8
#: What ``near`` says of a word inside a mention.
INSIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Inputs:
    """Arrays of one passage.

    Attributes
    ----------
    shares
        (entities, words), each mention weighs the same; rows add up to 1.
    near
        (entities, words), ``INSIDE`` a mention, 1 in a sentence with one, 0 elsewhere.
    kinds
        (entities,), types.
    apart
        (entities, entities), sentences between the nearest mentions, at most ``APART - 1``.
    """

    shares: NDArray[np.float32]
    near: NDArray[np.int64]
    kinds: NDArray[np.int64]
    apart: NDArray[np.int64]


def inputs(
    words: int,
    starts: Sequence[int],
    mentions: Sequence[Sequence[tuple[int, int]]],
    kinds: Sequence[int],
) -> Inputs:
    """Number the entities of a passage.

    Parameters
    ----------
    words
        Words of the passage.
    starts
        First word of each sentence, ascending, from 0.
    mentions
        For each entity the spans ``[start, end)`` of its mentions, at least one.
    kinds
        Type of each entity.
    """
    size = len(mentions)
    shares = np.zeros((size, words), np.float32)
    near = np.zeros((size, words), np.int64)
    sentence = np.zeros(words, np.int64)
    bounds = list(pairwise([*starts, words]))
    for number, (start, end) in enumerate(bounds):
        sentence[start:end] = number
    where = np.zeros((size, len(bounds)), bool)
    for row, spans in enumerate(mentions):
        for start, _ in spans:
            number = int(sentence[start])
            where[row, number] = True
            near[row, slice(*bounds[number])] = 1
        for start, end in spans:
            near[row, start:end] = INSIDE
            shares[row, start:end] += 1.0 / (len(spans) * (end - start))
    numbers = np.arange(len(bounds))
    # Distance of each sentence to the nearest with a mention, then the least over the other's.
    gap = np.abs(numbers[:, None] - numbers[None, :])
    nearest = np.where(where[:, None, :], gap[None], len(bounds)).min(-1)
    apart = np.where(where[None, :, :], nearest[:, None, :], len(bounds)).min(-1)
    return Inputs(
        shares, near, np.array(kinds, np.int64), np.minimum(apart, APART - 1).astype(np.int64)
    )
