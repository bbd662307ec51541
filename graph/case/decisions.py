"""What people decided: appended, taken back, merged with the decisions of others; never lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from graph.case.by_hand import mention_by, place_faults
from graph.case.codec import dump, load
from graph.case.decision_values import APPLIED, check_decision, without_text, written
from graph.case.schema import bump, transaction
from graph.model import (
    Anchor,
    Decision,
    DecisionKind,
    EvidenceError,
    Reading,
    WhenceError,
    public_id,
)

LAST = "last"
_SHORTEST = 8
_AHEAD = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Merged:
    """What became of decisions that came from elsewhere, by id."""

    added: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


class Decisions:
    """The table of decisions. Every method that writes is one transaction but for ``erase_text``.

    Nothing is rewritten but ``undone_at``, once, and what an erased text takes with it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # -- writing ------------------------------------------------------------------------------

    def add(
        self,
        kind: DecisionKind,
        targets: Sequence[Anchor],
        *,
        value: object = None,
        reason: str | None = None,
        decided_by: str,
    ) -> Decision:
        """Record a decision, made now and after all others of the case.

        Raises
        ------
        WhenceError
            If it has not the form of its kind, or hangs on words that stand in no text of the
            case.
        """
        with transaction(self._db):
            return self._append(
                kind, targets, value=value, reason=reason, decided_by=decided_by, at=self._moment()
            )

    def undo(self, decision_id: str, *, decided_by: str, reason: str | None = None) -> Decision:
        """Take a decision back; who did so, when and why is kept as a note beside it.

        Parameters
        ----------
        decision_id : str
            An id, its beginning, or ``last`` for the latest decision that stands.
        """
        found = self.find(decision_id)
        if found.undone_at is not None:
            raise WhenceError("W272", f"{found.id} was already undone on {found.undone_at}.")
        if _undoes(found) is not None:
            raise WhenceError(
                "W272",
                f"{found.id} only says that {_undoes(found)} was undone."
                f" To decide so again: whence redo CASE {_undoes(found)}",
            )
        with transaction(self._db):
            at = self._moment()
            self._db.execute(
                "UPDATE decision SET undone_at = ? WHERE public_id = ?", (at, found.id)
            )
            self._append(
                "note",
                found.targets,
                value={"undoes": found.id},
                reason=reason,
                decided_by=decided_by,
                at=at,
            )
            self._changed([found.kind])
        return replace(found, undone_at=at)

    def redo(self, decision_id: str, *, decided_by: str, reason: str | None = None) -> Decision:
        """Decide again what was undone: a new decision of the same content."""
        found = self.find(decision_id)
        if found.undone_at is None:
            raise WhenceError("W272", f"{found.id} stands; there is nothing to decide again.")
        return self.add(
            found.kind,
            found.targets,
            value=found.value,
            reason=reason or found.reason,
            decided_by=decided_by,
        )

    def merge(self, decisions: Iterable[Decision]) -> Merged:
        """Take in decisions from elsewhere, all in one transaction.

        One that the case has is not added twice; one that was undone there is undone here, and
        what was undone here stays so. Texts that they hang on need not be in the case; words that
        do not stand in a text that is, are refused, and so is what has not the form of its kind.
        """
        merged = Merged()
        latest = written(datetime.now(UTC) + _AHEAD)
        kinds: list[DecisionKind] = []
        with transaction(self._db):
            held = {decision.id: decision for decision in self.all()}
            for decision in decisions:
                known = held.get(decision.id)
                try:
                    check_decision(decision)
                    self._check_places(decision, must_hold=False)
                except WhenceError as error:
                    merged.refused.append((decision.id, error.message))
                    continue
                if decision.created_at > latest:
                    why = f"it is dated in the future ({decision.created_at})"
                    merged.refused.append((decision.id, why))
                elif known is None:
                    self._insert(decision)
                    held[decision.id] = decision
                    kinds.append(decision.kind)
                    merged.added.append(decision.id)
                elif not _is_version_of(known, decision):
                    merged.refused.append((decision.id, "the case has another with this id"))
                elif decision.undone_at is not None and known.undone_at is None:
                    self._db.execute(
                        "UPDATE decision SET undone_at = ? WHERE public_id = ?",
                        (decision.undone_at, decision.id),
                    )
                    held[decision.id] = replace(known, undone_at=decision.undone_at)
                    kinds.append(decision.kind)
                    merged.undone.append(decision.id)
                else:
                    merged.known.append(decision.id)
            self._changed(kinds)
        return merged

    def erase_text(self, text_sha256: str) -> None:
        """Delete the anchors that quote a text, inside the caller's transaction.

        A decision that hung on nothing else goes with it. Another keeps the rest, and loses its
        reason and, unless it quotes nothing, its value.
        """
        for decision in self.all():
            kept, value = without_text(decision, text_sha256)
            if len(kept) == len(decision.targets):
                continue
            if kept:
                self._db.execute(
                    "UPDATE decision SET targets = ?, value = ?, reason = NULL WHERE public_id = ?",
                    (dump(kept), json.dumps(value), decision.id),
                )
            else:
                self._db.execute("DELETE FROM decision WHERE public_id = ?", (decision.id,))

    # -- reading ------------------------------------------------------------------------------

    def all(self) -> tuple[Decision, ...]:
        """Return all decisions in the order of their ids, undone ones too."""
        rows = self._db.execute("SELECT * FROM decision ORDER BY public_id").fetchall()
        return tuple(_decision(row) for row in rows)

    def find(self, decision_id: str) -> Decision:
        """Return one decision by its id, the beginning of its id, or ``last``.

        Raises
        ------
        WhenceError
            If none or several fit.
        """
        if decision_id == LAST:
            rows = self._db.execute(
                "SELECT * FROM decision WHERE undone_at IS NULL"
                " AND NOT (kind = 'note' AND json_extract(value, '$.undoes') IS NOT NULL)"
                " ORDER BY created_at DESC, public_id DESC LIMIT 1"
            ).fetchall()
            if not rows:
                raise WhenceError("W271", "The case has no decision that stands.")
        else:
            rows = self._db.execute(
                "SELECT * FROM decision WHERE public_id = ?1"
                " OR (length(?1) >= ?2 AND substr(public_id, 1, length(?1)) = ?1)"
                " ORDER BY public_id LIMIT 5",
                (decision_id, _SHORTEST),
            ).fetchall()
        if len(rows) > 1:
            ids = ", ".join(row["public_id"] for row in rows)
            raise WhenceError("W271", f"{decision_id!r} begins several decisions: {ids}.")
        if not rows:
            raise WhenceError(
                "W271",
                f"The case has no decision {decision_id!r}. whence decisions CASE lists them.",
            )
        return _decision(rows[0])

    # -- inside a transaction -----------------------------------------------------------------

    def _append(
        self,
        kind: DecisionKind,
        targets: Sequence[Anchor],
        *,
        value: object,
        reason: str | None,
        decided_by: str,
        at: str,
    ) -> Decision:
        anchors = tuple(targets)
        decision = Decision(
            id=decision_id(kind, anchors, value=value, decided_by=decided_by, created_at=at),
            kind=kind,
            targets=anchors,
            value=value,
            reason=(reason or "").strip() or None,
            decided_by=decided_by,
            created_at=at,
        )
        check_decision(decision)
        self._check_places(decision, must_hold=True)
        self._check_evidence(decision)
        self._insert(decision)
        self._changed([kind])
        return decision

    def _insert(self, decision: Decision) -> None:
        self._db.execute(
            "INSERT INTO decision (public_id, kind, targets, value, reason, decided_by,"
            " created_at, undone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.id,
                decision.kind,
                dump(decision.targets),
                json.dumps(decision.value, ensure_ascii=False),
                decision.reason,
                decision.decided_by,
                decision.created_at,
                decision.undone_at,
            ),
        )

    def _check_places(self, decision: Decision, *, must_hold: bool) -> None:
        """Refuse anchors whose words do not stand in the text they name.

        Parameters
        ----------
        decision : Decision
        must_hold : bool
            Whether the case must hold the texts.
        """
        for anchor in decision.targets:
            row = self._db.execute(
                "SELECT substr(text, ?, ?) FROM document WHERE text_sha256 = ? LIMIT 1",
                (anchor.start + 1, anchor.end - anchor.start, anchor.text_sha256),
            ).fetchone()
            if row is None and must_hold:
                raise WhenceError(
                    "W274", f"No document of the case has the text that holds {anchor.exact!r}."
                )
            if row is not None and row[0] != anchor.exact:
                raise WhenceError(
                    "W274", f"{anchor.exact!r} does not stand at {anchor.start} in its text."
                )

    def _check_evidence(self, decision: Decision) -> None:
        """Refuse a correction or an addition that breaks the evidence rule."""
        if decision.kind not in {"correction", "addition"}:
            return
        text = decision.targets[0].text_sha256
        row = self._db.execute(
            "SELECT r.body FROM document d JOIN reading r ON r.id = d.reading"
            " WHERE d.text_sha256 = ? ORDER BY d.retracted_at IS NOT NULL, d.public_id LIMIT 1",
            (text,),
        ).fetchone()
        reading = None if row is None else load(Reading, row[0])
        names = {(m.start, m.end) for m in reading.mentions} if reading else set()
        names |= {
            (other.targets[0].start, other.targets[0].end)
            for other in self.all()
            if other.undone_at is None
            and other.targets
            and other.targets[0].text_sha256 == text
            and mention_by(other) is not None
        }
        for fault in place_faults(decision, reading.sentences if reading else (), names):
            raise EvidenceError("W279", f"This cannot be recorded: {fault}.")

    def _moment(self) -> str:
        """Return the present time, or the first after all decisions if the clock is behind."""
        now = written(datetime.now(UTC))
        last = self._db.execute(
            "SELECT max(max(created_at), coalesce(max(undone_at), '')) FROM decision"
        ).fetchone()[0]
        if last is not None and last >= now:
            after = datetime.fromisoformat(last) + timedelta(microseconds=1)
            return written(after)
        return now

    def _changed(self, kinds: Iterable[str]) -> None:
        if APPLIED.intersection(kinds):
            bump(self._db)


