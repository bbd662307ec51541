"""Whom "the ministry", "the chair" or "the marshal" means: the one thing that the text calls so.

"The ministry" is the only body spoken of whose name is that of a ministry. "The chair" is the only
person to whom the text has given that description: a title before the name, an apposition, "X is
the chair". Where a text calls several so, or nobody yet, the words mean nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.bodies import ANY_BODY, FAR, Bodies, sentences_between
from graph.extract.chained import Votes
from graph.extract.descriptions import is_remark
from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.syntax import base, children
from graph.ontology import ontology

_POINTING = frozenset({"the", "this", "that"})
_CLOSE = 6
_DESCRIBED, _BROAD = 0.9, 0.88
_NAMING = frozenset({"ADJ", "NOUN", "PROPN"})
_KNOWN = frozenset({"know", "nickname", "call", "dub"})
_BASED = ("-based", "-owned", "-run", "-backed", "based", "owned")
_STILL_THE_SAME = frozenset({"former", "late", "retired", "then", "disgraced", "jailed"})


def nominals(doc: Doc, ends: Ends, votes: Votes) -> dict[int, tuple[int, float]]:
    """Return, for head tokens of definite nominals, the mention each stands for and how surely."""
    bodies, people = Bodies(doc, ends), _People(doc, ends)
    found: dict[int, tuple[int, float]] = {}
    for token in doc:
        if not _is_definite(token, ends):
            continue
        meant = people.of(token) or bodies.of(token, votes)
        if meant is not None:
            found[token.i] = meant
    return found


def _is_definite(token: Token, ends: Ends) -> bool:
    """Whether a token is the head of "the X" that is no name and stands by itself."""
    if token.tag_ not in {"NN", "NNP"} or ends.inside(token) is not None:
        return False
    if base(token.dep_) in {"compound", "flat", "amod", "appos"}:
        return False
    if children(token, "conj", "appos", "flat", "nmod:desc", "nmod", "cop"):
        return False
    if any(not is_remark(clause) for clause in children(token, "acl:relcl")):
        return False
    if token.i + 1 < len(token.doc) and ends.inside(token.nbor()) is not None:
        return False  # "the organisation X"
    if any(ends.inside(c) is not None for c in children(token, "compound", "amod")):
        return False  # "the Belm minister": perhaps another
    pointing = [c for c in token.children if c.lower_ in _POINTING and c.dep_ == "det"]
    others = {c.lower_ for c in children(token, "amod", "advmod", "nummod")}
    if lemma(token) in ANY_BODY:
        others = {word for word in others if not word.endswith(_BASED)}
    return bool(pointing) and others <= _STILL_THE_SAME


class _People:
    """The people of a text by the words that describe them."""

    def __init__(self, doc: Doc, ends: Ends) -> None:
        self._doc = doc
        self._ends = ends
        self._called: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._plainly: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, mention in enumerate(ends.mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if mention.type != "PERSON" or span is None:
                continue
            for word in _descriptions(doc, span.start, span.end):
                self._called[word].append((mention.start, index))
            plain = _plain_title(doc, span.start, span.end)
            if plain is not None:
                self._plainly[plain].append((mention.start, index))

    def of(self, token: Token) -> tuple[int, float] | None:
        called = [p for p in self._called.get(lemma(token), ()) if p[0] < token.idx]
        if token.is_title and len({self._ends.chain(index) for _, index in called}) != 1:
            plainly = self._plainly.get(lemma(token), ())
            called = [p for p in plainly if p[0] < token.idx]  # not the Deputy Minister
        if not called or len({self._ends.chain(index) for _, index in called}) > 1:
            return None
        distance = sentences_between(token, called[-1][0])
        if distance > FAR:
            return None
        return called[-1][1], _DESCRIBED if distance <= _CLOSE else _BROAD


def _descriptions(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield the heads of titles before a name, of appositions, and of "X is the chair"."""
    titles = ontology().positions
    at = start
    while at > 0 and not doc[at].is_sent_start:
        at -= 1
        word = doc[at].lower_.rstrip(".")
        if word in titles.heads or (word in titles.ranks and len(word) > 4):
            yield lemma(doc[at])
        elif word not in titles.modifiers | titles.status:
            break
    root = doc[start:end].root
    for child in children(root, "appos", "nmod:desc"):
        if child.tag_ == "NN":
            yield lemma(child)
    for clause in children(root, "acl", "acl:relcl"):
        if lemma(clause) in _KNOWN:  # "X, known as the Professor,"
            yield from (lemma(name) for name in children(clause, "obl", "xcomp", "obj"))
    head = root.head
    if root.dep_ in {"appos", "flat", "nmod:desc"} and head.tag_ == "NN":
        yield lemma(head)
    if root.dep_ == "nsubj" and head.tag_ == "NN" and children(head, "cop"):
        yield lemma(head)
    for subject in children(root, "nsubj"):
        if subject.tag_ == "NN" and children(root, "cop"):
            yield lemma(subject)  # "its chair is X"


def _plain_title(doc: Doc, start: int, end: int) -> str | None:
    """Return the post of "the Minister, X," and "Minister X": one with no word before it."""
    at = start - 1
    set_off = at > 0 and doc[at].text == "," and end < len(doc) and doc[end].text in {",", "."}
    at -= set_off
    if at < 0 or doc[at].is_sent_start is None or not doc[at].is_title:
        return None
    if doc[at].lower_ not in ontology().positions.heads:
        return None
    before = doc[at - 1].lower_ if at and not doc[at].is_sent_start else ""
    fits = before in {"the", "our"} if set_off else not (at and doc[at - 1].pos_ in _NAMING)
    return lemma(doc[at]) if fits else None
