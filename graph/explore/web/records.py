"""What the views show, as plain records: the same ones are rendered as pages and sent as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

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
class Dispute:
    """Two claims that cannot both be so."""

    kind: str
    words: str
    one: ClaimCard
    other: ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionsPage:
    """Claims at odds, those with the best supported weaker side first."""

    disputes: list[Dispute]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How much is claimed about an entity, and how much of it rests on one source."""

    entity: Named
    claims: int
    single: int


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
class SpeakerCard:
    """Somebody whose words claims rest on; ``alone`` counts those that rest on them only."""

    id: int
    name: str
    entity: Named | None
    claims: int
    alone: int


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
class Holding:
    """A document and how much it brings."""

    document: DocumentCard
    claims: int
    names: int


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
class Hop:
    """One step of a path: the best claims between two entities."""

    one: Named
    other: Named
    claims: list[ClaimCard]
    total: int
    weakest: bool
    speakers: list[SpeakerCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathCard:
    """One path, with the support of its weakest hop."""

    independent_sources: int
    score: float
    hops: list[Hop]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPage:
    """How two entities are connected."""

    one: Named | None
    other: Named | None
    without_speaker: SpeakerCard | None
    without_document: DocumentCard | None
    denied: bool
    together: bool
    hops: int
    paths: list[PathCard]
    shared: list[Together] = field(default_factory=list)
    choices: dict[str, list[EntityCard]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote about an entity, or a view that somebody kept."""

    id: str
    text: str
    address: str | None
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptViews:
    """The views that were kept, the latest first."""

    views: list[Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """A community: how many names, claims among them, and who in it is best known."""

    id: str
    names: int
    claims: int
    best: list[Named]
    opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """A drawing: nodes and lines in the form of vis-network, with what the address asked for."""

    roots: list[Named]
    depth: int
    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    options: dict[str, object]
    types: list[Count]
    kinds: list[Count]
    predicates: list[Count]
    years: list[int]
    beyond: dict[str, int]
    left_out: int
    lines_left_out: int
    show: str
    groups: list[GroupCard]
    groups_of: dict[str, str]
    whole: int
    speakers: list[Count]
    documents: list[Count]
    notes: dict[str, list[Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePage:
    """All names that are joined to another, in their places, and all lines among them."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    names_left_out: int
    lines_left_out: int


# --- deciding -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EndChoice:
    """Words that can be an end of a claim; ``key`` names them in a form."""

    key: str
    words: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several things to choose from in a form."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationChoice:
    """A relation to choose: what may stand before and after it, and what value it takes."""

    id: str
    words: str
    family: str
    subject: list[str]
    object: list[str]
    object_required: bool
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChoice:
    """A part in an event, and who may have it."""

    id: str
    words: str
    types: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the fields of a form hold to begin with."""

    predicate: str = ""
    role: str = ""
    subject: str = ""
    object: str = ""
    value: str = ""
    number: str = ""
    unit: str = ""
    when: str = ""
    when_words: str = ""
    polarity: str = "affirmed"
    modality: str = "asserted"
    speaker: str = ""
    how: str = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForm:
    """What a claim can be made of in a passage."""

    ends: list[EndChoice]
    speakers: list[EndChoice]
    relations: list[RelationChoice]
    roles: list[RoleChoice]
    filled: Filled
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPage:
    """One passage of a claim, to be read otherwise."""

    claim: ClaimCard
    passage: PassageCard
    form: ClaimForm


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """Words chosen in a document, the passage they lie in, and what can be made of them.

    ``why_not`` says why they can be no passage.
    """

    document: DocumentCard
    words: str
    start: int
    end: int
    passage_start: int
    passage_end: int
    pieces: list[Piece]
    why_not: str | None
    known: list[EndChoice]
    types: list[Choice]
    events: list[Choice]
    form: ClaimForm


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision as it stands today."""

    id: str
    kind: str
    words: str
    state: str
    state_words: str
    why: str | None
    against: str | None
    by: str
    at: str
    reason: str | None
    undone_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPage:
    """What people decided, the latest first."""

    rows: list[DecisionRow]
    states: list[Count]
    state: str | None
    total: int
    page: int
    pages: int
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """One decision, the claims that it made or changed, and whom it is about."""

    decision: DecisionRow
    made: list[ClaimCard]
    struck: list[ClaimCard]
    judged: list[ClaimCard]
    about: list[EntityCard]
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReason:
    """One reason for or against two being one; a positive weight speaks for it."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassage:
    """A sentence that names one of the two, the name marked."""

    document: str
    title: str
    published_words: str
    start: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSide:
    """One of the two that a question is about."""

    entity: Named
    mentions: list[str]
    names: list[str]
    positions: list[str]
    documents: int
    claims: int
    passages: list[ReviewPassage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether two are one."""

    left: ReviewSide
    right: ReviewSide
    joined: bool
    probability: float
    reasons: list[ReviewReason]
    why_not: str | None
    unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The questions that would change most, the first of all that wait."""

    questions: list[Question]
    total: int
    about: Named | None
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractPage:
    """What would go with a document: what rests on it alone."""

    document: DocumentCard
    retraction: str | None
    claims: list[ClaimCard]
    claim_total: int
    weakened: int
    entities: list[EntityCard]
    entity_total: int
    reprints: list[DocumentCard]
    decisions: int
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file, what became of it, and why."""

    path: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWork:
    """How far the reading of added files is, or how it ended."""

    running: bool
    done: int
    total: int
    outcomes: dict[str, int]
    faults: list[FileLine]
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the program is doing; while it is busy, views show the case as it was before.

    ``last`` is how many seconds working out what follows took the last time.
    """

    busy: bool
    seconds: float
    last: float | None
    error: str | None
    reading: ReadingWork | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePage:
    """Where added files are kept, and which of them are still to be read."""

    folder: str
    waiting: list[str]
    documents: int
    most_bytes: int
    endings: list[str]
    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A file that was kept, under which name; ``known`` if it was there already."""

    name: str
    bytes: int
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The decisions that were recorded; views follow when the program is no longer busy."""

    decisions: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in parts of a thousand of its width and height."""

    left: float
    top: float
    width: float
    height: float


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
