"""Forms of the verbs and nouns that are looked for, lest a wrong lemma hide one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from spacy.tokens import Token

from graph.extract.vocabulary import relation_words, words
from graph.ontology import ontology

_VOWELS = frozenset("aeiou")
# Past and participle of verbs that a lemmatiser may leave as they stand; none that is a verb of its
# own too, such as "found" and "wound".
_IRREGULAR = """
arise arose arisen, bear bore borne, beat beat beaten, become became become, begin began begun,
bend bent bent, bid bid bidden, bind bound bound, bite bit bitten, bleed bled bled, blow blew blown,
break broke broken, breed bred bred, bring brought brought, build built built, buy bought bought,
catch caught caught, choose chose chosen, come came come, creep crept crept, deal dealt dealt,
dig dug dug, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
fall fell fallen, feed fed fed, feel felt felt, fight fought fought, flee fled fled,
fly flew flown, forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven,
freeze froze frozen, get got gotten, give gave given, go went gone, grow grew grown,
hang hung hung, hear heard heard, hide hid hidden, hold held held, keep kept kept,
know knew known, lead led led, leave left left, lend lent lent, lose lost lost, make made made,
mean meant meant, meet met met, overthrow overthrew overthrown, pay paid paid, plead pled pled,
rebuild rebuilt rebuilt, ride rode ridden, ring rang rung, rise rose risen, run ran run,
say said said, see saw seen, seek sought sought, sell sold sold, send sent sent, shake shook shaken,
shoot shot shot, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat sat,
slay slew slain, sleep slept slept, slide slid slid, speak spoke spoken, spend spent spent,
stand stood stood, steal stole stolen, stick stuck stuck, strike struck struck,
swear swore sworn, sweep swept swept, swim swam swum, take took taken, teach taught taught,
tear tore torn, tell told told, think thought thought, throw threw thrown,
understand understood understood, undertake undertook undertaken, wear wore worn,
win won won, withdraw withdrew withdrawn, withhold withheld withheld, write wrote written
"""


def lemma(token: Token) -> str:
    """Return a word's lemma in small letters, British spelling, known regular forms first."""
    lower = token.lower_
    found = (_verb_forms() if token.pos_ in {"VERB", "AUX"} else _noun_forms()).get(lower)
    word = found or (token.lemma_ or token.text).lower()
    if word == "opt" and token.i > 1 and token.nbor(-1).text == "-":
        word = f"{token.nbor(-2).lower_}-opt"  # "co-opted", read as three words
    return word[:-3] + "ise" if word.endswith("ize") and len(word) > 5 else word


@cache
def _verb_forms() -> Mapping[str, str]:
    verbs = {verb.split()[0] for kind in ontology().events.values() for verb in kind.verbs}
    verbs |= {verb.removeprefix("be ").split()[0] for verb in ontology().light_verbs}
    verbs |= {verb.split()[0] for listed in words("verbs").values() for verb in listed}
    verbs |= set(relation_words()["verbs"])
    return {**_forms(verbs, _verb_endings), **_irregular_forms()}


def _irregular_forms() -> dict[str, str]:
    rows = [row.split() for row in _IRREGULAR.split(",")]
    return {form: row[0] for row in rows for form in row[1:] if form != row[0]}


@cache
def _noun_forms() -> Mapping[str, str]:
    nouns = {noun.split()[-1] for kind in ontology().events.values() for noun in kind.nouns}
    nouns |= {noun for listed in words("nouns").values() for noun in listed}
    nouns |= set(relation_words()["nouns"])
    return _forms(nouns, lambda noun: [_plural(noun)])


def _forms(lemmas: Iterable[str], endings: object) -> dict[str, str]:
    """Return inflected forms that come from one lemma alone and are none themselves."""
    known = set(lemmas)
    found: dict[str, str | None] = {}
    for word in sorted(known):
        for form in endings(word):  # type: ignore[operator]
            if form not in known:
                found[form] = None if form in found and found[form] != word else word
    return {form: word for form, word in found.items() if word is not None}


def _verb_endings(verb: str) -> list[str]:
    if verb.endswith("e"):
        stem = verb[:-1]
        return [f"{verb}s", f"{verb}d", f"{stem}ing"]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    short = (
        len(verb) > 2
        and verb[-1] not in _VOWELS | set("wxy")
        and verb[-2] in _VOWELS
        and (verb[-3] not in _VOWELS or verb[-4:-2] == "qu")
    )
    doubled = verb + verb[-1]
    found = [_plural(verb), f"{verb}ed", f"{verb}ing"]
    return [*found, f"{doubled}ed", f"{doubled}ing"] if short else found


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"
