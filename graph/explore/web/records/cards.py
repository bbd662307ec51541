"""What the pages show again and again: names, passages, claims, counts."""

from __future__ import annotations

from dataclasses import dataclass

from graph.query.rulings import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity by name: enough to show it and to go there."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """A document without its text."""

    id: str
    title: str
    path: str
    publisher: str | None
    published: str | None
    published_words: str
    media_type: str
    language: str | None
    content_sha256: str
    retracted: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of the chain of who says so, outermost first."""

    name: str
    entity: str | None
    how: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a quote; ``mark`` says what its words are, ``via`` what name they stand for."""

    text: str
    mark: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCard:
    """A passage: its words and marks, and who says it where. Offsets are code points."""

    number: int
    document: DocumentCard
    page: int | None
    start: int
    end: int
    before: str
    pieces: list[Piece]
    after: str
    stands: bool
    voices: list[Voice]
    modality: str
    score: float
    made_by: str
    source: str

    @property
    def text(self) -> str:
        """The words of the passage."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """A claim in one line, with the first of its passages, and what people decided about it."""

    id: str
    subject: Named
    predicate: str
    relation: str
    role: str | None
    object: Named | None
    value: str | None
    value_kind: str | None
    when: str | None
    when_words: str
    polarity: str
    kind: str
    modalities: list[str]
    independent_sources: int
    passages: int
    score: float
    rank: str
    deprecated_reason: str | None
    disputed: bool
    quotes: list[PassageCard]
    rulings: list[Ruling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many there are of something; ``words`` is what people call it."""

    id: str
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCard:
    """An entity in a list."""

    id: str
    name: str
    type: str
    aliases: list[str]
    mentions: int
    documents: int
    independent_sources: int
    claims: int
    matched: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCard:
    """A document in a list of hits; what was asked for is marked in the snippet."""

    document: DocumentCard
    snippet: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Claims about one thing: what is affirmed of it, and beside it what denies it."""

    affirmed: list[ClaimCard]
    denied: list[ClaimCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims with one predicate; ``as_object`` if the entity is at their far end."""

    predicate: str
    words: str
    as_object: bool
    total: int
    topics: list[Topic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something with a date, for a time line: ``first`` and ``last`` are the days it may mean."""

    first: str
    last: str
    precision: str
    left: float
    width: float
    claim: ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What the claims about an event agree on."""

    kind: str | None
    when: str | None
    when_words: str
    location: str | None
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Who stands in stated relations with an entity."""

    entity: Named
    claims: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentUse:
    """A document that names an entity, and how often."""

    document: DocumentCard
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two claims that cannot both be so."""

    kind: str
    words: str
    one: ClaimCard
    other: ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How much is claimed about an entity, and how much of it rests on one source."""

    entity: Named
    claims: int
    single: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCard:
    """Somebody whose words claims rest on; ``alone`` counts those that rest on them only."""

    id: int
    name: str
    entity: Named | None
    claims: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A document and how much it brings."""

    document: DocumentCard
    claims: int
    names: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in parts of a thousand of its width and height."""

    left: float
    top: float
    width: float
    height: float
