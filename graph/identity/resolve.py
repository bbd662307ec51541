"""Who is who in a case: from readings and people's decisions to entities, and why.

Pure over what is given: neither the order of documents nor that of decisions matters, and taking
a document away gives what would have been had it never been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.identity.constraints import NOTHING_DECIDED, Constraints, MentionKey, Pair, pair
from graph.identity.families import settle_families
from graph.identity.joins import Join, Joins
from graph.identity.linkage import Linked, Scored, Scorer, Work, link
from graph.identity.nodes import Node, collapse
from graph.identity.pieces import NOT_PARTED, partings
from graph.identity.profiles import Profile, Source, profiles
from graph.identity.scorer import Reason, log_odds, probability
from graph.identity.short_forms import ShortForms, join_beginnings
from graph.identity.surroundings import Surroundings
from graph.model import Reading
from graph.ontology import ontology

_NO_SOURCE = Source()
_DOUBT = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two entities that may be one, for a person to decide.

    Attributes
    ----------
    left, right : MentionKey
        A mention of each, the smaller first.
    joined : bool
        Whether rules joined them, though with some doubt.
    why_not : str or None
        What kept rules from joining them whatever the score.
    """

    left: MentionKey
    right: MentionKey
    probability: float
    reasons: tuple[Reason, ...]
    joined: bool
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One join on the way from one mention to another."""

    left: MentionKey
    right: MentionKey
    left_name: str
    right_name: str
    how: str
    probability: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why two mentions are, or are not, of one entity.

    Attributes
    ----------
    same : bool
    steps : tuple of Step
        If they are: the joins that lead from one to the other. None within one document's chain.
    probability : float or None
        If they are not: that they are one, as the scorer sees it, if it can compare them.
    reasons : tuple of Reason
        Its summands.
    why_not : str or None
        What forbids joining them, or why no score was asked for.
    """

    same: bool
    steps: tuple[Step, ...] = ()
    probability: float | None = None
    reasons: tuple[Reason, ...] = ()
    why_not: str | None = None


