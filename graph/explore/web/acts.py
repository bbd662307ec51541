"""What a change that pages can ask for is, wherever it is defined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.decide import user_name
from graph.explore.web.bodies import Body
from graph.explore.web.records import Recorded
from graph.model import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One change.

    Attributes
    ----------
    name : str
        Of its operation in the API.
    path : str
        Its address under ``/api``; it is sent there by POST, as JSON.
    asks : type
        What is sent.
    run : callable
        Given the case, what is sent and the id in the address, records and says what.
    summary : str
        What it does, in one line.
    """

    name: str
    path: str
    asks: type[Body]
    run: Callable[..., Recorded]
    summary: str


def recorded(*decisions: Decision) -> Recorded:
    """Return what a change answers: the decisions that it made or took back."""
    return Recorded(decisions=[decision.id for decision in decisions])


def by(body: Body) -> str:
    """Return who signs a change: whom it names, or the user."""
    return body.by or user_name()
