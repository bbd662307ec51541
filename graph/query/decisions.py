"""Decisions as they stand: what is in force, what is set aside, what no longer attaches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus import Document
from graph.case import Case
from graph.case.by_hand import said_by
from graph.case.decision_values import PAIRS, sides, triples
from graph.derive.by_hand import settled
from graph.derive.decisions import latest
from graph.derive.entities import mention_id
from graph.identity import MentionKey
from graph.identity.decided import Decided, Standing
from graph.model import Anchor, Decision, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A decision as it stands today.

    ``sides`` are the ids of the entities that each side of it now belongs to: two sides for a
    decision about two, one for any other; empty where nothing is found.
    """

    decision: Decision
    standing: Standing
    sides: tuple[tuple[str, ...], ...]


class Attached:
    """The decisions of a case, attached to what its derived tables hold.

    Reads only the texts that decisions hang on. The derived tables must be up to date.
    """

    def __init__(self, case: Case, also: Iterable[Anchor] = ()) -> None:
        self.decisions = sorted(case.recorded.decisions.all(), key=lambda d: (d.created_at, d.id))
        anchors = [anchor for d in self.decisions for anchor in d.targets]
        documents, readings = _texts(case, [*anchors, *also])
        by_hand = settled(documents, readings, self.decisions)
        self._readings = by_hand.readings
        self.places, self.what = by_hand.places, by_hand.what
        self.owner = self._owners(case)

    def _owners(self, case: Case) -> dict[MentionKey, str]:
        """Return the entity of every mention of the texts read."""
        ids = {
            mention_id(document, mention): (document, index)
            for document, reading in self._readings.items()
            for index, mention in enumerate(reading.mentions)
        }
        rows = case.connection.execute(
            "SELECT m.public_id, e.public_id FROM mention m JOIN entity e ON e.id = m.entity"
            " JOIN document d ON d.id = m.document"
            " WHERE d.public_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(self._readings)),),
        )
        return {ids[row[0]]: row[1] for row in rows if row[0] in ids}

    def entities_at(self, anchors: Sequence[Anchor]) -> tuple[str, ...]:
        """Return the entities that own the mentions of some anchors, each once."""
        keys = (key for anchor in anchors for key in self.places.mentions_of(anchor))
        return tuple(dict.fromkeys(self.owner[key] for key in keys if key in self.owner))

    def ids_at(self, anchors: Sequence[Anchor]) -> tuple[str, ...]:
        """Return the ids of the mentions that anchors mean, one of each that means any."""
        found = (next(iter(self.places.mentions_of(anchor)), None) for anchor in anchors)
        return tuple(
            dict.fromkeys(
                mention_id(key[0], self._readings[key[0]].mentions[key[1]])
                for key in found
                if key is not None
            )
        )

    def sides(self, decision: Decision) -> tuple[tuple[str, ...], ...]:
        """Return the entities on each side of a decision."""
        both = sides(decision) if decision.kind in PAIRS else None
        targets = decision.targets
        if decision.kind in {"verdict", "correction"}:
            targets = tuple(a for about in triples(decision) or () for a in about[1:])
        return tuple(self.entities_at(side) for side in both or (targets,))


def standing_decisions(case: Case) -> tuple[Shown, ...]:
    """Return every decision of a case, earlier ones first, with how it stands today.

    The derived tables must be up to date.
    """
    attached = Attached(case)
    standings = dict(attached.what.standings)
    standings.update(_superseded(attached.what, attached.owner))
    standings.update(_without_claim(case, attached))
    return tuple(
        Shown(decision=d, standing=standings[d.id], sides=attached.sides(d))
        for d in attached.decisions
    )


def _superseded(what: Decided, owner: Mapping[MentionKey, str]) -> dict[str, Standing]:
    """Return the names and types that a later one of the same entity has replaced."""
    found = {}
    for given in (what.renamed, what.retyped):
        last = latest(given, owner)
        for one in given:
            winner = last.get(owner.get(one.mention, ""))
            if winner is not None and winner.decision != one.decision:
                found[one.decision] = Standing(
                    state="set aside",
                    why=f"{winner.decision} is later and of the same entity",
                    against=winner.decision,
                )
    return found


def _without_claim(case: Case, attached: Attached) -> dict[str, Standing]:
    """Return the verdicts, corrections and additions that have a part in no claim."""
    found = {}
    ruled = {row[0] for row in case.connection.execute("SELECT DISTINCT decision FROM ruling")}
    for decision in attached.decisions:
        stands = attached.what.standings[decision.id].state == "in force"
        about = decision.kind == "verdict" or said_by(decision) is not None
        if stands and about and decision.id not in ruled:
            why = (
                "its two ends are now one, or are resolved to nobody"
                if decision.kind == "addition"
                else "no such claim is read in its passage now"
            )
            found[decision.id] = Standing(state="unattached", why=why)
    return found


def _texts(case: Case, anchors: Iterable[Anchor]) -> tuple[dict[str, Document], dict[str, Reading]]:
    hashes = sorted({anchor.text_sha256 for anchor in anchors})
    rows = case.connection.execute(
        "SELECT public_id FROM document WHERE retracted_at IS NULL"
        " AND text_sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps(hashes),),
    ).fetchall()
    documents, readings = {}, {}
    for stored in case.recorded.documents(row[0] for row in rows):
        documents[stored.document.id] = stored.document
        reading = case.recorded.reading(stored)
        if reading is not None:
            readings[stored.document.id] = reading
    return documents, readings
