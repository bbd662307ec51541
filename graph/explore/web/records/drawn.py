"""What is drawn: paths, neighbourhoods, the whole of a case, and the views that are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.explore.web.records.cards import (
    ClaimCard,
    Count,
    DocumentCard,
    EntityCard,
    Named,
    SpeakerCard,
)
from graph.explore.web.records.pages import Together


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
