"""Measure relations with the shipped component on the last hundred documents of Re-DocRED.

*From gold mentions*: entities and their types are given; a fact is right when head, tail and
property are. *End to end*: names and coreference find the entities; each stands for the gold entity
with which it shares most mentions (words alike), and for none if it shares none; every gold
fact counts, whether its entities were found or not. All 95 properties count, at the margin at which
the network itself draws the line, and then those given out at the shipped threshold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from graph.nlp.coref import Coref
from graph.nlp.encoder import Encoded, Encoder, encoded_of
from graph.nlp.names import make_names
from graph.nlp.relations import THRESHOLD, Named, Relations
from graph.nlp.relations_labels import LABELS
from graph.nlp.weights import SHIPPED, Weights
from training.coref_data import splitter
from training.coref_scores import expected_error, heads_of
from training.relations_data import TYPES, RelationDocument, re_docred
from training.relations_task import TRAINED
from training.scorecard import Figures

Triple = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The best margin of each fact found in a document, and the gold facts."""

    margins: dict[Triple, float]
    gold: set[Triple]


class Reader:
    """The components over documents whose words are given."""

    def __init__(self, weights: Weights, *, together: bool) -> None:
        nlp = spacy.blank("en")
        self.vocab = nlp.vocab
        layers = ("names", "vectors") if together else ("vectors",)
        self.encoder = Encoder(weights, layers=layers, threads=1)
        self.relations = Relations(heads_of(weights, "relations.json"), threads=1)
        self.together = together
        if together:
            self.names = make_names(nlp, "names", str(weights.folder), 0.1, True)
            self.coref = Coref(heads_of(weights, "coref.json"), threads=1)

    def _doc(self, document: RelationDocument) -> tuple[Doc, Encoded]:
        starts = set(document.starts)
        doc = Doc(
            self.vocab,
            words=list(document.words),
            sent_starts=[i in starts for i in range(len(document.words))],
        )
        doc = self.encoder(doc)
        return doc, encoded_of(doc, "scores")

    def __call__(self, document: RelationDocument, *, margin: float = 0.0) -> Found:
        """Return the facts found above a margin."""
        doc, encoded = self._doc(document)
        gold = {(f.head, f.tail, f.relation) for f in document.facts}
        if self.together:
            doc = self.coref(self.names(doc))
            entities = self.relations.entities(doc, encoded)
            stands = _match(document, entities)
        else:
            entities = [Named(TYPES.index(e.kind), list(e.mentions)) for e in document.entities]
            stands = list(range(len(entities)))
        margins: dict[Triple, float] = {}
        vectors = encoded.layer("vectors", "scores")
        for raw in self.relations.read(vectors, encoded.starts, entities, margin=margin):
            # An entity that stands for none counts as itself, and makes its facts wrong.
            key = (stands[raw.head], stands[raw.tail], raw.relation)
            margins[key] = max(margins.get(key, -np.inf), raw.margin)
        return Found(margins, gold)


def _match(document: RelationDocument, entities: Sequence[Named]) -> list[int]:
    """Return the gold entity that each stands for, or a negative number of its own."""
    owner = {span: n for n, e in enumerate(document.entities) for span in e.mentions}
    out = []
    for number, named in enumerate(entities):
        shared = Counter(owner[place] for place in named.places if place in owner)
        best = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(-1 - number, 0))
        out.append(best[0])
    return out


def prf(
    found: Sequence[Found], margin: float, kept: frozenset[str] | None = None
) -> dict[str, Any]:
    """Return precision, recall and F1 in per cent at a margin, over all or some properties."""
    right = given = wanted = 0
    for one in found:
        facts = {f for f, m in one.margins.items() if m > margin and (not kept or f[2] in kept)}
        gold = {f for f in one.gold if not kept or f[2] in kept}
        right += len(facts & gold)
        given += len(facts)
        wanted += len(gold)
    return {
        "p": round(100 * right / max(1, given), 1),
        "r": round(100 * right / max(1, wanted), 1),
        "f": round(200 * right / max(1, given + wanted), 1),
        "n": wanted,
    }


def labelled(found: Sequence[Found]) -> Iterator[tuple[float, bool]]:
    """Yield the margin of each fact of a property that is given out, and whether it is right."""
    for one in found:
        for fact, margin in one.margins.items():
            if fact[2] in LABELS:
                yield margin, fact in one.gold


def documents(data: Path) -> list[RelationDocument]:
    """Return the documents that are scored on."""
    return list(re_docred(data, range(TRAINED, TRAINED + 100), splitter()))


def measure(data: Path, weights: Weights) -> Figures:
    """Return the figures of the scorecard."""
    out: Figures = {}
    given = frozenset(LABELS)
    for name, together in (("gold mentions", False), ("end to end", True)):
        reader = Reader(weights, together=together)
        found = [reader(document, margin=-3.0) for document in documents(data)]
        relations = reader.relations
        rows = {
            "all 95 properties": prf(found, relations.cut),
            "those given out": prf(found, relations.cut, given),
        }
        for threshold in (0.5, 0.7, 0.9):
            cut = relations.margin(threshold)
            rows[f"those given out, score {threshold} or more"] = prf(found, cut, given)
        cut = relations.margin(THRESHOLD)
        rows[f"those given out, score {THRESHOLD} or more, shipped"] = prf(found, cut, given)
        pairs = [(relations.score(m), r) for m, r in labelled(found)]
        scores, right = (np.array(column) for column in zip(*pairs, strict=True))
        rows["calibration error"] = {"f": expected_error(scores, right), "n": len(scores)}
        out[f"re_docred, last 100, {name}"] = rows
    return out


def main() -> None:
    """Print the figures of one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the model")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.data, Weights(folder=arguments.model)), indent=1))


if __name__ == "__main__":
    main()
