"""The component ``whence_coref``: which names, nouns and pronouns mean the same.

Each cluster of two mentions or more becomes a span group, ``doc.spans["coref_clusters_1"]`` and so
on by first mention, as spaCy's experimental coreference names them. ``doc._.whence_coref`` is a
list, by start, of the links that made them: ``[start, end, antecedent start, antecedent end,
score]``, offsets in code points into ``doc.text``, half-open. The score is the calibrated
probability, in 0..1, that the mention means what its cluster means.

The component needs the encoder's vectors. Names set before it (``doc.ents``) are mentions as they
stand, win over anything the network finds inside them, and forbid clusters that hold two
different names. A mention is compared with the 128 to 255 mentions before it, so that time and
memory grow with the text and not with its square; only the same full name is joined over any
distance.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from graph.names import is_full_name, normal
from graph.nlp.component import GraphComponent
from graph.nlp.coref_apart import arguments_apart
from graph.nlp.coref_entities import Name, facts_of, names_of
from graph.nlp.coref_features import PRONOUNS, Look, cues, distances, look
from graph.nlp.coref_links import Link, Row, likely, probabilities, resolve
from graph.nlp.coref_mentions import Mentions, find, in_blocks
from graph.nlp.coref_names import bearers, clash
from graph.nlp.coref_pronouns import Asked, PersonName, Ranker, Tree, asked, ranked
from graph.nlp.coref_spans import spans
from graph.nlp.decode import Calibration
from graph.nlp.encoder import Encoded, encoded_of
from graph.nlp.network import Graph
from graph.nlp.shelf import Vectors
from graph.nlp.weights import Weights

VERSION: Final = "2"

#: Files of the model that this component reads.
FILES: Final = ("coref_words.onnx", "coref_links.onnx", "coref.json")

#: Span groups are called by this and a number from 1.
PREFIX: Final = "coref_clusters"

#: Calibrated score below which a mention is joined to nothing by default: from here on two links in
#: three are right on GUM dev, where clusters as a whole are best. Whoever needs surer ones reads
#: the links' scores.
THRESHOLD: Final = 0.2
#: The least score of a bare surname that several full names of the text bear.
AMBIGUOUS: Final = 0.8
if not Doc.has_extension("whence_coref"):
    Doc.set_extension("whence_coref", default=None)


class Coref(GraphComponent):
    """Finds mentions and joins those that mean the same.

    Parameters
    ----------
    weights
        The model's files.
    threshold
        Mentions whose calibrated score is lower are joined to nothing. Higher gives fewer and
        surer links.
    prefix
        What the span groups are called.
    threads
        Threads of a session; 0: up to four in the main process, one in a worker process.
    """

    version = VERSION
    factory = "whence_coref"
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
        self._words = Graph(weights, "coref_words.onnx", threads=self.threads)
        self._links = Graph(weights, "coref_links.onnx", threads=self.threads)
        meta = json.loads(weights.read("coref.json"))
        self._least: float = meta["mention"]
        self._pronouns = Calibration(*meta["pronouns"])
        self._others = Calibration(*meta["others"])
        self._repeated: float = meta["repeated"]
        self._ranker = Ranker(meta["people"]) if "people" in meta else None

    def __call__(self, doc: Doc) -> Doc:
        """Set the span groups and scores; groups of the same prefix set before are replaced."""
        for key in [k for k in doc.spans if k.startswith(f"{self.prefix}_")]:
            del doc.spans[key]
        read = self._read(doc)
        clusters, links = self._resolve(read, *self._people(read))
        places = [
            self._span(doc, read.encoded, read.names.get(anchor), span)
            for anchor, span in zip(read.anchors, read.spans, strict=True)
        ]
        number = 0
        for cluster in clusters:
            group = list(dict.fromkeys(places[m] for m in cluster))
            if len(group) > 1:
                number += 1
                doc.spans[f"{self.prefix}_{number}"] = [doc[s:e] for s, e in sorted(group)]
        doc._.whence_coref = sorted(
            [
                *_offsets(doc, places[link.mention]),
                *_offsets(doc, places[link.antecedent]),
                round(link.score, 4),
            ]
            for link in links
            if places[link.mention] != places[link.antecedent]
        )
        return doc

    def pronouns(self, doc: Doc) -> tuple[Tree, list[Asked], dict[int, tuple[int, int]]]:
        """Return what ``graph.nlp.coref_pronouns`` sees of a document; to train it.

        Returns
        -------
        tree
            Of the words that are no white space.
        pronouns
            With the persons named around.
        spans
            By mention the words ``[start, end)`` of each name.
        """
        read = self._read(doc)
        tree = read.tree
        if tree is None:
            raise ValueError("whence_coref: pronouns need the encoder's layer 'syntax'.")
        spans = {
            m: (read.names[a].start, read.names[a].end)
            for m, a in enumerate(read.anchors)
            if a in read.names
        }
        found = asked(read.rows, read.anchors, read.seen.form, _people(read), tree)
        return tree, list(found), spans

    def _read(self, doc: Doc) -> _Read:
        """Run both graphs over a document."""
        encoded = encoded_of(doc, "whence_coref")
        vectors = encoded.layer("vectors", "whence_coref")
        words = [doc[int(i)].text for i in encoded.tokens]
        seen = look(words, encoded.starts.tolist())
        names = names_of(doc, encoded)
        found = self._compare(words, seen, self._mentions(vectors, seen, names))
        return _Read(encoded, words, seen, names, *found, _tree(encoded, seen))

    def _people(self, read: _Read) -> tuple[dict[int, tuple[int, float]], dict[int, str]]:
        """Return whom "he" and "she" mean, where the encoder read trees; see ``ranked``."""
        tree = read.tree
        if self._ranker is None or tree is None:
            return {}, {}
        found = asked(read.rows, read.anchors, read.seen.form, _people(read), tree)
        return ranked(self._ranker, list(found), tree)

    def _mentions(self, vectors: Vectors, seen: Look, names: dict[int, Name]) -> Iterator[Mentions]:
        """Choose the anchors; a name has one, wherever in it the network sees it."""
        return find(
            self._words,
            vectors,
            np.array(seen.form, np.int64),
            least=self._least,
            given=names.keys(),
            taken={i for name in names.values() for i in range(name.start, name.end)},
        )

    def _compare(
        self, words: list[str], seen: Look, found: Iterable[Mentions]
    ) -> tuple[list[int], list[tuple[int, int]], list[Row]]:
        """Return each mention's anchor, its span, and how likely earlier ones are meant by it."""
        chosen: list[int] = []
        whole: list[tuple[int, int]] = []
        rows: list[Row] = []
        bounds = _bounds(seen)
        for block, mentions in in_blocks(found):
            pairs, nothing, edges = self._score(words, seen, mentions)
            chances, _ = probabilities(pairs, nothing)
            new = block.keep - block.start
            rows += [likely(block, m, chances[m, :m]) for m in range(new, len(mentions.anchors))]
            kept = mentions.anchors[new:]
            chosen += kept.tolist()
            whole += spans(edges[new:], kept, bounds[kept, 0], bounds[kept, 1])
        return chosen, whole, rows

    def _score(self, words: list[str], seen: Look, found: Mentions) -> list[NDArray[np.float32]]:
        anchors = found.anchors.tolist()
        mentions, sentences = distances(anchors, seen)
        return self._links.run(
            ["pairs", "nothing", "edges"],
            {
                "hidden": found.hidden,
                "here": found.here,
                "around": found.around,
                "mentions": mentions,
                "sentences": sentences,
                "cues": cues(words, seen, anchors),
            },
        )

    def _resolve(
        self, read: _Read, meant: dict[int, tuple[int, float]], sexes: dict[int, str]
    ) -> tuple[list[list[int]], list[Link]]:
        """Join mentions under the rules for names."""
        anchors, names = read.anchors, read.names
        known = [facts_of(read.words, anchor, names.get(anchor)) for anchor in anchors]
        for mention, sex in sexes.items():
            if not known[mention].sex:
                known[mention] = replace(known[mention], sex=sex)
        people = sorted({f.name for f in known if f.kind == "PERSON" and is_full_name(f.name)})

        certain: dict[int, tuple[int, float]] = {}
        last: dict[tuple[str, str], int] = {}
        for mention, fact in enumerate(known):
            if fact.name:
                key = (fact.kind, normal(fact.name))
                if key in last:
                    certain[mention] = (last[key], self._repeated)
                last[key] = mention

        first = {m: pair for m, pair in meant.items() if pair[0] < m}
        # A name that a pronoun before it means looks back at the pronoun.
        for mention, (name, sure) in meant.items():
            if name > mention and name not in certain:
                first.setdefault(name, (mention, sure))

        def threshold(mention: int) -> float:
            fact = known[mention]
            if fact.kind == "PERSON" and bearers(fact.name, people) > 1:
                return max(self.threshold, AMBIGUOUS)
            return self.threshold

        def score(mention: int, chance: float) -> float:
            pronoun = 0 < read.seen.form[anchors[mention]] <= PRONOUNS
            return (self._pronouns if pronoun else self._others)(chance)

        return resolve(
            read.rows,
            known,
            threshold=threshold,
            score=score,
            clash=clash,
            certain=certain,
            first=first,
            apart=arguments_apart(read.words, anchors, read.tree) if read.tree else {},
        )

    def _span(
        self, doc: Doc, encoded: Encoded, name: Name | None, span: tuple[int, int]
    ) -> tuple[int, int]:
        """Return the tokens of a mention; a name is as wide as its entity."""
        if name is not None:
            return name.tokens
        start, end = span
        return int(encoded.tokens[start]), int(encoded.tokens[end - 1]) + 1


