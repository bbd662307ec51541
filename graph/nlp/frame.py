"""Frames: who did what to whom, as plain data on a Doc and as typed objects.

A frame is a predicate (one word, a verb or a noun that names an event) with the spans of words that
fill its roles, in PropBank's names: ARG0 the doer, ARG1 what it is done to, ARG2 and so on by
predicate, ARGM-TMP the time, ARGM-LOC the place, ARGM-NEG a negation, ARGM-MOD a modal verb.

``doc._.whence_frames`` holds them as lists, so that they survive pickling, ``to_bytes`` and worker
processes; :func:`frames` gives them as objects. Offsets are **tokens** of the Doc, half-open;
``doc[role.start : role.end]`` is the span, with its offsets in code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from spacy.tokens import Doc, Span, Token

#: Roles that a predicate has at most once.
CORE: Final = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARG5")


@dataclass(frozen=True, slots=True)
class Factuality:
    """How likely it is, by the text, that what a predicate says happened.

    Attributes
    ----------
    happened, did_not, open
        Probabilities; they sum to 1. ``open``: planned, possible, conditional, asked, unknown.
    """

    happened: float
    did_not: float
    open: float

    @property
    def best(self) -> str:
        """Return ``happened``, ``did_not`` or ``open``, whichever is likeliest."""
        return max(("happened", "did_not", "open"), key=lambda name: float(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens ``[start, end)`` that fill a role; ``score`` is the calibrated probability."""

    name: str
    start: int
    end: int
    score: float

    def span(self, doc: Doc) -> Span:
        """Return the role's words."""
        return doc[self.start : self.end]

    def head(self, doc: Doc) -> Token:
        """Return the word of the span that the others hang on, past a preposition."""
        return doc[self.start : self.end].root


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate with its roles.

    Attributes
    ----------
    predicate
        Token of the Doc.
    lemma, sense
        "kill" and its most frequent sense, "kill.01".
    kind
        ``verb``, ``noun``, ``other`` (adjectives, mostly), or ``auxiliary``: a helping verb, which
        PropBank counts as a predicate but which has no roles.
    score
        Calibrated probability that the word is a predicate, in 0..1.
    factuality
        Whether it happened.
    roles
        By place. Of each core role there is at most one.
    """

    predicate: int
    lemma: str
    sense: str
    kind: str
    score: float
    factuality: Factuality
    roles: tuple[Role, ...]

    def role(self, name: str) -> Role | None:
        """Return the likeliest span of a role, or None."""
        found = self.all(name)
        return max(found, key=lambda role: role.score) if found else None

    def all(self, name: str) -> tuple[Role, ...]:
        """Return all spans of a role, by place."""
        return tuple(role for role in self.roles if role.name == name)

    @property
    def negated(self) -> bool:
        """Say whether the predicate has a negation."""
        return any(role.name == "ARGM-NEG" for role in self.roles)

    @property
    def modals(self) -> tuple[Role, ...]:
        """Return its modal verbs, by place."""
        return self.all("ARGM-MOD")


def _plain(frame: Frame) -> list[Any]:
    facts = frame.factuality
    return [
        frame.predicate,
        frame.lemma,
        frame.sense,
        frame.kind,
        frame.score,
        [facts.happened, facts.did_not, facts.open],
        [[role.name, role.start, role.end, role.score] for role in frame.roles],
    ]


def set_frames(doc: Doc, found: list[Frame]) -> None:
    """Put frames on a Doc, by place of their predicate."""
    doc._.whence_frames = [_plain(frame) for frame in sorted(found, key=lambda f: f.predicate)]


def frames(doc: Doc) -> tuple[Frame, ...]:
    """Return the frames of a Doc, by place of their predicate; none if none were read."""
    return tuple(
        Frame(
            predicate, lemma, sense, kind, score,
            Factuality(*facts), tuple(Role(*role) for role in roles),
        )
        for predicate, lemma, sense, kind, score, facts, roles in doc._.whence_frames or ()
    )  # fmt: skip


if not Doc.has_extension("whence_frames"):
    Doc.set_extension("whence_frames", default=None)
