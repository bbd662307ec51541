"""From word scores to predicates, their factuality and the words that fill their roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.decode import Calibration, calibration, sigmoid, softmax
from graph.nlp.frame import CORE
from graph.nlp.lemmatiser import Lemmatiser
from graph.nlp.network import Graph
from graph.nlp.paths import Trees
from graph.nlp.roles import Filler, RoleDecoder
from graph.nlp.weights import Weights

#: A sentence is read for roles at most so many words to either side of the predicate; of the roles
#: that people marked, two in a thousand reach further.
REACH: Final = 40

#: The classes of factuality, in the order of the network's outputs.
FACTS: Final = ("happened", "did_not", "open")

_KINDS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}
#: Cells of a batch, few, so that they stay in the cache.
_CELLS: Final = 2048


@dataclass(frozen=True, slots=True)
class RawFrame:
    """A predicate as decoded: numbers of words instead of tokens.

    Attributes
    ----------
    word
        The predicate.
    lemma, sense, kind
        As in :class:`graph.nlp.frame.Frame`.
    score
        Calibrated probability that it is one.
    facts
        Probabilities of happened, did not, open.
    fillers
        Spans of words and their calibrated probabilities, by place.
    """

    word: int
    lemma: str
    sense: str
    kind: str
    score: float
    facts: tuple[float, float, float]
    fillers: tuple[Filler, ...]


class RoleReader:
    """Finds predicates in the output of the encoder and runs the graph of roles on them.

    Parameters
    ----------
    weights
        The model's files.
    threads
        As for :class:`graph.nlp.network.Graph`.
    """

    def __init__(self, weights: Weights, *, threads: int = 0) -> None:
        self._weights = weights
        self._graph = Graph(weights, "frames.onnx", threads=threads)
        self._decoder: RoleDecoder | None = None
        self._lemmas: Lemmatiser | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is read when first needed."""
        return {**self.__dict__, "_decoder": None, "_lemmas": None}

    def __call__(
        self,
        found: dict[str, NDArray[np.float32]],
        forms: Sequence[str],
        starts: NDArray[np.int64],
        first: int,
        *,
        arcs: tuple[NDArray[np.int64], NDArray[np.int16]],
        bare: NDArray[np.bool_],
    ) -> list[RawFrame]:
        """Return the frames of a stretch.

        Parameters
        ----------
        found
            The encoder's outputs, rows are the words of the stretch.
        forms
            Those words.
        starts
            First word of each sentence of the stretch.
        first
            The number of the stretch's first word in its document; it is added to all words.
        arcs
            The head of each word, itself for a root, and the label of its arc.
        bare
            Words that have no roles of their own: helping verbs.
        """
        meta = self._weights.meta()
        if self._decoder is None or self._lemmas is None:
            self._decoder = RoleDecoder(meta["roles"], single=CORE)
            self._lemmas = Lemmatiser(meta["lemmas"])
        fit = {name: calibration(meta, name) for name in ("predicates", "events", "roles", *FACTS)}
        chances = sigmoid(found["predicates"])
        limits = [meta["thresholds"]["predicates"], meta["thresholds"]["events"]]
        words = np.flatnonzero((chances >= limits).any(1))
        if not len(words):
            return []
        lemmas = self._lemmas([forms[word] for word in words.tolist()], found["lemmas"][words])
        kinds = [_KINDS.get(meta["upos"][i], "other") for i in found["upos"][words].argmax(1)]
        facts = softmax(found["facts"][words])
        fillers: list[list[Filler]] = [[] for _ in words]
        full = np.flatnonzero(~bare[words])
        trees = Trees(arcs[0], arcs[1].astype(np.int64), len(meta["rels"]))
        for i, spans in zip(
            full.tolist(),
            self._fillers(self._decoder, found, trees, starts, words[full]),
            strict=True,
        ):
            fillers[i] = spans
        return [
            RawFrame(
                word + first,
                lemmas[i],
                meta["rolesets"].get(f"{lemmas[i]}|{kinds[i][0].upper()}", f"{lemmas[i]}.01"),
                "auxiliary" if bare[word] else kinds[i],
                max(
                    fit[name](float(chances[word, column]))
                    for column, name in enumerate(("predicates", "events"))
                ),
                _fitted(facts[i].tolist(), fit),
                tuple(
                    Filler(f.name, f.start + first, f.end + first, fit["roles"](f.probability))
                    for f in fillers[i]
                ),
            )
            for i, word in enumerate(words.tolist())
        ]

    def _fillers(
        self,
        decoder: RoleDecoder,
        found: dict[str, NDArray[np.float32]],
        trees: Trees,
        starts: NDArray[np.int64],
        words: NDArray[np.int64],
    ) -> list[list[Filler]]:
        ends = np.append(starts[1:], len(found["frame_words"]))
        sentence = np.searchsorted(starts, words, side="right") - 1
        left = np.maximum(starts[sentence], words - REACH)
        right = np.minimum(ends[sentence], words + REACH + 1)
        given = {
            "words": found["frame_words"],
            "preds": found["frame_preds"],
            "arguments": found["frame_arguments"],
        }
        out: list[list[Filler]] = [[] for _ in words]
        for rows in _batches(right - left):
            sizes = (right - left)[rows]
            cells = trees.cells(words[rows], left[rows], right[rows])
            asked = np.stack([cells.words, cells.predicates, cells.arguments], 1)
            (flat,) = self._graph.run(
                ["roles"], {**given, "cells": asked, "features": cells.features}
            )
            scores = np.zeros((len(rows), int(sizes.max()), flat.shape[1]), np.float32)
            scores[np.arange(scores.shape[1]) < sizes[:, None]] = flat
            for row, fillers in zip(rows.tolist(), decoder.decode(scores, sizes), strict=True):
                shift = int(left[row])
                out[row] = [
                    Filler(f.name, f.start + shift, f.end + shift, f.probability) for f in fillers
                ]
        return out


def _batches(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield rows of like size, so that each batch has a bounded number of cells."""
    order = np.argsort(-sizes, kind="stable")
    at = 0
    while at < len(order):
        count = max(1, _CELLS // int(sizes[order[at]]))
        yield order[at : at + count]
        at += count


def _fitted(facts: list[float], fit: dict[str, Calibration]) -> tuple[float, float, float]:
    """Return calibrated factuality, which sums to 1."""
    fitted = [fit[name](p) for name, p in zip(FACTS, facts, strict=True)]
    total = sum(fitted)
    return fitted[0] / total, fitted[1] / total, fitted[2] / total
