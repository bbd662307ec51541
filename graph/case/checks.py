"""The evidence rule: what must be true of every passage, before it is stored and ever after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain as both
from typing import TYPE_CHECKING

from corpus import Document, sha256_text
from graph.model import (
    MAX_PASSAGE_SENTENCES,
    EndSpan,
    Evidence,
    EvidenceError,
    FoundMention,
    Reading,
    Span,
    Spans,
    Statement,
)
from graph.spans import sentence_of, set_aside_sha256

if TYPE_CHECKING:
    from graph.case.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that ``whence verify`` found wrong: where, and what."""

    where: str
    what: str


def check_reading(document: Document, reading: Reading) -> None:
    """Refuse a reading whose mentions or passages do not stand in the document.

    Raises
    ------
    EvidenceError
        With the first thing that is wrong.
    """
    for fault in reading_faults(document, reading):
        raise EvidenceError(
            "W203", f"{document.paths[0] if document.paths else document.id}: {fault}"
        )


def reading_faults(document: Document, reading: Reading) -> Iterator[str]:
    """Yield what is wrong with a reading of a document, in words."""
    text = document.text
    if reading.text_sha256 != document.text_sha256:
        yield "the reading is of another text"
        return
    if reading.set_aside_sha256 != set_aside_sha256(document.set_aside):
        yield "the reading set aside other parts of the text"
    if reading.sentences and reading.sentences[-1].end > len(text):
        yield "the last sentence is outside the text"
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if before.end > after.start:
            yield f"sentences overlap at {after.start}"
    for mention in reading.mentions:
        if not 0 <= mention.start < mention.end <= len(text):
            yield f"the mention {mention.text!r} is outside the text"
        elif text[mention.start : mention.end] != mention.text:
            yield f"the mention {mention.text!r} does not stand at {mention.start}"
        elif sentence_of(reading.sentences, Span(mention.start, mention.end)) is None:
            yield f"the mention {mention.text!r} at {mention.start} stands in no sentence"
    for one, next_ in zip(reading.mentions, reading.mentions[1:], strict=False):
        if (one.start, one.end) >= (next_.start, next_.end):
            yield f"the mentions at {next_.start} are not in the order of the text"
    for chain in reading.chains:
        if any(not 0 <= index < len(reading.mentions) for index in chain):
            yield "a chain names a mention that is not there"
    for statement in reading.statements:
        yield from _statement_faults(document, reading, statement)


def _statement_faults(document: Document, reading: Reading, statement: Statement) -> Iterator[str]:
    passage = statement.passage
    if passage.end > len(document.text):
        yield f"the passage at {passage.start} is outside the text"
        return
    if not passage_is_whole(reading.sentences, passage):
        most = MAX_PASSAGE_SENTENCES
        yield f"the passage at {passage.start} is not one to {most} whole sentences"
    yield from span_faults(passage, statement.spans)
    yield from _value_faults(document.text, statement)
    yield from _pointer_faults(document.text, reading, statement)
    ends = [("subject", statement.subject, statement.spans.subject)]
    if statement.object is not None:
        ends.append(("object", statement.object, statement.spans.object))
    for name, index, span in ends:
        if not 0 <= index < len(reading.mentions):
            yield f"the {name} of a statement is no mention of the reading"
        elif span is None or not stands_for(span, reading.mentions[index]):
            yield f"the {name} of a statement has no mention in the passage at {passage.start}"
    if statement.object is None and statement.value is None and statement.predicate != "occurred":
        yield f"a statement at {passage.start} has neither an object nor a value"


def _value_faults(text: str, statement: Statement) -> Iterator[str]:
    """Yield whether a position is other words than those it is read from."""
    value, span = statement.value, statement.spans.value
    if value is None or value.kind != "position":
        return
    if span is None or " ".join(text[span.start : span.end].split()) != " ".join(
        value.text.split()
    ):
        yield f"the position {value.text!r} is not the words at {statement.passage.start}"


def _pointer_faults(text: str, reading: Reading, statement: Statement) -> Iterator[str]:
    """Yield which speakers, cues and meant names of a statement point at nothing."""
    at = statement.passage.start
    for speaker in statement.speakers:
        if speaker.mention is not None and not 0 <= speaker.mention < len(reading.mentions):
            yield f"a speaker of the statement at {at} is no mention of the reading"
        if speaker.cue is not None and speaker.cue.end > len(text):
            yield f"a cue of the statement at {at} is outside the text"
        if speaker.words is not None and speaker.words.end > len(text):
            yield f"the words for a speaker of the statement at {at} are outside the text"
    for field in fields(statement.spans):
        span: EndSpan | None = getattr(statement.spans, field.name)
        if span is not None and span.via is not None and span.via.end > len(text):
            yield f"what the {field.name} of the statement at {at} means is outside the text"


