"""What can be changed from the pages: each a function that records, in the writer's thread."""

from __future__ import annotations

from corpus import Document
from graph import amend, decide
from graph.case import Case
from graph.case.documents import StoredDocument
from graph.explore.web import bodies as ask
from graph.explore.web import forms, network_kept
from graph.explore.web.acts import Act, by, recorded
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.records import Recorded
from graph.model import Claim, Span, WhenceError


def judge(case: Case, body: ask.Verdict, *, id: str) -> Recorded:
    """Record what a person says of a claim."""
    claim = _claim(case, id)
    return recorded(decide.judge(case, claim, body.verdict, by=by(body), reason=body.reason))


def correct(case: Case, body: ask.Correction, *, id: str) -> Recorded:
    """Record how a passage of a claim is to be read."""
    claim = _claim(case, id)
    if body.passage > len(claim.evidence):
        raise NotThere("W271", "The claim has no such passage any more. Open it again.")
    evidence = claim.evidence[body.passage - 1]
    document = case.recorded.document(evidence.document).document
    before = amend.wish_of(case, claim, evidence)
    wish = forms.wish(body, document, evidence.position, before)
    return recorded(amend.correct(case, claim, evidence, wish, by=by(body), reason=body.reason))


def add_name(case: Case, body: ask.AddedName, *, id: str) -> Recorded:
    """Record that some words of a document are a name."""
    document = _document(case, id).document
    words = _words(document, body)
    joins = None
    if body.entity is not None:
        joins = Desk(case.connection).entity(body.entity)
    made = amend.add_mention(
        case,
        document.id,
        words,
        body.type,
        event=body.event,
        joins=joins,
        by=by(body),
        reason=body.reason,
    )
    return recorded(*made)


def add_claim(case: Case, body: ask.AddedClaim, *, id: str) -> Recorded:
    """Record a claim that a passage of a document carries."""
    stored = _document(case, id)
    if not body.start < body.end <= len(stored.document.text):
        raise WhenceError("W285", "The passage lies outside the text.")
    reading = case.recorded.reading(stored)
    passage = amend.whole_sentences(reading, Span(body.start, body.end))
    wish = forms.wish(body, stored.document, passage)
    made = amend.add_claim(case, stored.document.id, passage, wish, by=by(body), reason=body.reason)
    return recorded(made)


def pair(case: Case, body: ask.Pair) -> Recorded:
    """Record whether two are one."""
    left, right = (Desk(case.connection).entity(side[0]) for side in (body.left, body.right))
    if left.id != right.id:
        made = decide.decide_pair(case, body.kind, left, right, by=by(body), reason=body.reason)
    else:
        made = decide.decide_mentions(
            case, body.kind, left, (body.left, body.right), by=by(body), reason=body.reason
        )
    return recorded(made)


def undo(case: Case, body: ask.Undo) -> Recorded:
    """Take a decision back."""
    made = case.recorded.decisions.undo(body.decision, decided_by=by(body), reason=body.reason)
    return recorded(made)


def retract(case: Case, body: ask.Retraction, *, id: str) -> Recorded:
    """Withdraw a document."""
    case.recorded.retract(_document(case, id).document.id, reason=body.reason)
    return recorded()


def restore(case: Case, body: ask.Restoration, *, id: str) -> Recorded:
    """Take a document's withdrawal back."""
    case.recorded.restore(_document(case, id).document.id)
    return recorded()


ACTS = (
    Act(name="judge", path="/claim/{id}/verdict", asks=ask.Verdict, run=judge,
        summary="Say that a claim is right, wrong or unsure"),
    Act(name="correct", path="/claim/{id}/correction", asks=ask.Correction, run=correct,
        summary="Say how a passage of a claim is to be read"),
    Act(name="add_name", path="/document/{id}/name", asks=ask.AddedName, run=add_name,
        summary="Say that some words are a name, and whose"),
    Act(name="add_claim", path="/document/{id}/claim", asks=ask.AddedClaim, run=add_claim,
        summary="Add a claim that a passage carries"),
    Act(name="retract", path="/document/{id}/retraction", asks=ask.Retraction, run=retract,
        summary="Withdraw a document"),
    Act(name="restore", path="/document/{id}/restoration", asks=ask.Restoration, run=restore,
        summary="Take a document's withdrawal back"),
    Act(name="pair", path="/pair", asks=ask.Pair, run=pair,
        summary="Say whether two are one"),
    Act(name="undo", path="/undo", asks=ask.Undo, run=undo,
        summary="Take a decision back"),
    *network_kept.ACTS,
)  # fmt: skip


def _claim(case: Case, claim_id: str) -> Claim:
    return next(case.derived.claims_at([Desk(case.connection).claim_row(claim_id)]))


def _document(case: Case, document_id: str) -> StoredDocument:
    Desk(case.connection).document_row(document_id)
    return next(iter(case.recorded.documents([document_id])))


def _words(document: Document, place: ask.Place) -> Span:
    """Return the place of the words that were chosen, without white space at their ends."""
    words = document.text[place.start : place.end]
    if not words.strip() or (place.exact is not None and place.exact != words):
        raise WhenceError("W289", "These words do not stand at this place. Choose them again.")
    start = place.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
