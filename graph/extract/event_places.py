"""What was read as said of a verb's object, or of a word beside it, and is the verb's own."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places
from graph.extract.inflections import lemma
from graph.extract.quantities import is_money
from graph.extract.syntax import case_words, children, conjuncts, is_passive
from graph.ontology import EventKind, ontology

_IN_COURT = frozenset({"sentence", "trial", "acquittal"})
_POSTS = frozenset("post position office board committee council cabinet bench presidency".split())
_WAYS = frozenset(
    "instalment installment tranche part cheque check transfer gift present bribe reward".split()
)
_TO_POSTS = frozenset({"for", "to", "as", "from"})


def beside_objects(verb: Token, places: Places) -> None:
    """Take "to Y" of "paid damages to Y" as the verb's where it was read as the noun's.

    So too "to Y" of "sent money from an account to Y".
    """
    for source in ("ARG1", "from"):
        for filler in tuple(places.get(source, ())):
            for child in [c for noun in conjuncts(filler.token) for c in children(noun, "nmod")]:
                preposition = case_words(child)
                leads = {"to", "from", "for"} if lemma(verb) == "leave" else {"to", "from"}
                if source == "from":
                    leads = {"to"} if child.i > filler.token.i > verb.i else set()
                if preposition in leads and not places.get(preposition):
                    places[preposition] = [Filler(child, f"oblique-{preposition}", 0.9)]


def beside_obliques(verb: Token, kind: EventKind, places: Places) -> None:
    """Take "by Y" of "named to the board by Y", "at Y" of "convicted of theft at Y" as the verb's.

    A post, a body and a place are by nobody; where one was convicted, the court sat.
    """
    unnamed = is_passive(verb) and not places.get("ARG0")
    for hands in children(verb, "obl") if kind.name == "transfer" else ():
        if hands.lower_ in {"hands", "ownership", "possession"}:
            owners = [c for c in children(hands, "nmod") if case_words(c) == "of"]
            owners += children(hands, "nmod:poss")
            places["hands"] = [Filler(owner, "oblique-hands", 0.95) for owner in owners]
    for child in children(verb, "obl"):
        for inner in children(child, "nmod"):
            preposition, after = case_words(inner), inner.i > child.i > verb.i
            if not after or places.get(preposition):
                continue
            if preposition in {"at", "in", "before"} and case_words(child) in {"of", "for"}:
                if kind.name in _IN_COURT:
                    places[preposition] = [Filler(inner, f"oblique-{preposition}", 0.9)]
            elif preposition in {"to", "from"} and kind.family == "money" and _is_way(child):
                places[preposition] = [Filler(inner, f"oblique-{preposition}", 0.9)]
            elif preposition == "by" and unnamed and _is_post(child):
                places["ARG0"] = [Filler(inner, "agent", 0.9)]


def _is_way(noun: Token) -> bool:
    """Whether a word says in what shape something is paid: "in nine instalments to X"."""
    return case_words(noun) in {"in", "as", "by", "of"} and (lemma(noun) in _WAYS or is_money(noun))


def _is_post(noun: Token) -> bool:
    """Whether a word is a post to which, or from which, somebody comes."""
    heads = ontology().positions.heads
    word = lemma(noun)
    if case_words(noun) not in _TO_POSTS:
        return False
    return word in heads or word in _POSTS or word.endswith("ship") or noun.lower_ in heads
