"""Decisions as JSON Lines, one a line, in the fields of the export: nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import ValidationError

from graph.case.codec import load, plain
from graph.case.decision_values import check_decision, moment
from graph.exchange.common import Fault, Received
from graph.model import Decision, WhenceError


def decision_lines(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield decisions as lines, those that were undone and notes too, by id."""
    for decision in sorted(decisions, key=lambda d: d.id):
        yield json.dumps(plain(decision), ensure_ascii=False, separators=(",", ":")) + "\n"


def read_decisions(lines: Iterable[tuple[int, str]]) -> Received:
    """Read decisions back; a line that is none is a fault and stops nothing.

    Parameters
    ----------
    lines : iterable of (int, str)
        Numbered lines, as :func:`graph.exchange.file_lines` gives them.
    """
    found: list[Decision] = []
    faults: list[Fault] = []
    for number, line in lines:
        try:
            decision = load(Decision, line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            faults.append(Fault(line=number, why=f"{where + ': ' if where else ''}{first['msg']}"))
            continue
        decision = replace(
            decision,
            created_at=moment(decision.created_at) or decision.created_at,
            undone_at=moment(decision.undone_at) or decision.undone_at,
        )
        try:
            check_decision(decision)
        except WhenceError as error:
            faults.append(Fault(line=number, why=error.message))
        else:
            found.append(decision)
    return Received(decisions=tuple(found), faults=tuple(faults))
