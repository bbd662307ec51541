"""Measure coreference with the shipped components: GUM open dev and the second half of GAP.

GUM: gold words and sentences; MUC, B-cubed, CEAF-e and their mean with mentions matched by head
(as the CorefUD scorer does by default, singletons left out), and exactly. GAP: from raw text; a
name counts as meant by the pronoun when both are in one cluster. Links: how often a link made at a
score is right, over GUM's mentions, for calibration and for the choice of a threshold.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from graph.nlp.coref import PREFIX, THRESHOLD, Coref
from graph.nlp.coref_features import PRONOUNS, look
from graph.nlp.names import make_names
from graph.nlp.weights import SHIPPED, Weights
from training.coref_data import CorefDocument, gap, gum, spacy_sentences, splitter, syntactic_head
from training.coref_score import CorefScorer, HeadedSpan
from training.coref_task import GAP_TRAINED
from training.scorecard import Figures
from training.scores_syntax import GivenSentences

Span = tuple[int, int]

#: Thresholds shown beside the shipped one.
THRESHOLDS = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Read:
    """What the components find in a document: clusters of spans, and scored links."""

    document: CorefDocument
    clusters: list[list[Span]]
    links: list[tuple[Span, Span, float]]


class Reader:
    """Encoder, names and coreference over documents whose words are given."""

    def __init__(self, weights: Weights, heads: Weights, *, threshold: float = THRESHOLD) -> None:
        nlp = spacy.blank("en")
        self.vocab = nlp.vocab
        layers = ("names", "syntax", "vectors")
        self.encoder = GivenSentences(weights, layers=layers, threads=1)
        self.names = make_names(nlp, "names", str(weights.folder), 0.1, True)
        self.coref = Coref(heads, threshold=threshold, threads=1)
        self._read: dict[str, Doc] = {}

    def __call__(self, document: CorefDocument) -> Read:
        """Read a document; what the encoder says of it is kept for the next time."""
        key = f"{document.source} {document.name}"
        if key not in self._read:
            starts = set(document.starts)
            doc = Doc(
                self.vocab,
                words=list(document.words),
                sent_starts=[i in starts for i in range(len(document.words))],
            )
            self._read[key] = self.names(self.encoder(doc))
        doc = self.coref(self._read[key])
        clusters = [
            [(s.start, s.end) for s in group]
            for name, group in sorted(doc.spans.items())
            if name.startswith(PREFIX)
        ]
        at = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}
        links = [
            ((at[a], ends[b]), (at[c], ends[d]), score) for a, b, c, d, score in doc._.whence_coref
        ]
        return Read(document, clusters, links)


def gum_scores(found: Sequence[Read]) -> dict[str, Any]:
    """Return the measures over documents with trees."""
    kinds = {
        "head": CorefScorer(),
        "exact": CorefScorer(exact=True),
        "head, with singletons": CorefScorer(singletons=True),
    }
    for read in found:
        tree = read.document.tree

        def headed(start: int, end: int, tree: tuple[int, ...] = tree) -> HeadedSpan:
            return HeadedSpan(start, end, syntactic_head(tree, start, end))

        gold: dict[str, list[HeadedSpan]] = defaultdict(list)
        for mention in read.document.mentions:
            gold[mention.cluster].append(headed(mention.start, mention.end))
        clusters = [[headed(*span) for span in cluster] for cluster in read.clusters]
        for scorer in kinds.values():
            scorer.add(list(gold.values()), clusters)
    return {name: scorer.scores() for name, scorer in kinds.items()}


def gap_scores(found: Sequence[Read]) -> dict[str, float]:
    """Return precision, recall and F1 over the two names of every passage, in per cent."""
    right = extra = missed = 0
    for read in found:
        # Of nested mentions the shortest has a word: "her" in "her brother" is not the brother.
        spans = [(s, e, number) for number, c in enumerate(read.clusters) for s, e in c]
        owner = {
            word: number
            for start, end, number in sorted(spans, key=lambda s: s[0] - s[1])
            for word in range(start, end)
        }
        pronoun, *names = read.document.mentions
        mine = owner.get(pronoun.anchor)
        for name in names:
            joined = mine is not None and any(
                owner.get(word) == mine for word in range(name.start, name.end)
            )
            right += joined and name.cluster == "p"
            extra += joined and name.cluster != "p"
            missed += not joined and name.cluster == "p"
    return {
        "p": round(100 * right / max(1, right + extra), 2),
        "r": round(100 * right / max(1, right + missed), 2),
        "f": round(200 * right / max(1, 2 * right + extra + missed), 2),
        "n": right + missed,
    }


@dataclass(slots=True)
class Judged:
    """Scores of links and whether each is right, by form of the mention."""

    scores: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    pronoun: list[bool] = field(default_factory=list)

    def at(self, threshold: float, *, pronouns: bool | None = None) -> dict[str, float]:
        """Return how many links have at least this score, and the share of right ones, in per cent."""
        kept = [
            r for s, r, p in zip(self.scores, self.right, self.pronoun, strict=True)
            if s >= threshold and (pronouns is None or p == pronouns)
        ]  # fmt: skip
        return {"n": len(kept), "p": round(100 * float(np.mean(kept or [0])), 1)}

    def error(self) -> float:
        """Return the expected calibration error over ten bins, in per cent."""
        return expected_error(np.array(self.scores), np.array(self.right))


def expected_error(scores: NDArray[Any], right: NDArray[Any], bins: int = 10) -> float:
    """Return the mean distance of score and share of right ones, in per cent."""
    if not len(scores):
        return 0.0
    which = np.minimum((scores * bins).astype(int), bins - 1)
    total = sum(
        abs(float(scores[which == b].mean() - right[which == b].mean())) * int((which == b).sum())
        for b in range(bins)
        if (which == b).any()
    )
    return round(100 * total / len(scores), 2)


def judge(found: Sequence[Read]) -> Judged:
    """Judge links by the gold clusters: right when the two mentions share one, by head."""
    out = Judged()
    for read in found:
        tree = read.document.tree
        gold: dict[int, set[str]] = defaultdict(set)
        for mention in read.document.mentions:
            gold[syntactic_head(tree, mention.start, mention.end)].add(mention.cluster)
            gold[mention.anchor].add(mention.cluster)
        forms = look(read.document.words, read.document.starts).form
        for later, earlier, score in read.links:
            mine = gold[syntactic_head(tree, *later)]
            out.scores.append(score)
            out.right.append(bool(mine & gold[syntactic_head(tree, *earlier)]))
            out.pronoun.append(later[1] - later[0] == 1 and 0 < forms[later[0]] <= PRONOUNS)
    return out


def gap_scored(data: Path) -> Iterator[CorefDocument]:
    """Yield the passages of GAP that are scored on."""
    everything = list(gap(data / "gap/gap-development.tsv.gz", spacy_sentences()))
    yield from everything[GAP_TRAINED:]


def heads_of(weights: Weights, name: str) -> Weights:
    """Return the files of a head: the model's, or those shipped where it has none of its own."""
    return weights if name in weights.names() else Weights()


