"""Nodes scored pair by pair and joined, the surest first, where all that meet agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.identity.candidates import as_names, candidate_pairs
from graph.identity.comparison import compare
from graph.identity.joins import Join, Joins
from graph.identity.nodes import Node
from graph.identity.scorer import (
    Reason,
    log_odds,
    name_reasons,
    name_score,
    probability,
    reasons,
    weights,
)
from graph.identity.surroundings import Surroundings

_LOOKED_AT = 5
_FLOOR = 0.3
_TIE = 1.0
_SCORED_APART = -4.0
"""Log-odds of the names under which the surroundings, which cannot save them, are not looked at."""

VETOES = {
    "numbers_differ": "numbers in the names differ",
    "generation_differs": "junior, senior or a number behind the name differs",
    "initial_differs": "an initial is that of no word of the other name",
    "sex_differs": "the titles are of different sexes",
    "no_spelling": "a word is no known way of spelling its partner",
    "other_ending": "an ending sets a word apart from its partner, as Karima from Karim",
    "elsewhere": "other positions, or positions elsewhere or at another time, are said of them, and"
    " they are mentioned with nobody and nothing in common",
    "strangers": "they are spelt differently and mentioned with nobody and nothing in common",
    "together": "both full names stand in one document, as two people",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Two nodes compared.

    Attributes
    ----------
    score : float
        Log-odds that they are one.
    veto : str or None
        Why rules must not join them, whatever the score.
    """

    left: int
    right: int
    score: float
    veto: str | None
    names: tuple[str, str]


@dataclass(slots=True)
class Work:
    """How much was compared: for the measurements and the log."""

    pairs: int = 0
    keys: int = 0
    oversized: int = 0


@dataclass(slots=True)
class Linked:
    """What linking found: pairs at or over the threshold for review, and the work done."""

    scored: list[Scored] = field(default_factory=list)
    work: Work = field(default_factory=Work)


class Scorer:
    """Scores pairs of the nodes of one case.

    Parameters
    ----------
    nodes : sequence of Node
    around : Surroundings
    """

    def __init__(self, nodes: Sequence[Node], around: Surroundings) -> None:
        self._nodes = nodes
        self._around = around

    def score(self, left: int, right: int) -> Scored:
        """Score two nodes by their most alike names and by what stands around them."""
        one, other = self._nodes[left], self._nodes[right]
        names, score = _best_names(one, other)
        if score < _SCORED_APART:
            return Scored(left=left, right=right, score=score, veto=None, names=names)
        figures = self._around.figures(one, other)
        context = weights().around(one.family)
        score += sum(context.get(name, 0.0) * value for name, value in figures)
        seen = dict(compare(*names, one.family))
        if one.family == "PERSON":
            seen.update(dict(figures))
        if one.family == "PERSON" and seen.get("no_company"):
            seen["strangers"] = float(bool(compare(*names, one.family)))
            seen["elsewhere"] = float(
                any(seen.get(name) for name in ("other_owner", "other_position", "years_apart"))
            )
        veto = next((VETOES[name] for name in VETOES if seen.get(name)), None)
        return Scored(left=left, right=right, score=score, veto=veto, names=names)

    def reasons(self, found: Scored) -> tuple[Reason, ...]:
        """Return the summands of a score in words: names first, then what stands around them."""
        one, other = self._nodes[found.left], self._nodes[found.right]
        figures = self._around.figures(one, other)
        return (
            *name_reasons(*found.names, one.family),
            *reasons(figures, weights().around(one.family)),
        )


def link(nodes: Sequence[Node], scorer: Scorer, joins: Joins) -> Linked:
    """Compare nodes that share keys and join those that are one with enough probability.

    The surest pairs come first. Two groups are joined only if, of the nodes that stand for each,
    no pair is forbidden and none is so unlike that a person would doubt it; so one wrong link
    does not chain others to it. A node that might be either of two people who stand in one
    document, or whom somebody keeps apart, is left for review.
    """
    found = Linked()
    blocks = candidate_pairs(as_names((node.family, node.names) for node in nodes))
    found.work.pairs, found.work.keys = len(blocks.pairs), blocks.keys
    found.work.oversized = blocks.oversized
    least = log_odds(weights().review)
    for left, right in blocks.pairs.tolist():
        scored = scorer.score(left, right)
        if scored.score >= least:
            found.scored.append(scored)
    found.scored.sort(key=lambda s: (-s.score, s.left, s.right))
    _join(found.scored, nodes, scorer, joins)
    return found


def _best_names(one: Node, other: Node) -> tuple[tuple[str, str], float]:
    return min(
        (((a, b), name_score(a, b, one.family)) for a in one.names for b in other.names),
        key=lambda item: (-item[1], sorted(item[0])),
    )


def _join(scored: Sequence[Scored], nodes: Sequence[Node], scorer: Scorer, joins: Joins) -> None:
    enough = log_odds(weights().join)
    sure = [s for s in scored if s.veto is None and s.score >= enough]
    torn = _torn(sure, nodes, joins)
    standing: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        standing.setdefault(joins.find(node.members[0]), []).append(index)
    for pair in sure:
        if (pair.left, pair.right) in torn:
            continue
        first, second = nodes[pair.left].members[0], nodes[pair.right].members[0]
        one, other = joins.find(first), joins.find(second)
        if one == other or not joins.may_join(first, second):
            continue
        if not _agree(standing[one], standing[other], nodes, scorer):
            continue
        joins.join(
            Join(
                left=first,
                right=second,
                how="score",
                probability=round(probability(pair.score), 4),
                reasons=scorer.reasons(pair),
            )
        )
        standing[joins.find(first)] = standing.pop(one) + standing.pop(other)


def _torn(
    sure: Sequence[Scored], nodes: Sequence[Node], joins: Joins
) -> frozenset[tuple[int, int]]:
    """Return the pairs of people whose one side could as well be somebody else's."""
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pair in sure:
        if nodes[pair.left].family == "PERSON":
            partners[pair.left].append((pair.score, pair.right))
            partners[pair.right].append((pair.score, pair.left))
    torn: set[tuple[int, int]] = set()
    for index, others in partners.items():
        for place, (score, one) in enumerate(others):
            for rival, other in others[place + 1 :]:
                if score - rival < _TIE and (
                    nodes[one].documents & nodes[other].documents
                    or not joins.may_join(nodes[one].members[0], nodes[other].members[0])
                ):
                    torn |= {
                        (min(index, one), max(index, one)),
                        (min(index, other), max(index, other)),
                    }
    return frozenset(torn)


def _agree(
    left: Sequence[int], right: Sequence[int], nodes: Sequence[Node], scorer: Scorer
) -> bool:
    """Whether the nodes that stand for two groups may all be one."""
    if nodes[left[0]].family == "PERSON":
        together = _documents(left, nodes) & _documents(right, nodes)
        if together:
            return False
    floor = log_odds(_FLOOR)
    for one in _speakers(left, nodes):
        for other in _speakers(right, nodes):
            found = scorer.score(min(one, other), max(one, other))
            if found.veto is not None or found.score < floor:
                return False
    return True


def _documents(group: Sequence[int], nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset().union(*(nodes[index].documents for index in group))


def _speakers(group: Sequence[int], nodes: Sequence[Node]) -> list[int]:
    """Return the nodes of a group that are compared: of different names, most documents first."""
    ranked = sorted(group, key=lambda index: (-len(nodes[index].documents), index))
    by_name: Mapping[str, int] = {nodes[index].name: index for index in reversed(ranked)}
    return sorted(by_name.values(), key=ranked.index)[:_LOOKED_AT]