class Resolution:
    """Who is who in a case.

    Attributes
    ----------
    groups : list of tuple of MentionKey
        The mentions of each entity, each and all in ascending order. A surname that two people of
        its document bear, and mentions of what is no node of the graph, are in none.
    refused : frozenset of Pair
        What people called the same and was not joined, because they keep apart what would meet.
    work : Work
        How much was compared.
    names : int
        Names, with what sets them apart, that were compared.
    """

    def __init__(
        self,
        readings: Mapping[str, Reading],
        constraints: Constraints,
        sources: Mapping[str, Source],
    ) -> None:
        parted = partings(constraints)
        self._found: list[Profile] = settle_families(
            [
                profile
                for document in sorted(readings)
                for profile in profiles(
                    document,
                    readings[document],
                    sources.get(document, _NO_SOURCE),
                    parted.get(document, NOT_PARTED),
                )
            ]
        )
        self._constraints = constraints
        self._profile_of = {
            (profile.key[0], mention): index
            for index, profile in enumerate(self._found)
            for mention in profile.mentions
        }
        enemies = self._between(constraints.different | self._relatives(readings))
        self._joins = Joins(len(self._found), enemies)
        self.refused = self._decided()
        self._nodes: list[Node] = collapse(self._found, enemies)
        self.names = len(self._nodes)
        for node in self._nodes:
            for member in node.members[1:]:
                how = _same_name(self._found[node.members[0]], self._found[member])
                self._joins.join(Join(left=node.members[0], right=member, how=how))
        around = Surroundings(self._found, self._nodes, sources)
        self._scorer = Scorer(self._nodes, around)
        linked: Linked = link(self._nodes, self._scorer, self._joins)
        self.work: Work = linked.work
        self._scored = linked.scored
        begun = join_beginnings(self._nodes, self._joins, around)
        joined = {self._profile_of.get(key, -1) for two in constraints.same for key in two}
        short = ShortForms(self._found, self._nodes, self._joins, around, joined)
        self._unresolved, doubtful = short.join()
        self._doubtful = begun + doubtful
        self.groups = self._groups()

    def _relatives(self, readings: Mapping[str, Reading]) -> frozenset[Pair]:
        """Return the pairs that a text calls father and son, sisters or the like: two people.

        What a person joined is left to the person.
        """
        joined = {self._profile_of.get(key) for two in self._constraints.same for key in two}
        found = set()
        for document, reading in readings.items():
            for statement in reading.statements:
                if statement.object is None or statement.polarity == "denied":
                    continue
                known = ontology().predicates.get(statement.predicate)
                if known is None or known.family != "kin":
                    continue
                ends = pair((document, statement.subject), (document, statement.object))
                owners = {self._profile_of.get(key) for key in ends}
                if len(owners) > 1 and not owners & joined:
                    found.add(ends)
        return frozenset(found)

    def candidates(self) -> list[Candidate]:
        """Return pairs of entities worth a person's look, the most probable first.

        One for each pair of entities that are not joined, and one for each join with some doubt;
        none that somebody decided.
        """
        found: dict[tuple[int, int], Candidate] = {}
        for scored in self._scored:
            one, other = self._nodes[scored.left].members[0], self._nodes[scored.right].members[0]
            roots = sorted((self._joins.find(one), self._joins.find(other)))
            joined = roots[0] == roots[1]
            if joined and scored.score > log_odds(_DOUBT):
                continue
            key = (min(one, other), max(one, other)) if joined else (roots[0], roots[1])
            if key in found or not (joined or self._joins.may_join(one, other)):
                continue
            found[key] = self._candidate(
                one,
                other,
                probability(scored.score),
                self._scorer.reasons(scored),
                joined,
                scored.veto,
            )
        owners: dict[int, int] = defaultdict(int)
        for index, _, _ in self._doubtful:
            owners[index] += 1
        for index, root, why in self._doubtful:
            roots = sorted((self._joins.find(index), self._joins.find(root)))
            if roots[0] != roots[1] and (roots[0], roots[1]) not in found:
                found[roots[0], roots[1]] = self._candidate(
                    index, root, 1 / (1 + owners[index]), (), False, why
                )
        waiting = (one for one in found.values() if not self._is_decided(one))
        return sorted(waiting, key=lambda c: (-c.probability, c.left, c.right))

    def _is_decided(self, candidate: Candidate) -> bool:
        """Whether a person has joined the two, so that no rule is to be doubted."""
        same = self._constraints.same
        if pair(candidate.left, candidate.right) in same:
            return True
        if not same or not candidate.joined:
            return False
        steps = self.why(candidate.left, candidate.right).steps
        return any(step.how == "decision" for step in steps)

    def why(self, one: MentionKey, other: MentionKey) -> Why:
        """Return why two mentions are, or are not, taken to be of one entity.

        Parameters
        ----------
        one, other : MentionKey
            Any mentions; of entities, take any of their mentions.
        """
        first, second = self._profile_of.get(one), self._profile_of.get(other)
        if first is None or second is None:
            return Why(same=False, why_not="one of them is no name of an entity")
        if self._joins.find(first) == self._joins.find(second):
            unresolved = {first, second} & self._unresolved
            if not unresolved or first == second:
                return Why(same=not unresolved, steps=self._steps(first, second))
        if {first, second} & self._unresolved:
            return Why(same=False, why_not="several people of the document bear this surname")
        if not self._joins.may_join(first, second):
            return Why(
                same=False, why_not="somebody decided that they, or others joined to them, differ"
            )
        return self._apart(first, second)

    def _apart(self, first: int, second: int) -> Why:
        left, right = self._nodes_with(first), self._nodes_with(second)
        if not left or not right:
            reason = next(
                (
                    why
                    for index, root, why in self._doubtful
                    if {self._joins.find(index), self._joins.find(root)}
                    == {self._joins.find(first), self._joins.find(second)}
                ),
                "a short form joins only the one entity that it can mean",
            )
            return Why(same=False, why_not=reason)
        if self._nodes[left[0]].family != self._nodes[right[0]].family:
            return Why(same=False, why_not="they are of different types")
        best = max(
            (self._scorer.score(min(a, b), max(a, b)) for a in left for b in right),
            key=lambda s: (s.score, -s.left, -s.right),
        )
        return Why(
            same=False,
            probability=round(probability(best.score), 4),
            reasons=self._scorer.reasons(best),
            why_not=best.veto,
        )

    def _nodes_with(self, profile: int) -> list[int]:
        root = self._joins.find(profile)
        return [
            index
            for index, node in enumerate(self._nodes)
            if self._joins.find(node.members[0]) == root
        ][:10]

    def _steps(self, first: int, second: int) -> tuple[Step, ...]:
        steps, here = [], first
        for made in self._joins.path(first, second):
            there = made.right if made.left == here else made.left
            steps.append(
                Step(
                    left=self._found[here].key,
                    right=self._found[there].key,
                    left_name=self._found[here].name,
                    right_name=self._found[there].name,
                    how=made.how,
                    probability=made.probability,
                    reasons=made.reasons,
                )
            )
            here = there
        return tuple(steps)

    def _candidate(
        self,
        one: int,
        other: int,
        likely: float,
        why: tuple[Reason, ...],
        joined: bool,
        why_not: str | None,
    ) -> Candidate:
        left, right = sorted((self._found[one].key, self._found[other].key))
        return Candidate(
            left=left,
            right=right,
            probability=round(likely, 4),
            reasons=why,
            joined=joined,
            why_not=why_not,
        )

    def _between(self, pairs: frozenset[Pair]) -> list[tuple[int, int]]:
        return sorted(
            (self._profile_of[one], self._profile_of[other])
            for one, other in pairs
            if one in self._profile_of and other in self._profile_of
        )

    def _decided(self) -> frozenset[Pair]:
        """Join what people joined; return what they keep apart by way of others."""
        refused = set()
        for one, other in sorted(self._constraints.same):
            first, second = self._profile_of.get(one), self._profile_of.get(other)
            if first is None or second is None:
                continue
            if not self._joins.join(Join(left=first, right=second, how="decision")):
                refused.add((one, other))
        return frozenset(refused)

    def _groups(self) -> list[tuple[MentionKey, ...]]:
        groups = []
        for members in self._joins.groups().values():
            keys = [
                (self._found[index].key[0], mention)
                for index in members
                if index not in self._unresolved
                for mention in self._found[index].mentions
            ]
            named = any(self._found[i].names or self._found[i].family == "EVENT" for i in members)
            if keys and named:
                groups.append(tuple(sorted(keys)))
        return sorted(groups)


def _same_name(one: Profile, other: Profile) -> str:
    """Return why chains of one name are one, in words."""
    if not (one.read_as or other.read_as):
        return "same name"
    return "same name, which the case gives another type than the words of one document suggest"


def resolve(
    readings: Mapping[str, Reading],
    constraints: Constraints = NOTHING_DECIDED,
    sources: Mapping[str, Source] | None = None,
) -> Resolution:
    """Decide who is who.

    Parameters
    ----------
    readings : mapping of str to Reading
        Active readings by document id.
    constraints : Constraints
        What people decided; ``different`` is never violated, not even through others.
    sources : mapping of str to Source, optional
        Texts, reprint groups and years of the documents; without them less is known.
    """
    return Resolution(readings, constraints, sources or {})


def clusters(
    readings: Mapping[str, Reading],
    constraints: Constraints = NOTHING_DECIDED,
    sources: Mapping[str, Source] | None = None,
) -> tuple[Sequence[tuple[MentionKey, ...]], Sequence[Candidate]]:
    """Return only the groups of :func:`resolve` and its candidates."""
    found = resolve(readings, constraints, sources)
    return found.groups, found.candidates()


__all__ = ["Candidate", "Resolution", "Scored", "Step", "Why", "clusters", "resolve"]
