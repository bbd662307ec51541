"""Turns of phrase that tell how a verb governs what is below it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.syntax import children, is_passive, mark_words, own_auxiliaries
from graph.extract.vocabulary import in_class

_CLAIMED = frozenset({"responsibility", "victory", "credit", "life", "asylum"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ"})


def begins_a_headline(verb: Token) -> bool:
    """Whether what was read as a verb is a noun: "Reports that X fled", "Minister: Reports ..."."""
    first = verb.i == verb.sent.start or verb.nbor(-1).text == ":"
    return first and verb.tag_ == "VBZ" and verb.text[:1].isupper()


def claims_a_thing(verb: Token) -> bool:
    """Whether a verb takes something for its own and says nothing: "claimed responsibility"."""
    return lemma(verb) == "claim" and any(
        thing.lemma_.lower() in _CLAIMED for thing in children(verb, "obj")
    )


def is_of_training(verb: Token) -> bool:
    """Whether a clause tells what is trained for: "their training includes reacting to attacks"."""
    return any(
        in_class("nouns", lemma(noun), "training")
        for subject in children(verb, "nsubj")
        for noun in (subject, *children(subject, "nmod"))
    )


def is_name_for(word: Token, verb: Token) -> bool:
    """Whether a word is what somebody calls somebody or something."""
    plain = word.pos_ in _NAMES and not mark_words(word)
    return plain and in_class("verbs", lemma(verb), "naming") and not is_passive(verb)


def names_its_object(verb: Token) -> bool:
    """Whether a verb such as "call" gives its object a name: "called the sale a theft"."""
    return lemma(verb) == "describe" or any(
        is_name_for(child, verb)
        for child in verb.children
        if child.dep_ == "xcomp" or (child.dep_ == "obj" and len(children(verb, "obj")) > 1)
    )


def is_suit(noun: Token) -> bool:
    """Whether a noun names something that courts decide on."""
    return any(
        kind.family == "justice" and kind.name in {"lawsuit", "charge", "appeal"}
        for kind, _ in noun_kinds(noun)
    )


def is_finite(verb: Token) -> bool:
    """Whether a clause has its own tense: it is then taken for granted, or has its own mark."""
    helpers = children(verb, "aux", "aux:pass", "cop")
    return any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in (verb, *helpers))


def is_gerund(verb: Token) -> bool:
    """Whether a verb stands as "killing" or "having killed"."""
    return verb.tag_ == "VBG" or any(helper.tag_ == "VBG" for helper in children(verb, "aux"))


def is_question(root: Token) -> bool:
    """Whether a sentence asks: "..., etc.?", "... (in Zelu?)"."""
    last = root.sent[-1]
    while last.i > root.sent.start and (
        last.is_space or last.is_quote or last.is_bracket or last.text in {"’", "'"}
    ):
        last = last.nbor(-1)
    return last.text.endswith("?") and not in_class("verbs", lemma(root), "speech")


def is_to_come(verb: Token) -> bool:
    """Whether a verb tells what will be, and so what it will be done for."""
    ahead = any(in_class("modals", aux.lower_, "planning") for aux in own_auxiliaries(verb))
    return ahead and not in_class("verbs", lemma(verb), "accusing", "asking")
