"""Slips of the parser between who is accused and of what, put right.

What somebody is accused of hangs on the verb that accuses. Read as part of a name or noun beside
that verb ("accused [men in uniform of killing Y]"), it would stand as a fact; with nobody read as
accused, it would be the accuser's own deed.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.people import is_person_noun
from graph.extract.syntax import case_words, children, mark_words
from graph.extract.vocabulary import in_class

_DEEDS = frozenset({"violence", "justice", "money", "information"})


def give_accusations(verb: Token) -> None:
    """Let "of killing Y" in "accused men in uniform of killing Y" be what they are accused of."""
    if not in_class("verbs", lemma(verb), "accusing"):
        return
    if not children(verb, "obj"):
        for accused in children(verb, "iobj"):
            accused.dep_ = "obj"
    waiting = children(verb, "obj", "iobj", "nsubj:pass", "obl", "obl:agent")
    while waiting:
        noun = waiting.pop()
        waiting += children(noun, "nmod", "conj", "appos", "flat", "nmod:desc")
        for clause in children(noun, "acl"):
            doing = "VBG" in {clause.tag_, *(c.tag_ for c in children(clause, "aux", "aux:pass"))}
            if mark_words(clause) in {"of", "for", "with"} and doing and clause.i > verb.i:
                clause.head, clause.dep_ = verb, "advcl"
        for deed in children(noun, "nmod") if noun.head == verb else ():
            told = any(kind.family in _DEEDS for kind, _ in noun_kinds(deed))
            body = noun.dep_ == "obj" and noun.tag_ != "NNP" and is_person_noun(noun)
            if told and body and case_words(deed) in {"of", "for", "over"} and deed.i > verb.i:
                deed.head, deed.dep_ = verb, "obl"  # "accused officers of the torture of Y"
