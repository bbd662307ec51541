"""Forms about claims: what can be chosen in a passage, and what was chosen made a wish."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from corpus import Document
from graph.amend import Heard, Wish, words_in
from graph.decide import user_name
from graph.edtf import is_date
from graph.explore.web.bodies import SaidBody
from graph.explore.web.desk import Desk
from graph.explore.web.records import (
    ClaimForm,
    EndChoice,
    Filled,
    RelationChoice,
    RoleChoice,
)
from graph.explore.words import flat, shorten
from graph.model import EndSpan, Span, Value, WhenceError
from graph.ontology import ontology

SPEAKERS_BEFORE = 1_200
"""Code points before a passage in which its speaker may be named."""

_NUMBER = re.compile(r"\d[\d,.' ]*\d|\d")
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SHOWN = 60


def key_of(end: EndSpan | Span) -> str:
    """Return the name of an end in a form."""
    via = end.via if isinstance(end, EndSpan) else None
    return f"{end.start}-{end.end}" + (f"-{via.start}-{via.end}" if via else "")


def form(desk: Desk, document: int, passage: Span, filled: Filled, *more: EndSpan) -> ClaimForm:
    """Return what can be chosen for a claim in a passage.

    Parameters
    ----------
    desk : Desk
    document : int
        Its row.
    passage : Span
    filled : Filled
    *more : EndSpan
        Ends that stand for a name elsewhere, which can be kept.
    """
    ends = ends_in(desk, document, passage)
    known = {end.key for end in ends}
    for end in more:
        if key_of(end) not in known:
            ends.append(_kept(desk, document, end))
    near = Span(max(0, passage.start - SPEAKERS_BEFORE), passage.end)
    speakers: dict[str, EndChoice] = {}
    for choice in reversed(ends_in(desk, document, near)):
        if choice.type in _SPEAKERS:
            speakers.setdefault(choice.name, choice)
    return ClaimForm(
        ends=ends,
        speakers=list(speakers.values()),
        relations=relations(),
        roles=[
            RoleChoice(id=role.name, words=role.label, types=sorted(role.types))
            for role in sorted(ontology().roles.values(), key=lambda role: role.label)
        ],
        filled=filled,
        user=user_name(),
    )


def relations() -> list[RelationChoice]:
    """Return the relations that can be stated, by family and name."""
    stated = (p for p in ontology().predicates.values() if p.family != "co-mention")
    return [
        RelationChoice(
            id=p.name,
            words=p.label,
            family=p.family,
            subject=sorted(p.subject),
            object=sorted(p.object),
            object_required=p.object_required,
            value=p.value,
        )
        for p in sorted(stated, key=lambda p: (p.family, p.label))
    ]


def ends_in(desk: Desk, document: int, span: Span) -> list[EndChoice]:
    """Return the mentions of entities in a stretch of a document, in the order of the text."""
    rows = desk.db.execute(
        "SELECT m.start, m.stop, m.text, e.name, e.type FROM mention m"
        " JOIN entity e ON e.id = m.entity WHERE m.document = ? AND m.start >= ? AND m.stop <= ?"
        " AND m.sentence_start >= ? ORDER BY m.start, m.stop",
        (document, span.start, span.end, max(0, span.start - SPEAKERS_BEFORE)),
    )
    return [
        EndChoice(
            key=f"{row['start']}-{row['stop']}",
            words=shorten(flat(row["text"]), _SHOWN),
            name=flat(row["name"]),
            type=row["type"],
        )
        for row in rows
    ]


def _kept(desk: Desk, document: int, end: EndSpan) -> EndChoice:
    named = end.via or Span(end.start, end.end)
    row = desk.db.execute(
        "SELECT e.name, e.type FROM mention m JOIN entity e ON e.id = m.entity"
        " WHERE m.document = ? AND m.start = ? AND m.stop = ?",
        (document, named.start, named.end),
    ).fetchone()
    words = desk.words(document, end.start, end.end, around=0)[1]
    return EndChoice(
        key=key_of(end),
        words=shorten(flat(words), _SHOWN),
        name=flat(row["name"]) if row else flat(words),
        type=row["type"] if row else "",
    )


def filled(wish: Wish, text: str) -> Filled:
    """Return a wish as the fields of a form."""
    value = wish.value
    number = value.number if value is not None else None
    return Filled(
        predicate=wish.predicate,
        role=wish.role or "",
        subject=key_of(wish.subject),
        object="" if wish.object is None else key_of(wish.object),
        value="" if value is None or value.kind == "date" else value.text,
        number="" if number is None else f"{number:g}",
        unit="" if value is None else value.unit or "",
        when=wish.when or "",
        when_words="" if wish.when_words is None else flat(_words(text, wish.when_words)),
        polarity=wish.polarity,
        modality=wish.modality,
        speaker="same" if wish.speakers else "",
        how=wish.speakers[-1].how if wish.speakers else "indirect",
    )


def wish(body: SaidBody, document: Document, passage: Span, before: Wish | None = None) -> Wish:
    """Return what a form asks for.

    Parameters
    ----------
    body : SaidBody
    document : Document
    passage : Span
    before : Wish, optional
        The claim as it was read; what the form leaves as it was, keeps its words.

    Raises
    ------
    WhenceError
        If words that it names do not stand in the passage, or something is missing.
    """
    predicate = ontology().predicates.get(body.predicate)
    if predicate is None:
        raise WhenceError("W284", f"There is no relation {body.predicate!r}.")
    when, when_words = body.when, None
    if when is not None:
        if not is_date(when):
            raise WhenceError(
                "W285",
                f"{when!r} is no date. Write 1988, 1988-07 or 1988-07-28; for a time from one to"
                " another 1988/1990.",
            )
        when_words = _found(document.text, passage, body.when_words, "when", _of(before, "when"))
    value, value_words = _value(body, predicate.value, document.text, passage, before)
    if predicate.value == "date":
        value_words = when_words
        if before is not None and before.value_words and body.when == before.when:
            value_words = before.value_words
    same_relation = before is not None and before.predicate == body.predicate
    return Wish(
        predicate=body.predicate,
        role=body.role if predicate.family == "event" else None,
        subject=_end(body.subject, "who"),
        object=None if body.object is None or not predicate.object else _end(body.object, "whom"),
        value=value,
        value_words=value_words,
        when=when,
        when_words=when_words,
        trigger=before.trigger if before is not None and same_relation else None,
        polarity=body.polarity,
        modality=body.modality,
        speakers=_speakers(body, before),
    )


def _value(
    body: SaidBody, kind: str, text: str, passage: Span, before: Wish | None
) -> tuple[Value | None, Span | None]:
    if not kind:
        return None, None
    old = before.value if before is not None else None
    if kind == "date":
        if body.when is None and old is not None and old.kind == "date" and before is not None:
            return old, before.value_words  # words that no date is known for
        if body.when is None:
            raise WhenceError("W285", "Say when: this relation is about a date.")
        return Value(kind="date", text=body.when), None
    if body.value is None:
        raise WhenceError(
            "W285", f"Give the {kind} in the words of the passage: this relation is about one."
        )
    words = _found(text, passage, body.value, kind, _of(before, "value"))
    said = " ".join(body.value.split())
    if kind != "number":
        return Value(kind="position" if kind == "position" else "text", text=said), words
    number = body.number if body.number is not None else _number(said)
    if number is None:
        raise WhenceError("W285", f"Which number is meant by “{said}”? Give it in figures.")
    return Value(kind="number", text=said, number=number, unit=body.unit), words


def _of(before: Wish | None, what: str) -> tuple[str, Span] | None:
    """Return the words that were read for something, and where."""
    if before is None:
        return None
    span = before.value_words if what == "value" else before.when_words
    return None if span is None else (before.value.text if before.value else "", span)


def _found(
    text: str, passage: Span, words: str | None, what: str, old: tuple[str, Span] | None
) -> Span | None:
    if words is None:
        return None
    said = " ".join(words.split())
    if old is not None and said in {old[0], " ".join(_words(text, old[1]).split())}:
        return old[1]
    found = words_in(text, passage, words)
    if found is None:
        raise WhenceError(
            "W285",
            f"“{shorten(said, _SHOWN)}” does not stand in the passage. Copy the words that give the"
            f" {'date' if what == 'when' else what} as they stand there.",
        )
    return found


def _speakers(body: SaidBody, before: Wish | None) -> tuple[Heard, ...]:
    if body.speaker is None:
        return ()
    if body.speaker == "same":
        return before.speakers if before is not None else ()
    start, end = (int(part) for part in body.speaker.split("-"))
    _check(start, end)
    return (Heard(words=Span(start, end), how=body.how),)


def _end(key: str | None, what: str) -> EndSpan:
    if key is None:
        raise WhenceError("W285", f"Choose {what} the claim is about.")
    numbers = [int(part) for part in key.split("-")]
    _check(*numbers[:2])
    if len(numbers) == 4:
        _check(*numbers[2:])
    via = Span(*numbers[2:]) if len(numbers) == 4 else None
    return EndSpan(start=numbers[0], end=numbers[1], via=via)


def _check(start: int, end: int) -> None:
    if start >= end:
        raise WhenceError("W285", "A place in the text ends after it begins.")


def _number(words: str) -> float | None:
    found: Sequence[str] = _NUMBER.findall(words)
    if len(found) != 1:
        return None
    digits = re.sub(r"[,' ](?=\d{3}\b)", "", found[0])
    try:
        return float(json.loads(digits))
    except (ValueError, TypeError):
        return None


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]
