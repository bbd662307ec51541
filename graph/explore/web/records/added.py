"""Documents added and withdrawn, and the work that follows."""

from __future__ import annotations

from dataclasses import dataclass

from graph.explore.web.records.cards import ClaimCard, DocumentCard, EntityCard


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
