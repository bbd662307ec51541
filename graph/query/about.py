"""The claims about entities, and all that have a date, ranked: from the arrays alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.case.packed import UNDATED, day_number
from graph.query.joined import Array, Network, slices, sources_in
from graph.query.lines import ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The claims of one predicate in which an entity is the subject, or only the object.

    ``best`` are the best supported of them, ``total`` is how many there are.
    """

    predicate: str
    as_object: bool
    best: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An entity that claims join to another: how many do, and the most sources of one of them."""

    entity: int
    claims: int
    independent_sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Claims with a date within a time: the best supported, how many there are, how many without.

    Attributes
    ----------
    best : tuple of int
    count : int
        Claims with a date within the time.
    total : int
        Claims with a date or without.
    """

    best: tuple[int, ...]
    count: int
    total: int


def claims_about(
    network: Network,
    entity: int,
    *,
    predicate: str | None = None,
    most_sources: int | None = None,
) -> list[int]:
    """Return the claims with an entity at one end, the best supported first."""
    claims = network.claims
    rows = _about(network, [entity])
    if predicate is not None:
        held = dict(zip(claims.predicates, range(len(claims.predicates)), strict=True))
        rows = rows[claims.predicate[rows] == held.get(predicate, -1)]
    if most_sources is not None:
        rows = rows[sources_in(claims.strength[rows]) <= most_sources]
    return [int(row) for row in ranked(network, rows)]


def said_about(network: Network, entity: int, *, each: int) -> list[Said]:
    """Return the claims about an entity by predicate and end, ``each`` of the best of each."""
    claims = network.claims
    rows = ranked(network, _about(network, [entity]))
    found = []
    for as_object in (False, True):
        side = rows[(claims.subject[rows] != entity) == as_object]
        said = claims.predicate[side]
        for place in np.unique(said).tolist():
            these = side[said == place]
            found.append(
                Said(
                    predicate=claims.predicates[place],
                    as_object=as_object,
                    best=tuple(these[:each].tolist()),
                    total=len(these),
                )
            )
    return found


def near(network: Network, entity: int, *, most: int) -> list[Near]:
    """Return whom claims join to an entity, those with the most independent sources first."""
    _, at = slices(network, np.array([entity]))
    others, place, many = np.unique(network.other[at], return_inverse=True, return_counts=True)
    sources = np.zeros(len(others), dtype=np.int64)
    np.maximum.at(sources, place, sources_in(network.strength[at]))
    order = np.lexsort((others, -many, -sources))[:most]
    return [
        Near(entity=int(others[n]), claims=int(many[n]), independent_sources=int(sources[n]))
        for n in order
    ]


def dated(
    network: Network,
    entities: Sequence[int],
    *,
    first: str | None,
    last: str | None,
    most: int,
) -> Dated:
    """Return the dated claims about entities, or without any of the whole case."""
    claims = network.claims
    rows = _about(network, entities) if entities else np.flatnonzero(claims.strength)
    within = claims.last[rows] >= (UNDATED[0] if first is None else day_number(first))
    if last is not None:
        within &= claims.first[rows] <= day_number(last)
    found = rows[within]
    total, count = len(rows), len(found)
    if count > most:  # only the strongest need be put in order
        strength = claims.strength[found]
        found = found[strength >= np.partition(strength, count - most)[count - most]]
    return Dated(best=tuple(ranked(network, found)[:most].tolist()), count=count, total=total)


def _about(network: Network, entities: Sequence[int]) -> Array:
    """Return the claims that have one of these entities at an end."""
    claims = network.claims
    if len(entities) == 1:
        return np.flatnonzero((claims.subject == entities[0]) | (claims.object == entities[0]))
    return np.flatnonzero(np.isin(claims.subject, entities) | np.isin(claims.object, entities))
