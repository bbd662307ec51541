"""What a decision of each kind must hang on and hold, checked before it is recorded."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, get_args

from graph.case.by_hand import form_fault
from graph.model import Anchor, Decision, DecisionKind, WhenceError
from graph.ontology import ontology

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
PAIRS = frozenset({"same", "different", "unsure", "split"})
"""Kinds about two sides; ``value`` is ``{"sides": [n, m]}``, the numbers of anchors of each."""

APPLIED = frozenset(KINDS) - {"unsure", "note", "view"}
"""Kinds that change what is derived."""

VERDICTS = ("right", "wrong", "unsure")
MAX_TARGETS = 1_000
MAX_EXACT = 20_000
MAX_NAME = 300
MAX_REASON = 4_000
MAX_VALUE = 50_000

_ID = re.compile(r"dec-[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_decision(decision: Decision) -> None:
    """Refuse a decision that is not of the form its kind asks for.

    Raises
    ------
    WhenceError
        Saying what is wrong with it.
    """
    what = _fault(decision)
    if what is not None:
        raise WhenceError("W270", f"The decision {decision.id} is refused: {what}.")


def sides(decision: Decision) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]] | None:
    """Return the anchors of the two sides of a ``same``, ``different``, ``unsure`` or ``split``.

    ``None`` if the decision does not say which anchor belongs to which side, as when part of what
    it hung on was erased. Two anchors without more are one each.
    """
    counts = decision.value.get("sides") if isinstance(decision.value, dict) else None
    if counts is None and decision.value is None and len(decision.targets) == 2:
        counts = [1, 1]
    if (
        not isinstance(counts, list)
        or len(counts) != 2
        or any(not isinstance(count, int) or count < 1 for count in counts)
        or sum(counts) != len(decision.targets)
    ):
        return None
    return decision.targets[: counts[0]], decision.targets[counts[0] :]


def triples(decision: Decision) -> tuple[tuple[Anchor, ...], ...] | None:
    """Return the passages of the claim that a verdict or a correction is about.

    Each is the passage, the subject and, if there is one, the object. ``None`` if part of what it
    hung on was erased. A verdict that does not say how many anchors each has is about one.
    """
    value, targets = decision.value, decision.targets
    if not isinstance(value, dict):
        return None
    if decision.kind == "correction":
        return (targets[: 1 + value["ends"]],)
    each = value.get("each", len(targets))
    if each not in {2, 3} or not targets or len(targets) % each:
        return None
    return tuple(targets[at : at + each] for at in range(0, len(targets), each))


def without_text(decision: Decision, text_sha256: str) -> tuple[tuple[Anchor, ...], object]:
    """Return what is left of a decision's targets and value when a text is erased.

    Numbers of anchors and types of the ontology quote nothing and are kept; any other value may.
    """
    kept = tuple(a for a in decision.targets if a.text_sha256 != text_sha256)
    both = sides(decision) if decision.kind in PAIRS else None
    if both is not None:
        counts = [sum(a.text_sha256 != text_sha256 for a in side) for side in both]
        return kept, {"sides": counts} if all(counts) else None
    if decision.kind == "verdict" and kept:  # what is left carries the same claim elsewhere
        return kept, decision.value if triples(decision) is not None else None
    return kept, decision.value if decision.kind == "retype" else None


def moment(text: object) -> str | None:
    """Return a time in the one form in which times of decisions compare, or ``None``."""
    if not isinstance(text, str):
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    time = time if time.tzinfo else time.replace(tzinfo=UTC)
    try:
        return written(time)
    except OverflowError:
        return None


def written(time: datetime) -> str:
    """Return a time as decisions have it: UTC, to the microsecond."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _fault(decision: Decision) -> str | None:
    if not _ID.fullmatch(decision.id):
        return "its id is not dec- and 16 hexadecimal digits"
    if decision.kind not in KINDS:
        return f"there is no kind {decision.kind!r}; kinds are {', '.join(KINDS)}"
    if moment(decision.created_at) != decision.created_at:
        return "the time it was made at is no time in UTC"
    if decision.undone_at is not None and moment(decision.undone_at) != decision.undone_at:
        return "the time it was undone at is no time in UTC"
    if not decision.decided_by.strip() or not _is_line(decision.decided_by, MAX_NAME):
        return f"it needs the name of who decided, on one line of at most {MAX_NAME} characters"
    if decision.reason is not None and len(decision.reason) > MAX_REASON:
        return f"its reason is longer than {MAX_REASON} characters"
    if len(decision.targets) > MAX_TARGETS:
        return f"it hangs on more than {MAX_TARGETS} places"
    for target in decision.targets:
        if not _SHA256.fullmatch(target.text_sha256):
            return "a place it hangs on has no hash of a text"
        if not 0 <= target.start < target.end or target.end - target.start != len(target.exact):
            return f"the place of {target.exact[:40]!r} has other offsets than its words are long"
        if len(target.exact) > MAX_EXACT:
            return f"a place it hangs on is longer than {MAX_EXACT} characters"
    try:
        size = len(json.dumps(decision.value, allow_nan=False))
    except (TypeError, ValueError):
        return "its value is no JSON data"
    if size > MAX_VALUE:
        return f"its value is longer than {MAX_VALUE} characters"
    return _value_fault(decision)


def _value_fault(decision: Decision) -> str | None:
    """Return what is wrong with the value, by kind; an erased value (``None``) is kept as it is."""
    kind, value = decision.kind, decision.value
    if kind not in {"note", "view"} and not decision.targets:
        return "it hangs on no place in any text"
    if value is None and kind != "note":
        return None
    fields: dict[str, Any] = value if isinstance(value, dict) else {}
    if kind in PAIRS and sides(decision) is None:
        return "its value does not say how many of the places belong to each side"
    if kind == "rename" and not (
        isinstance(fields.get("name"), str)
        and fields["name"].strip()
        and _is_line(fields["name"], MAX_NAME)
    ):
        return f"a name is needed, on one line of at most {MAX_NAME} characters"
    if kind == "retype" and not ontology().is_node(str(fields.get("type"))):
        known = ", ".join(name for name, kind in ontology().types.items() if kind.node)
        return f"there is no type {fields.get('type')!r}; types are {known}"
    if kind == "verdict" and fields.get("verdict") not in VERDICTS:
        return f"a verdict is one of {', '.join(VERDICTS)}"
    if kind == "verdict" and triples(decision) is None:
        return "it does not hang on passages and the ends in them"
    if kind in {"correction", "addition", "view"} and not fields:
        return "its value must be an object"
    return form_fault(decision) if kind in {"correction", "addition"} else None


def _is_line(text: str, most: int) -> bool:
    return len(text) <= most and all(ch.isprintable() for ch in text)
