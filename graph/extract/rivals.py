"""Who else a pronoun or a description might mean: somebody whom nothing names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from graph.extract.binding import SUBJECTS, THINGS, is_fronted, is_new
from graph.extract.ends import Ends
from graph.extract.genders import gender_of_noun, gender_of_pronoun
from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.syntax import base, case_words, children

_NOT_ONE = frozenset("staff family people crew body exile couple minority youth command".split())
_NAMING = frozenset(
    """name appoint elect make crown proclaim declare call ordain become remain nominate reappoint
    reelect consecrate anoint designate install confirm""".split()
)


def _is_what_one_is(noun: Token) -> bool:
    """Whether a noun says what somebody is who was spoken of: "was elected president"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if children(first, "cop") or case_words(first) == "as" or case_words(noun) == "as":
        return True
    return first.dep_ == "xcomp" and lemma(first.head) in _NAMING


class Rivals:
    """Knows the unnamed people of one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Of the names alone.
    quoted : sequence of int
        For each token the number of the quotation that it stands in, or -1.
    """

    def __init__(self, doc: Doc, ends: Ends, quoted: Sequence[int]) -> None:
        self._doc = doc
        self._ends = ends
        self._quoted = quoted

    def between(self, pronoun: Token, first: int, *, only: Callable[[Token], bool] = bool) -> bool:
        """Whether somebody else, whom nothing names, is spoken of from a token to the pronoun."""
        gender = gender_of_pronoun(pronoun) or gender_of_noun(pronoun)
        for token in self._doc[first : pronoun.i]:
            if self._quoted[token.i] != self._quoted[pronoun.i] or token.head == pronoun:
                continue
            if token.tag_ == "NNP" and token.dep_ in SUBJECTS:
                if self._ends.inside(token) is None:
                    return True  # a name that the reader did not take for one
                continue
            if token.tag_ != "NN" or self._ends.of(token) is not None:
                continue
            if base(token.dep_) in {"appos", "compound", "flat"} or token.dep_ == "nmod:desc":
                continue
            if is_fronted(token, pronoun) or _is_what_one_is(token) or token.lower_ in _NOT_ONE:
                continue
            if pronoun.lower_ in THINGS:
                if token.dep_ in SUBJECTS and not is_person_noun(token):
                    return True
                continue
            told = gender_of_noun(token)
            if (None not in {told, gender} and told != gender) or not only(token):
                continue
            if told is not None or is_person_noun(token):
                return True
        return False

    def is_one(self, noun: Token, pronoun: Token) -> bool:
        """Whether a noun is somebody whom nothing names and whom a pronoun may mean."""
        if noun.tag_ != "NN" or self._ends.of(noun) is not None or not is_person_noun(noun):
            return False
        told, gender = gender_of_noun(noun), gender_of_pronoun(pronoun)
        return None in {told, gender} or told == gender

    def brought_in(self, noun: Token) -> bool:
        """Whether a text brought somebody in by the same word: "a man ... the man"."""
        return any(
            token.lower_ == noun.lower_ and is_new(token) and not self._is_named(token)
            for token in self._doc[: noun.i]
        )

    def new_subject(self, first: int, noun: Token) -> bool:
        """Whether something or somebody new does or undergoes what is told up to a noun."""
        return any(self._brings_in(token) for token in self._doc[first : noun.i])

    def _brings_in(self, token: Token) -> bool:
        """Whether a subject is somebody new, or something: "a lorry", "a relation of his"."""
        indefinite = any(c.lower_ in {"a", "an", "another"} for c in children(token, "det"))
        subject = token.dep_ in {*SUBJECTS, "obl:agent"} and token.tag_ == "NN"
        return subject and indefinite and not self._is_named(token)

    def _is_named(self, noun: Token) -> bool:
        return self._ends.of(noun) is not None or children(noun, "cop") != []
