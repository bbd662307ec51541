"""Scores that hold: a slope and a shift for each kind of score, fitted on documents kept for it.

A raw probability p becomes sigmoid(slope x log(p / (1 - p)) + shift). The documents are the
calibration part of the training sets (one in ``calibration_every``), which nothing was trained on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from graph.nlp.decode import Calibration, calibration, decode
from graph.nlp.labels import ENTITY_TYPES, LABEL_INDEX, begins, continues
from graph.nlp.predicates import FACTS
from graph.nlp.weights import Weights
from training.passages import NO_HEAD, NONE, Passage, join
from training.scores_syntax import GivenSentences
from training.sources import all_documents, divide
from training.treebanks import ROLE_LABELS, Document, Inventory, ewt, gum, inventory

#: Sets whose sentences teach the calibration of names.
_NAMES = (
    "gmb", "crossner", "crossner_politics", "wikigold", "uner_pud", "re_docred", "gum", "written",
)  # fmt: skip
_OUTSIDE = 1 << LABEL_INDEX["O"]


@dataclass(frozen=True, slots=True)
class OneOutput(Weights):
    """Weights of which only one of the two outputs for predicates is heard."""

    output: str = "predicates"

    def meta(self) -> dict[str, Any]:
        """Return what ``meta.json`` says, with the other output silenced."""
        found = dict(Weights.meta(self))
        other = "events" if self.output == "predicates" else "predicates"
        return {
            **found,
            "thresholds": {**found["thresholds"], other: 2.0},
            "calibration": {**found["calibration"], other: [0.0, -60.0]},
        }


#: Raw probabilities and how far each was right, 0..1, by kind of score.
Pairs = dict[str, list[tuple[float, float]]]


def fit(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the slope and shift of the best logistic curve, drawn a little to (1, 0)."""
    p = np.clip(np.array([a for a, _ in pairs]), 1e-6, 1 - 1e-6)
    y = np.array([b for _, b in pairs])
    x = np.log(p / (1 - p))
    both = np.array([1.0, 0.0])
    for _ in range(200):
        q = 1 / (1 + np.exp(-(both[0] * x + both[1])))
        w = q * (1 - q) + 1e-9
        slopes = np.array([((q - y) * x).sum(), (q - y).sum()])
        curve = np.array([[(w * x * x).sum(), (w * x).sum()], [(w * x).sum(), w.sum()]])
        change = np.linalg.solve(curve + np.eye(2), slopes + (both - [1.0, 0.0]))
        both = both - change / max(1.0, float(np.abs(change).max()))
    return round(float(both[0]), 4), round(float(both[1]), 4)


def even(slope: float, shift: float) -> float:
    """Return the raw probability that stands for a calibrated one of one half.

    >>> even(1.0, 0.0)
    0.5
    """
    return round(float(1 / (1 + np.exp(shift / max(slope, 1e-3)))), 4)


def expected_error(pairs: Sequence[tuple[float, float]], bins: int = 10) -> float:
    """Return the expected calibration error over equally wide bins, in per cent points."""
    if not pairs:
        return 0.0
    p, y = np.array(pairs).T
    which = np.minimum((p * bins).astype(int), bins - 1)
    parts = [
        abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    ]
    return round(100 * float(sum(parts)), 2)


def calibrate(data: Path, weights: Weights, config: dict[str, Any], labels: Inventory) -> Any:
    """Return ``calibration`` for ``meta.json``, and a report by kind of score."""
    _, kept = divide(all_documents(data, config, labels), config["split"]["calibration_every"])
    pairs = collect(weights, kept)
    found = {kind: fit(all_) for kind, all_ in sorted(pairs.items()) if len(all_) >= 100}
    report = {
        kind: {"n": len(pairs[kind]), "error before": expected_error(pairs[kind])} for kind in found
    }
    return {kind: list(both) for kind, both in found.items()}, report


def measure(data: Path, weights: Weights) -> dict[str, dict[str, Any]]:
    """Return the expected calibration error of each kind of score on the measuring sets."""
    labels = inventory(data)
    kept = {"ewt": ewt(data, labels, "dev"), "gum": gum(data, labels, "dev")}
    return {
        "ewt dev and gum open dev": {
            kind: {"f": expected_error(found), "n": len(found)}
            for kind, found in sorted(collect(weights, kept).items())
        }
    }


