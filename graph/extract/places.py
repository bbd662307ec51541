"""Where people live and where things are, when the place is named in a phrase of its own.

"lives in a flat in X", "X's house in Y", "X is a town in the north of Y", "the works in the
district of Y": the place is that of the innermost phrase.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import COMPONENT, RelationDrafts
from graph.extract.syntax import base, case_words, children
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import Span
from graph.names import words

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LEADS = frozenset({"in", "of", "at", "near", "outside", "on", "from"})
_AWAY = frozenset("leave holiday vacation duty business mission assignment home".split())
_DEEP = 3
_WORTH = 0.9


class PlaceFinder(RelationDrafts):
    """Finds where people live and where things are, in one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})
        self._nested = frozenset(relation_words()["nested"]["nouns"])
        self._homes = frozenset(relation_words()["homes"]["nouns"])
        self._settled = frozenset(relation_words()["settlements"]["nouns"])

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            word = lemma(token)
            if token.pos_ == "VERB" and word in relation_words()["homes"]["verbs"]:
                yield from self._living(token)
            elif word in self._homes and token.pos_ == "NOUN":
                yield from self._home(token)
            if word in _AWAY and children(token, "cop"):
                yield from self._away(token)
            if word in self._settled and children(token, "cop"):
                yield from self._settlement(token)
            index = self._ends.named(token)
            if index is not None and self._is_site(index):
                yield from self._lying(token)

    def _living(self, verb: Token) -> Iterator[Draft]:
        """Read "lives in a flat in X" and "lives with her son in X"."""
        subject, stance = subject_of(verb), self._stances.of(verb)
        if subject is None or stance is None:
            return
        direct = [c for c in children(verb, "obl") if case_words(c) in _LEADS]
        beside = [c for c in children(verb, "obl") if case_words(c) in {"with", "as"}]
        inner = [n for c in beside for n in children(c, "nmod") if case_words(n) in {"in", "near"}]
        for phrase in (*direct, *inner):
            place = self._place(phrase)
            if place is None or (phrase in direct and self._ends.named(phrase) is not None):
                continue  # the name itself is read with the verb
            for end in self._ends.all_of(subject.token, until=subject.until):
                if self._kind(end) == "PERSON":
                    yield self._at(end, "lives-in", place, verb, stance, "living-in")
            return

    def _home(self, noun: Token) -> Iterator[Draft]:
        """Read "X's house in Y" and "her flat in Y"."""
        stance = self._stances.beside(noun)
        owners = [end for c in children(noun, "nmod:poss") for end in self._ends.all_of(c)]
        if stance is None or stance.polarity == "denied":
            return
        own = [c for c in children(noun, "nmod") if case_words(c) in {"in", "near", "outside"}]
        next_to = [
            c
            for c in children(noun.head, "obl")
            if case_words(c) == "in" and c.left_edge.i == noun.i + 1
        ]
        for phrase in (*own, *next_to)[:1]:
            place = self._place(phrase)
            for owner in owners:
                if place is not None and self._kind(owner) == "PERSON":
                    yield self._at(owner, "lives-in", place, noun, stance, "home")

    def _away(self, noun: Token) -> Iterator[Draft]:
        """Read "X was on leave in Y"."""
        subject, stance = subject_of(noun), self._stances.of(noun)
        if subject is None or stance is None or case_words(noun) not in {"on", "at"}:
            return
        for child in noun.children:
            if base(child.dep_) not in {"obl", "nmod"} or case_words(child) not in {"in", "at"}:
                continue
            place = self._place(child)
            for end in self._ends.all_of(subject.token, until=subject.until):
                if place is not None and self._kind(end) == "PERSON":
                    draft = self._at(end, "was-in", place, noun, stance, "away")
                    yield replace(draft, when=self._times.of(noun))

    def _settlement(self, noun: Token) -> Iterator[Draft]:
        """Read "X is a mining town in the north of Y"."""
        subject, stance = subject_of(noun), self._stances.of(noun)
        end = None if subject is None else self._ends.of(subject.token)
        if end is None or stance is None or self._kind(end) not in _PLACES:
            return
        for child in noun.children:
            if base(child.dep_) in {"nmod", "obl"} and case_words(child) in {"in", "of", "on"}:
                place = self._place(child)
                if place is not None and not self._ends.same(end.mention, place.mention):
                    yield self._at(end, "located-in", place, noun, stance, "settlement")
                    return

    def _lying(self, name: Token) -> Iterator[Draft]:
        """Read "the Halden Works in the district of Y", the place in a phrase of its own."""
        end = self._ends.of(name)
        for child in children(name, "nmod"):
            named = self._ends.named(child) is not None
            if named or case_words(child) not in {"in", "near"} or child.i < name.i:
                continue
            place = self._place(child)
            near = case_words(child) == "near"
            if end is not None and place is not None and not near:
                yield self._at(end, "located-in", place, child, Stance(), "name-in")

    def _place(self, token: Token, depth: int = 0) -> End | None:
        """Return the place that a phrase names at its end."""
        end = self._ends.of(token)
        if end is not None:
            return end if self._kind(end) in _PLACES else None
        if depth > _DEEP or lemma(token) not in self._nested | self._homes | self._settled:
            return None
        for child in children(token, "nmod", "appos", "flat"):
            if child.i > token.i and (child.dep_ != "nmod" or case_words(child) in _LEADS):
                found = self._place(child, depth + 1)
                if found is not None:
                    return found
        return None

    def _is_site(self, mention: int) -> bool:
        if self._mentions[mention].type in {"FAC", "LOC", "GPE"}:
            return True
        known = set(relation_words()["sites"]["words"])
        return self._mentions[mention].type == "ORG" and bool(
            known & set(words(self._mentions[mention].text))
        )

    def _kind(self, end: End) -> str:
        return self._mentions[end.mention].type

    def _at(
        self, subject: End, predicate: str, place: End, at: Token, stance: Stance, rule: str
    ) -> Draft:
        return Draft(
            subject=self._point(subject),
            predicate=predicate,
            object=self._point(place),
            when=self._times.of(at) if at.pos_ == "VERB" else None,
            trigger=Span(at.idx, at.idx + len(at)),
            stance=stance,
            score=_WORTH * subject.sure * place.sure * stance.sure,
            rule=rule,
            component=COMPONENT,
        )
