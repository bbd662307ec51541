"""Who else takes part: "fled together with X", "a team led by X", "attended, along with X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places
from graph.extract.inflections import lemma
from graph.extract.quantities import is_people
from graph.extract.syntax import base, case_words, children, is_passive
from graph.ontology import EventKind

_TOGETHER = frozenset({"together", "along", "alongside"})
_ALONG = frozenset({"along with", "together with", "alongside", "accompanied by", "with"})
_MOVING = frozenset({"movement", "contact"})
_LED = frozenset({"lead", "head", "chair", "direct", "supervise"})
_TEAMS = frozenset(
    """team delegation deputation mission party group unit squad crew panel commission committee
    convoy expedition""".split()
)


def companions(verb: Token, kind: EventKind, places: Places) -> None:
    """Let those in whose company somebody does something, or undergoes it, share their place.

    A bare "with" says so only of journeys: whom one meets or signs with is read by the kind.
    """
    subjects = "ARG1" if is_passive(verb) or not places.get("ARG0") else "ARG0"
    if not places.get(subjects):
        return
    if kind.family in _MOVING:
        for clause in (*children(verb, "advcl"), *children(places[subjects][0].token, "acl")):
            if lemma(clause) == "accompany" and clause.tag_ == "VBN":
                agents = [c for c in clause.children if case_words(c) == "by"]
                fillers = [Filler(agent, "company", 0.92) for agent in agents]
                places[subjects] = [*places[subjects], *fillers]
    for child in verb.children:
        if base(child.dep_) != "obl" or not _is_company(child, kind):
            continue
        if any(filler.token == child for filler in places.get(subjects, ())):
            continue
        places[subjects] = [*places[subjects], Filler(child, "company", 0.92)]
        for preposition in ("with", "alongside"):
            rest = [f for f in places.get(preposition, ()) if f.token != child]
            if preposition in places:
                places[preposition] = rest


def leaders(team: Token) -> Iterator[Token]:
    """Yield X of "a team led by X", "a delegation under X", of people who act together."""
    if lemma(team) not in _TEAMS:
        return
    for clause in children(team, "acl", "acl:relcl"):
        if lemma(clause) in _LED and is_passive(clause):
            yield from (c for c in children(clause, "obl:agent", "obl") if case_words(c) == "by")
    for child in children(team, "nmod"):
        if case_words(child) == "under":
            yield child


def _is_company(phrase: Token, kind: EventKind) -> bool:
    words = case_words(phrase)
    if words not in _ALONG:
        return False
    if not (phrase.pos_ == "PROPN" or phrase.pos_ == "PRON" or is_people(phrase)):
        return False
    first = phrase.left_edge
    before = first.nbor(-1).lower_ if first.i > phrase.sent.start else ""
    if words != "with" or before in _TOGETHER:
        return True
    return kind.name == "movement"
