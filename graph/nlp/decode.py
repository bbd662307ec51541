"""From label scores to spans: constrained Viterbi over BIO labels, and a score for each span."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.labels import LABELS, begins, continues

_SIZE: Final = len(LABELS)
_IS_INSIDE: Final = np.array([label.startswith("I-") for label in LABELS])

#: ``_MAY_FOLLOW[a, b]``: label b may stand after label a.
_MAY_FOLLOW: Final = np.array(
    [[not b.startswith("I-") or a[1:] == b[1:] for b in LABELS] for a in LABELS]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A span of words ``[start, end)`` with its type and raw probability."""

    start: int
    end: int
    kind: str
    probability: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Maps raw probabilities to ones that hold: sigmoid(slope x log-odds + shift)."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: float) -> float:
        """Return the calibrated probability, in 0..1."""
        p = min(max(probability, 1e-6), 1 - 1e-6)
        return 1.0 / (1.0 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.shift)))

    def many(self, probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the calibrated probabilities of an array."""
        p = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
        odds = self.slope * np.log(p / (1 - p)) + self.shift
        out: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
        return out


def calibration(meta: Mapping[str, Any], name: str) -> Calibration:
    """Return what ``meta.json`` says of the scores of one kind; as they are if nothing."""
    return Calibration(*meta["calibration"].get(name, ()))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    out: NDArray[np.float32] = powers / powers.sum(-1, keepdims=True)
    return out


def sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities of scores that stand by themselves."""
    out: NDArray[np.float32] = 0.5 * (1.0 + np.tanh(0.5 * scores))
    return out


def viterbi(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the best sequence of labels of one sentence in which each I- continues its type.

    Complexity is words x labels squared.
    """
    penalty = np.where(_MAY_FOLLOW, 0.0, -np.inf)
    best = np.where(_IS_INSIDE, -np.inf, scores[0].astype(np.float64))
    back = np.zeros((len(scores), _SIZE), np.int64)
    for i in range(1, len(scores)):
        ways = best[:, None] + penalty
        back[i] = ways.argmax(0)
        best = ways[back[i], np.arange(_SIZE)] + scores[i]
    labels = np.zeros(len(scores), np.int64)
    labels[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        labels[i - 1] = back[i, labels[i]]
    return labels


def decode(scores: NDArray[np.float32], starts: NDArray[np.int64]) -> list[Found]:
    """Return the spans of a document's words, sentence by sentence.

    Parameters
    ----------
    scores
        (words, labels), before softmax.
    starts
        First word of each sentence, ascending, from 0.

    Notes
    -----
    Where the best label of every word is already a valid sequence it is the Viterbi sequence,
    so the full search is run only on the sentences where it is not.
    """
    size = len(scores)
    if not size:
        return []
    labels = scores.argmax(-1)
    before = np.concatenate([[0], labels[:-1]])
    before[starts] = 0
    wrong = np.flatnonzero(~_MAY_FOLLOW[before, labels])
    ends = np.concatenate([starts[1:], [size]])
    for sentence in np.unique(np.searchsorted(starts, wrong, side="right") - 1):
        first, last = starts[sentence], ends[sentence]
        labels[first:last] = viterbi(scores[first:last])
    return _spans(labels, softmax(scores), set(starts.tolist()))


def agree(found: list[Found], forms: Sequence[str]) -> list[Found]:
    """Give the spans of one form in a document one type, where the evidence is clear.

    A name rarely stands for two things in one document, and a type that hangs on one odd
    sentence is mended by the others. The type with the greatest sum of probabilities wins, and
    takes over spans of other types if their type's sum is less than half of it.

    Parameters
    ----------
    found
        Spans of a document.
    forms
        The text of each span.

    Returns
    -------
    list of Found
        The same spans. One of the winning type, or changed to it, has at least the mean
        probability of that type's spans times their share of the form's spans.
    """
    sums: dict[str, dict[str, list[float]]] = {}
    for span, form in zip(found, forms, strict=True):
        sums.setdefault(form, {}).setdefault(span.kind, []).append(span.probability)
    out: list[Found] = []
    for span, form in zip(found, forms, strict=True):
        kinds = sums[form]
        winner = max(kinds, key=lambda kind: (sum(kinds[kind]), kind))
        votes = kinds[winner]
        if span.kind == winner or sum(kinds[span.kind]) * 2 < sum(votes):
            shared = sum(votes) / sum(map(len, kinds.values()))
            own = span.probability if span.kind == winner else 0.0
            span = Found(span.start, span.end, winner, max(own, shared))
        out.append(span)
    return out


def _spans(
    labels: NDArray[np.int64], chances: NDArray[np.float32], starts: set[int]
) -> list[Found]:
    found: list[Found] = []
    size = len(labels)
    for i in np.flatnonzero(labels):
        label = LABELS[labels[i]]
        if label.startswith("I-"):
            continue
        kind = label[2:]
        inside = continues(kind)
        end = int(i) + 1
        probability = float(chances[i, begins(kind)])
        while end < size and labels[end] == inside and end not in starts:
            probability *= float(chances[end, inside])
            end += 1
        if end < size and end not in starts:
            probability *= 1.0 - float(chances[end, inside])
        found.append(Found(int(i), end, kind, probability))
    return found
