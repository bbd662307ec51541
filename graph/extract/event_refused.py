"""Words that name an event elsewhere and none in their sentence: "beat X in the final"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.arguments import verb_places
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.quantities import is_money, is_people
from graph.extract.syntax import case_words, children, is_passive
from graph.extract.turns import is_contest
from graph.extract.vocabulary import in_class
from graph.ontology import EventKind

_CONTESTS = frozenset({"beat", "crush", "attack", "strike", "shoot", "storm", "fire", "overrun"})
_ASSAILING = frozenset({"attack", "assail", "strike", "poison", "torch"})
_IN_WORDS = frozenset(
    """interview speech tweet letter statement debate column post article editorial book remark
    comment criticism policy record decision plan candidacy idea proposal reform law word""".split()
)
_NATURE = frozenset(
    """earthquake quake storm cyclone hurricane typhoon tsunami flood lightning tornado disaster
    virus pandemic disease tragedy drought famine""".split()
)
_PROMISES = frozenset({"promise", "pledge"})
_BROUGHT = frozenset({"bring to", "turn over to"})
_PAID = frozenset({"visit", "attention", "price", "respect", "homage", "heed", "tribute", "call"})
_LEFT_HURT = frozenset({"leave wounded", "leave injured"})
_TERMS = frozenset("imprisonment sentence prison jail custody".split())
_NEAR = 4
_ANSWERABLE = frozenset({"responsible", "accountable", "liable", "answerable"})
_FORCE = frozenset(
    "coup putsch junta force army military troop rebel officer soldier uprising overthrow".split()
)
_COUNSEL = frozenset(
    "prosecutor lawyer counsel attorney advocate barrister solicitor judge".split()
)
_CUSTODY = frozenset(
    "prison jail custody cell captivity detention camp hostage prisoner captive confinement".split()
)
_HOLDING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NAMES_BODIES = frozenset({"contact", "inquiry", "information"})


def is_other_verb(verb: Token, kind: EventKind, phrase: str) -> bool:
    """Whether a verb that may name an event of a kind says something else here.

    Parameters
    ----------
    verb : Token
    kind : EventKind
    phrase : str
        The words of the kind that the verb and what follows it are.
    """
    to_do = any(t.tag_ == "VB" for t in children(verb, "xcomp"))
    if phrase in kind.weak and to_do and kind.name != "request" and phrase not in _PROMISES:
        return True  # "tried to", "called to"
    if phrase in kind.alone and children(verb, "obj", "ccomp", "xcomp"):
        return True  # "demonstrated that it works"
    if phrase in _CONTESTS and is_contest(verb):
        return True  # "beat X in the final"
    if phrase in _ASSAILING and any(
        lemma(thing) in _IN_WORDS for thing in children(verb, "obj", "obl", "nmod")
    ):
        return True  # "attacked the judges in a speech", "attacked her record"
    if phrase == "hold" and kind.name == "detention" and not _is_held(verb):
        return True  # "the ship holds 210", "when held in a certain way"
    if phrase == "suspend" and kind.name == "removal" and _from_doing(verb):
        return True  # "was suspended from bidding"
    if phrase.startswith("tell ") and _pleads(verb):
        return True  # "the prosecutor told the court"
    if phrase == "strike" and any(lemma(s) in _NATURE for s in children(verb, "nsubj")):
        return True  # "an earthquake struck the islands"
    if phrase == "seize from" and not any(map(_is_somebody, children(verb, "obj", "nsubj:pass"))):
        return True  # "seized the fortress from"
    if (
        kind.name == "transfer"
        and phrase in _BROUGHT
        and not any(map(_is_carried, children(verb, "obj", "nsubj:pass")))
    ):
        return True  # "brought the bill to parliament"
    if phrase == "take power" and not any(lemma(word) in _FORCE for word in verb.sent):
        return True  # as the winner of an election
    if phrase in _LEFT_HURT and any(word.lower_ == "dead" for word in verb.subtree):
        return True  # "left two dead and nine wounded": told as a death
    if phrase == "pay" and any(lemma(thing) in _PAID for thing in children(verb, "obj")):
        return True  # "paid a visit to X"
    if phrase == "hold" and any(c.lower_ in _ANSWERABLE for c in children(verb, "xcomp")):
        return True  # "can be held responsible"
    if phrase == "walk out" and any(map(_is_one_person, children(verb, "nsubj"))):
        return True  # whoever leaves in anger: a strike is of many
    if phrase == "suspend" and _of_sentences(verb):
        return True  # "sentenced to 18 months' imprisonment, suspended for two years"
    if lemma(verb) == "settle" and any(case_words(c) == "with" for c in children(verb, "obl")):
        return True  # "the company settled with X"
    if phrase == "meet with" and is_passive(verb):
        return True  # "was met with silence"
    clauses = children(verb, "advcl", "acl") if phrase == "free" else []
    return any(clause.tag_ == "VB" for clause in clauses)  # "will free them to travel"


def is_part_of_a_name(noun: Token) -> bool:
    """Whether a capital makes of "Conference" or "Review" part of a name not known as one."""
    if noun.tag_ not in {"NNP", "NNPS"} or noun.i == noun.sent.start:
        return False
    kinds = [kind for kind, _ in noun_kinds(noun)]
    bodies = any(k.family in _NAMES_BODIES or k.name == "appeal" for k in kinds)
    return noun.text[:1].isupper() and bodies


def _is_one_person(subject: Token) -> bool:
    several = children(subject, "conj") or subject.tag_ in {"NNS", "NNPS"}
    return not several and (
        subject.lower_ in {"he", "she", "i", "who"} or subject.ent_type_ == "PERSON"
    )


def _of_sentences(verb: Token) -> bool:
    """Whether a bare participle follows the words for a term in prison."""
    before = verb.doc[max(verb.sent.start, verb.i - _NEAR) : verb.i]
    bare = not children(verb, "nsubj", "nsubj:pass", "aux", "aux:pass")
    return bare and any(lemma(word) in _TERMS for word in before)


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ in {"PROPN", "PRON"} or is_people(noun)


def _is_carried(thing: Token) -> bool:
    """Whether a thing is one that is handed from one to another: papers, money."""
    return thing.pos_ == "PRON" or in_class("works", lemma(thing), "nouns") or is_money(thing)


def _pleads(verb: Token) -> bool:
    """Whether who speaks in court is said to plead there, or to judge."""
    return any(
        lemma(word) in _COUNSEL
        for filler in verb_places(verb).get("ARG0", ())
        for word in (
            filler.token,
            *children(filler.token, "nmod:desc", "appos", "compound", "flat"),
        )
    )


def _is_held(verb: Token) -> bool:
    """Whether who is held is in somebody's hands: "held nine students", "was held in prison"."""
    if not is_passive(verb):
        subjects = [c for c in children(verb, "nsubj") if c.ent_type_ in _HOLDING or is_people(c)]
        relative = verb.dep_ in {"acl:relcl", "conj", "xcomp"} and not children(verb, "nsubj")
        return bool(subjects or relative) or any(
            c.tag_ == "PRP" or c.lower_ in {"who", "that"} for c in children(verb, "nsubj")
        )
    if children(verb, "nsubj:pass"):
        return True
    places = {lemma(c) for c in children(verb, "obl", "xcomp", "advcl")}
    return verb.dep_ != "advcl" or bool(places & _CUSTODY)


def _from_doing(verb: Token) -> bool:
    """Whether somebody is only kept from doing something, as firms are from bidding."""
    return any(
        mark.lower_ == "from"
        for c in children(verb, "advcl", "xcomp", "obl")
        for mark in c.children
    ) and not any(c.ent_type_ for c in children(verb, "obl"))
