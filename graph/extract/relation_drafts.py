"""Relations that were read, put into drafts: between those whom two phrases mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from graph.extract.drafts import Draft, Point, When
from graph.extract.ends import End
from graph.extract.tools import Finder, Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value
from graph.names import words
from graph.ontology import ontology

COMPONENT = "whence_relations"
_LEAVING = frozenset({"leave", "quit"})
_JOINING = frozenset({"join", *_LEAVING})


class RelationDrafts(Finder):
    """Makes drafts of the relations of one document.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def __init__(self, tools: Tools, events: Mapping[int, Span]) -> None:
        super().__init__(tools)
        self._events = events

    def _pairs(
        self,
        giver: Token,
        taker: Token,
        predicate: str,
        *,
        trigger: Token,
        stance: Stance,
        when: When | None,
        rule: str,
        worth: float,
        until: int | None = None,
        taker_until: int | None = None,
        only: bool = False,
        subjects: Sequence[str] | None = None,
        objects: Sequence[str] | None = None,
        named: str | None = None,
    ) -> Iterator[Draft]:
        known = ontology().predicates[predicate]
        if only:
            until = giver.i + 1
        for subject in self._ends.all_of(giver, until=until):
            kind = self._mentions[subject.mention].type
            if kind not in known.subject or (subjects is not None and kind not in subjects):
                continue
            event = self._events.get(taker.i)
            if event is not None and predicate == "leads":
                continue  # who led an event has a part in it
            if event is not None and "EVENT" in known.object:
                point = Point(mention=event, words=EndSpan(start=event.start, end=event.end))
                yield self._draft(
                    subject,
                    point,
                    predicate,
                    trigger=trigger,
                    stance=stance,
                    when=when,
                    rule=rule,
                    worth=worth * subject.sure,
                )
                continue
            for target in self._ends.all_of(taker, until=taker_until):
                if trigger.lemma_ == "belong" and not self._may_belong(subject, target, predicate):
                    continue
                if self._ends.same(subject.mention, target.mention):
                    continue
                other = self._mentions[target.mention].type
                if other not in known.object or (objects is not None and other not in objects):
                    continue
                if named is not None and not self._has(target.mention, named):
                    continue
                if trigger.lemma_ in _LEAVING and not self._is_joined(target.mention):
                    continue  # "left X" may be a place
                works = predicate == "member-of" and trigger.lemma_ in _JOINING and kind == "PERSON"
                yield self._draft(
                    subject,
                    self._point(target),
                    "employed-by" if works and self._is_workplace(target.mention) else predicate,
                    trigger=trigger,
                    stance=stance,
                    when=when,
                    rule=rule,
                    worth=worth * subject.sure * target.sure,
                )

    def _may_belong(self, subject: End, target: End, predicate: str) -> bool:
        """Whether what belongs to a body is its member, or else its property."""
        thing, body = (target, subject) if predicate == "owns" else (subject, target)
        if self._mentions[thing.mention].type in {"PERSON", "NORP"}:
            return predicate == "member-of"
        return (predicate == "member-of") == self._has(body.mention, "members")

    def _has(self, mention: int, table: str) -> bool:
        """Whether a name has a word of a table: "Party", "Bank"."""
        known = set(relation_words()[table]["words"])
        return bool(known & set(words(self._mentions[mention].text)))

    def _is_joined(self, mention: int) -> bool:
        """Whether a body is by its name one that people join."""
        return self._has(mention, "members") or self._has(mention, "workplaces")

    def _is_workplace(self, mention: int) -> bool:
        """Whether whoever joins a body works for it."""
        return self._has(mention, "workplaces") and not self._has(mention, "members")

    def _point(self, end: End) -> Point:
        mention = self._mentions[end.mention]
        return Point(mention=Span(mention.start, mention.end), words=end.span)

    def _draft(
        self,
        subject: End,
        object_: Point | None,
        predicate: str,
        *,
        trigger: Token,
        stance: Stance,
        when: When | None,
        rule: str,
        worth: float,
        value: Value | None = None,
    ) -> Draft:
        return Draft(
            subject=self._point(subject),
            predicate=predicate,
            object=object_,
            value=value,
            value_words=when.span if value is not None and when is not None else None,
            when=when,
            trigger=Span(trigger.idx, trigger.idx + len(trigger)),
            stance=stance,
            score=worth * stance.sure,
            rule=rule,
            component=COMPONENT,
        )
