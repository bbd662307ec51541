"""Occasions on which somebody says or does something: "in a letter", "on a visit to X"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import light_verb, noun_kinds
from graph.extract.syntax import base, case_words, children, is_passive
from graph.extract.vocabulary import in_class
from graph.ontology import EventKind

_AT = frozenset({"in", "during", "at"})
_TRIPS = frozenset({"visit", "trip", "tour", "journey"})


def is_occasion(noun: Token, kind: EventKind) -> bool:
    """Whether somebody says something in what the noun names: an interview, a letter."""
    spoken = kind.name in {"statement", "testimony"} or lemma(noun) in {"interview", "conference"}
    label, verb = base(noun.dep_), noun.head
    return (
        spoken
        and label == "obl"
        and (case_words(noun) in _AT or (case_words(noun) == "by" and kind.name == "statement"))
        and in_class("verbs", lemma(verb), "speech", "telling", "accusing", "acts", "denying")
        and not is_passive(verb)
    )


def is_trip(noun: Token) -> bool:
    """Whether whoever does something "during a visit to X" is the visitor."""
    new = any(c.lower_ in {"a", "an"} for c in children(noun, "det"))
    others = {case_words(c) for c in children(noun, "nmod")} & {"by", "of", "from", "between"}
    during = base(noun.dep_) == "obl" and case_words(noun) in {"during", "on"}
    return lemma(noun) in _TRIPS and new and during and not others and not is_passive(noun.head)


def carries(verb: Token, preposition: str, noun: Token) -> str | None:
    """Return the argument of the noun that the subject of a verb which carries it is."""
    if lemma(verb) == "have" and (children(verb, "xcomp") or not _is_had(noun)):
        return None
    return light_verb(verb, preposition)


def _is_had(noun: Token) -> bool:
    """Whether one takes part in what one "had": a meeting, but no visit or letter."""
    kinds = noun_kinds(noun)
    return any(kind.name == "meeting" for kind, _ in kinds) and lemma(noun) not in _TRIPS
