"""To whom a thing is done where the verb's form does not say it: "Editor jailed for a year".

Headlines leave out the auxiliary, so that a participle looks like a past tense; "those shot" has
the article of a noun; "also killed was X" turns the clause round.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import verb_kinds
from graph.extract.syntax import base, case_words, children, is_passive, text_of

_NEVER_BARE = frozenset(
    """jail sentence arrest detain imprison indict acquit abduct kidnap extradite deport remand
    behead lynch gun convict""".split()
)
_IN_HEADLINES = _NEVER_BARE | frozenset(
    """shoot free fine hold release wound injure rape torture stab find beat bail hang execute
    assassinate deport injure hurt flog exile pardon""".split()
)
_CLOSING = frozenset(".!?…\"”'’")
_FROM_ABOVE = frozenset({"aux", "aux:pass", "obj", "iobj", "ccomp", "xcomp", "nsubj:pass"})
_FORCES = frozenset("police officer soldier troop force army military agent court judge".split())
_OTHERS = frozenset({"dozens", "hundreds", "scores", "others", "many"})
_TOGETHER = frozenset({"together", "along", "alongside"})


def is_bare_participle(verb: Token) -> bool:
    """Whether a verb that looks active says what was done to its subject.

    Parameters
    ----------
    verb : Token
        A verb without an auxiliary.
    """
    if verb.tag_ not in {"VBN", "VBD"} or children(verb, "aux", "aux:pass"):
        return False
    if any(word.lower_ == "those" for word in children(verb, "det")):
        return True  # "was among those shot"
    if verb.tag_ == "VBN" and any(word.i > verb.i for word in children(verb, "nsubj")):
        return bool(children(verb, "cop"))  # "also killed was X"
    return _is_headline_passive(verb)


def _is_headline_passive(verb: Token) -> bool:
    if children(verb, "nsubj:pass") and verb.tag_ == "VBD" and not children(verb, "obj"):
        return True  # "editor jailed for a year"
    subjects = children(verb, "nsubj")
    if not subjects or subjects[0].i > verb.i or subjects[0].pos_ == "PRON":
        return False
    dead = lemma(verb) in {"shoot", "find"} and any(
        word.lower_ in {"dead", "guilty"} for word in children(verb, "xcomp")
    )
    if not dead and any(child.dep_ in _FROM_ABOVE for child in verb.children):
        return False
    if lemma(subjects[0]) in _FORCES or verb.dep_ not in {"ROOT", "conj", "parataxis", "ccomp"}:
        return False
    if not any(kind.possessive == "ARG1" for kind, _ in verb_kinds(verb)):
        return False
    if lemma(verb) in _NEVER_BARE:
        return True
    return (lemma(verb) in _IN_HEADLINES or dead) and _is_headline(verb)


def _is_headline(verb: Token) -> bool:
    """Whether a sentence is a line of its own without a full stop."""
    sentence = verb.sent
    words = [token for token in sentence if not token.is_space]
    text, end = text_of(verb.doc), words[-1].idx + len(words[-1])
    begins = not text[: words[0].idx].strip(" \t") or text[: words[0].idx].rstrip(" \t")[-1] == "\n"
    ends = not text[end:].strip(" \t") or text[end:].lstrip(" \t")[0] == "\n"
    return begins and ends and words[-1].text not in _CLOSING


def turned_round(verb: Token) -> Token | None:
    """Return X of "also killed was X", where X was read as what the clause is about."""
    name = verb.head
    before = verb.i < name.i and verb.dep_ in {"parataxis", "acl", "advcl", "dep", "csubj:pass"}
    if verb.tag_ != "VBN" or not before or name.pos_ not in {"PROPN", "NOUN"}:
        return None
    was = [word for word in children(name, "cop") if verb.i < word.i < name.i]
    apart = children(name, "nsubj", "expl") or any(c.dep_ in _FROM_ABOVE for c in verb.children)
    return name if was and not apart else None


def counted_before(verb: Token) -> Token | None:
    """Return the number of "nine were killed and 60 wounded", which syntax gives the first verb."""
    helpers = children(verb, "aux", "aux:pass")
    at = min([verb.i, *(c.i for c in helpers)]) - 1
    hurt = verb.tag_ in {"VBN", "VBD"} or verb.lower_ in {"wounded", "injured"}
    if not hurt or verb.dep_ != "conj" or at < 0:
        return None
    number = verb.doc[at]
    if number.pos_ != "NUM" and number.tag_ != "NNS" and number.lower_ not in _OTHERS:
        return None
    if any(c.dep_ in _FROM_ABOVE | {"nsubj"} for c in verb.children if c not in helpers):
        return None
    first = verb.head if verb.head != number else number.head
    if helpers:  # "nine died and 31 were hurt", read as "nine and 31"
        split = number.dep_ == "conj" and number.head.i < first.i < number.i
        return number if split and number.pos_ == "NUM" and first.pos_ == "VERB" else None
    beside = number.head == first or (number.dep_ == "conj" and number.head.head == first)
    if not beside or first.pos_ != "VERB" or not is_passive(first):
        return None
    joined = number.dep_ in {"nsubj:pass", "conj", "obl", "nsubj"} or verb.head == number
    counted = number.pos_ == "NUM" or bool(children(number, "nummod")) or number.lower_ in _OTHERS
    return number if joined and counted and number.i > first.i else None


def together_with(verb: Token) -> list[Token]:
    """Return those with whom somebody does or suffers a thing: "X was held together with Y"."""
    found = []
    beside_subject = [
        phrase
        for subject in children(verb, "nsubj", "nsubj:pass")
        for word in children(subject, "advmod")
        for phrase in children(word, "obl", "nmod")
        if word.lower_ in _TOGETHER
    ]
    for child in [*beside_subject, *verb.children]:
        if base(child.dep_) not in {"obl", "nmod"} or "with" not in case_words(child).split():
            continue
        first = min((c.i for c in children(child, "case")), default=child.i)
        before = {verb.doc[first - 1].lower_} if first else set()
        beside = {word.lower_ for word in children(child, "advmod")} | set(
            case_words(child).split()
        )
        if child in beside_subject or (before | beside) & _TOGETHER:
            found.append(child)
    return found
