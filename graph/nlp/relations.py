"""The component ``whence_relations``: which entities stand in which relation.

``doc._.whence_relations`` is a list, by subject, of ``[subject start, subject end, object start,
object end, label, score, evidence]``, offsets in code points into ``doc.text``, half-open; evidence
is a list of the ``[start, end]`` of the sentences that the relation rests on. The score is the
calibrated probability, in 0..1, that the relation holds in the text. Labels are those of
``graph.nlp.relations_labels``.

The component needs the encoder's vectors and names (``doc.ents``). Names are one entity when
coreference (span groups ``coref_clusters_...``) says so, or when they are spelled alike. Relations
are looked for in overlapping passages of up to 320 words, so that time and memory grow with the
text; entities that never come closer than that are not compared.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.names import normal
from graph.nlp.component import GraphComponent
from graph.nlp.coref import PREFIX
from graph.nlp.decode import Calibration, sigmoid
from graph.nlp.encoder import Encoded, encoded_of
from graph.nlp.network import Graph
from graph.nlp.relations_inputs import INSIDE, inputs
from graph.nlp.relations_labels import ALLOWED, KINDS, LABELS
from graph.nlp.relations_windows import parts, windows
from graph.nlp.shelf import Vectors
from graph.nlp.weights import Weights

VERSION: Final = "1"

#: Files of the model that this component reads.
FILES: Final = ("relations.onnx", "relations.json")

#: Calibrated score below which a relation is left out by default.
THRESHOLD: Final = 0.6
#: Share of a pair's attention from which a sentence counts as evidence.
EVIDENCE: Final = 0.2

if not Doc.has_extension("whence_relations"):
    Doc.set_extension("whence_relations", default=None)


@dataclass(slots=True)
class Named:
    """An entity of a document: its type and mentions, as words ``[start, end)`` and as spans."""

    kind: int
    places: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Raw:
    """A relation as the network sees it.

    Attributes
    ----------
    head, tail
        Numbers of entities.
    relation
        Wikidata property.
    margin
        How far it scores above the pair's threshold.
    start
        First word of the passage.
    attention
        What each word of the passage weighs for the pair.
    """

    head: int
    tail: int
    relation: str
    margin: float
    start: int
    attention: NDArray[np.float32]


class Relations(GraphComponent):
    """Finds relations between entities.

    Parameters
    ----------
    weights
        The model's files.
    threshold
        Relations with a lower calibrated score are left out. Higher gives fewer and surer ones.
    prefix
        Span groups whose names begin so are clusters of coreference.
    threads
        Threads of a session; 0: up to four in the main process, one in a worker process.
    """

    version = VERSION
    factory = "whence_relations"
    files = FILES

    def __init__(
        self,
        weights: Weights,
        *,
        threshold: float = THRESHOLD,
        prefix: str = PREFIX,
        threads: int = 0,
    ) -> None:
        super().__init__(weights, threshold=threshold, prefix=prefix, threads=threads)

    def _open(self) -> None:
        weights = self.weights
        self._graph = Graph(weights, "relations.onnx", threads=self.threads)
        meta = json.loads(weights.read("relations.json"))
        self._names: tuple[str, ...] = tuple(meta["relations"])
        self._calibration = Calibration(*meta["calibration"])
        #: Margin at which the network, left to itself, says that a relation holds.
        self.cut: float = meta["cut"]

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.whence_relations``."""
        encoded = encoded_of(doc, "whence_relations")
        vectors = encoded.layer("vectors", "whence_relations")
        entities = self.entities(doc, encoded)
        best: dict[tuple[int, int, str], tuple[float, Raw]] = {}
        for raw in self.read(
            vectors, encoded.starts, entities, margin=self.margin(self.threshold) - 0.01
        ):
            if raw.relation not in LABELS:
                continue
            label, turned = LABELS[raw.relation]
            subject, object_ = (raw.tail, raw.head) if turned else (raw.head, raw.tail)
            if label in ALLOWED and not (
                entities[subject].kind in ALLOWED[label][0]
                and entities[object_].kind in ALLOWED[label][1]
            ):
                continue
            score = self.score(raw.margin)
            key = (subject, object_, label)
            if score >= self.threshold and (key not in best or score > best[key][0]):
                best[key] = (score, raw)
        rows: list[list[Any]] = []
        for (subject, object_, label), (score, raw) in best.items():
            sentences = self._evidence(encoded.starts, len(encoded.tokens), raw)
            one, other = _nearest(entities[subject], entities[object_], raw, sentences)
            rows.append(
                [
                    one.start_char, one.end_char, other.start_char, other.end_char, label,
                    round(score, 4),
                    [list(_offsets(doc, encoded, *words)) for words in sentences],
                ]
            )  # fmt: skip
        doc._.whence_relations = sorted(rows)
        return doc

    def score(self, margin: float) -> float:
        """Return the calibrated probability that a relation with this margin holds."""
        return self._calibration(float(sigmoid(np.array([margin], np.float32))[0]))

    def margin(self, score: float) -> float:
        """Return the margin at which a relation has this score."""
        p = min(max(score, 1e-4), 1 - 1e-4)
        odds = float(np.log(p / (1 - p)))
        return (odds - self._calibration.shift) / max(self._calibration.slope, 1e-3)

    def entities(self, doc: Doc, encoded: Encoded) -> list[Named]:
        """Return the entities of a document, each with its names as mentions, by first mention."""
        cluster = {
            (span.start, span.end): key
            for key, group in doc.spans.items()
            if key.startswith(f"{self.prefix}_")
            for span in group
        }
        found: dict[str, Named] = {}
        alike: dict[tuple[int, str], str] = {}
        for entity in doc.ents:
            kind = KINDS.get(entity.label_, 0)
            start, end = np.searchsorted(encoded.tokens, (entity.start, entity.end)).tolist()
            if start == end:
                continue
            spelled = (kind, normal(entity.text))
            key = cluster.get((entity.start, entity.end)) or alike.get(spelled)
            key = alike.setdefault(spelled, key or f"name {len(found)}")
            named = found.setdefault(key, Named(kind))
            named.places.append((start, end))
            named.spans.append(entity)
        return list(found.values())

    def read(
        self,
        vectors: Vectors,
        starts: NDArray[np.int64],
        entities: list[Named],
        *,
        margin: float = 0.0,
    ) -> Iterator[Raw]:
        """Yield every relation that scores above its pair's threshold by the margin.

        Pairs that stand in several passages come several times.
        """
        size = len(vectors)
        if len(entities) < 2:
            return
        owners = np.full(size, -1, np.int64)
        for number, entity in enumerate(entities):
            for start, end in entity.places:
                owners[start:end] = number
        for first, last in windows(parts(starts.tolist(), size, owners.tolist()), owners.tolist()):
            inside = {
                number: [(s - first, e - first) for s, e in entities[number].places
                         if first <= s and e <= last]
                for number in sorted({int(o) for o in owners[first:last] if o >= 0})
            }  # fmt: skip
            numbers = [n for n, places in inside.items() if places]
            if len(numbers) < 2:
                continue
            within = starts[(starts > first) & (starts < last)] - first
            given = inputs(
                last - first,
                [0, *within.tolist()],
                [inside[n] for n in numbers],
                [entities[n].kind for n in numbers],
            )
            passage = vectors[first:last].astype(np.float32)
            margins, attention = self._graph.run(
                ["margins", "attention"],
                {
                    "vectors": passage,
                    "shares": given.shares,
                    "near": given.near,
                    "kinds": given.kinds,
                    "apart": given.apart,
                    "top": np.stack([passage[row == INSIDE].max(0) for row in given.near]),
                },
            )
            for h, t, r in zip(*np.nonzero(margins > margin), strict=True):
                if h != t:
                    yield Raw(
                        numbers[h], numbers[t], self._names[r], float(margins[h, t, r]), first,
                        attention[h, t].copy(),
                    )  # fmt: skip

    @staticmethod
    def _evidence(starts: NDArray[np.int64], size: int, raw: Raw) -> list[tuple[int, int]]:
        """Return the sentences, as words ``[start, end)``, that a pair looks at most."""
        low, high = raw.start, raw.start + len(raw.attention)
        mass = []
        for start, end in pairwise([*starts.tolist(), size]):
            if start < high and end > low:
                part = raw.attention[max(start, low) - low : min(end, high) - low]
                mass.append((float(part.sum()), start, end))
        least = min(EVIDENCE, max(mass)[0])
        return sorted((start, end) for share, start, end in mass if share >= least)


