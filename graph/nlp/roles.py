"""From role scores to spans: constrained Viterbi for many predicates at once.

An inside label follows only the begin or the inside of its own role; everything else may follow
anything. So the best label before a begin or an outside is simply the best of all, and one
step costs as many operations as there are labels. All predicates of a batch go through together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.decode import softmax

_NEVER: Final = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Filler:
    """Words ``[start, end)`` that fill a role, with their raw probability."""

    name: str
    start: int
    end: int
    probability: float


class RoleDecoder:
    """Decodes BIO role labels.

    Parameters
    ----------
    labels
        ``O``, and ``B-`` and ``I-`` of each role.
    single
        Roles that a predicate has at most once.
    """

    def __init__(self, labels: Sequence[str], *, single: Sequence[str]) -> None:
        self.labels = tuple(labels)
        where = {label: i for i, label in enumerate(self.labels)}
        self._outside = where["O"]
        self._begin = np.array([i for label, i in where.items() if label.startswith("B-")])
        self._inside = np.array([where["I-" + self.labels[i][2:]] for i in self._begin])
        self._others = np.concatenate([[self._outside], self._begin])
        self._single = [
            (where[f"B-{name}"], where[f"I-{name}"]) for name in single if f"B-{name}" in where
        ]
        self._inside_of = dict(zip(self._begin.tolist(), self._inside.tolist(), strict=True))
        #: For each inside label its begin, for others -1.
        self._opens = np.full(len(self.labels), -1)
        self._opens[self._inside] = self._begin

    def best(self, scores: NDArray[np.float32], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the best valid labels.

        Parameters
        ----------
        scores
            (predicates, words, labels).
        sizes
            Words of each predicate's sentence; rows past them are padding.

        Returns
        -------
        (predicates, words) int64
            Labels; outside in the padding.
        """
        most = scores.shape[1]
        labels: NDArray[np.int64] = scores.argmax(-1)
        within = np.arange(most) < sizes[:, None]
        labels[~within] = self._outside
        wrong = np.flatnonzero(self._breaks(labels).any(1))
        if len(wrong):
            longest = int(sizes[wrong].max())
            labels[wrong, :longest] = self._search(scores[wrong, :longest], sizes[wrong])
        return labels

    def _breaks(self, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say where an inside label follows neither its begin nor itself."""
        opens = self._opens[labels]
        before = np.full_like(labels, self._outside)
        before[:, 1:] = labels[:, :-1]
        broken: NDArray[np.bool_] = (opens >= 0) & (before != opens) & (before != labels)
        return broken

    def _search(self, scores: NDArray[np.float32], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        rows, most, count = scores.shape
        every = np.arange(rows)
        back = np.zeros((most, rows, count), np.int16)
        best = scores[:, 0].astype(np.float64)
        best[:, self._inside] = _NEVER
        last = np.zeros((rows, count))
        for word in range(most):
            if word:
                top = best.argmax(1)
                longer = best[:, self._inside] >= best[:, self._begin]
                new = np.empty_like(best)
                new[:, self._others] = best[every, top][:, None]
                back[word][:, self._others] = top[:, None]
                new[:, self._inside] = np.where(longer, best[:, self._inside], best[:, self._begin])
                back[word][:, self._inside] = np.where(longer, self._inside, self._begin)
                best = new + scores[:, word]
            ends = sizes == word + 1
            last[ends] = best[ends]
        labels = np.full((rows, most), self._outside, np.int64)
        label = last.argmax(1)
        for word in range(most - 1, -1, -1):
            label = np.where(sizes == word + 1, last.argmax(1), label)
            live = sizes > word
            labels[live, word] = label[live]
            label = back[word][every, label].astype(np.int64)
        return labels

    def decode(self, scores: NDArray[np.float32], sizes: NDArray[np.int64]) -> list[list[Filler]]:
        """Return the role fillers of each predicate, each single role at most once.

        Where a single role comes out twice, its most probable span keeps it, and the rest of the
        sentence is labelled again without it.
        """
        if not len(scores):
            return []
        chances = softmax(scores)
        labels = self.best(scores, sizes)
        found = [self._spans(labels[i], chances[i], int(sizes[i])) for i in range(len(scores))]
        single = frozenset(self.labels[begin][2:] for begin, _ in self._single)
        again = [i for i, spans in enumerate(found) if _twice(spans, single)]
        if again:
            scores = scores.copy()
        while again:
            for i in again:
                for begin, inside in self._single:
                    name = self.labels[begin][2:]
                    spans = [s for s in found[i] if s.name == name]
                    if len(spans) > 1:
                        kept = max(spans, key=lambda s: (s.probability, -s.start))
                        scores[i, :, begin] = _NEVER
                        scores[i, :, inside] = _NEVER
                        scores[i, kept.start, :] = _NEVER
                        scores[i, kept.start, begin] = 0.0
                        scores[i, kept.start + 1 : kept.end, :] = _NEVER
                        scores[i, kept.start + 1 : kept.end, inside] = 0.0
            rows = np.array(again)
            labels[rows] = self.best(scores[rows], sizes[rows])
            for i in again:
                found[i] = self._spans(labels[i], chances[i], int(sizes[i]))
            again = [i for i in again if _twice(found[i], single)]
        return found

    def _spans(
        self, labels: NDArray[np.int64], chances: NDArray[np.float32], size: int
    ) -> list[Filler]:
        found: list[Filler] = []
        row = labels[:size].tolist()
        for start in np.flatnonzero(labels[:size] != self._outside).tolist():
            begin = row[start]
            inside = self._inside_of.get(begin)
            if inside is None:
                continue
            probability = float(chances[start, begin])
            end = start + 1
            while end < size and row[end] == inside:
                probability *= float(chances[end, inside])
                end += 1
            if end < size:
                probability *= 1.0 - float(chances[end, inside])
            found.append(Filler(self.labels[begin][2:], start, end, probability))
        return found


def _twice(spans: list[Filler], single: frozenset[str]) -> bool:
    names = [span.name for span in spans if span.name in single]
    return len(names) != len(set(names))
