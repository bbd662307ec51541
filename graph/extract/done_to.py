"""Whom or what a thing is done to, as far as the words alone tell it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places, verb_places
from graph.extract.inflections import lemma
from graph.extract.quantities import is_money, is_people
from graph.extract.syntax import case_words, children
from graph.extract.vocabulary import in_class

_MARCHING = frozenset("soldier troop army rebel fighter prisoner refugee band".split())


def is_done_to_people(verb: Token) -> bool:
    """Whether what a verb does may be done to people."""
    done_to = verb_places(verb).get("ARG1", ()) if verb.pos_ == "VERB" else ()
    return not done_to or any(is_people(f.token) or f.token.pos_ == "PROPN" for f in done_to)


def is_site(noun: Token) -> bool:
    """Whether a word is one for a place: a market, a village."""
    return in_class("places", lemma(noun), "sites", "areas")


def is_known_one(word: Token) -> bool:
    """Whether a word means somebody who is spoken of, and not just anybody."""
    pointed = {"the", "his", "her", "their", "its", "my", "our", "this", "that"}
    near = children(word, "det", "nmod:poss")
    return word.tag_ in {"PRP", "WP"} or any(c.lower_ in pointed for c in near)


def of_owners(places: Places) -> None:
    """Take X of "froze X's accounts", "seized the cars of X", for whom they are taken from."""
    for filler in tuple(places.get("ARG1", ())):
        if is_property(filler.token) and not places.get("from"):
            for owner in children(filler.token, "nmod", "nmod:poss"):
                if case_words(owner) in {"of", "belonging to", ""}:
                    places["from"].append(Filler(owner, "owner", 0.9))


def is_property(noun: Token) -> bool:
    """Whether a word is one for what can be seized or frozen."""
    return in_class("property", lemma(noun), "nouns") or is_money(noun)


def is_crowd(noun: Token) -> bool:
    """Whether a word is one for people who may protest: no soldiers, no refugees."""
    words = [noun, *children(noun, "conj", "nmod")]
    return any(map(is_people, words)) and not any(lemma(word) in _MARCHING for word in words)


def is_plainly_people(noun: Token) -> bool:
    """Whether a word is one for people; a number only with "of the prisoners" behind it."""
    counted = [c for c in children(noun, "nmod") if case_words(c) == "of"]
    return is_people(counted[0] if noun.pos_ == "NUM" and counted else noun) and (
        noun.pos_ != "NUM" or bool(counted)
    )


def has_both_sides(places: Places) -> bool:
    """Whether somebody hands something to somebody: "a clerk handed X a watch"."""
    takers = [*places.get("to", ()), *places.get("ARG2", ())]
    return bool(places.get("ARG0")) and bool(takers)
