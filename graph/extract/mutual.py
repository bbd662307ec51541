"""Pairs: "X and Y are cousins", "the brothers X and Y", "X and Y married"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extract.arguments import subject_of, verb_places
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import children, conjuncts
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance

_TWO = 2


class MutualFinder(RelationDrafts):
    """Finds what two people of one phrase are to each other.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.pos_ == "VERB" and lemma(token) == "marry":
                yield from self._wed(token)
            elif token.tag_ == "NNS" and self._is_mutual(token):
                yield from self._mutual(token)

    def _is_mutual(self, noun: Token) -> bool:
        return lemma(noun) in relation_words()["mutual"]["nouns"]

    def _wed(self, verb: Token) -> Iterator[Draft]:
        """Read "X and Y married" and "X and Y were married"."""
        subject, stance = subject_of(verb), self._stances.of(verb)
        if (
            subject is None
            or stance is None
            or children(verb, "obj")
            or verb_places(verb).get("to")
        ):
            return
        pair = list(conjuncts(subject.token))
        if stance.polarity == "affirmed":
            yield from self._pair(pair, "spouse-of", verb, stance)

    def _mutual(self, noun: Token) -> Iterator[Draft]:
        """Read "X and Y are allies", "X and Y, brothers, ..." and "the brothers X and Y"."""
        predicate = relation_words()["nouns"][lemma(noun)]
        if children(noun, "case", "nmod", "nmod:poss") and noun.dep_ != "nmod":
            return
        if children(noun, "cop"):
            subject, stance = subject_of(noun), self._stances.of(noun)
            if subject is not None and stance is not None and stance.polarity == "affirmed":
                yield from self._pair(list(conjuncts(subject.token)), predicate, noun, stance)
            return
        stance = self._stances.beside(noun)
        if stance is None or stance.polarity != "affirmed":
            return
        head = noun.head
        if (
            noun.dep_ in {"appos", "conj"}
            and self._ends.named(head) is not None
            and head.i < noun.i
        ):
            if children(noun, "cc"):
                return
            before = [token for token in conjuncts(head) if token.i < noun.i]
            yield from self._pair(before, predicate, noun, stance)
            return
        if children(noun, "nmod", "nmod:poss"):
            return
        beside = [c for c in children(noun, "appos", "flat") if c.i > noun.i]
        if not beside and noun.dep_ in {"nmod:desc", "compound"} and head.i > noun.i:
            beside = [head]
        if len(beside) == 1:
            yield from self._pair(list(conjuncts(beside[0])), predicate, noun, stance)

    def _pair(
        self, pair: Sequence[Token], predicate: str, at: Token, stance: Stance
    ) -> Iterator[Draft]:
        """Yield what two, and no more, are to each other."""
        if len(pair) != _TWO:
            return
        yield from self._pairs(
            pair[0],
            pair[1],
            predicate,
            only=True,
            trigger=at,
            stance=stance,
            when=self._times.of(at),
            rule="mutual",
            worth=0.9,
        )
