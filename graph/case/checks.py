"""The evidence rule: what must be true of every passage, before it is stored and ever after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
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
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if before.end > after.start:
            yield f"sentences overlap at {after.start}"
    for mention in reading.mentions:
        if not 0 <= mention.start < mention.end <= len(text):
            yield f"the mention {mention.text!r} is outside the text"
        elif text[mention.start : mention.end] != mention.text:
            yield f"the mention {mention.text!r} does not stand at {mention.start}"
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


def stands_for(span: EndSpan, mention: FoundMention) -> bool:
    """Whether an end's words are the mention, or stand for it by ``via``."""
    words = span.via if span.via is not None else Span(span.start, span.end)
    return (words.start, words.end) == (mention.start, mention.end)


def passage_is_whole(sentences: Sequence[Span], passage: Span) -> bool:
    """Whether a passage is one to three whole sentences, next to each other."""
    starts = [i for i, s in enumerate(sentences) if s.start == passage.start]
    ends = [i for i, s in enumerate(sentences) if s.end == passage.end]
    return bool(starts and ends) and 1 <= ends[0] - starts[0] + 1 <= MAX_PASSAGE_SENTENCES


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
    for claim in case.derived.claims():
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
