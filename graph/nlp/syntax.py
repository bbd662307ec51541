"""The component ``whence_syntax``: sentences, tags, lemmas and dependencies of a Doc.

Labels are those of Universal Dependencies, but for the root, which is ``ROOT`` as spaCy has it.
Tokens of white space are tagged ``_SP`` and hang on the word before them.

How sure each arc is: ``doc._.whence_arcs`` has for each token the calibrated probability, in 0..1,
that its head is right (1 for white space), and ``token._.whence_arc`` looks it up. Both survive
pickling, ``to_bytes`` and worker processes.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from graph.nlp.chunks import noun_chunks
from graph.nlp.encoder import Parsed, encoded_of
from graph.nlp.morphology import FEATURES

VERSION: Final = "1"

_COLUMNS: Final = ("HEAD", "DEP", "POS", "TAG", "LEMMA", "MORPH")
_SPACE_TAG: Final = "_SP"
_SPACE_LABEL: Final = "dep"


def _arc(token: Token) -> float | None:
    chances = token.doc._.whence_arcs
    return None if chances is None else float(chances[token.i])


if not Doc.has_extension("whence_arcs"):
    Doc.set_extension("whence_arcs", default=None)
if not Token.has_extension("whence_arc"):
    Token.set_extension("whence_arc", getter=_arc)


class Syntax:
    """Puts the syntax that the encoder found on the Doc."""

    version = VERSION

    def __call__(self, doc: Doc) -> Doc:
        """Set sentences, tags, lemmas, features, heads and labels of all tokens."""
        encoded = encoded_of(doc, "whence_syntax")
        if not len(doc):
            return doc
        parsed: Parsed = encoded.layer("syntax", "whence_syntax")
        add = doc.vocab.strings.add
        words = encoded.tokens
        table = np.zeros((len(doc), len(_COLUMNS)), np.uint64)
        table[:, 0] = _offsets(len(doc), words, parsed.heads).astype(np.uint64)
        table[:, 1] = add(_SPACE_LABEL)
        table[:, 2] = add("SPACE")
        table[:, 3] = add(_SPACE_TAG)
        lists = encoded.lists
        labels = ["ROOT" if name == "root" else name for name in lists["rels"]]
        table[words, 1] = _ids([add(name) for name in labels])[parsed.labels]
        table[words, 2] = _ids([add(name) for name in lists["upos"]])[parsed.upos]
        table[words, 3] = _ids([add(name) for name in lists["tags"]])[parsed.tags]
        table[words, 4] = _ids([add(lemma) for lemma in parsed.lemmas])
        morphs = [doc.vocab.morphology.add(FEATURES.get(name, "")) for name in lists["tags"]]
        table[words, 5] = _ids(morphs)[parsed.tags]
        spaces = np.setdiff1d(np.arange(len(doc)), words)
        table[spaces, 4] = _ids([doc[i].orth for i in spaces.tolist()])
        table[spaces, 5] = doc.vocab.morphology.add("")
        if not len(words):
            table[0, 1] = add("ROOT")
        doc.from_array(list(_COLUMNS), table)  # type: ignore[arg-type]
        chances = np.ones(len(doc))
        chances[words] = parsed.chances
        doc._.whence_arcs = chances.round(3).tolist()
        return doc

    def score(self, examples: list[Example], **_: Any) -> dict[str, Any]:
        """Score all annotations with spaCy's own scorer; punctuation is left out of arcs."""

        def label(token: Token, name: str) -> str:
            return str(getattr(token, f"{name}_"))

        scores: dict[str, Any] = {
            **Scorer.score_spans(examples, "sents", allow_overlap=False, labeled=False),
            **Scorer.score_deps(examples, "dep", getter=label, ignore_labels=("p", "punct")),
            **Scorer.score_token_attr(examples, "pos"),
            **Scorer.score_token_attr(examples, "tag"),
            **Scorer.score_token_attr(examples, "lemma"),
        }
        scores.pop("sents_per_type", None)
        return scores


def _ids(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, np.uint64)


def _offsets(size: int, words: NDArray[np.int64], heads: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how far each token's head is; white space hangs on the word before it."""
    places = np.arange(size)
    if not len(words):
        return -places
    before = np.maximum(np.searchsorted(words, places, side="right") - 1, 0)
    found = words[before]
    found[words] = words[heads]
    out: NDArray[np.int64] = found - places
    return out


@Language.factory(
    "whence_syntax",
    assigns=[
        "token.is_sent_start", "token.pos", "token.tag", "token.lemma", "token.dep", "token.head",
        "token.morph", "doc.sents",
    ],
    default_score_weights={
        "dep_uas": 0.0, "dep_las": 1.0, "dep_las_per_type": None, "sents_p": None,
        "sents_r": None, "sents_f": 0.0, "pos_acc": 0.0, "tag_acc": 0.0, "lemma_acc": 0.0,
    },
)  # fmt: skip
def make_syntax(nlp: Language, name: str) -> Syntax:
    """Make the component ``whence_syntax``; noun chunks of the pipeline's Docs follow it."""
    nlp.vocab.get_noun_chunks = noun_chunks  # type: ignore[assignment]
    return Syntax()
