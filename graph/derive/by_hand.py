"""Mentions and claims that people add by hand, put into the readings of the texts they stand in.

What is derived then makes no difference between the two, but for who made them: a statement by
hand joins the others that say the same, its names are resolved like any name, and it is gone when
its decision is undone or its document withdrawn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus import Document
from graph.case.by_hand import AddedMention, EndAt, Said, mention_by, said_by
from graph.identity import MentionKey
from graph.identity.attach import Places
from graph.identity.decided import Decided, Standing, decided
from graph.model import (
    MAX_PASSAGE_SENTENCES,
    Anchor,
    Decision,
    EndSpan,
    FoundMention,
    FoundSpeaker,
    Reading,
    Span,
    Spans,
    Statement,
)
from graph.spans import sentence_of

PERSON = "person"
"""The component of what a person made; its version is the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Readings with what people added, and all decisions attached to them."""

    readings: Mapping[str, Reading]
    what: Decided
    places: Places


def maker(component: str, pipeline: str) -> tuple[str, str]:
    """Return component and version of what made a mention or a statement.

    Examples
    --------
    >>> maker("person/dec-0123456789abcdef", "whence-1")
    ('person', 'dec-0123456789abcdef')
    """
    name, _, decision = component.partition("/")
    return (PERSON, decision) if name == PERSON and decision else (component, pipeline)


def settled(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    decisions: Iterable[Decision],
) -> Settled:
    """Put what people added into the readings, and attach all decisions; their order is nothing.

    Parameters
    ----------
    documents, readings : mapping by document id
        Those that count.
    decisions : iterable of Decision
    """
    standing = sorted(
        (d for d in decisions if d.undone_at is None), key=lambda d: (d.created_at, d.id)
    )
    why: dict[str, str] = {}
    named = _with_mentions(documents, readings, standing, why)
    stated = _with_statements(documents, named, standing, why)
    places = Places(documents, stated)
    made = frozenset(
        (document, index)
        for document, reading in named.items()
        if reading is not readings.get(document)
        for index, mention in enumerate(reading.mentions)
        if maker(mention.component, "")[0] == PERSON
    )
    what = decided(decisions, places, by_hand=made)
    lost = {id_: Standing(state="unattached", why=words) for id_, words in why.items()}
    return Settled(
        readings=stated,
        what=replace(what, standings={**what.standings, **lost}),
        places=places,
    )


def adopted(
    groups: Sequence[tuple[MentionKey, ...]],
    same: Iterable[tuple[MentionKey, MentionKey]],
    different: Collection[tuple[MentionKey, MentionKey]] = (),
) -> list[tuple[MentionKey, ...]]:
    """Return the groups, with mentions that rules leave unresolved in those people put them in.

    A pronoun that somebody added says by itself of nobody whom it means; a decision does. It
    stays unresolved where it would come to somebody from whom a decision keeps it apart.

    Parameters
    ----------
    groups : sequence of tuples of MentionKey
    same : iterable of pairs of MentionKey
    different : collection of pairs of MentionKey
    """
    home = {key: number for number, group in enumerate(groups) for key in group}
    pairs = sorted(same)
    apart: dict[MentionKey, set[MentionKey]] = defaultdict(set)
    for one, other in different:
        apart[one].add(other)
        apart[other].add(one)
    more: dict[int, list[MentionKey]] = defaultdict(list)
    settled_ = False
    while not settled_:
        settled_ = True
        for one, other in pairs:
            for known, lost in ((one, other), (other, one)):
                if known not in home or lost in home:
                    continue
                met = {home[key] for key in apart[lost] if key in home}
                if home[known] not in met:
                    home[lost] = home[known]
                    more[home[known]].append(lost)
                    settled_ = False
    return [
        tuple(sorted((*group, *more[n]))) if n in more else group for n, group in enumerate(groups)
    ]


# --- mentions -------------------------------------------------------------------------------


def _with_mentions(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    decisions: Sequence[Decision],
    why: dict[str, str],
) -> Mapping[str, Reading]:
    added: dict[str, dict[tuple[int, int], FoundMention]] = defaultdict(dict)
    places = Places(documents, readings)
    for decision in decisions:
        mention = mention_by(decision)
        if mention is None:
            continue
        (anchor,) = decision.targets
        fitting = False
        for document in places.documents_of(anchor):
            reading = readings.get(document)
            span = Span(anchor.start, anchor.end)
            if reading is not None and sentence_of(reading.sentences, span) is not None:
                added[document][anchor.start, anchor.end] = _found(anchor, mention, decision)
                fitting = True
        if not fitting and places.documents_of(anchor):
            why[decision.id] = "its words lie in no sentence that is read now"
    if not added:
        return readings
    return {
        document: _inserted(reading, added[document]) if document in added else reading
        for document, reading in readings.items()
    }


def _found(anchor: Anchor, mention: AddedMention, decision: Decision) -> FoundMention:
    return FoundMention(
        start=anchor.start,
        end=anchor.end,
        text=anchor.exact,
        type=mention.type,
        form=mention.form,
        score=1.0,
        component=f"{PERSON}/{decision.id}",
        event=mention.event,
    )


def _inserted(reading: Reading, added: Mapping[tuple[int, int], FoundMention]) -> Reading:
    """Return a reading with mentions put in, or in the place of those with the same words."""
    every = {(m.start, m.end): m for m in reading.mentions} | dict(added)
    mentions = tuple(every[place] for place in sorted(every))
    at = {(m.start, m.end): index for index, m in enumerate(mentions)}
    now = [at[m.start, m.end] for m in reading.mentions]

    def moved(statement: Statement) -> Statement:
        return replace(
            statement,
            subject=now[statement.subject],
            object=None if statement.object is None else now[statement.object],
            speakers=tuple(
                s if s.mention is None else replace(s, mention=now[s.mention])
                for s in statement.speakers
            ),
        )

    return replace(
        reading,
        mentions=mentions,
        chains=tuple(tuple(now[index] for index in chain) for chain in reading.chains),
        statements=tuple(moved(statement) for statement in reading.statements),
    )


# --- statements -----------------------------------------------------------------------------


class _Lost(Exception):
    """Why a statement cannot be put into a reading."""


def _with_statements(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    decisions: Sequence[Decision],
    why: dict[str, str],
) -> Mapping[str, Reading]:
    places = Places(documents, readings)
    added: dict[str, list[Statement]] = defaultdict(list)
    for decision in decisions:
        said = said_by(decision)
        if said is None:
            continue
        lost, fitting = "", False
        for document in places.documents_of(decision.targets[0]):
            if document not in readings:
                continue
            try:
                one = _Stated(document, readings[document], places, decision).statement(said)
            except _Lost as error:
                lost = str(error)
            else:
                added[document].append(one)
                fitting = True
        if lost and not fitting:
            why[decision.id] = lost
    if not added:
        return readings
    return {
        document: replace(reading, statements=(*reading.statements, *added[document]))
        if document in added
        else reading
        for document, reading in readings.items()
    }


class _Stated:
    """A claim by hand, in one document."""

    def __init__(self, document: str, reading: Reading, places: Places, decision: Decision) -> None:
        self._document = document
        self._reading = reading
        self._places = places
        self._decision = decision
        self._passage = self._whole()

    def statement(self, said: Said) -> Statement:
        subject, subject_span = self._end(said.subject)
        object_: int | None = None
        object_span: EndSpan | None = None
        if said.object is not None:
            object_, object_span = self._end(said.object)
        return Statement(
            subject=subject,
            predicate=said.predicate,
            role=said.role,
            object=object_,
            value=said.value,
            when=said.when,
            polarity=said.polarity,
            modality=said.modality,
            passage=self._passage,
            spans=Spans(
                trigger=self._marked(said.trigger_at),
                subject=subject_span,
                object=object_span,
                value=self._marked(said.value_at),
                when=self._marked(said.when_at),
            ),
            speakers=tuple(
                FoundSpeaker(
                    mention=None if s.at is None else self._mention(self._anchor(s.at)),
                    how=s.how,
                    cue=None if s.cue is None else _span(self._anchor(s.cue)),
                )
                for s in said.speakers
            ),
            score=1.0,
            component=f"{PERSON}/{self._decision.id}",
            rule=self._decision.kind,
        )

    def _whole(self) -> Span:
        """Return the whole sentences of today's reading that the passage lies in."""
        sentences, passage = self._reading.sentences, _span(self._decision.targets[0])
        first = bisect_left(sentences, passage.start + 1, key=lambda s: s.end)
        last = bisect_left(sentences, passage.end, key=lambda s: s.start) - 1
        if not sentences or first >= len(sentences) or last < first:
            raise _Lost("its passage lies in no sentence that is read now")
        if last - first >= MAX_PASSAGE_SENTENCES:
            most = MAX_PASSAGE_SENTENCES
            raise _Lost(f"its passage is now read as more than {most} sentences")
        return Span(sentences[first].start, sentences[last].end)

    def _anchor(self, number: int) -> Anchor:
        return self._decision.targets[number]

    def _mention(self, anchor: Anchor) -> int:
        found = dict(self._places.mentions_of(anchor)).get(self._document)
        if found is None:
            raise _Lost(f"no name or other mention is read at {anchor.exact[:60]!r} now")
        return found

    def _end(self, end: EndAt) -> tuple[int, EndSpan]:
        named = self._anchor(end.at if end.via is None else end.via)
        index = self._mention(named)
        mention = self._reading.mentions[index]
        words = Span(mention.start, mention.end)
        span = (
            EndSpan(start=words.start, end=words.end)
            if end.via is None
            else EndSpan(start=self._anchor(end.at).start, end=self._anchor(end.at).end, via=words)
        )
        if not self._passage.covers(Span(span.start, span.end)):
            raise _Lost(f"{named.exact[:60]!r} is now read beyond the passage")
        return index, span

    def _marked(self, number: int | None) -> EndSpan | None:
        if number is None:
            return None
        anchor = self._anchor(number)
        if not self._passage.covers(_span(anchor)):
            raise _Lost(f"{anchor.exact[:60]!r} is now read beyond the passage")
        return EndSpan(start=anchor.start, end=anchor.end)


def _span(anchor: Anchor) -> Span:
    return Span(anchor.start, anchor.end)