def decision_id(
    kind: str, targets: Sequence[Anchor], *, value: object, decided_by: str, created_at: str
) -> str:
    """Return the id of a decision: a hash of what was decided, by whom and when."""
    places = [(a.text_sha256, a.start, a.end) for a in targets]
    return public_id("dec", kind, places, json.dumps(value, sort_keys=True), decided_by, created_at)


def _undoes(decision: Decision) -> str | None:
    """Return which decision a note says was undone, if it is such a note."""
    if decision.kind != "note" or not isinstance(decision.value, dict):
        return None
    undone = decision.value.get("undoes")
    return undone if isinstance(undone, str) else None


def _is_version_of(held: Decision, other: Decision) -> bool:
    """Whether a decision is one that the case has, but for undoing and what was erased here."""
    same = (held.kind, held.decided_by, held.created_at) == (
        other.kind,
        other.decided_by,
        other.created_at,
    )
    if held.targets == other.targets:
        return same and held.value == other.value
    return same and set(held.targets) < set(other.targets)


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["public_id"],
        kind=row["kind"],
        targets=load(tuple[Anchor, ...], row["targets"]),
        value=json.loads(row["value"]),
        reason=row["reason"],
        decided_by=row["decided_by"],
        created_at=row["created_at"],
        undone_at=row["undone_at"],
    )