@dataclass(frozen=True, slots=True)
class _Read:
    """A document as the graphs see it; rows as in ``graph.nlp.coref_links``."""

    encoded: Encoded
    words: list[str]
    seen: Look
    names: dict[int, Name]
    anchors: list[int]
    spans: list[tuple[int, int]]
    rows: list[Row]
    tree: Tree | None


def _tree(encoded: Encoded, seen: Look) -> Tree | None:
    parsed = encoded.syntax
    if parsed is None:
        return None
    rels = encoded.lists["rels"]
    labels = [rels[i] for i in parsed.labels.tolist()]
    return Tree(parsed.heads.tolist(), labels, seen.sentence)


def _people(read: _Read) -> list[PersonName]:
    found = ((m, read.names[a]) for m, a in enumerate(read.anchors) if a in read.names)
    return [PersonName(m, n.start, n.end, n.text) for m, n in found if n.kind == "PERSON"]


def _bounds(seen: Look) -> NDArray[np.int64]:
    """Return for each word the first word and the end of its sentence."""
    sentence = np.array(seen.sentence, np.int64)
    if not len(sentence):
        return np.zeros((0, 2), np.int64)
    changes = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)]
    out = np.zeros((len(sentence), 2), np.int64)
    for start, end in pairwise(changes):
        out[start:end] = (start, end)
    return out


def _offsets(doc: Doc, place: tuple[int, int]) -> tuple[int, int]:
    span = doc[place[0] : place[1]]
    return span.start_char, span.end_char


@Language.factory(
    "whence_coref",
    default_config={
        "weights": None,
        "threshold": THRESHOLD,
        "prefix": PREFIX,
        "threads": 0,
    },
    assigns=["doc.spans"],
)
def make_coref(
    nlp: Language, name: str, weights: str | None, threshold: float, prefix: str, threads: int
) -> Coref:
    """Make the component ``whence_coref``; without ``weights`` it takes those shipped."""
    files = Weights() if weights is None else Weights(folder=Path(weights).resolve())
    return Coref(files, threshold=threshold, prefix=prefix, threads=threads)
