"""Which words of a sentence name an event, or carry one ("took part in")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.quantities import is_money
from graph.extract.syntax import case_words, children, conjuncts, is_passive
from graph.extract.vocabulary import in_class
from graph.ontology import EventKind, ontology

_REACH = 9
_PASSING = frozenset({"pass", "hand", "send", "forward", "supply", "transmit"})
_ANY = frozenset({"a", "an", "the", "one's"})
_BESIDE_NOUN = frozenset({"amod", "compound", "nmod:poss"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name an event of a kind, or for light verbs carry one; the head word first."""

    head: str
    rest: tuple[str, ...]
    meaning: str


@cache
def verb_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the verbs that name events by their head, longest first."""
    return _by_head(
        Phrase(words[0], tuple(words[1:]), kind.name)
        for kind in ontology().events.values()
        for verb in kind.verbs
        for words in [_kept(verb)]
        if words[0] != "be"
    )


@cache
def state_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the adjectives that name events after "be": "is dead"."""
    return _by_head(
        Phrase(words[1], tuple(words[2:]), kind.name)
        for kind in ontology().events.values()
        for verb in kind.verbs
        for words in [_kept(verb)]
        if words[0] == "be"
    )


@cache
def noun_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the nouns that name events by their last word, longest first."""
    return _by_head(
        Phrase(words[-1], tuple(words[:-1]), kind.name)
        for kind in ontology().events.values()
        for noun in kind.nouns
        for words in [_kept(noun)]
        if " of " not in noun
    )


@cache
def light_phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the light verbs by their head, longest first; "be involved in" under "involved"."""
    return _by_head(
        Phrase(words[0], tuple(words[1:]), argument)
        for verb, argument in ontology().light_verbs.items()
        for words in [_kept(verb.removeprefix("be "))]
    )


def _kept(phrase: str) -> list[str]:
    """Return the words of a phrase that must stand in the text: any article does for another."""
    return [word for word in phrase.split() if word not in _ANY]


def _by_head(phrases: object) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:  # type: ignore[attr-defined]
        found[phrase.head].append(phrase)
    return {
        head: tuple(sorted(listed, key=lambda p: (-len(p.rest), p.rest, p.meaning)))
        for head, listed in found.items()
    }


def verb_kinds(verb: Token) -> list[tuple[EventKind, str]]:
    """Return the kinds that a verb may name, of the longest phrase that fits, with the phrase."""
    known = state_phrases() if verb.pos_ == "ADJ" else verb_phrases()
    return _kinds(known.get(lemma(verb), ()), lambda phrase: _follows(verb, phrase.rest))


def noun_kinds(noun: Token) -> list[tuple[EventKind, str]]:
    """Return the kinds that a noun may name, of the longest phrase that fits, with the phrase."""
    forms = {lemma(noun), noun.lower_}
    listed = [p for form in sorted(forms) for p in noun_phrases().get(form, ())]
    listed.sort(key=lambda p: (-len(p.rest), p.rest, p.meaning))
    return _kinds(tuple(listed), lambda phrase: _precedes(noun, phrase.rest))


def _kinds(phrases: tuple[Phrase, ...], fits: object) -> list[tuple[EventKind, str]]:
    found: list[tuple[EventKind, str]] = []
    length = -1
    for phrase in phrases:
        if found and len(phrase.rest) < length:
            break
        if fits(phrase):  # type: ignore[operator]
            length = len(phrase.rest)
            words = " ".join((phrase.head, *phrase.rest))
            kind = ontology().events[phrase.meaning].as_said_by(words)
            if kind.name not in [known.name for known, _ in found]:
                found.append((kind, words))
    return found


def _follows(verb: Token, rest: tuple[str, ...]) -> bool:
    """Whether the other words of a phrase follow the verb and hang on it."""
    position = verb.i + 1
    for word in rest:
        for token in verb.doc[position : min(verb.i + 1 + _REACH, verb.sent.end)]:
            fits = word in (token.lower_, lemma(token)) or (word == "money" and is_money(token))
            if fits and _hangs_on(token, verb) and ("not" in rest or not _is_negated(token)):
                position = token.i + 1
                break
        else:
            objects = {lemma(noun) for noun in children(verb, "obj")}
            led = word in objects or _led_by(verb, word, position)
            if passive_object(verb, word) is None and not led:
                return False
    return True


def _led_by(verb: Token, word: str, position: int) -> bool:
    """Whether a phrase of the verb, however far off, begins with the preposition."""
    phrases = children(verb, "obl")
    phrases += [c for p in phrases if case_words(p) == "as" for c in children(p, "nmod")]
    if word in {"to", "from"}:
        things = [c for noun in children(verb, "obj") for c in conjuncts(noun)]
        phrases += [c for noun in things for c in children(noun, "nmod")]
    return any(
        case.lower_ == word and case.i >= position
        for phrase in phrases
        for case in children(phrase, "case")
    )


def passive_object(verb: Token, word: str) -> Token | None:
    """Return the noun that a passive has before it, where it is a word of a phrase.

    "The conviction was quashed" is "quash the conviction".
    """
    if not is_passive(verb):
        return None
    subjects = children(verb, "nsubj:pass")
    return next((s for s in subjects if word in (s.lower_, lemma(s))), None)


def _is_negated(token: Token) -> bool:
    """Whether a word is denied by itself: "pleaded not guilty"."""
    return token.tag_ == "JJ" and any(c.lower_ == "not" for c in children(token, "advmod"))


def _hangs_on(token: Token, verb: Token) -> bool:
    between = token.head
    if any(case.lower_ == "without" for case in children(token, "case")):
        return False  # "held without trial"
    if token.dep_ == "case" and between.dep_ == "nmod" and between.head.pos_ == "PROPN":
        whose = between.head  # "cleared X of theft", where "of" was read as said of X
        return whose.head == verb and whose.dep_ == "obj"
    if token.lower_ == "to" and between.dep_ == "nmod" and between.head.dep_ == "obj":
        thing = between.head  # "passed the list to X", where "to X" was read as the list's
        papers = lemma(verb) in _PASSING and in_class("works", lemma(thing), "nouns")
        return papers and thing.head == verb
    return between == verb or (between.head == verb and between.pos_ not in {"VERB", "AUX"})


def _precedes(noun: Token, rest: tuple[str, ...]) -> bool:
    before = [token for token in noun.children if token.dep_ in _BESIDE_NOUN and token.i < noun.i]
    written = [noun.doc[noun.i - 1 - k] for k in range(min(len(rest) * 2, noun.i))]
    return all(
        any(word in (token.lower_, lemma(token)) for token in (*before, *written)) for word in rest
    )


def light_verb(verb: Token, preposition: str) -> str | None:
    """Return the argument of the noun that a light verb's subject is, or ``None``.

    Parameters
    ----------
    verb : Token
        The verb, or "involved", that governs an event noun.
    preposition : str
        What leads to the noun; empty for an object.
    """
    for form in (lemma(verb), verb.lower_):
        for phrase in light_phrases().get(form, ()):
            rest = phrase.rest
            if preposition:
                if not rest or rest[-1] != preposition:
                    continue
                rest = rest[:-1]
            elif rest and rest[-1] in {"in", "to"}:
                continue
            if _follows(verb, rest):
                if not rest and children(verb, "compound:prt"):
                    continue
                return phrase.meaning
    return None