def stands_for(span: EndSpan, mention: FoundMention) -> bool:
    """Whether an end's words are the mention, or stand for it by ``via``."""
    words = span.via if span.via is not None else Span(span.start, span.end)
    return (words.start, words.end) == (mention.start, mention.end)


def passage_is_whole(sentences: Sequence[Span], passage: Span) -> bool:
    """Whether a passage is one to three whole sentences, next to each other."""
    first = bisect_left(sentences, passage.start, key=lambda sentence: sentence.start)
    if first == len(sentences) or sentences[first].start != passage.start:
        return False
    return any(s.end == passage.end for s in sentences[first : first + MAX_PASSAGE_SENTENCES])


def span_faults(passage: Span, spans: Spans) -> Iterator[str]:
    """Yield which of a passage's marked words lie outside it."""
    for field in fields(spans):
        span: EndSpan | None = getattr(spans, field.name)
        if span is not None and not (passage.start <= span.start < span.end <= passage.end):
            yield f"the words of the {field.name} lie outside the passage at {passage.start}"


def evidence_faults(document: Document | None, evidence: Evidence) -> Iterator[str]:
    """Yield what is wrong with a piece of evidence, measured against its document."""
    position = evidence.position
    if document is None:
        yield f"the document {evidence.document} is not in the case"
        return
    if evidence.content_sha256 != document.content_sha256:
        yield f"the hash of {evidence.document} is another"
    if document.text[position.start : position.end] != evidence.quote.exact:
        yield f"the passage at {position.start} does not stand in {evidence.document}"
    yield from span_faults(position, evidence.spans)
    if not evidence.attributed_to:
        yield f"nobody is named for the passage at {position.start}"


def verify(case: Case) -> Iterator[Fault]:
    """Hold everything in a case against its documents, trusting nothing that was checked before.

    Yields
    ------
    Fault
        One for each thing that is not true; none if all is well.
    """
    known: dict[str, tuple[Document, Reading | None]] = {}
    for stored in case.recorded.documents():
        document, reading = stored.document, case.recorded.reading(stored)
        known[document.id] = (document, reading)
        where = document.paths[0] if document.paths else document.id
        if sha256_text(document.text) != document.text_sha256:
            yield Fault(where=where, what="the text does not match its hash")
        if document.id != f"doc-{document.content_sha256[:16]}":
            yield Fault(where=where, what="the id does not match the hash")
        for what in reading_faults(document, reading) if reading is not None else ():
            yield Fault(where=where, what=what)
    retracted = {s.document.id for s in case.recorded.documents() if s.retracted_at is not None}
    for claim in both(case.derived.claims(), case.derived.candidates()):
        if not claim.evidence:
            yield Fault(where=claim.id, what="the claim has no passage")
        for evidence in claim.evidence:
            document_reading = known.get(evidence.document)
            for what in evidence_faults(
                None if document_reading is None else document_reading[0], evidence
            ):
                yield Fault(where=claim.id, what=what)
            if evidence.document in retracted:
                yield Fault(where=claim.id, what=f"{evidence.document} has been retracted")
            reading = document_reading[1] if document_reading else None
            if reading is not None and not passage_is_whole(reading.sentences, evidence.position):
                yield Fault(where=claim.id, what="the passage is not one to three whole sentences")
        yield from _ends_without_mention(
            case, claim.id, claim.subject, claim.object, claim.evidence
        )
    for mention in case.derived.mentions():
        entry = known.get(mention.document)
        if entry is None or entry[0].text[mention.start : mention.end] != mention.text:
            yield Fault(
                where=mention.id, what=f"{mention.text!r} does not stand in {mention.document}"
            )


def _ends_without_mention(
    case: Case, claim: str, subject: str, object_: str | None, evidence: Sequence[Evidence]
) -> Iterator[Fault]:
    for piece in evidence:
        for name, entity, span in (
            ("subject", subject, piece.spans.subject),
            ("object", object_, piece.spans.object),
        ):
            if entity is None:
                continue
            words = None if span is None else span.via or Span(span.start, span.end)
            if words is None or not case.derived.has_mention(
                piece.document, words.start, words.end, entity
            ):
                yield Fault(where=claim, what=f"its {name} has no mention in {piece.document}")
