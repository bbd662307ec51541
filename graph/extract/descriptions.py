"""Descriptions that bring nobody in but speak of somebody known: "the activist", "the 58-year-old".

They are words that fit whoever was named, or an age, or a calling that a text seldom gives to a
bystander. Words for those who do their duty in any story ("the judge", "the guard") are none: of
whom they are said must stand in the text (:mod:`graph.extract.nominals`).
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.syntax import base, children, text_of
from graph.extract.vocabulary import in_class

_POINTING = frozenset({"the", "this", "that"})
_STATED = frozenset(
    """former late retired then disgraced jailed ousted veteran convicted slain deposed fallen
    exiled embattled suspected alleged accused young old elderly murdered detained imprisoned
    controversial outspoken prominent powerful wealthy""".split()
)
_CLAUSES = ("nmod", "nmod:poss", "conj", "appos", "flat", "nmod:desc", "cop", "acl")
_NOT_HEADS = frozenset({"compound", "flat", "amod", "appos", "conj"})


def is_description(token: Token, ends: Ends) -> bool:
    """Whether a token is the head of such a description.

    Parameters
    ----------
    token : Token
    ends : Ends
        Of the names alone.
    """
    if base(token.dep_) in _NOT_HEADS or ends.inside(token) is not None:
        return False
    beside = [*token.children, *(c for child in token.children for c in child.children)]
    words = beside if is_age(token) else token.children
    if not any(c.lower_ in _POINTING and c.dep_ == "det" for c in words):
        return False
    if token.i + 1 < len(token.doc) and ends.inside(token.nbor()) is not None:
        return False
    if is_age(token):
        return True
    if token.tag_ not in {"NN", "JJ", "VBN"}:
        return False
    former = token.i > 1 and token.nbor(-2).lower_ == "ex" and token.nbor(-1).text == "-"
    known = former or in_class("people", lemma(token), "anyone", "callings")
    if not known and token.lower_ != "accused":
        return False
    if children(token, *(label for label in _CLAUSES if label != "appos")):
        return False
    if any(c.i < token.i for c in children(token, "appos")):
        return False
    if any(not is_remark(clause) for clause in children(token, "acl:relcl")):
        return False  # "the man who fled": which man it is, the clause tells
    others = {c.lower_ for c in children(token, "amod", "advmod", "nummod")}
    return others <= _STATED and not any(
        ends.inside(c) is not None for c in children(token, "compound", "amod")
    )


def is_age(token: Token) -> bool:
    """Whether a token ends an age that stands for a person: "the 58-year-old"."""
    if not token.lower_.endswith("old"):
        return False
    words = text_of(token.doc)[max(0, token.idx - 12) : token.idx + len(token)].lower()
    aged = words.replace(" ", "").endswith(("-year-old", "-years-old"))
    return aged and token.dep_ not in {"amod", "compound"}


def is_remark(clause: Token) -> bool:
    """Whether a relative clause is set off by a comma, so that it does not say which is meant."""
    first = clause.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
