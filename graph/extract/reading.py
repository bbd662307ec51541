"""Document and Doc in, reading out: the only door between spaCy and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from corpus import Document
from graph.extract.aliases import with_aliases
from graph.extract.chains import coreference
from graph.extract.mentions import found_mentions
from graph.extract.positions import Position, PositionFinder
from graph.extract.sentences import body_sentences
from graph.extract.speakers import Speech
from graph.model import EndSpan, FoundMention, Reading, Span, Spans, Statement
from graph.ontology import ontology, ontology_sha256
from graph.spans import sentence_of, set_aside_sha256

EXTRACTOR_VERSION = f"1-{ontology_sha256()[:8]}"
"""Names the rules and the ontology that they read; a part of every reading's version."""


def unread(document: Document, *, pipeline: str, why: str) -> Reading:
    """Return the empty reading of a text that the pipeline cannot read."""
    return Reading(
        text_sha256=document.text_sha256,
        set_aside_sha256=set_aside_sha256(document.set_aside),
        pipeline=pipeline,
        unread=why,
    )


def read_document(document: Document, doc: Doc, *, pipeline: str, component: str) -> Reading:
    """Return what one version of the pipeline finds in a document.

    Parameters
    ----------
    document : corpus.Document
        What to read; offsets are into its text.
    doc : spacy.tokens.Doc
        The pipeline's annotations of exactly that text: sentences and ``ents``.
    pipeline : str
        Version that the reading is keyed by; it covers the extractor too.
    component : str
        Name of the spaCy component that found the names.

    Raises
    ------
    ValueError
        If ``doc`` is not over the document's text, for then no offset would hold.
    """
    if doc.text != document.text:
        raise ValueError("the annotations are not over this document's text")
    sentences = body_sentences(document, doc)
    names = [
        mention
        for mention in found_mentions(document, doc, component)
        if sentence_of(sentences, Span(mention.start, mention.end)) is not None
    ]
    mentions, equated = with_aliases(document.text, names)
    mentions = [m for m in mentions if sentence_of(sentences, Span(m.start, m.end)) is not None]
    kept = {(m.start, m.end) for m in mentions}
    equated = [p for p in equated if all((m.start, m.end) in kept for m in p)]
    return Reading(
        text_sha256=document.text_sha256,
        set_aside_sha256=set_aside_sha256(document.set_aside),
        pipeline=pipeline,
        sentences=sentences,
        mentions=tuple(mentions),
        chains=coreference(mentions, equated),
        statements=tuple(_statements(document, doc, sentences, mentions)),
    )


def _statements(
    document: Document, doc: Doc, sentences: Sequence[Span], mentions: Sequence[FoundMention]
) -> Iterator[Statement]:
    speech = Speech(document.text, mentions)
    found = sorted(PositionFinder(doc, mentions).find(), key=_place)
    for position in found:
        statement = _statement(position, sentences, mentions, speech)
        if statement is not None and _allowed(statement, mentions):
            yield statement


def _place(position: Position) -> tuple[int, int, str]:
    return position.value_span.start, position.subject, position.rule


def _statement(
    position: Position,
    sentences: Sequence[Span],
    mentions: Sequence[FoundMention],
    speech: Speech,
) -> Statement | None:
    person = mentions[position.subject]
    used = [Span(person.start, person.end), position.value_span]
    used += [
        Span(s.start, s.end) for s in (position.object_span, position.when_span) if s is not None
    ]
    whole = Span(min(s.start for s in used), max(s.end for s in used))
    index = sentence_of(sentences, whole)
    if index is None:  # the words run over a sentence border: not plain enough
        return None
    passage = sentences[index]
    return Statement(
        subject=position.subject,
        predicate="position-held",
        role=None,
        object=position.object,
        value=position.value,
        when=position.when,
        polarity=position.polarity,
        modality=speech.modality(passage, whole, presupposed=position.presupposed),
        passage=passage,
        spans=Spans(
            trigger=EndSpan(start=position.value_span.start, end=position.value_span.end),
            subject=EndSpan(start=person.start, end=person.end),
            object=position.object_span,
            value=EndSpan(start=position.value_span.start, end=position.value_span.end),
            when=None
            if position.when_span is None
            else EndSpan(start=position.when_span.start, end=position.when_span.end),
        ),
        speakers=speech.speakers(passage, whole, presupposed=position.presupposed),
        score=position.score,
        component="whence_positions",
        rule=position.rule,
    )


def _allowed(statement: Statement, mentions: Sequence[FoundMention]) -> bool:
    """Apply the ontology's constraints on the types of a claim's ends: here, once."""
    predicate = ontology().predicates[statement.predicate]
    if mentions[statement.subject].type not in predicate.subject:
        return False
    if statement.object is None:
        return not predicate.object_required
    return mentions[statement.object].type in predicate.object
