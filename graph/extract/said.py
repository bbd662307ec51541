"""All that a document says: events, relations and positions made into one list of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from graph.extract.affiliations import AffiliationFinder
from graph.extract.apposed import ApposedFinder
from graph.extract.by_form import FormFinder
from graph.extract.chained import clusters
from graph.extract.drafts import Draft, EventMention, Point, When
from graph.extract.ends import Ends
from graph.extract.entries import EntryFinder
from graph.extract.events import EventFinder
from graph.extract.following_posts import FollowingPostFinder
from graph.extract.foundings import as_relations, terms
from graph.extract.holdings import HoldingFinder
from graph.extract.kinfolk import KinFinder
from graph.extract.learned import learned
from graph.extract.listed_posts import ListedPostFinder
from graph.extract.mutual import MutualFinder
from graph.extract.offices import OfficeFinder
from graph.extract.opinion import Opinion
from graph.extract.places import PlaceFinder
from graph.extract.positions import PositionFinder
from graph.extract.quotes import Quotes
from graph.extract.ranks import is_cut_short
from graph.extract.records import RecordFinder
from graph.extract.relation_nouns import NounFinder
from graph.extract.relations import RelationFinder
from graph.extract.resolved import resolved
from graph.extract.rosters import RosterFinder
from graph.extract.same_events import same_events
from graph.extract.scores import worth
from graph.extract.situated import SituatedFinder
from graph.extract.stance import StanceReader
from graph.extract.standing import StandingFinder
from graph.extract.succession import SuccessionFinder
from graph.extract.tenure import dated as in_office
from graph.extract.times import Times
from graph.extract.tools import Tools
from graph.extract.way import Stance
from graph.model import (
    MAX_PASSAGE_SENTENCES,
    EndSpan,
    FoundMention,
    FoundSpeaker,
    Span,
    Spans,
    Statement,
)
from graph.ontology import ontology
from graph.spans import sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Mentions, events among them, in text order; chains and statements that point at them."""

    mentions: tuple[FoundMention, ...]
    chains: tuple[tuple[int, ...], ...]
    statements: tuple[Statement, ...]


def said(
    doc: Doc,
    sentences: Sequence[Span],
    names: Sequence[FoundMention],
    chains: Sequence[tuple[int, ...]],
) -> Said:
    """Return what a document says.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    sentences : sequence of Span
        Those of the body.
    names : sequence of FoundMention
        In text order.
    chains : sequence of tuples of int
        Names that mean the same.
    """
    ends = resolved(doc, names, chains)
    times, stances, opinion = Times(doc, sentences), StanceReader(ends), Opinion(doc)
    quotes = Quotes(doc, ends, stances)
    drafts: list[Draft] = []
    events: list[EventMention] = []
    if doc.has_annotation("DEP"):
        tools = Tools(doc, names, ends, times, stances, opinion)
        for event, about in EventFinder(tools).find():
            if sentence_of(sentences, event.span) is not None:
                events.append(event)
                drafts.extend(about)
        heads = {_head(doc, event.span): event.span for event in events}
        drafts.extend(RelationFinder(tools, heads).find())
        drafts.extend(NounFinder(tools, heads).find())
        drafts.extend(MutualFinder(tools, heads).find())
        drafts.extend(SuccessionFinder(tools, heads).find())
        drafts.extend(KinFinder(tools, heads).find())
        drafts.extend(OfficeFinder(tools).find())
        drafts.extend(AffiliationFinder(tools).find())
        drafts.extend(FormFinder(tools).find())
        drafts.extend(PlaceFinder(tools).find())
        drafts.extend(SituatedFinder(tools).find())
        drafts.extend(HoldingFinder(tools).find())
        drafts.extend(RosterFinder(tools).find())
        drafts.extend(RecordFinder(tools).find())
        drafts.extend(StandingFinder(tools).find())
        drafts.extend(EntryFinder(tools).find())
        drafts.extend(learned(doc, sentences, names))
    drafts.extend(_positions(doc, names, ends, stances, times))
    if doc.has_annotation("DEP"):
        drafts.extend(ApposedFinder(tools).find())
        drafts.extend(ListedPostFinder(tools).find())
        posts = FollowingPostFinder(tools)
        drafts.extend(posts.find())
        drafts.extend(posts.going_on(drafts))
    drafts = [in_office(draft, doc, sentences) for draft in drafts if not is_cut_short(draft, doc)]
    drafts = as_relations(drafts, {event.span: event.kind for event in events})
    groups = same_events(events, _linked(doc, events))
    events, groups = _told_of(events, groups, drafts)
    mentions = _with_events(names, events)
    index_of = {(m.start, m.end): i for i, m in enumerate(mentions)}
    statements = (
        _statement(each, sentences, mentions, index_of, names, quotes)
        for draft in _without_doubles(drafts, events)
        for each in terms(draft, doc, sentences)
    )
    kept = [s for s in statements if s is not None and _allowed(s, mentions)]
    kept.sort(key=lambda s: (s.passage.start, s.spans.trigger.start if s.spans.trigger else 0))
    joined = [
        *(tuple(index_of[names[i].start, names[i].end] for i in chain) for chain in chains),
        *(
            tuple(sorted(index_of[events[i].span.start, events[i].span.end] for i in group))
            for group in groups
        ),
    ]
    return Said(
        mentions=tuple(mentions),
        chains=tuple(sorted(_merged(joined))),
        statements=tuple(kept),
    )


