"""What people's decisions mean for today's mentions: pure, over decisions, texts and readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from graph.case.decision_values import APPLIED, PAIRS, sides, triples
from graph.identity.attach import Places
from graph.identity.constraints import NOTHING_DECIDED, Constraints, MentionKey
from graph.identity.contradictions import Edge, PieceOf, settle
from graph.identity.pieces import NOT_PARTED, Parting, partings, pieces
from graph.model import Anchor, Decision, Reading

State = Literal["in force", "kept", "set aside", "unattached", "undone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a decision stands today.

    Attributes
    ----------
    state : str
        ``in force``: it shapes what is derived. ``kept``: it is of a kind that shapes nothing
        (a note). ``set aside``: it contradicts another, ``against``. ``unattached``: what it hangs
        on is not to be found now. ``undone``: somebody took it back.
    why : str or None
        In words, where it is not in force.
    against : str or None
        The decision that it gives way to.
    """

    state: State
    why: str | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEntity:
    """A decision about one entity, which is the one that holds ``mention``: a name, or a type."""

    decision: str
    mention: MentionKey
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody says of a claim, found by its passages and the mentions at its ends.

    Attributes
    ----------
    verdict : str
        ``right``, ``wrong``, ``unsure``, or ``corrected``: somebody reads the passage otherwise.
    passages : frozenset of (document, start, end)
    quotes : frozenset of str
        The words of the passages, on one line: a reprint has them elsewhere.
    value : mapping
        Predicate, role, polarity, value and date of the claim.
    """

    decision: Decision
    verdict: str
    passages: frozenset[tuple[str, int, int]]
    quotes: frozenset[str]
    subjects: frozenset[MentionKey]
    objects: frozenset[MentionKey] | None
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """All that people decided, attached.

    Attributes
    ----------
    constraints : Constraints
        Free of contradictions: no two mentions that ``same`` joins, even through others, are
        ``different``.
    types : mapping of MentionKey to str
        Types that people gave, by mention.
    renamed, retyped : tuple of OfEntity
        Earlier ones first.
    verdicts : tuple of Verdict
        Earlier ones first.
    unsure : frozenset of (MentionKey, MentionKey)
        Pairs that somebody looked at and left open.
    pairs : mapping of str to tuple of MentionKey
        By decision about who is who: the mentions that it is about.
    standings : mapping of str to Standing
        Every decision, by id.
    """

    constraints: Constraints = NOTHING_DECIDED
    types: Mapping[MentionKey, str] = field(default_factory=dict)
    renamed: tuple[OfEntity, ...] = ()
    retyped: tuple[OfEntity, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    unsure: frozenset[tuple[MentionKey, MentionKey]] = frozenset()
    pairs: Mapping[str, tuple[MentionKey, ...]] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)


def decided(
    decisions: Iterable[Decision],
    places: Places,
    *,
    by_hand: frozenset[MentionKey] = frozenset(),
) -> Decided:
    """Attach decisions to mentions and settle what contradicts; their order does not matter.

    Parameters
    ----------
    decisions : iterable of Decision
    places : Places
    by_hand : frozenset of MentionKey
        Mentions that people made: these may be joined to a name even where they are none.
    """
    in_time = sorted(decisions, key=lambda decision: (decision.created_at, decision.id))
    work = _Attaching(places)
    for decision in in_time:
        work.take(decision)
    joining = {key[0] for edge in work.edges for key in edge.joined}
    chains = _Chains(places, work.types, sorted(joining))
    work.leave_out_but(chains.nodes() | by_hand)
    settled = settle(work.edges, chains.pieces)
    for decision_id, against in settled.set_aside.items():
        other = against.decision
        work.standings[decision_id] = Standing(
            state="set aside",
            why=f"{other} is later and says the contrary of the same two"
            if against.direct
            else f"it would put together what {other} keeps apart",
            against=other,
        )
    return Decided(
        constraints=settled.constraints,
        types=work.types,
        renamed=tuple(work.renamed),
        retyped=tuple(work.retyped),
        verdicts=tuple(work.verdicts),
        unsure=frozenset(work.unsure),
        pairs=work.pairs,
        standings=work.standings,
    )


def with_types(
    readings: Mapping[str, Reading], types: Mapping[MentionKey, str]
) -> Mapping[str, Reading]:
    """Return the readings with the types that people gave to mentions: of those they are sure."""
    changed: dict[str, dict[int, str]] = defaultdict(dict)
    for (document, index), kind in types.items():
        changed[document][index] = kind
    return {
        document: replace(
            reading,
            mentions=tuple(
                replace(mention, type=changed[document][index], score=1.0)
                if index in changed[document]
                else mention
                for index, mention in enumerate(reading.mentions)
            ),
        )
        if document in changed
        else reading
        for document, reading in readings.items()
    }


class _Chains:
    """What rules hold together in the documents in which people joined something."""

    def __init__(
        self, places: Places, types: Mapping[MentionKey, str], documents: Iterable[str]
    ) -> None:
        self._texts = {document: places.text(document) for document in documents}
        read = {document: places.reading(document) for document in self._texts}
        self._readings = with_types({d: r for d, r in read.items() if r is not None}, types)

    def pieces(self, constraints: Constraints) -> PieceOf:
        """Return what gives the first mention of a piece for each of its mentions."""
        first = self._first(partings(constraints))
        return lambda key: first.get(key, key)

    def nodes(self) -> frozenset[MentionKey]:
        """Return the mentions that may be of an entity."""
        return frozenset(self._first({}))

    def _first(self, parted: Mapping[str, Parting]) -> dict[MentionKey, MentionKey]:
        return {
            (document, index): (document, piece.mentions[0])
            for document, reading in self._readings.items()
            for piece in pieces(reading, self._texts[document], parted.get(document, NOT_PARTED))
            for index in piece.mentions
        }


class _Attaching:
    """Takes decisions one by one, earlier ones first, and keeps what they come to."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.edges: list[Edge] = []
        self.types: dict[MentionKey, str] = {}
        self.renamed: list[OfEntity] = []
        self.retyped: list[OfEntity] = []
        self.verdicts: list[Verdict] = []
        self.unsure: set[tuple[MentionKey, MentionKey]] = set()
        self.pairs: dict[str, tuple[MentionKey, ...]] = {}
        self.standings: dict[str, Standing] = {}
        self._same: set[str] = set()

    def take(self, decision: Decision) -> None:
        if decision.undone_at is not None:
            self.standings[decision.id] = Standing(state="undone")
            return
        why = self._attach(decision)
        if why is not None:
            self.standings[decision.id] = Standing(state="unattached", why=why)
        else:
            state: State = "in force" if decision.kind in APPLIED else "kept"
            self.standings[decision.id] = Standing(state=state)

    def leave_out_but(self, nodes: Container[MentionKey]) -> None:
        """Leave out what would join a mention that can be of no entity."""
        kept = []
        for edge in self.edges:
            if all(key in nodes for key in edge.joined):
                kept.append(edge)
            elif edge.decision in self._same:
                why = "what is read there now is no name, and none is known to be meant"
                self.standings[edge.decision] = Standing(state="unattached", why=why)
        self.edges = kept

    def _attach(self, decision: Decision) -> str | None:
        """Return why a decision does not attach, or ``None``."""
        if decision.kind in PAIRS:
            return self._pair(decision)
        if decision.kind in {"rename", "retype"}:
            return self._of_entity(decision)
        if decision.kind in {"verdict", "correction"}:
            return self._verdict(decision)
        if decision.targets and not any(map(self._places.documents_of, decision.targets)):
            return self._missing(decision.targets)
        return None

    def _pair(self, decision: Decision) -> str | None:
        both = sides(decision)
        if both is None:
            return "part of what it hung on was erased"
        left, right = (tuple(self._mentions(side)) for side in both)
        if decision.kind == "split":
            right = tuple(key for key in right if key not in left)
        for side, found in zip(both, (left, right), strict=True):
            if not found:
                return self._missing(side)
        if not set(left).isdisjoint(right):
            return "both sides are now read as one mention"
        self.pairs[decision.id] = left + right
        first = tuple(self._first(both[0]))
        if decision.kind == "unsure":
            self.unsure.add((left[0], right[0]))
        elif decision.kind == "same":
            joined = first + tuple(self._first(both[1]))
            self._edge(decision, "same", left=left, right=right, joined=joined)
            self._same.add(decision.id)
        else:
            self._edge(decision, "different", left=left, right=right)
        if decision.kind == "split":
            for key in left[1:]:
                self._edge(decision, "same", left=left[:1], right=(key,), joined=(left[0], key))
        return None

    def _edge(
        self,
        decision: Decision,
        kind: Literal["same", "different"],
        *,
        left: tuple[MentionKey, ...],
        right: tuple[MentionKey, ...],
        joined: tuple[MentionKey, ...] = (),
    ) -> None:
        self.edges.append(
            Edge(
                decision=decision.id,
                at=decision.created_at,
                kind=kind,
                left=left,
                right=right,
                joined=joined,
            )
        )

    def _of_entity(self, decision: Decision) -> str | None:
        if not isinstance(decision.value, dict):
            return "what it says was erased"
        found = tuple(self._mentions(decision.targets))
        if not found:
            return self._missing(decision.targets)
        kind, field_ = (
            (self.renamed, "name") if decision.kind == "rename" else (self.retyped, "type")
        )
        value = str(decision.value[field_])
        kind.append(OfEntity(decision=decision.id, mention=found[0], value=value))
        if decision.kind == "retype":
            self.types.update(dict.fromkeys(found, value))
        return None

    def _verdict(self, decision: Decision) -> str | None:
        """Attach a verdict, or the part of a correction that says what it is about."""
        about = triples(decision)
        if about is None:
            return "part of what it hung on was erased"
        found: list[tuple[Anchor, tuple[frozenset[MentionKey], ...]]] = []
        missing: tuple[Anchor, ...] = ()
        for passage, *ends in about:
            if not self._places.documents_of(passage):
                missing = missing or (passage,)
                continue
            mentions = tuple(frozenset(self._places.mentions_of(end)) for end in ends)
            lost = [end for end, held in zip(ends, mentions, strict=True) if not held]
            missing = missing or tuple(lost[:1])
            if not lost:
                found.append((passage, mentions))
        if not found:
            return self._missing(missing)
        value: Mapping[str, Any] = decision.value  # type: ignore[assignment]
        read = value["read"] if decision.kind == "correction" else value
        self.verdicts.append(
            Verdict(
                decision=decision,
                verdict="corrected" if decision.kind == "correction" else value["verdict"],
                passages=frozenset(
                    (d, p.start, p.end) for p, _ in found for d in self._places.documents_of(p)
                ),
                quotes=frozenset(" ".join(passage.exact.split()) for passage, *_ in about),
                subjects=frozenset().union(*(ends[0] for _, ends in found)),
                objects=frozenset().union(*(ends[1] for _, ends in found))
                if len(about[0]) > 2
                else None,
                value=read,
            )
        )
        return None

    def _mentions(self, anchors: Sequence[Anchor]) -> Iterator[MentionKey]:
        """Yield the mentions of all anchors, each once, in the order of the anchors."""
        seen: set[MentionKey] = set()
        for anchor in anchors:
            for key in self._places.mentions_of(anchor):
                if key not in seen:
                    seen.add(key)
                    yield key

    def _first(self, anchors: Sequence[Anchor]) -> tuple[MentionKey, ...]:
        """Return the mentions of the first anchor that has any: one for each copy of its text."""
        return next(filter(None, map(self._places.mentions_of, anchors)), ())

    def _missing(self, anchors: Sequence[Anchor]) -> str:
        words = f"{anchors[0].exact[:60]!r}"
        if any(self._places.documents_of(anchor) for anchor in anchors):
            return f"no name or other mention is read at {words} now"
        return f"the text that holds {words} is not in the case, or is retracted"