def collect(weights: Weights, kept: dict[str, list[Document]]) -> Pairs:
    """Return the scores of all that is found in documents, and whether it is right."""
    pairs: Pairs = defaultdict(list)
    for column in ("predicates", "events"):
        alone = GivenSentences(
            OneOutput(weights.folder, weights.blobs, column), layers=("frames",), threads=1
        )
        for name in set(kept) & {"ewt", "gum", "events"}:
            for text, encoded in _read(alone, kept[name]):
                _predicates(text, encoded, pairs, column)
    encoder = GivenSentences(weights, threads=1)
    for name, documents in sorted(kept.items()):
        for text, encoded in _read(encoder, documents):
            if name in _NAMES:
                _names(text, encoded, pairs, calibration(weights.meta(), "names"))
            if name == "ewt":
                _arcs(text, encoded, pairs)
                _frames(text, encoded, pairs)
            if name in ("ewt", "events"):
                _facts(text, encoded, pairs)
    return pairs


def _read(encoder: GivenSentences, documents: Sequence[Document]) -> Iterator[tuple[Passage, Any]]:
    vocab = spacy.blank("en").vocab
    for document in documents:
        text = join(document)
        starts = [i == 0 for part in document for i in range(len(part.words))]
        doc = Doc(vocab, words=list(text.words), sent_starts=starts)
        encoded = encoder.encode(doc)
        if len(encoded.tokens) == len(text.words):
            yield text, encoded


def _names(text: Passage, encoded: Any, pairs: Pairs, sure: Calibration) -> None:
    """Add the spans found; those that the set may have left unmarked are left out."""
    masks = [int(m) for m in text.columns["names"]]
    for span in decode(encoded.names, encoded.starts):
        if span.kind not in ENTITY_TYPES:
            continue
        inside, begin = 1 << continues(span.kind), 1 << begins(span.kind)
        first = masks[span.start]
        if first == 0 or (first & begin and first & _OUTSIDE):
            continue
        right = bool(first & begin) and all(m & inside for m in masks[span.start + 1 : span.end])
        after = masks[span.end] if span.end < len(masks) else _OUTSIDE
        right = right and not (after & inside and not after & _OUTSIDE)
        pairs["names"].append((sure(span.probability), float(right)))


def _arcs(text: Passage, encoded: Any, pairs: Pairs) -> None:
    parsed, heads = encoded.syntax, text.columns["heads"]
    for i, (head, chance) in enumerate(zip(parsed.heads, parsed.chances, strict=True)):
        if heads[i] != NO_HEAD:
            pairs["arcs"].append((float(chance), float(head - i == heads[i])))


def _frames(text: Passage, encoded: Any, pairs: Pairs) -> None:
    gold = {f.predicate: _spans(f.roles, f.start) for f in text.frames}
    for frame in encoded.frames:
        if text.columns["predicates"][frame.word] != 1:
            continue
        for filler in frame.fillers:
            right = (filler.name, filler.start, filler.end) in gold.get(frame.word, ())
            pairs["roles"].append((filler.probability, float(right)))


def _predicates(text: Passage, encoded: Any, pairs: Pairs, column: str) -> None:
    for frame in encoded.frames:
        known = text.columns[column][frame.word]
        if known != NONE:
            pairs[column].append((frame.score, float(known)))


def _facts(text: Passage, encoded: Any, pairs: Pairs) -> None:
    for frame in encoded.frames:
        wanted = text.columns["facts"][frame.word]
        if wanted.sum() > 0:
            for name, had, share in zip(FACTS, frame.facts, wanted.tolist(), strict=True):
                pairs[name].append((had, share))


def _spans(roles: Sequence[int], shift: int) -> set[tuple[str, int, int]]:
    found: list[list[Any]] = []
    for i, number in enumerate(roles):
        label = ROLE_LABELS[number]
        if label.startswith("B-"):
            found.append([label[2:], i + shift, i + shift + 1])
        elif label.startswith("I-") and found:
            found[-1][2] = i + shift + 1
    return {(name, start, end) for name, start, end in found}
