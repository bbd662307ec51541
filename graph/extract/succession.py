"""Who came after whom in a post: "named X in Y's place", "Y handed the chair over to X".

What a verb of succeeding says by itself ("X succeeded Y") is read with the other relations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, subject_of, verb_places
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.offices import REMOVING
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import case_words, children, is_passive, mark_words, particles, whose

_PUTTING = frozenset(
    """appoint name elect re-elect choose select pick install instal promote nominate designate
    make hire recruit bring call swear send confirm put crown""".split()
)
_PLACES = frozenset({"place", "stead", "room"})
_POSTS = frozenset(
    """post position office chair chairmanship presidency premiership leadership mayoralty
    governorship directorship command helm rein reins seat editorship throne crown role mandate
    speakership secretaryship throne succession stewardship""".split()
)
_HANDED = frozenset(
    "hand pass cede yield relinquish surrender transfer give leave bequeath".split()
)
_ONLY_OF_POSTS = frozenset({"give", "leave", "pass", "transfer", "yield"})
_TAKEN = frozenset({"take", "fill", "assume", "inherit", "get"})
_LED = frozenset({"take", "assume"})
_REINS = frozenset({"helm", "rein", "reins", "command", "leadership", "charge"})
_WAY = frozenset({"make", "give"})
_SUCCEEDING = frozenset({"succeed", "replace", "follow"})
_GOING = frozenset({"resign", "retire", "die", "quit", "step", "stand"})
_WORTH = 0.9


class SuccessionFinder(RelationDrafts):
    """Finds who came after whom, in one document.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.pos_ != "VERB":
                continue
            for new, old, sure in self._told(token):
                yield from self._said(token, new, old, sure)
            if lemma(token) in _LED:
                yield from self._led(token)

    def _told(self, verb: Token) -> Iterator[tuple[Token, Token, float]]:
        word, places = lemma(verb), verb_places(verb)
        if word in _PUTTING:
            old = self._instead(verb) or self._to_follow(verb)
            if old is not None:
                for filler in self._put(verb, places):
                    yield filler.token, old, filler.sure
        elif word in _HANDED:
            yield from self._handed(verb, places)
        elif word in _WAY and any(lemma(c) == "way" for c in children(verb, "obj")):
            yield from self._between(places.get("to", []) + places.get("for", []), verb)
        elif word in _TAKEN and is_passive(verb):
            for post in children(verb, "nsubj:pass"):
                old = self._of(post) if lemma(post) in _POSTS | _PLACES else None
                for filler in places.get("ARG0", ()) if old is not None else ():
                    if old is not None:
                        yield filler.token, old, filler.sure  # "whose place is taken by X"
        elif word in _TAKEN:
            for post in children(verb, "obj"):
                over = word != "take" or bool(particles(verb))
                if (over and lemma(post) in _POSTS) or self._is_place_as(verb, post):
                    yield from self._after(verb, post)
                elif lemma(post) in _REINS:
                    yield from self._from(verb, places)
        elif word == "replace" and is_passive(verb):
            for new in places.get("with", ()):
                for gone in places.get("ARG1", ()):
                    yield new.token, gone.token, new.sure * gone.sure * 0.95
        elif word == "follow" and is_passive(verb) and self._is_in_office(verb):
            for new in places.get("ARG0", ()):
                for gone in places.get("ARG1", ()):
                    yield new.token, gone.token, new.sure * gone.sure * 0.95

    def _from(
        self, verb: Token, places: dict[str, list[Filler]]
    ) -> Iterator[tuple[Token, Token, float]]:
        """Read "X took the reins from Y"."""
        subject = subject_of(verb)
        if subject is not None:
            for gone in places.get("from", ()):
                yield subject.token, gone.token, subject.sure * gone.sure

    def _led(self, verb: Token) -> Iterator[Draft]:
        """Read "X took the helm of Y" and "assumed command of Y": X leads it from then on."""
        subject, stance, when = subject_of(verb), self._stances.of(verb), self._times.of(verb)
        if subject is None or stance is None or is_passive(verb):
            return
        if when is not None and when.when is not None and "/" not in when.when:
            when = replace(when, when=f"{when.when}/..")
        for post in children(verb, "obj"):
            beside = [*children(post, "nmod"), *children(verb, "obj", "obl")]
            for body in beside if lemma(post) in _REINS else ():
                if case_words(body) == "of" and body.i > post.i:
                    yield from self._pairs(
                        subject.token,
                        body,
                        "leads",
                        trigger=verb,
                        stance=stance,
                        when=when,
                        rule="took-reins",
                        worth=_WORTH * subject.sure,
                        subjects=["PERSON"],
                    )

    def _instead(self, verb: Token) -> Token | None:
        """Return Y of "in place of Y", "in Y's stead"."""
        for phrase in children(verb, "obl", "nmod", "advmod", "xcomp"):
            if lemma(phrase) in _PLACES and case_words(phrase) == "in":
                return self._of(phrase)
            if case_words(phrase) == "in place of":
                return phrase
        for thing in children(verb, "obj", "xcomp", "nsubj:pass"):
            for phrase in children(thing, "nmod"):  # "elected chairman in place of Y"
                if lemma(phrase) in _PLACES and case_words(phrase) == "in":
                    return self._of(phrase)
        return None

    def _to_follow(self, verb: Token) -> Token | None:
        """Return Y of "was named to succeed Y"."""
        for clause in children(verb, "xcomp", "advcl"):
            objects = children(clause, "obj")
            if lemma(clause) in _SUCCEEDING and mark_words(clause) == "to" and objects:
                return objects[0]
        return None

    def _is_place_as(self, verb: Token, post: Token) -> bool:
        """Whether "took Y's place" is said of a post: "as mayor", "on the board"."""
        words = {case_words(c) for c in (*children(verb, "obl"), *children(post, "nmod"))}
        return lemma(post) in _PLACES and "as" in words

    def _gone(self, verb: Token) -> Token | None:
        """Return who lost a post just before: "dismissed Y and named X in his place"."""
        told = verb.head if verb.dep_ in {"conj", "parataxis"} else None
        if told is None and verb.sent.start > 0:
            told = verb.doc[verb.sent.start - 1].sent.root
        if told is None or told.pos_ != "VERB":
            return None
        place = {**dict.fromkeys(REMOVING, "ARG1"), **dict.fromkeys(_GOING, "ARG0")}
        fillers = verb_places(told).get(place.get(lemma(told), ""), [])
        return fillers[0].token if len(fillers) == 1 else None

    def _of(self, phrase: Token) -> Token | None:
        """Return Y of "place of Y", "Y's place", "place of the ailing Y"."""
        for child in children(phrase, "nmod:poss", "nmod"):
            if child.lower_ == "whose":
                return whose(child)
            if child.dep_ == "nmod:poss" or case_words(child) == "of":
                if child.pos_ == "PRON" and self._ends.of(child) is None:
                    return self._gone(phrase.head)
                if self._ends.of(child) is None:
                    named = [c for c in children(child, "obj", "appos", "flat") if c.i > child.i]
                    return named[0] if named else child
                return child
        return None

    def _put(self, verb: Token, places: dict[str, list[Filler]]) -> list[Filler]:
        """Return whom a verb puts in office, where the parser left the object unread too."""
        put = list(places.get("ARG1", ()))
        if put:
            return put
        return [
            Filler(child, "behind", 0.9)
            for child in children(verb, "obl")
            if not case_words(child) and child.i > verb.i and self._ends.named(child) is not None
        ]

    def _handed(
        self, verb: Token, places: dict[str, list[Filler]]
    ) -> Iterator[tuple[Token, Token, float]]:
        objects = children(verb, "obj", "nsubj:pass")
        posts = [noun for noun in objects if lemma(noun) in _POSTS]
        if (objects or lemma(verb) in _ONLY_OF_POSTS) and not posts:
            return  # "handed over the files to X"
        if not objects and not any(part.lower_ == "over" for part in particles(verb)):
            return
        if is_passive(verb):
            return
        yield from self._between([*places.get("to", ()), *places.get("ARG2", ())], verb)

    def _between(self, new: list[Filler], verb: Token) -> Iterator[tuple[Token, Token, float]]:
        subject = subject_of(verb)
        if subject is not None:
            for filler in new:
                yield filler.token, subject.token, filler.sure * subject.sure

    def _after(self, verb: Token, post: Token) -> Iterator[tuple[Token, Token, float]]:
        """Read "X took over Y's seat", "X took the place of Y"."""
        subject, old = subject_of(verb), self._of(post)
        if subject is not None and old is not None:
            yield subject.token, old, subject.sure * 0.97

    def _is_in_office(self, verb: Token) -> bool:
        """Whether "was followed by X" is said of a post: "as mayor", "in the post"."""
        return any(
            case_words(c) == "as" or (case_words(c) == "in" and lemma(c) in _POSTS)
            for c in children(verb, "obl")
        )

    def _said(self, verb: Token, new: Token, old: Token, sure: float) -> Iterator[Draft]:
        stance = self._stances.of(verb)
        if stance is None:
            return
        yield from self._pairs(
            new,
            old,
            "replaced",
            trigger=verb,
            stance=stance,
            when=self._times.of(verb),
            rule="succession",
            worth=_WORTH * sure,
            only=True,
            subjects=["PERSON"],
            objects=["PERSON"],
        )
