"""What may be sent to change something, checked where it comes in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from graph.case.decision_values import MAX_NAME, MAX_REASON
from graph.explore.web.parameters import Id

MAX_BODY = 100_000
"""Bytes of a message that asks for a change; files are sent by themselves."""


def _none_if_blank(given: object) -> object:
    return None if isinstance(given, str) and not given.strip() else given


_Blank = BeforeValidator(_none_if_blank)
Short = Annotated[str, Field(max_length=300)]
Reason = Annotated[Annotated[str, Field(max_length=MAX_REASON)] | None, _Blank]
By = Annotated[
    Annotated[str, Field(min_length=1, max_length=MAX_NAME, pattern=r"^[^\x00-\x1f\x7f]+$")] | None,
    _Blank,
]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Key = Annotated[
    Annotated[str, Field(pattern=r"^\d{1,10}-\d{1,10}(-\d{1,10}-\d{1,10})?$")] | None, _Blank
]
Word = Annotated[Short | None, _Blank]


class Body(BaseModel):
    """What is sent; ``by`` signs it, the user's name where it is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: By = None
    reason: Reason = None


class Verdict(Body):
    """What is said of a claim."""

    verdict: Literal["right", "wrong", "unsure"]


class SaidBody(Body):
    """A claim as a form has it; ends and speakers are places in the text, ``start-end``.

    ``speaker`` may be ``same``: as the passage was read.
    """

    predicate: Annotated[str, Field(min_length=1, max_length=80)]
    role: Word = None
    subject: Key
    object: Key = None
    value: Word = None
    number: Annotated[float | None, _Blank] = None
    unit: Word = None
    when: Annotated[Annotated[str, Field(max_length=60)] | None, _Blank] = None
    when_words: Word = None
    polarity: Literal["affirmed", "denied"] = "affirmed"
    modality: Literal["asserted", "alleged", "planned", "hypothetical"] = "asserted"
    speaker: Annotated[
        Annotated[str, Field(pattern=r"^(same|\d{1,10}-\d{1,10})$")] | None, _Blank
    ] = None
    how: Literal["direct", "indirect"] = "indirect"


class Correction(SaidBody):
    """How a passage of a claim is to be read instead; ``passage`` counts from 1."""

    passage: Annotated[int, Field(ge=1, le=100_000)]


class Place(Body):
    """Words of a document: code points, half-open; ``exact`` are the words themselves."""

    start: Offset
    end: Offset
    exact: Annotated[str, Field(max_length=20_000)] | None = None


class AddedName(Place):
    """That some words are a name, of which type, and whose."""

    type: Annotated[str, Field(min_length=1, max_length=40)]
    event: Word = None
    entity: Annotated[Id | None, _Blank] = None


class AddedClaim(SaidBody):
    """A claim that a passage carries."""

    start: Offset
    end: Offset


class Pair(Body):
    """Whether two are one: ids of entities, or of mentions that stand for each side."""

    kind: Literal["same", "different", "unsure"]
    left: Annotated[list[Id], Field(min_length=1, max_length=8)]
    right: Annotated[list[Id], Field(min_length=1, max_length=8)]


class Undo(Body):
    """Which decision to take back."""

    decision: Id


class Retraction(Body):
    """Why a document is withdrawn."""

    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON, pattern=r"\S")]


class Restoration(Body):
    """That a document is no longer withdrawn."""


class KeepView(Body):
    """A view of the network to keep."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    address: Annotated[str, Field(max_length=20_000, pattern=r"^/network(\?|$)")]


class WriteNote(Body):
    """Words about an entity."""

    id: Id
    text: Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"\S")]


class TakeBack(Body):
    """A note or a kept view to take back."""

    id: Annotated[str, Field(pattern=r"^dec-[0-9a-f]{16}$")]
