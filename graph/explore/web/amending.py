"""The views in which a claim is corrected, and names and claims are added by hand."""

from __future__ import annotations

from graph.amend import whole_sentences, wish_of
from graph.explore.passages import cut
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.forms import ends_in, filled, form
from graph.explore.web.records import AddPage, Choice, ClaimForm, CorrectPage, Filled, Piece
from graph.explore.words import flat, shorten, type_words
from graph.model import EvidenceError, Span, WhenceError
from graph.ontology import ontology

AROUND = 360
MOST_CHOSEN = 20_000


def correct(desk: Desk, *, id: str, passage: int = 1) -> CorrectPage:
    """Return a passage of a claim as it is read, and what it could be instead."""
    row = desk.claim_row(id)
    (card,) = desk.claims([row], quotes=0)
    shown = desk.passages([row], each=1, skip=passage - 1, around=AROUND).get(row)
    if not shown:
        raise NotThere("W271", "The claim has no such passage. Open it again.")
    case = desk.case
    claim = next(one for one in case.derived.claims(card.subject.id) if one.id == id)
    evidence = claim.evidence[passage - 1]
    before = wish_of(case, claim, evidence)
    document = desk.document_row(evidence.document)
    text = case.recorded.document(evidence.document).document.text
    ends = [end for end in (before.subject, before.object) if end is not None]
    return CorrectPage(
        claim=card,
        passage=shown[0],
        form=form(desk, document, evidence.position, filled(before, text), *ends),
    )


def add(desk: Desk, *, id: str, start: int, end: int) -> AddPage:
    """Return words chosen in a document, and what can be made of them."""
    row = desk.document_row(id)
    card = desk.documents([row])[row]
    stored = next(iter(desk.case.recorded.documents([id])))
    text = stored.document.text
    if not start < end <= len(text) or end - start > MOST_CHOSEN or not text[start:end].strip():
        raise WhenceError("W289", "Choose some words in the text first.")
    chosen = _trimmed(text, start, end)
    why_not, passage = None, chosen
    if stored.retracted_at is not None:
        why_not = "This document is withdrawn, so nothing can rest on it."
    else:
        try:
            passage = whole_sentences(desk.case.recorded.reading(stored), chosen)
        except EvidenceError as error:
            why_not = error.message
    known = [] if why_not else ends_in(desk, row, passage)
    return AddPage(
        document=card,
        words=shorten(flat(text[chosen.start : chosen.end]), 300),
        start=chosen.start,
        end=chosen.end,
        passage_start=passage.start,
        passage_end=passage.end,
        pieces=_pieces(text, passage, chosen),
        why_not=why_not,
        known=[one for one in known if one.key == f"{chosen.start}-{chosen.end}"],
        types=[
            Choice(id=one.name, words=type_words(one.name).one)
            for one in ontology().types.values()
            if one.node
        ],
        events=[
            Choice(id=one.name, words=one.label)
            for one in sorted(ontology().events.values(), key=lambda one: one.label)
        ],
        form=_form(desk, row, passage, chosen, bool(why_not)),
    )


def _form(desk: Desk, row: int, passage: Span, chosen: Span, closed: bool) -> ClaimForm:
    ends = [] if closed else ends_in(desk, row, passage)
    inside = [e for e in ends if chosen.start <= int(e.key.split("-")[0]) < chosen.end]
    first = next(iter(inside or ends), None)
    filled_in = Filled(subject=first.key if first else "")
    return form(desk, row, Span(0, 1) if closed else passage, filled_in)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(first, first + len(words.strip()))


def _pieces(text: str, passage: Span, chosen: Span) -> list[Piece]:
    left, right = max(passage.start, chosen.start), min(passage.end, chosen.end)
    marks = [(left - passage.start, right - passage.start, "found", "")]
    return [Piece(**piece) for piece in cut(text[passage.start : passage.end], marks)]
