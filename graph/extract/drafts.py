"""What the extractors hand over: a statement whose ends are places, not yet indexes."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One end of a draft: the mention's place, and the words that stand for it in the passage."""

    mention: Span
    words: EndSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """Words that name an event, of a kind, with what they hold for telling events apart.

    ``patients`` and ``agents`` are chain numbers of names; ``definite`` is true of "the killings"
    without anything that tells which.
    """

    span: Span
    kind: str
    lemma: str
    text: str
    named: bool
    definite: bool
    patients: frozenset[int]
    agents: frozenset[int]
    others: frozenset[tuple[str, int]]
    places: frozenset[int]
    when: str | None
    number: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date that a sentence gives: its words, EDTF where they suffice, else what to resolve."""

    span: Span
    when: str | None
    relative: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement in the making; ``score`` is what the rule and the syntax are worth."""

    subject: Point
    predicate: str
    role: str | None = None
    object: Point | None = None
    value: Value | None = None
    value_words: Span | None = None
    when: When | None = None
    trigger: Span
    stance: Stance
    score: float
    rule: str
    component: str
