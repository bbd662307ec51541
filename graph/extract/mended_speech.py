"""Slips of the parser between what is said and who says it, put right.

A verb of speech without a subject has it beside it: where a noun phrase that ends right before the
verb, or begins right behind it, was read as a second subject of what is said, it is who speaks.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.syntax import children
from graph.extract.vocabulary import in_class

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = frozenset({",", "”", '"', "''", "’", "—", "–", "-", "--"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "it", "there"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})


def give_speakers(verb: Token) -> None:
    """Put right who speaks by a verb, and what "adding that" is joined to."""
    if lemma(verb) == "add" and verb.tag_ == "VBG":
        _to_speech(verb)
    if verb.tag_ not in _FINITE or not in_class("verbs", lemma(verb), "speech", "alleging"):
        return
    if any(child.dep_ in {*_SUBJECTS, "aux:pass"} for child in verb.children):
        return
    for clause in (*children(verb, "ccomp", "parataxis"), verb.head):
        if clause == verb or clause.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "ADV", "PROPN"}:
            continue
        for subject in [child for child in clause.children if child.dep_ in _SUBJECTS]:
            if _speaks(subject, verb, clause):
                subject.head, subject.dep_ = verb, "nsubj"
                return


def _speaks(subject: Token, verb: Token, clause: Token) -> bool:
    """Whether a phrase beside a verb of speech is its subject and not that of the clause."""
    if subject.lower_ in _RELATIVE or subject.pos_ not in _NOMINAL:
        return False
    words = [token.i for token in subject.subtree]
    first, last = min(words), max(words)
    others = [c for c in clause.children if c.dep_ in _SUBJECTS and c != subject]
    if last < verb.i:
        if verb.i - last > 1 and not (verb.i - last == 2 and verb.nbor(-1).text in _MARKS):
            return False
        if clause.i < first:  # "X was arrested, the minister said"
            return verb.doc[first - 1].text in _MARKS or verb.doc[first].text in _MARKS
        return verb.i < clause.i and any(other.i > verb.i for other in others)
    if first != verb.i + 1 or verb.nbor(-1).text not in _MARKS:
        return False
    if clause.i > last:  # "the letter, said a clerk, was burnt"
        return any(other.i < verb.i for other in others)
    return clause.i < verb.i and bool(others)


def _to_speech(adding: Token) -> None:
    """Let "X said that Y fled, adding that" go on from what X said, not from what Y did."""
    clause = adding.head
    if adding.dep_ != "advcl" or clause.i > adding.i:
        return
    while clause.dep_ in {"ccomp", "conj", "xcomp", "acl"} and clause.head.i < clause.i:
        above = clause.head
        if clause.dep_ == "ccomp" and in_class("verbs", lemma(above), "speech", "alleging"):
            adding.head = above
            return
        clause = above
