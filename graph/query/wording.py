"""Decisions in words, on one line."""

from __future__ import annotations

from collections.abc import Sequence

from graph.case.by_hand import mention_by, said_by
from graph.case.decision_values import PAIRS, sides, triples
from graph.model import Anchor, Decision
from graph.ontology import ontology

_LONGEST = 80
_BETWEEN = {
    "same": "is the same as",
    "different": "is not the same as",
    "unsure": "may or may not be the same as",
}


def decision_words(decision: Decision) -> str:
    """Return what a decision says, on one line, in the words of the places it hangs on."""
    value = decision.value if isinstance(decision.value, dict) else {}
    if decision.kind in PAIRS:
        both = sides(decision)
        if both is None:
            return f"{decision.kind}, of {_words(decision.targets)} and something that was erased"
        if decision.kind == "split":
            return f"{_words(both[0])} is taken out of {_words(both[1])}"
        return f"{_words(both[0])} {_BETWEEN[decision.kind]} {_words(both[1])}"
    if decision.kind == "rename":
        return f"{_words(decision.targets)} goes by the name “{_cut(str(value.get('name')))}”"
    if decision.kind == "retype":
        return f"{_words(decision.targets)} is of the type {value.get('type')}"
    if decision.kind == "verdict":
        return (
            f"{value.get('verdict')}: {_relation(value.get('predicate'))} of"
            f" {' and '.join(_words([end]) for end in (triples(decision) or [()])[0][1:])}"
        )
    if decision.kind in {"correction", "addition"} and decision.targets:
        return _by_hand(decision)
    if "undoes" in value:
        return f"note that {value['undoes']} was undone"
    link = value.get("link")
    if isinstance(link, dict):
        verb = "is" if link.get("verdict") != "different" else "is not"
        listed = _cut(f"{link.get('name')} ({link.get('id')})")
        return (
            f"{_words(decision.targets)} {verb} {listed} of the list {_cut(str(link.get('list')))}"
        )
    said = value.get("text") or value.get("value") or ""
    return f"{decision.kind} {_cut(str(said))}".strip() + (
        f" at {_words(decision.targets)}" if decision.targets else ""
    )


def _by_hand(decision: Decision) -> str:
    said, mention = said_by(decision), mention_by(decision)
    if mention is not None:
        return f"{_words(decision.targets)} is a name, of the type {mention.type}"
    if said is None:
        return f"{decision.kind} at {_words(decision.targets)}"
    ends = [said.subject, *([said.object] if said.object else [])]
    names = (decision.targets[end.at if end.via is None else end.via] for end in ends)
    words = " and ".join(_words([name]) for name in names)
    value = f" ({_cut(said.value.text)})" if said.value else ""
    denied = "denied, " if said.polarity == "denied" else ""
    return f"{decision.kind}: {denied}{_relation(said.predicate)} of {words}{value}"


def _relation(name: object) -> str:
    predicate = ontology().predicates.get(str(name))
    return "claim" if name is None else str(name) if predicate is None else f"“{predicate.label}”"


def _words(anchors: Sequence[Anchor]) -> str:
    if not anchors:
        return "something that was erased"
    more = f" ({len(anchors)} places)" if len(anchors) > 1 else ""
    return f"“{_cut(anchors[0].exact)}”{more}"


def _cut(text: str) -> str:
    line = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
