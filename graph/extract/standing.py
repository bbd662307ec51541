"""How somebody stands to a body or person without a verb that says so.

"Is with X", "is on the board of X", "X's opposition to Y", "his unit, X", "X Prison, Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import base, case_words, children, text_of
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance

_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_POSTED = frozenset({"stand", "remain", "sit", "stay", "place"})
_ENJOYING = frozenset({"have", "enjoy", "win", "gain", "receive"})
_ENDS = re.compile(r"\s*(?:[.;)\n]|,(?!\s*(?:and|or)\b)|$)")
_HOME = re.compile(
    r",? (?:of|at|whose address is|with an address at|residing at|resident at|living at"
    r"|who lives at) (?:No\.? ?)?\d+[A-Za-z]?,?(?: [A-Z][\w'’.-]+){1,4}, "
)
_WORTH = 0.9


class StandingFinder(RelationDrafts):
    """Finds in one document how people stand to bodies and to others.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})
        words = relation_words()
        self._posts, self._own = words["standing"], words["own"]
        self._feelings, self._voicing = words["feelings"]["nouns"], words["feelings"]["voicing"]

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if children(token, "cop"):
                if case_words(token):
                    yield from self._being(token, token)
                yield from self._heading(token)
            elif token.pos_ == "VERB" and lemma(token) in _POSTED:
                for phrase in children(token, "obl"):
                    if lemma(phrase) in self._posts:
                        yield from self._being(token, phrase)
            if token.pos_ == "NOUN" and lemma(token) in self._feelings:
                yield from self._feeling(token)
            if token.tag_ == "NN" and lemma(token) in self._own:
                yield from self._owned(token)
        yield from self._addressed()

    def _being(self, said: Token, phrase: Token) -> Iterator[Draft]:
        """Read "X is with Y", "X has been on the board of Y" and "X stood at the head of Y"."""
        subject, stance = subject_of(said), self._stances.of(said)
        if subject is None or stance is None:
            return
        lead, row = case_words(phrase), self._posts.get(lemma(phrase))
        if row is not None and self._ends.named(phrase) is None:
            bodies = [c for c in children(phrase, "nmod") if case_words(c) == "of"]
            bodies += children(phrase, "nmod:poss")
            bodies += [c for c in children(phrase, "compound") if self._kind_of(c) == "ORG"]
            if lead != row["after"]:
                return
            predicate = row["predicate"]
        elif lead == "under" and self._kind_of(phrase) == "PERSON":
            led, chief = self._ends.of(subject.token), self._ends.of(phrase)
            if led is not None and chief is not None and self._kind(led) == "ORG":
                yield self._said(chief, "leads", led, said, stance, "standing")
            return
        elif lead == "with" and said == phrase:
            bodies, predicate = [phrase], ""
        else:
            return
        for body in bodies:
            end = self._ends.of(body)
            if end is None or self._kind(end) != "ORG":
                continue
            for person in self._ends.all_of(subject.token, until=subject.until):
                if self._kind(person) == "PERSON":
                    yield self._said(
                        person, predicate or self._belonging(end), end, said, stance, "standing"
                    )

    def _heading(self, name: Token) -> Iterator[Draft]:
        """Read "At its head is X" and "At the helm of Y was X"."""
        stance = self._stances.of(name)
        if self._kind_of(name) != "PERSON" or stance is None or children(name, "nsubj"):
            return
        for phrase in children(name, "obl", "nmod"):
            row = self._posts.get(lemma(phrase))
            if row is None or case_words(phrase) != row["after"] or phrase.i > name.i:
                continue
            for body in (*children(phrase, "nmod:poss"), *children(phrase, "nmod")):
                end = self._ends.of(body)
                if end is not None and self._kind(end) == "ORG":
                    person = self._ends.of(name)
                    if person is not None:
                        yield self._said(person, row["predicate"], end, name, stance, "standing")

    def _feeling(self, noun: Token) -> Iterator[Draft]:
        """Read "X's opposition to Y" and "X voiced its support for Y"."""
        row = self._feelings[lemma(noun)]
        targets = [c for c in children(noun, "nmod", "obl") if case_words(c) == row["to"]]
        holders = list(children(noun, "nmod:poss"))
        holders += [c for c in children(noun, "nmod") if case_words(c) in {"of", "by"}]
        verb, stance = noun.head, self._stances.beside(noun)
        if base(noun.dep_) == "obj" and lemma(verb) in _ENJOYING and row["predicate"] == "supports":
            stance, subject = self._stances.of(verb), subject_of(verb)  # "X has the backing of Y"
            holders = [c for c in children(noun, "nmod") if case_words(c) in {"of", "from"}]
            targets = [subject.token] if subject is not None else []
        elif base(noun.dep_) == "obj":
            if lemma(verb) not in self._voicing:
                return  # "withdrew its support for X"
            stance, subject = self._stances.of(verb), subject_of(verb)
            holders = [subject.token] if subject is not None else []
        elif noun.dep_ == "nsubj:pass":
            if lemma(verb) not in self._voicing:
                return
        elif noun.dep_ != "nsubj" and not case_words(noun):
            return
        if stance is None or stance.polarity == "denied" or lemma(verb) in {"end", "cease", "fade"}:
            return
        for holder in holders:
            for target in targets:
                for one in self._ends.all_of(holder):
                    for other in self._ends.all_of(target):
                        if {self._kind(one), self._kind(other)} <= _ACTORS:
                            yield self._said(one, row["predicate"], other, noun, stance, "feeling")

    def _owned(self, noun: Token) -> Iterator[Draft]:
        """Read "his unit, the 12th Brigade, ..."."""
        names = [c for c in children(noun, "appos", "flat") if self._kind_of(c) == "ORG"]
        stance = self._stances.beside(noun)
        if len(names) != 1 or children(names[0], "conj") or stance is None:
            return
        body = self._ends.of(names[0])
        for owner in children(noun, "nmod:poss"):
            for person in self._ends.all_of(owner):
                if body is not None and self._kind(person) == "PERSON":
                    yield self._said(person, self._own[lemma(noun)], body, noun, stance, "own-body")

    def _addressed(self) -> Iterator[Draft]:
        """Read "Lantern College, Belm." of sites, and "X, of 4 Mill Lane, Belm," of people."""
        text = text_of(self._doc)
        for index, person in enumerate(self._mentions):
            home = _HOME.match(text, person.end) if person.type == "PERSON" else None
            if home is None:
                continue
            for other in range(index + 1, min(index + 3, len(self._mentions))):
                town = self._mentions[other]
                at = self._doc.char_span(town.start, town.end, alignment_mode="expand")
                if town.start == home.end() and town.type == "GPE" and at is not None:
                    one, two = self._ends.at(index), self._ends.at(other)
                    yield self._said(one, "lives-in", two, at.root, Stance(), "address")
        for index, (site, place) in enumerate(
            zip(self._mentions, self._mentions[1:], strict=False)
        ):
            is_site = site.type == "FAC" or (site.type == "ORG" and self._has(index, "sites"))
            if not is_site or place.type != "GPE" or text[site.end : place.start] != ", ":
                continue
            if not _ENDS.match(text, place.end):
                continue
            before = text[max(0, site.start - 5) : site.start]
            if before.endswith((", ", ", the ", "and ")) and site.type == "FAC":
                continue  # an item of a list of places
            at = self._doc.char_span(place.start, place.end, alignment_mode="expand")
            if at is not None:
                one, two = self._ends.at(index), self._ends.at(index + 1)
                yield self._said(one, "located-in", two, at.root, Stance(), "address")

    def _belonging(self, body: End) -> str:
        return "member-of" if self._has(body.mention, "members") else "employed-by"

    def _kind(self, end: End) -> str:
        return self._mentions[end.mention].type

    def _kind_of(self, token: Token) -> str | None:
        index = self._ends.named(token)
        return None if index is None else self._mentions[index].type

    def _said(
        self, one: End, predicate: str, other: End, at: Token, stance: Stance, rule: str
    ) -> Draft:
        return self._draft(
            one,
            self._point(other),
            predicate,
            trigger=at,
            stance=stance,
            when=self._times.of(at),
            rule=rule,
            worth=_WORTH * one.sure * other.sure,
        )
