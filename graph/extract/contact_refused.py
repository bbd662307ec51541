"""Words of contact and journeys that tell of none: "reached a deal", "asked why", "sent troops"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from graph.extract.arguments import Places
from graph.extract.event_found import Found
from graph.extract.inflections import lemma
from graph.extract.quantities import is_people
from graph.extract.syntax import case_words, children
from graph.extract.vocabulary import in_class
from graph.model import FoundMention

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TRAVELLERS = frozenset({"PERSON", "ORG", "NORP"})
# These are journeys only of somebody, and only where the place has a name.
_TO_PLACES = frozenset(
    {
        "reach",
        "enter",
        "walk",
        "ride to",
        "swim to",
        "trek to",
        "come to",
        "come back",
        "slip into",
        "sneak into",
        "cross to",
        "head to",
        "hitchhike to",
    }
)
_SENDING = frozenset({"send to", "forward to", "supply to", "transmit to"})
_ASKING = frozenset({"ask", "press", "lobby", "beg", "invite"})
_ADDRESSED = frozenset("letter telegram email e-mail message statement appeal warning".split())
_THINGS = frozenset({"it", "them", "which", "that"})


def is_other_contact(
    found: Found, phrase: str, places: Places, mentions: Sequence[FoundMention]
) -> bool:
    """Whether a verb that may name a contact or a journey says something else.

    Parameters
    ----------
    found : Found
        With its parts.
    phrase : str
        The words of the kind that the verb and what follows it are.
    places : dict
        What fills the places of the verb.
    mentions : sequence of FoundMention
        Those of the document.
    """
    kind = found.kind.name
    if kind == "movement" and phrase in _TO_PLACES:
        return not _goes_somewhere(found, phrase, places, mentions)
    if kind == "deportation" and phrase == "expel from":
        return not _has_place(found, {"origin"}, mentions, {"GPE", "LOC"})
    if kind == "transfer" and phrase in _SENDING:
        return not _sends_papers(found, places, mentions)
    if kind == "request" and phrase in _ASKING:
        return not is_asking(found.trigger) or not _is_demand(found, mentions)
    return False


def is_asking(verb: Token) -> bool:
    """Whether somebody is asked to do something: "asked X to go", "asked that X go"."""
    for clause in children(verb, "xcomp", "advcl", "ccomp"):
        to = any(mark.lower_ == "to" for mark in children(clause, "mark"))
        helpers = children(clause, "aux", "aux:pass", "cop")
        bare = clause.tag_ == "VB" or any(h.tag_ == "VB" for h in helpers)
        wished = clause.dep_ == "ccomp" and not any(h.tag_ == "MD" for h in helpers)
        if bare and clause.i > verb.i and (to or wished):
            return True
    return any(
        case_words(phrase) == "for" and phrase.i > verb.i for phrase in children(verb, "obl")
    )


def _is_demand(found: Found, mentions: Sequence[FoundMention]) -> bool:
    """Whether a body asks or is asked: what one person asks of another is talk.

    Both sides are known, unless it is asked "that" something be done.
    """
    sides = {p.role: mentions[p.end.mention].type for p in found.parts}
    wished = children(found.trigger, "ccomp") and not children(found.trigger, "obj", "iobj")
    if wished:
        return "speaker" in sides
    both = {"speaker", "addressee"} <= set(sides)
    return both and any(type_ != "PERSON" for type_ in sides.values())


def _goes_somewhere(
    found: Found, phrase: str, places: Places, mentions: Sequence[FoundMention]
) -> bool:
    types = {"GPE", "LOC"} if phrase == "enter" else _PLACES
    if not _has_place(found, {"destination", "origin"}, mentions, types):
        return False
    movers = [mentions[p.end.mention].type for p in found.parts if p.role == "mover"]
    if movers:
        return all(type_ in _TRAVELLERS for type_ in movers)
    walkers = [f.token for f in places.get("ARG0", ())]
    return any(is_people(word) or (word.pos_ == "PRON" and word.lower_ != "it") for word in walkers)


def _has_place(
    found: Found,
    roles: set[str],
    mentions: Sequence[FoundMention],
    types: set[str] | frozenset[str],
) -> bool:
    return any(p.role in roles and mentions[p.end.mention].type in types for p in found.parts)


def _sends_papers(found: Found, places: Places, mentions: Sequence[FoundMention]) -> bool:
    """Whether what is sent is something to read, and to somebody: no "troops to Iraq"."""
    sent = [f.token for f in places.get("ARG1", ())]
    named = [mentions[p.end.mention].type for p in found.parts if p.role == "recipient"]
    if not sent or not named:
        return False
    if any(lemma(thing) in _ADDRESSED for thing in sent):
        return False  # told by the noun, as what was written to somebody
    papers = any(in_class("works", lemma(thing), "nouns") for thing in sent)
    loosely = any(thing.lower_ in _THINGS for thing in sent)
    return papers or (loosely and "GPE" not in named)
