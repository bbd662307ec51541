"""The pages that read: find, names, claims, documents, time, sources, the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from graph.explore.web.records.cards import (
    Box,
    ClaimCard,
    Count,
    Dispute,
    DocumentCard,
    DocumentUse,
    EntityCard,
    EventFacts,
    Group,
    Holding,
    Moment,
    Named,
    Neighbour,
    PassageCard,
    SpeakerCard,
    Standing,
    TextCard,
)
from graph.query.rulings import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPage:
    """Names and texts that fit, with counts; without words, what the case holds."""

    query: str
    type: str | None
    entities: list[EntityCard]
    entity_count: int
    alike: bool
    more_entities: bool
    types: list[Count]
    texts: list[TextCard]
    text_count: int
    more_texts: bool
    years: list[Count]
    totals: dict[str, int]
    predicates: list[Count]
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Names for a box that completes what is typed."""

    query: str
    names: list[EntityCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """All that is said of an entity."""

    entity: EntityCard
    event: EventFacts | None
    positions: list[Moment]
    groups: list[Group]
    single: int
    denied: int
    neighbours: list[Neighbour]
    documents: list[DocumentUse]
    document_total: int
    aside: list[ClaimCard]
    rulings: list[Ruling]
    ruling_total: int
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """A list of claims, page by page."""

    title: str
    entity: Named | None
    predicate: str | None
    claims: list[ClaimCard]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """An entity named in one sentence with another: no stated relation."""

    entity: Named
    sentences: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherPage:
    """Who is named in one sentence with an entity."""

    entity: Named
    others: list[Together]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim with its passages, and what stands against it and beside it."""

    claim: ClaimCard
    passages: list[PassageCard]
    against: list[ClaimCard]
    beside: list[ClaimCard]
    before: list[ClaimCard]
    after: list[ClaimCard]
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Which page of the original can be shown as a picture, and the passage to draw a box round.

    ``why_not`` says why none can be shown.
    """

    page: int
    start: int | None
    end: int | None
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of a document's text that begins at ``start``; ``mark`` says what it is."""

    text: str
    start: int
    mark: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A whole document, cut into pieces; those that claims rest on are marked."""

    document: DocumentCard
    authors: list[str]
    paths: list[str]
    added_at: str
    reprints: list[DocumentCard]
    pieces: list[Stretch]
    pages: int
    claims: list[ClaimCard]
    claim_total: int
    names: list[EntityCard]
    aside: list[ClaimCard]
    retraction: str | None
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Claims with a date, in order of time."""

    entities: list[Named]
    moments: list[Moment]
    ticks: list[Count]
    undated: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsPage:
    """Claims at odds, those with the best supported weaker side first."""

    disputes: list[Dispute]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePage:
    """Claims that rest on one independent source, by whom they are about."""

    standings: list[Standing]
    predicates: list[Count]
    claims: int
    single: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersPage:
    """Speakers, those first on whom alone most rests."""

    speakers: list[SpeakerCard]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    """One speaker: what rests on their words alone, and what others say too."""

    speaker: SpeakerCard
    alone: bool
    claims: list[ClaimCard]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """Documents that print one text; they count as one source."""

    id: str
    documents: list[Holding]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """The documents, those that are reprints of each other together."""

    groups: list[SourceGroup]
    documents: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """What happened to one file that was given."""

    path: str
    root: str
    outcome: str
    reason: str | None
    document: str | None
    title: str | None
    seen_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """Every file that was given."""

    rows: list[LedgerRow]
    outcomes: list[Count]
    outcome: str | None
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page of the original as a picture, with boxes round the words of a passage."""

    document: DocumentCard
    page: int
    pages: int
    width: int
    height: int
    boxes: list[Box]
    words: str
    why_not: str | None
