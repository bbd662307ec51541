"""Pairs that may or may not be one, for a person to decide: written with what is derived."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PairQuestion:
    """Two mentions of what may be one; rules took them for one where they have the same entity.

    Attributes
    ----------
    one, other : str
        Ids of the mentions.
    probability : float
        That they are one.
    why_not : str or None
        What keeps rules from joining them whatever the score.
    weight : float
        How much of the graph would move, times the doubt.
    reasons : str
        The summands of the score as JSON, the heaviest first.
    """

    one: str
    other: str
    probability: float
    why_not: str | None
    weight: float
    reasons: str


def write_questions(connection: sqlite3.Connection, questions: Iterable[PairQuestion]) -> None:
    """Write the questions in the order in which they are asked, inside the open transaction."""
    connection.executemany(
        "INSERT INTO question (one, other, probability, why_not, weight, reasons)"
        " SELECT a.id, b.id, ?, ?, ?, ? FROM mention a, mention b"
        " WHERE a.public_id = ? AND b.public_id = ?",
        ((q.probability, q.why_not, q.weight, q.reasons, q.one, q.other) for q in questions),
    )