def measure(data: Path, weights: Weights) -> Figures:
    """Return the figures of the scorecard at the shipped threshold and at others."""
    reader = Reader(weights, heads_of(weights, "coref.json"))
    texts = list(gum(data / "gum/gum_dev_open.conllu.gz", splitter()))
    passages = list(gap_scored(data))
    gold: dict[str, dict[str, Any]] = {}
    pronouns: dict[str, dict[str, Any]] = {}
    for threshold in (*THRESHOLDS, THRESHOLD):
        shipped = threshold == THRESHOLD
        at = f"score {threshold} or more" + (", shipped" if shipped else "")
        reader.coref.threshold = threshold
        read = [reader(document) for document in texts]
        found = gum_scores(read)
        gold[f"mean of three, {at}"] = found["head"]["mean"]
        judged = judge(read)
        for name, kind in (("pronouns", True), ("other mentions", False)):
            gold[f"links of {name}, {at}"] = judged.at(0.0, pronouns=kind)
        if shipped:
            gold |= {name: found["head"][name] for name in ("muc", "b3", "ceafe", "mentions")}
            gold["mean of three, spans exact"] = found["exact"]["mean"]
            gold["mean of three, with singletons"] = found["head, with singletons"]["mean"]
            gold["calibration error of links"] = {"f": judged.error(), "n": len(judged.scores)}
        pronouns[at] = gap_scores([reader(document) for document in passages])
    return {"gum open dev": gold, "gap development, second half": pronouns}


def main() -> None:
    """Print the figures of one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the model")
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.data, Weights(folder=arguments.model)), indent=1))


if __name__ == "__main__":
    main()
