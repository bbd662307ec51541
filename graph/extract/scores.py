"""What a statement is worth: how often claims like it were right when people judged them.

The rule, the ends and the syntax of a draft give a raw worth; a logistic curve, fitted to judged
claims by ``benchmarks.calibration``, makes it a probability. The curve knows three things beside
the raw worth: what sort of thing is said, the family of its event, and whether it is put as a fact.
Its weights, and the threshold below which a statement waits as a candidate, are in
``calibration.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graph.extract.drafts import Draft
from graph.model import Modality
from graph.ontology import ontology

_LEAST = 0.02
_SAID_OF_EVENTS = frozenset({"happened-on", "happened-in", "number-affected", "occurred"})


@cache
def calibration() -> Mapping[str, Any]:
    """Return the fitted weights and the threshold."""
    path = files("graph.extract").joinpath("calibration.json")
    fitted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return fitted


def threshold() -> float:
    """Return the least score at which a statement is drawn."""
    return float(calibration()["threshold"])


def worth(draft: Draft, kind: str | None) -> float:
    """Return a draft's score in [0, 1], four digits.

    Parameters
    ----------
    draft : Draft
    kind : str or None
        The kind of the event that it is about, if it is about one.
    """
    return calibrated(draft.score, traits(draft.predicate, kind, draft.stance.modality))


def traits(predicate: str, kind: str | None, modality: Modality) -> tuple[str, ...]:
    """Return what the curve knows of a statement beside its raw worth."""
    if predicate == "participant":
        sort = "participant"
    elif predicate in _SAID_OF_EVENTS:
        sort = "detail"
    else:
        sort = "relation"
    known = ontology().events.get(kind) if kind is not None else None
    found = [f"sort:{sort}", f"put:{'asserted' if modality == 'asserted' else 'otherwise'}"]
    if known is not None:
        found.append(f"family:{known.family}")
    return tuple(found)


def logit(raw: float) -> float:
    """Return the log-odds of a raw worth, kept from the ends."""
    kept = min(1 - _LEAST, max(_LEAST, raw))
    return math.log(kept / (1 - kept))


def calibrated(raw: float, known: tuple[str, ...]) -> float:
    """Return the share of claims with this raw worth and these traits that were right."""
    odds = calibration()["slope"] * logit(raw) + _shift(known)
    return round(1 / (1 + math.exp(-odds)), 4)


def raw_of(score: float, known: tuple[str, ...]) -> float:
    """Return the raw worth that a score was made from, so that a new curve can be fitted."""
    odds = (logit_of(score) - _shift(known)) / calibration()["slope"]
    return round(1 / (1 + math.exp(-odds)), 4)


def logit_of(score: float) -> float:
    """Return the log-odds of a score."""
    kept = min(0.9999, max(0.0001, score))
    return math.log(kept / (1 - kept))


def _shift(known: tuple[str, ...]) -> float:
    weights = calibration()["weights"]
    return float(calibration()["shift"] + sum(weights.get(trait, 0.0) for trait in known))