def _nearest(
    one: Named, other: Named, raw: Raw, sentences: list[tuple[int, int]]
) -> tuple[Span, Span]:
    """Return the mentions of two entities that stand closest, in the evidence if they do."""
    low, high = raw.start, raw.start + len(raw.attention)

    def inside(named: Named) -> list[tuple[bool, int, Span]]:
        first = bisect_left(named.places, (low, low))
        found = []
        for (start, end), span in zip(named.places[first:], named.spans[first:], strict=True):
            if start >= high:
                break
            if end <= high:
                found.append((any(s <= start < e for s, e in sentences), start, span))
        return found

    pairs = ((a, b) for a in inside(one) for b in inside(other))
    best, best_other = min(pairs, key=lambda p: (-p[0][0] - p[1][0], abs(p[0][1] - p[1][1])))
    return best[2], best_other[2]


def _offsets(doc: Doc, encoded: Encoded, start: int, end: int) -> tuple[int, int]:
    span = doc[int(encoded.tokens[start]) : int(encoded.tokens[end - 1]) + 1]
    return span.start_char, span.end_char


@Language.factory(
    "whence_relations",
    default_config={
        "weights": None,
        "threshold": THRESHOLD,
        "prefix": PREFIX,
        "threads": 0,
    },
    requires=["doc.ents"],
)
def make_relations(
    nlp: Language, name: str, weights: str | None, threshold: float, prefix: str, threads: int
) -> Relations:
    """Make the component ``whence_relations``; without ``weights`` it takes those shipped."""
    files = Weights() if weights is None else Weights(folder=Path(weights).resolve())
    return Relations(files, threshold=threshold, prefix=prefix, threads=threads)
