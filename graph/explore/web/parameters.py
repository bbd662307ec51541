"""What an address may ask for, checked where it comes in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from graph.case.summaries import OPEN
from graph.edtf import bounds
from graph.query.neighbourhood import MAX_DEPTH, MAX_NODES
from graph.query.paths import MAX_HOPS

Kind = Literal["stated", "alleged", "planned", "hypothetical", "denied"]
Show = Literal["near", "groups", "all"]
_MOST = 100_000


def _first(text: str) -> str:
    return _days(text)[0]


def _last(text: str) -> str:
    return _days(text)[1]


def _days(text: str) -> tuple[str, str]:
    try:
        known = bounds(text.strip())
    except ValueError as error:
        raise ValueError("give a date as 1988, 1988-07 or 1988-07-28") from error
    first = known.first.isoformat() if known.first else OPEN[0]
    return first, known.last.isoformat() if known.last else OPEN[1]


_WHEN = {"examples": ["1988", "1988-07", "1988-07-28"]}
First = Annotated[str, Field(max_length=24, json_schema_extra=_WHEN), AfterValidator(_first)]
Last = Annotated[str, Field(max_length=24, json_schema_extra=_WHEN), AfterValidator(_last)]
Id = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(max_length=300)]
Pin = Annotated[str, Field(max_length=160, pattern=r"^.+~-?\d{1,7}~-?\d{1,7}$")]
PageNumber = Annotated[int, Field(ge=1, le=_MOST)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Parameters(BaseModel):
    """Parameters of a view; what is not among them is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Nothing(Parameters):
    """No parameters."""


class Paged(Parameters):
    """A list, page by page."""

    page: PageNumber = 1


class Find(Paged):
    """Words to look for."""

    q: Words = ""
    type: Annotated[str, Field(max_length=40)] | None = None
    first: First | None = None
    last: Last | None = None


class Suggest(Parameters):
    """The beginning of a name."""

    q: Words = ""
    limit: Annotated[int, Field(ge=1, le=20)] = 8


class One(Parameters):
    """One thing by its id."""

    id: Id


class EntityClaims(Paged):
    """The claims of an entity."""

    id: Id
    predicate: Annotated[str, Field(max_length=80)] | None = None
    single: bool = False


class Document(Paged):
    """A document, and which of its passages to mark."""

    id: Id
    claim: Id | None = None
    passage: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class Passage(Parameters):
    """A passage of a claim, by its number, from 1."""

    id: Id
    passage: Annotated[int, Field(ge=1, le=_MOST)] = 1


class Chosen(Parameters):
    """Words of a document: code points, half-open."""

    id: Id
    start: Annotated[int, Field(ge=0, le=2**31 - 1)]
    end: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Picture(Parameters):
    """A page of a document, from 1, and the passage to draw a box round: code points."""

    id: Id
    page: Annotated[int, Field(ge=1, le=_MOST)] = 1
    start: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    end: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class Review(Parameters):
    """How many questions, and whether only those about one entity."""

    about: Id | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class Decisions(Paged):
    """Which decisions to list, by how they stand."""

    state: Literal["in force", "kept", "set aside", "unattached", "undone"] | None = None


class Timeline(Parameters):
    """Whose dated claims to show."""

    id: Annotated[list[Id], Field(max_length=12)] = []
    first: First | None = None
    last: Last | None = None


class Speaker(Paged):
    """A speaker by number, and whether only what rests on them alone."""

    id: Number
    alone: bool = True


class Ledger(Paged):
    """Which outcome to list."""

    outcome: Annotated[str, Field(max_length=40)] | None = None


class Network(Parameters):
    """What to draw."""

    id: Annotated[list[Id], Field(max_length=50)] = []
    open: Annotated[list[Id], Field(max_length=200)] = []
    hide: Annotated[list[Id], Field(max_length=500)] = []
    depth: Annotated[int, Field(ge=1, le=MAX_DEPTH)] = 1
    limit: Annotated[int, Field(ge=1, le=MAX_NODES)] = 40
    type: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=30)] = []
    predicate: Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=60)] = []
    kind: list[Kind] = []
    first: First | None = None
    last: Last | None = None
    speaker: Number | None = None
    document: Id | None = None
    score: Annotated[float, Field(ge=0, le=1)] = 0.0
    sources: Annotated[int, Field(ge=1, le=1000)] = 1
    relax: bool = False
    show: Show | None = None
    group: Annotated[list[Id], Field(max_length=200)] = []
    pin: Annotated[list[Pin], Field(max_length=200)] = []


class Path(Parameters):
    """Between whom to look for paths, and what to leave out."""

    one: Words = ""
    other: Words = ""
    denied: bool = False
    together: bool = False
    speaker: Number | None = None
    document: Id | None = None
    avoid: Annotated[list[Id], Field(max_length=50)] = []
    hops: Annotated[int, Field(ge=1, le=MAX_HOPS)] = 4