def _told_of(
    events: Sequence[EventMention], groups: Sequence[tuple[int, ...]], drafts: Sequence[Draft]
) -> tuple[list[EventMention], list[tuple[int, ...]]]:
    """Leave out events of which nothing is told, here or by another mention of theirs."""
    told = {draft.subject.mention for draft in drafts}
    told |= {draft.object.mention for draft in drafts if draft.object is not None}
    kept = {i for i, event in enumerate(events) if event.named or event.span in told}
    kept |= {i for group in groups if kept & set(group) for i in group}
    place = {old: new for new, old in enumerate(sorted(kept))}
    return (
        [events[i] for i in sorted(kept)],
        [tuple(place[i] for i in group) for group in groups if set(group) <= kept],
    )


def _head(doc: Doc, span: Span) -> int:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return -1 if tokens is None else int(tokens.root.i)


def _merged(chains: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Join chains that share a mention: a named event is in its name's chain and its event's."""
    groups: list[set[int]] = []
    for chain in chains:
        new = set(chain)
        apart = []
        for group in groups:
            if group & new:
                new |= group
            else:
                apart.append(group)
        groups = [*apart, new]
    return [tuple(sorted(group)) for group in groups]


def _linked(doc: Doc, events: Sequence[EventMention]) -> list[tuple[int, int]]:
    """Return pairs of events that the reader's coreference joins."""
    heads = {_head(doc, event.span): index for index, event in enumerate(events)}
    pairs: list[tuple[int, int]] = []
    for cluster in clusters(doc):
        members = sorted({heads[s.root.i] for s in cluster if s.root.i in heads})
        pairs.extend((members[0], other) for other in members[1:])
    return pairs


def _with_events(
    names: Sequence[FoundMention], events: Sequence[EventMention]
) -> list[FoundMention]:
    """Return names and events in text order; a name that names an event is one mention."""
    by_place = {(m.start, m.end): m for m in names}
    for event in events:
        place = (event.span.start, event.span.end)
        known = by_place.get(place)
        by_place[place] = (
            replace(known, event=event.kind)
            if known is not None
            else FoundMention(
                start=event.span.start,
                end=event.span.end,
                text=event.text,
                type="EVENT",
                form="nominal",
                score=event.score,
                component="whence_events",
                event=event.kind,
            )
        )
    return [by_place[place] for place in sorted(by_place)]


def _without_doubles(drafts: Sequence[Draft], events: Sequence[EventMention]) -> Iterator[Draft]:
    """Yield the drafts, each once; a founding with its founder, a post at a body only once."""
    founded = {draft.trigger.start for draft in drafts if draft.predicate == "founded"}
    kinds = {event.span: event.kind for event in events}
    related: set[tuple[Span, str, Span]] = set()
    held = {
        (draft.subject.mention, draft.object.mention)
        for draft in drafts
        if draft.predicate == "position-held" and draft.object is not None
    }
    for draft in _one_of_each_position(drafts):
        ends = draft.subject.mention, None if draft.object is None else draft.object.mention
        if draft.predicate == "employed-by" and ends in held:
            continue  # the position says it
        if kinds.get(draft.subject.mention) == "founding" and draft.trigger.start in founded:
            continue
        if draft.object is not None and draft.value is None:
            ends_of = (draft.subject.mention, draft.predicate, draft.object.mention)
            if draft.rule.startswith("relation-layer") and ends_of in related:
                continue
            related.add(ends_of)
        yield draft


def _one_of_each_position(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep of drafts that give one person one position by the same words the fullest."""
    kept: list[Draft] = []
    for draft in drafts:
        words = draft.value_words
        if draft.predicate != "position-held" or words is None:
            kept.append(draft)
            continue
        for index, other in enumerate(kept):
            theirs = other.value_words
            same = other.predicate == "position-held" and theirs is not None
            if not same or theirs is None or other.subject.mention != draft.subject.mention:
                continue
            if words.start < theirs.end and theirs.start < words.end:
                if other.object is None and draft.object is not None:
                    kept[index] = draft
                break
        else:
            kept.append(draft)
    return kept


def _positions(
    doc: Doc,
    names: Sequence[FoundMention],
    ends: Ends,
    stances: StanceReader,
    times: Times,
) -> Iterator[Draft]:
    syntax = doc.has_annotation("DEP")
    certain = [replace(name, score=ends.sure(index)) for index, name in enumerate(names)]
    found = sorted(
        PositionFinder(doc, certain).find(),
        key=lambda p: (p.value_span.start, p.subject, p.rule),
    )
    for position in found:
        stance: Stance | None = Stance(polarity=position.polarity)
        tokens = doc.char_span(
            position.value_span.start, position.value_span.end, alignment_mode="expand"
        )
        if tokens is None:
            continue
        if position.presupposed:
            if syntax:
                stance = stances.beside(tokens.root)
        elif syntax:
            stance = stances.of(tokens.root)
        else:
            continue
        if stance is None:
            continue
        if position.polarity == "denied":
            stance = replace(stance, polarity="denied")
        person = names[position.subject]
        when = None
        if position.when is not None and position.when_span is not None:
            when = When(span=position.when_span, when=position.when, relative=None)
        elif syntax:
            when = times.of(tokens.root)
        yield Draft(
            subject=_point(person),
            predicate="position-held",
            object=None if position.object is None else _point(names[position.object]),
            value=position.value,
            value_words=position.value_span,
            when=when,
            trigger=position.value_span,
            stance=stance,
            score=position.score,
            rule=position.rule,
            component="whence_positions",
        )


def _point(mention: FoundMention) -> Point:
    return Point(
        mention=Span(mention.start, mention.end),
        words=EndSpan(start=mention.start, end=mention.end),
    )


def _statement(
    draft: Draft,
    sentences: Sequence[Span],
    mentions: Sequence[FoundMention],
    index_of: dict[tuple[int, int], int],
    names: Sequence[FoundMention],
    quotes: Quotes,
) -> Statement | None:
    used = [draft.trigger, Span(draft.subject.words.start, draft.subject.words.end)]
    if draft.object is not None:
        used.append(Span(draft.object.words.start, draft.object.words.end))
    if draft.value_words is not None:
        used.append(draft.value_words)
    when = draft.when
    if when is not None:
        used.append(when.span)
    passage = _passage(sentences, used)
    if passage is None:
        return None
    voices = quotes.voiced(draft.stance, draft.trigger)
    subject = index_of[draft.subject.mention.start, draft.subject.mention.end]
    object_ = None
    if draft.object is not None:
        object_ = index_of[draft.object.mention.start, draft.object.mention.end]
    dated = when if draft.predicate == "happened-on" or draft.value is None or when else None
    return Statement(
        subject=subject,
        predicate=draft.predicate,
        role=draft.role,
        object=object_,
        value=draft.value,
        when=dated.when if dated is not None else None,
        relative=dated.relative if dated is not None else None,
        polarity=draft.stance.polarity,
        modality=draft.stance.modality,
        passage=passage,
        spans=Spans(
            trigger=EndSpan(start=draft.trigger.start, end=draft.trigger.end),
            subject=draft.subject.words,
            object=None if draft.object is None else draft.object.words,
            value=_words(draft.value_words),
            when=None if dated is None else _words(dated.span),
        ),
        speakers=tuple(
            FoundSpeaker(
                mention=None
                if voice.end is None
                else index_of[names[voice.end.mention].start, names[voice.end.mention].end],
                how=voice.how,
                cue=voice.cue,
                words=voice.words if voice.end is None else None,
            )
            for voice in voices
        ),
        score=worth(draft, mentions[subject].event),
        component=draft.component,
        rule=draft.rule,
    )


def _words(span: Span | None) -> EndSpan | None:
    return None if span is None else EndSpan(start=span.start, end=span.end)


def _passage(sentences: Sequence[Span], used: Sequence[Span]) -> Span | None:
    """Return the fewest whole sentences that hold all the words, at most three."""
    indexes = [sentence_of(sentences, span) for span in used]
    if any(index is None for index in indexes):
        return None
    known = [index for index in indexes if index is not None]
    first, last = min(known), max(known)
    if last - first >= MAX_PASSAGE_SENTENCES:
        return None
    return Span(sentences[first].start, sentences[last].end)


def _allowed(statement: Statement, mentions: Sequence[FoundMention]) -> bool:
    """Apply the ontology's constraints on the types of a claim's ends: here, once."""
    predicate = ontology().predicates[statement.predicate]
    if mentions[statement.subject].type not in predicate.subject:
        return False
    if statement.object is None:
        return not predicate.object_required
    return mentions[statement.object].type in predicate.object
