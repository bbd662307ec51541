"""Which entities of a case may be on a list. Matches are candidates for a person, never merges."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.case import Case
from graph.identity.candidates import keys
from graph.identity.nameparts import person_parts
from graph.identity.profiles import is_whole
from graph.identity.scorer import Reason, name_reasons, name_score, probability
from graph.model import Decision, Entity, WhenceError
from graph.names import normal
from graph.ontology import ontology
from graph.query.decisions import Attached
from graph.query.reference import Listed

MAX_UNDER_KEY = 200
"""A key that more entities of the case share is too common to compare by."""

LinkVerdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entity of the case and an entry of a list that may mean the same.

    ``name`` and ``listed_name`` are the two names that are most alike; ``probability`` and
    ``reasons`` are about them alone. ``verdict`` is what a person has said of the match.
    """

    entity: Entity
    listed: Listed
    name: str
    listed_name: str
    probability: float
    reasons: tuple[Reason, ...]
    verdict: LinkVerdict | None = None


def matches(
    case: Case,
    entries: Iterable[Listed],
    *,
    list_name: str,
    at_least: float = 0.5,
    per_entity: int = 5,
    about: str | None = None,
) -> list[Match]:
    """Return the best matches of each entity, the most probable first.

    Parameters
    ----------
    case : Case
        Its derived tables must be up to date.
    entries : iterable of Listed
        Read once, one entry at a time; only matches are kept in memory.
    list_name : str
        Under which verdicts about this list are kept.
    at_least : float
        The least probability, by the names alone.
    per_entity : int
        The most matches for one entity.
    about : str, optional
        Only this entity, by its id.
    """
    entities = [
        e for e in case.derived.entities() if about in {None, e.id} and _family(e) is not None
    ]
    by_key: dict[str, list[int]] = defaultdict(list)
    for index, entity in enumerate(entities):
        family = str(_family(entity))
        for key in {k for name in (entity.name, *entity.aliases) for k in keys(name, family)}:
            by_key[f"{family}:{key}"].append(index)
    best: dict[int, list[tuple[float, int, Match]]] = defaultdict(list)
    for number, listed in enumerate(entries):
        near = {
            index
            for family in listed.families
            for name in listed.names
            for key in keys(name, family)
            for index in _few(by_key.get(f"{family}:{key}", []))
        }
        for index in sorted(near):
            match = _match(entities[index], listed)
            if match is not None and match.probability >= at_least:
                heap = best[index]
                heapq.heappush(heap, (match.probability, -number, match))
                if len(heap) > per_entity:
                    heapq.heappop(heap)
    said = _verdicts(case, list_name)
    found = [
        Match(
            entity=m.entity,
            listed=m.listed,
            name=m.name,
            listed_name=m.listed_name,
            probability=m.probability,
            reasons=m.reasons,
            verdict=said.get((m.entity.id, m.listed.id)),
        )
        for heap in best.values()
        for _, _, m in heap
    ]
    return sorted(found, key=lambda m: (-m.probability, m.entity.id, m.listed.id))


def entry_called(entries: Iterable[Listed], listed_id: str) -> Listed:
    """Return the entry of a list that has an id.

    Raises
    ------
    WhenceError
        If none has.
    """
    for listed in entries:
        if listed.id == listed_id:
            return listed
    raise WhenceError("W288", f"The list has no entry with the id {listed_id!r}.")


def link_value(listed: Listed, list_name: str, verdict: LinkVerdict) -> dict[str, object]:
    """Return the value of the note that keeps what a person said of a match."""
    return {
        "link": {
            "list": list_name,
            "id": listed.id,
            "name": listed.name,
            "verdict": verdict,
        }
    }


def _match(entity: Entity, listed: Listed) -> Match | None:
    """Compare the most telling names; ``None`` if there are no two that may be compared."""
    family = str(_family(entity))
    pairs = [
        (name_score(name, other, family), name, other)
        for name in _telling((entity.name, *entity.aliases), family)
        for other in _telling(listed.names, family)
        if is_whole(name, family) == is_whole(other, family)
        and (is_whole(name, family) or normal(name) == normal(other))
    ]
    if not pairs:
        return None
    score, name, other = max(pairs)
    return Match(
        entity=entity,
        listed=listed,
        name=name,
        listed_name=other,
        probability=round(probability(score), 4),
        reasons=name_reasons(name, other, family),
    )


def _telling(names: Sequence[str], family: str) -> Sequence[str]:
    """Return the names that tell by themselves who is meant, those with initials only for want.

    A surname alone fits a whole family: it is compared only where there is nothing else, and then
    only with the very same word.
    """
    whole = [name for name in names if is_whole(name, family)]
    if family == "PERSON":
        written_out = [n for n in whole if not any(w.is_initial for w in person_parts(n).words)]
        return written_out or whole or names
    return whole or names


def _few(indexes: list[int]) -> list[int]:
    return indexes if len(indexes) <= MAX_UNDER_KEY else []


def _family(entity: Entity) -> str | None:
    family = ontology().family(entity.type)
    return family if family in {"PERSON", "organisation"} else None


def _verdicts(case: Case, list_name: str) -> dict[tuple[str, str], LinkVerdict]:
    """Return what people said of matches with a list, by entity and entry; the latest holds."""
    attached = Attached(case)
    found: dict[tuple[str, str], LinkVerdict] = {}
    for decision in attached.decisions:
        link = _link(decision)
        if link is None or link.get("list") != list_name:
            continue
        verdict: LinkVerdict = "different" if link.get("verdict") == "different" else "same"
        for entity in attached.entities_at(decision.targets)[:1]:
            found[entity, str(link.get("id"))] = verdict
    return found


def _link(decision: Decision) -> dict[str, object] | None:
    if decision.kind != "note" or decision.undone_at is not None:
        return None
    link = decision.value.get("link") if isinstance(decision.value, dict) else None
    return link if isinstance(link, dict) else None
