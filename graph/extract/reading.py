"""Document and Doc in, reading out: the only door between spaCy and what is recorded."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus import Document
from graph.extract.aliases import with_aliases
from graph.extract.chains import coreference
from graph.extract.mended import mend
from graph.extract.mentions import found_mentions
from graph.extract.papers import with_papers
from graph.extract.said import said
from graph.extract.sentences import body_sentences
from graph.extract.vocabulary import vocabulary_sha256
from graph.model import Reading, Span
from graph.ontology import ontology_sha256
from graph.spans import sentence_of, set_aside_sha256

EXTRACTOR_VERSION = f"2-{ontology_sha256()[:8]}{vocabulary_sha256()[:4]}"
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
        The pipeline's annotations of exactly that text: sentences and ``ents``; syntax, without
        which only titles beside names are taken; frames and coreference where there are any.
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
        for mention in with_papers(doc, found_mentions(document, doc, component), component)
        if sentence_of(sentences, Span(mention.start, mention.end)) is not None
    ]
    mentions, equated = with_aliases(document.text, names)
    mentions = [m for m in mentions if sentence_of(sentences, Span(m.start, m.end)) is not None]
    kept = {(m.start, m.end) for m in mentions}
    equated = [p for p in equated if all((m.start, m.end) in kept for m in p)]
    mend(doc, mentions)
    found = said(doc, sentences, mentions, coreference(mentions, equated, text=document.text))
    return Reading(
        text_sha256=document.text_sha256,
        set_aside_sha256=set_aside_sha256(document.set_aside),
        pipeline=pipeline,
        sentences=sentences,
        mentions=found.mentions,
        chains=found.chains,
        statements=found.statements,
    )
