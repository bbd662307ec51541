"""The place of what happens "where": "flew to X, where she met Y", "X, where he was arrested"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.ends import Ends
from graph.extract.syntax import case_words, children

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_CLIMBS = frozenset({"xcomp", "conj"})
_RELATIVE = frozenset({"acl:relcl", "advcl:relcl", "advcl"})
_LEADS = frozenset({"", "in", "to", "at", "into", "for", "from", "on", "of"})
_MEASURES = frozenset("kilometres kilometers miles metres meters km mi away ) far".split())
_MOST = 3
_REACH = 9


def place_before(verb: Token, ends: Ends) -> Token | None:
    """Return the word for the place that the "where" over a verb stands for, or ``None``.

    It is the nearest name before "where" if that is a place; a date may stand between.

    Parameters
    ----------
    verb : Token
    ends : Ends
    """
    where = _where_over(verb)
    if where is None:
        return None
    for token in reversed(verb.doc[max(where.sent.start, where.i - _REACH) : where.i]):
        if token.pos_ in {"VERB", "AUX"} or token.text == ";":
            return None
        index = ends.inside(token)
        if index is None:
            if token.pos_ == "NOUN" and token.head.i >= token.i:
                return None  # "in the hall, where": the hall
            continue
        if ends.mentions[index].type == "DATE":
            continue
        named = ends.named(token)
        if ends.mentions[index].type not in _PLACES:
            return None
        if named is not None:
            return None if _is_off(token) else token
    return None


def _is_off(place: Token) -> bool:
    """Whether a place only tells how far something is: "nine miles from X", "near X"."""
    case = case_words(place)
    first = place.left_edge
    measure = case == "from" and first.i > 0 and first.nbor(-1).lower_ in _MEASURES
    return measure or case not in _LEADS


def _where_over(verb: Token) -> Token | None:
    """Return the "where" of the relative clause that a verb is the first of, or is joined to."""
    current = verb
    for _ in range(_MOST):
        if current.dep_ in _RELATIVE:
            before = [c for c in children(current, "advmod") if c.lower_ == "where"]
            comma = before and before[0].i > 0 and before[0].nbor(-1).text == ","
            return before[0] if comma else None
        if current.dep_ not in _CLIMBS or children(current, "nsubj", "nsubj:pass"):
            return None
        current = current.head
    return None
