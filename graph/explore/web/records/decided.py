"""What people decide: forms, decisions, the review queue."""

from __future__ import annotations

from dataclasses import dataclass

from graph.explore.web.records.cards import (
    ClaimCard,
    Count,
    DocumentCard,
    EntityCard,
    Named,
    PassageCard,
    Piece,
)


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
class Recorded:
    """The decisions that were recorded; views follow when the program is no longer busy."""

    decisions: list[str]
