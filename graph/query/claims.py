"""Claims chosen by whom they are about, who says so, how they are put and how well they stand."""

from __future__ import annotations

from dataclasses import dataclass

from graph.case import Case
from graph.model import Claim
from graph.names import normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims are asked for; what is left out is not asked.

    Attributes
    ----------
    about : str or None
        Id of an entity: claims with it at an end, and about events in which it has a part.
    by : str or None
        Id of an entity, or the name of a publisher or author, who is heard for a passage.
    denied : bool
        Only what is said not to be so.
    single_source : bool
        Only what rests on one independent source.
    candidates : bool
        What scores too low to be a claim, instead of claims.
    set_aside : bool
        What people found wrong or read otherwise, instead of what stands.
    """

    about: str | None = None
    by: str | None = None
    denied: bool = False
    single_source: bool = False
    candidates: bool = False
    set_aside: bool = False


def chosen(case: Case, wanted: Wanted) -> list[Claim]:
    """Return the claims that fit, those about one thing together, the surest first."""
    tables = case.derived
    source = tables.candidates if wanted.candidates else tables.claims
    found = [claim for claim in source() if (claim.rank == "deprecated") is wanted.set_aside]
    if wanted.about is not None:
        events = {
            claim.subject
            for claim in (*tables.claims(wanted.about), *tables.candidates(wanted.about))
            if claim.object == wanted.about and claim.predicate == "participant"
        }
        ends = events | {wanted.about}
        found = [c for c in found if c.subject in ends or c.object == wanted.about]
    if wanted.denied:
        found = [c for c in found if c.polarity == "denied"]
    if wanted.single_source:
        found = [c for c in found if c.independent_sources == 1]
    if wanted.by is not None:
        found = [c for c in found if _says(c, wanted.by)]
    best: dict[str, float] = {}
    for claim in found:
        best[claim.subject] = max(best.get(claim.subject, 0.0), claim.score)
    return sorted(found, key=lambda c: (-best[c.subject], c.subject, -c.score, c.id))


def _says(claim: Claim, speaker: str) -> bool:
    name = normal(speaker)
    return any(
        link.entity == speaker or (link.name is not None and normal(link.name) == name)
        for piece in claim.evidence
        for link in piece.attributed_to
    )
