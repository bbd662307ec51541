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
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from graph.names import is_full_name, normal
from graph.nlp.component import GraphComponent
from graph.nlp.coref_features import PRONOUNS, Look, cues, distances, look
from graph.nlp.coref_links import Link, Row, likely, probabilities, resolve
from graph.nlp.coref_mentions import Mentions, find, in_blocks
from graph.nlp.coref_names import Facts, bearers, clash, facts
from graph.nlp.coref_spans import spans
from graph.nlp.decode import Calibration
from graph.nlp.encoder import Encoded, encoded_of
from graph.nlp.network import Graph
from graph.nlp.shelf import Vectors
from graph.nlp.weights import Weights

VERSION: Final = "1"

#: Files of the model that this component reads.
FILES: Final = ("coref_words.onnx", "coref_links.onnx", "coref.json")

#: Span groups are called by this and a number from 1.
PREFIX: Final = "coref_clusters"

#: Calibrated score below which a mention is joined to nothing by default: from here on seven links
#: in ten are right on GUM dev, where clusters as a whole are best. Whoever needs surer ones reads
#: the links' scores.
THRESHOLD: Final = 0.25
#: The least score of a bare surname that several full names of the text bear.
AMBIGUOUS: Final = 0.8
#: Types of names that are no mentions: they name times.
_NOT_MENTIONS: Final = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY"))
#: Words that follow the head of a name: "Ministry of", "Forum for".
_AFTER_HEAD: Final = frozenset(("of", "for", "in", "on", "at", "de", "del"))
_CLOSERS: Final = frozenset("'s ’s ' ’ \" ” ) ] . ,".split())

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

    def __call__(self, doc: Doc) -> Doc:
        """Set the span groups and scores; groups of the same prefix set before are replaced."""
        encoded = encoded_of(doc, "whence_coref")
        vectors = encoded.layer("vectors", "whence_coref")
        for key in [k for k in doc.spans if k.startswith(f"{self.prefix}_")]:
            del doc.spans[key]
        words = [doc[int(i)].text for i in encoded.tokens]
        seen = look(words, encoded.starts.tolist())
        names = _names(doc, encoded)
        anchors, whole, rows = self._compare(words, seen, self._mentions(vectors, seen, names))
        clusters, links = self._resolve(words, seen, anchors, names, rows)
        places = [
            self._span(doc, encoded, names.get(anchor), span)
            for anchor, span in zip(anchors, whole, strict=True)
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

    def _mentions(
        self, vectors: Vectors, seen: Look, names: dict[int, _Name]
    ) -> Iterator[Mentions]:
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
        self,
        words: list[str],
        seen: Look,
        anchors: list[int],
        names: dict[int, _Name],
        rows: list[Row],
    ) -> tuple[list[list[int]], list[Link]]:
        """Join mentions under the rules for names."""
        known = [_facts(words, anchor, names.get(anchor)) for anchor in anchors]
        people = sorted({f.name for f in known if f.kind == "PERSON" and is_full_name(f.name)})

        certain: dict[int, tuple[int, float]] = {}
        last: dict[tuple[str, str], int] = {}
        for mention, fact in enumerate(known):
            if fact.name:
                key = (fact.kind, normal(fact.name))
                if key in last:
                    certain[mention] = (last[key], self._repeated)
                last[key] = mention

        def threshold(mention: int) -> float:
            fact = known[mention]
            if fact.kind == "PERSON" and bearers(fact.name, people) > 1:
                return max(self.threshold, AMBIGUOUS)
            return self.threshold

        def score(mention: int, chance: float) -> float:
            pronoun = 0 < seen.form[anchors[mention]] <= PRONOUNS
            return (self._pronouns if pronoun else self._others)(chance)

        return resolve(
            rows,
            known,
            threshold=threshold,
            score=score,
            clash=clash,
            certain=certain,
        )

    def _span(
        self, doc: Doc, encoded: Encoded, name: _Name | None, span: tuple[int, int]
    ) -> tuple[int, int]:
        """Return the tokens of a mention; a name is as wide as its entity."""
        if name is not None:
            return name.tokens
        start, end = span
        return int(encoded.tokens[start]), int(encoded.tokens[end - 1]) + 1


class _Name:
    """An entity set before: its words ``[start, end)``, its tokens, text and type."""

    __slots__ = ("end", "kind", "start", "text", "tokens")

    def __init__(self, start: int, end: int, entity: Span) -> None:
        self.start = start
        self.end = end
        self.tokens = (entity.start, entity.end)
        self.text = entity.text
        self.kind = entity.label_


def _names(doc: Doc, encoded: Encoded) -> dict[int, _Name]:
    """Return the entities by anchor: the last word before "of" and the like, or of all."""
    found: dict[int, _Name] = {}
    for entity in doc.ents:
        if entity.label_ in _NOT_MENTIONS:
            continue
        start, end = np.searchsorted(encoded.tokens, (entity.start, entity.end)).tolist()
        if start == end:
            continue
        texts = [doc[int(i)].text for i in encoded.tokens[start:end]]
        last = len(texts) - 1
        if entity.label_ != "PERSON":
            last = next((i - 1 for i in range(1, len(texts)) if texts[i] in _AFTER_HEAD), last)
        while last > 0 and texts[last] in _CLOSERS:
            last -= 1
        found[start + last] = _Name(start, end, entity)
    return found


def _facts(words: list[str], anchor: int, name: _Name | None) -> Facts:
    if name is None:
        return facts(words[anchor])
    return facts(words[anchor], name.text, name.kind, words[name.start - 1] if name.start else "")


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
