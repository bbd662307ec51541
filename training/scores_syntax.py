"""Sentences, tags, lemmas and dependencies on the development part of UD EWT.

Scored with spaCy's Scorer, arcs without punctuation as it does by default, and by our own count
with punctuation. From raw text: each document's text, with its blank lines between paragraphs or
with all on one line. With gold sentences: gold words too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

import graph.nlp  # noqa: F401  (registers the factories)
from graph.nlp.borders import Borders
from graph.nlp.encoder import Encoder
from graph.nlp.sentences import Sentences
from graph.nlp.syntax import Syntax
from graph.nlp.weights import Weights
from training.files import Tree, trees


class GivenSentences(Encoder):
    """The encoder, but sentences are those set on the Doc, whatever it thinks of them."""

    def _settle(
        self,
        doc: Doc,
        tokens: NDArray[np.int64],
        known: Borders,
        scores: NDArray[np.float32],
        first: int,
    ) -> NDArray[np.int64]:
        return known.starts[(known.starts >= first) & (known.starts < first + len(tokens))] - first


@dataclass(frozen=True, slots=True)
class Raw:
    """A document's text, and its trees."""

    text: str
    trees: list[Tree]


def documents(path: Path, *, lines: bool) -> Iterator[Raw]:
    """Yield the documents of a treebank; ``lines`` keeps blank lines between paragraphs."""
    text, found = "", list[Tree]()
    for tree in trees(path):
        if tree.new_document and found:
            yield Raw(text, found)
            text, found = "", []
        if found:
            last = found[-1].rows[-1][9]
            space = "" if "SpaceAfter=No" in last and not tree.new_paragraph else " "
            text += "\n\n" if lines and tree.new_paragraph else space
        text += tree.text
        found.append(tree)
    if found:
        yield Raw(text, found)


def reference(vocab: spacy.Vocab, found: list[Tree]) -> Doc:
    """Return the gold Doc of some trees."""
    words, spaces, heads, starts = list[str](), list[bool](), list[int](), list[bool]()
    rows = []
    for tree in found:
        base, at = len(words), 0
        for i, row in enumerate(tree.rows):
            begin = tree.text.find(row[1], at)
            at = (begin if begin >= 0 else at) + len(row[1])
            words.append(row[1])
            spaces.append(tree.text[at : at + 1] == " " or at >= len(tree.text))
            heads.append(base + (int(row[6]) - 1 if row[6] != "0" else i))
            starts.append(i == 0)
            rows.append(row)
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        heads=heads,
        deps=["ROOT" if r[7] == "root" else r[7] for r in rows],
        tags=[r[4] for r in rows],
        pos=["" if r[3] == "_" else r[3] for r in rows],
        lemmas=[r[2] for r in rows],
    )


def pipeline(encoder: Encoder, *, rules: bool) -> Language:
    """Return a pipeline with syntax alone; ``rules`` makes sentences by rules first."""
    nlp = spacy.blank("en")
    parts = [*([Sentences()] if rules else []), encoder, Syntax()]
    nlp.max_length = 10_000_000
    nlp.whence_parts = parts  # type: ignore[attr-defined]
    return nlp


def read(nlp: Language, doc: Doc) -> Doc:
    """Run the parts of ``pipeline`` over a Doc."""
    for part in nlp.whence_parts:  # type: ignore[attr-defined]
        doc = part(doc)
    doc.user_data.pop("whence_encoded", None)
    return doc


def _label(token: Token, name: str) -> str:
    return str(getattr(token, f"{name}_"))


def report(examples: list[Example]) -> dict[str, float]:
    """Return the scores in per cent."""
    plain = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=("p", "punct"))
    whole = Scorer.score_deps(examples, "dep", getter=_label, ignore_labels=())
    sents = Scorer.score_spans(examples, "sents", allow_overlap=False, labeled=False)
    found = {
        "UAS": plain["dep_uas"],
        "LAS": plain["dep_las"],
        "UAS with punctuation": whole["dep_uas"],
        "LAS with punctuation": whole["dep_las"],
        "sentence F": sents["sents_f"],
        "UPOS": Scorer.score_token_attr(examples, "pos")["pos_acc"],
        "XPOS": Scorer.score_token_attr(examples, "tag")["tag_acc"],
        "lemma": Scorer.score_token_attr(examples, "lemma")["lemma_acc"],
    }
    return {name: round(100 * value, 1) for name, value in found.items()}


def measure(data: Path, weights: Weights, *, most: int = 0) -> dict[str, dict[str, float]]:
    """Return the scores of one model; ``most`` documents of the set if given."""
    path = data / "ud_ewt/en_ewt_dev.conllu.gz"
    out: dict[str, dict[str, float]] = {}
    encoder = Encoder(weights, layers=("syntax",), threads=1)
    for name, lines in (("raw text", True), ("raw text on one line", False)):
        nlp = pipeline(encoder, rules=True)
        found = list(documents(path, lines=lines))[: most or None]
        out[name] = report(
            [Example(read(nlp, nlp.make_doc(d.text)), reference(nlp.vocab, d.trees)) for d in found]
        )
    nlp = pipeline(GivenSentences(weights, layers=("syntax",), threads=1), rules=False)
    examples = []
    for raw in list(documents(path, lines=True))[: most or None]:
        gold = reference(nlp.vocab, raw.trees)
        bare = Doc(
            nlp.vocab,
            words=[t.text for t in gold],
            spaces=[bool(t.whitespace_) for t in gold],
            sent_starts=[bool(t.is_sent_start) for t in gold],
        )
        examples.append(Example(read(nlp, bare), gold))
    out["gold words and sentences"] = report(examples)
    return out
