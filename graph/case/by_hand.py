"""What people say of a passage by hand: the form of corrections and additions, and its checks.

Such a decision hangs on anchors in one text: the passage first, then the words that its claim
uses. Its value names these anchors by their number, never by ids of derived things. The claim is
held to the same rule as one that the program reads: whole sentences, at most three, and a mention
or a ``via`` for every end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from graph.case.checks import passage_is_whole
from graph.edtf import is_date
from graph.model import Anchor, Decision, Form, Modality, Polarity, Span, Value
from graph.ontology import ontology

MAX_VALUE_WORDS = 300
_SENTENCE = re.compile(r"(?:\S+\s+){3,}[a-z]{3,}[.!?][\"”’]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAt:
    """One end: the number of the anchor that holds its words, and of the name they stand for."""

    at: int
    via: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerAt:
    """One who is heard: the number of the anchor that names them, ``None`` for one unnamed."""

    at: int | None
    how: Literal["direct", "indirect"]
    cue: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A whole claim as a person reads it; speakers run from the outermost to the innermost."""

    predicate: str
    role: str | None
    subject: EndAt
    object: EndAt | None
    value: Value | None
    value_at: int | None
    when: str | None
    when_at: int | None
    trigger_at: int | None
    polarity: Polarity
    modality: Modality
    speakers: tuple[SpeakerAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMention:
    """What a person says that some words are: of which type, and if an event, of which kind."""

    type: str
    form: Form
    event: str | None


_SAID: TypeAdapter[Said] = TypeAdapter(Said)
_MENTION: TypeAdapter[AddedMention] = TypeAdapter(AddedMention)


def said_by(decision: Decision) -> Said | None:
    """Return the claim that a correction or an addition states, if it states one."""
    value = decision.value
    if decision.kind not in {"correction", "addition"} or not isinstance(value, dict):
        return None
    return _SAID.validate_python(value["said"]) if "said" in value else None


def mention_by(decision: Decision) -> AddedMention | None:
    """Return what an addition says that its words are, if it is about a mention."""
    value = decision.value
    if decision.kind != "addition" or not isinstance(value, dict) or "mention" not in value:
        return None
    return _MENTION.validate_python(value["mention"])


def form_fault(decision: Decision) -> str | None:
    """Return what is wrong with the form of a correction or an addition, in words."""
    try:
        added, said = mention_by(decision), said_by(decision)
    except ValidationError as error:
        fault = error.errors()[0]
        return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
    if len({target.text_sha256 for target in decision.targets}) != 1:
        return "all places of a correction or an addition are of one text"
    if added is not None:
        return _mention_fault(decision, added)
    if said is None:
        return "its value states neither a mention nor a claim"
    ends = _ends_read(decision) if decision.kind == "correction" else 0
    if ends is None:
        return "a correction says how many ends the claim has that it is about"
    return next(_said_faults(said, decision.targets), None)


def place_faults(
    decision: Decision,
    sentences: Sequence[Span],
    names: Collection[tuple[int, int]],
) -> Iterator[str]:
    """Yield which parts of the evidence rule a correction or an addition breaks in its text.

    Parameters
    ----------
    decision : Decision
        Of the right form, its words standing where they should.
    sentences : sequence of Span
        Those of the text.
    names : collection of (int, int)
        Where mentions stand in it, those that people added too.
    """
    said, passage = said_by(decision), _span(decision.targets[0])
    if mention_by(decision) is not None:
        if not any(sentence.covers(passage) for sentence in sentences):
            yield "a name lies in one sentence, and these words lie in none that is read"
        return
    if said is None:
        return
    if not passage_is_whole(sentences, passage):
        yield "its passage is not one to three whole sentences of the text"
    for what, at in _marked(said):
        if not passage.covers(_span(decision.targets[at])):
            yield f"the words of its {what} lie outside the passage"
    for what, end in (("first end", said.subject), ("second end", said.object)):
        if end is not None:
            words = _span(decision.targets[end.at if end.via is None else end.via])
            if (words.start, words.end) not in names:
                yield f"its {what} is no name or other mention of the text; mark the words first"
    for speaker in said.speakers:
        if speaker.at is not None:
            words = _span(decision.targets[speaker.at])
            if (words.start, words.end) not in names:
                yield "its speaker is no name or other mention of the text; mark the words first"


def _span(anchor: Anchor) -> Span:
    return Span(anchor.start, anchor.end)


def _ends_read(decision: Decision) -> int | None:
    value: Any = decision.value
    ends = value.get("ends")
    if ends not in {1, 2} or len(decision.targets) < 1 + ends:
        return None
    return int(ends) if isinstance(value.get("read"), dict) else None


def _mention_fault(decision: Decision, added: AddedMention) -> str | None:
    if not ontology().is_node(added.type):
        return f"there is no type {added.type!r}"
    if (added.type == "EVENT") != (added.event is not None):
        return "an event has a kind, and nothing else has one"
    if added.event is not None and added.event not in ontology().events:
        return f"there is no kind of event {added.event!r}"
    if len(decision.targets) != 1 or not decision.targets[0].exact.strip():
        return "a mention is one stretch of words"
    if added.type != "EVENT" and _SENTENCE.search(decision.targets[0].exact):
        return "these words are a sentence; select only the name"
    return None


def _marked(said: Said) -> Iterator[tuple[str, int]]:
    yield "first end", said.subject.at
    if said.object is not None:
        yield "second end", said.object.at
    for what, at in (
        ("value", said.value_at), ("date", said.when_at), ("words that say so", said.trigger_at)
    ):  # fmt: skip
        if at is not None:
            yield what, at


def _said_faults(said: Said, targets: Sequence[Anchor]) -> Iterator[str]:
    numbers = [at for _, at in _marked(said)]
    numbers += [end.via for end in (said.subject, said.object) if end and end.via is not None]
    numbers += [n for s in said.speakers for n in (s.at, s.cue) if n is not None]
    if any(not 0 < number < len(targets) for number in numbers):
        yield "it names a place that it does not hang on"
        return
    predicate = ontology().predicates.get(said.predicate)
    if predicate is None or predicate.family == "co-mention":
        yield f"there is no relation {said.predicate!r}"
        return
    if predicate.object_required and said.object is None:
        yield f"{predicate.label!r} needs a second end"
    if not predicate.object and said.object is not None:
        yield f"{predicate.label!r} has no second end"
    if said.role is not None and (predicate.family != "event" or said.role not in ontology().roles):
        yield f"there is no part {said.role!r} in {predicate.label!r}"
    if said.role is None and predicate.name == "participant":
        yield "it does not say which part somebody has in the event"
    if said.when is not None and not is_date(said.when):
        yield f"{said.when!r} is no date; write 1988, 1988-07 or 1988-07-28"
    yield from _value_faults(said, predicate.value, targets)


def _value_faults(said: Said, kind: str, targets: Sequence[Anchor]) -> Iterator[str]:
    value = said.value
    if (value.kind if value else "") != kind:
        yield f"{said.predicate} needs a {kind}" if kind else f"{said.predicate} has no value"
        return
    if value is None:
        return
    if len(value.text) > MAX_VALUE_WORDS:
        yield f"its value is longer than {MAX_VALUE_WORDS} characters"
    if value.kind == "number" and value.number is None:
        yield "it does not say which number is meant"
    dated = value.kind == "date" and said.when is not None
    if dated and value.text != said.when:
        yield "its value is another date than its date"
    words = said.when_at if value.kind == "date" else said.value_at
    if words is None:
        yield f"it does not say which words of the passage give the {value.kind}"
    elif value.kind != "number" and not dated and _line(targets[words].exact) != _line(value.text):
        yield f"the {value.kind} {value.text!r} is not the words of the passage"


def _line(text: str) -> str:
    return " ".join(text.split())
