"""Where people's decisions come into what is derived: names and types of entities, ranks of claims.

*Same*, *different* and *split* come in earlier, as constraints on the clusters. This is the one
place for all others; those that the program does not apply yet (corrections, additions) belong
here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.identity import MentionKey
from graph.identity.decided import Decided, OfEntity, Verdict
from graph.model import Claim, Entity, EventSummary
from graph.ontology import ontology


def latest(given: Iterable[OfEntity], owner: Mapping[MentionKey, str]) -> dict[str, OfEntity]:
    """Return by entity the name or type that was given last; ``given`` has earlier ones first."""
    return {owner[one.mention]: one for one in given if one.mention in owner}


def named(
    entities: Iterable[Entity], what: Decided, owner: Mapping[MentionKey, str]
) -> tuple[Entity, ...]:
    """Return the entities with the names and types that people gave them.

    The name that an entity would have had becomes an alias.
    """
    names, types = latest(what.renamed, owner), latest(what.retyped, owner)
    return tuple(
        _named(
            _typed(entity, types[entity.id].value if entity.id in types else entity.type),
            names[entity.id].value if entity.id in names else entity.name,
        )
        for entity in entities
    )


def judged(
    claims: Iterable[Claim],
    entities: Sequence[Entity],
    what: Decided,
    owner: Mapping[MentionKey, str],
) -> tuple[Claim, ...]:
    """Return the claims with the ranks that follow from people's decisions.

    A claim whose end was given a type that cannot stand there is deprecated; it is not dropped,
    for the words stand in the text. A verdict outranks that, and the latest verdict the others:
    *wrong* deprecates, *right* prefers, *unsure* leaves the claim as it is.
    """
    types = {entity.id: entity for entity in entities}
    retyped = latest(what.retyped, owner)
    found = []
    for claim in claims:
        why = _impossible(claim, types, retyped)
        if why is not None:
            claim = replace(claim, rank="deprecated", deprecated_reason=why)
        about = [verdict for verdict in what.verdicts if is_about(verdict, claim, owner)]
        found.append(_ranked(claim, about[-1]) if about else claim)
    return tuple(found)


def is_about(verdict: Verdict, claim: Claim, owner: Mapping[MentionKey, str]) -> bool:
    """Whether a verdict is about a claim: the same ends, in a passage that both have."""
    value = verdict.value
    for name in ("predicate", "role", "polarity"):
        if value.get(name) not in {None, getattr(claim, name)}:
            return False
    if claim.subject not in {owner.get(key) for key in verdict.subjects}:
        return False
    if (verdict.objects is None) != (claim.object is None):
        return False
    if verdict.objects is not None and claim.object not in {owner.get(k) for k in verdict.objects}:
        return False
    return any(
        evidence.document == document
        and evidence.position.start < end
        and start < evidence.position.end
        for evidence in claim.evidence
        for document, start, end in verdict.passages
    )


def _ranked(claim: Claim, verdict: Verdict) -> Claim:
    decision = verdict.decision
    said = verdict.value["verdict"]
    if said == "wrong":
        why = f": {decision.reason}" if decision.reason else ""
        reason = f"{decision.decided_by} says that it is wrong{why}"
        return replace(claim, rank="deprecated", deprecated_reason=reason)
    if said == "right":
        return replace(claim, rank="preferred", deprecated_reason=None)
    return claim


def _impossible(
    claim: Claim, entities: Mapping[str, Entity], retyped: Mapping[str, OfEntity]
) -> str | None:
    """Return why the ontology forbids a claim since somebody gave one of its ends a type."""
    predicate = ontology().predicates.get(claim.predicate)
    if predicate is None:
        return None
    for end, allowed in ((claim.subject, predicate.subject), (claim.object, predicate.object)):
        if end is not None and end in retyped and entities[end].type not in allowed:
            kind = ontology().types[entities[end].type].label
            return (
                f"{entities[end].name} was said to be of the type {kind}"
                f" ({retyped[end].decision}), which cannot stand in this claim"
            )
    return None


def _typed(entity: Entity, kind: str) -> Entity:
    if kind == entity.type:
        return entity
    summary = EventSummary(kind=None, when=None, location=None, disputed=False)
    return replace(entity, type=kind, event=summary if kind == "EVENT" else None)


def _named(entity: Entity, name: str) -> Entity:
    if name == entity.name:
        return entity
    others = (entity.name, *(alias for alias in entity.aliases if alias != name))
    return replace(entity, name=name, aliases=others)
