"""Which pairs a person should look at, those first whose decision changes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.case.codec import dump
from graph.case.questions import PairQuestion
from graph.derive.entities import mention_id
from graph.identity import Candidate, MentionKey
from graph.model import Claim, Reading

MOST = 5_000
"""Pairs that are kept, the most telling of all."""
_LEAST_DOUBT = 0.02


def questions(
    candidates: Iterable[Candidate],
    readings: Mapping[str, Reading],
    owner: Mapping[MentionKey, str],
    claims: Iterable[Claim],
) -> tuple[PairQuestion, ...]:
    """Return the pairs to ask about, each with what is needed to ask.

    Parameters
    ----------
    candidates : iterable of Candidate
        Pairs that nobody has decided.
    readings : mapping of str to Reading
    owner : mapping of MentionKey to str
        The entity of each mention that is resolved.
    claims : iterable of Claim
    """
    everywhere = Counter(owner.values())
    here = Counter((entity, document) for (document, _), entity in owner.items())
    ends: Counter[str] = Counter()
    for claim in claims:
        ends.update((claim.subject,) if claim.object is None else (claim.subject, claim.object))
    found = []
    for candidate in candidates:
        one, other = owner.get(candidate.left), owner.get(candidate.right)
        if one is None or other is None or (one == other) != candidate.joined:
            continue
        moved = min(
            here[entity, document] if candidate.joined else everywhere[entity] + ends[entity]
            for entity, (document, _) in ((one, candidate.left), (other, candidate.right))
        )
        doubt = max(_LEAST_DOUBT, 4 * candidate.probability * (1 - candidate.probability))
        found.append((round(moved * doubt, 4), candidate))
    found.sort(key=lambda f: (-f[0], -f[1].probability, f[1].left, f[1].right))
    return tuple(
        PairQuestion(
            one=_id(readings, candidate.left),
            other=_id(readings, candidate.right),
            probability=candidate.probability,
            why_not=candidate.why_not,
            weight=weight,
            reasons=dump(candidate.reasons),
        )
        for weight, candidate in found[:MOST]
    )


def _id(readings: Mapping[str, Reading], key: MentionKey) -> str:
    return mention_id(key[0], readings[key[0]].mentions[key[1]])
