"""The whole derivation, in the order in which one thing needs another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus import Document
from corpus.copies import reprint_groups
from graph.case import Case, Derived, StoredDocument
from graph.derive import claims as claims_of
from graph.derive import decisions as people
from graph.derive import entities as entities_of
from graph.derive import events
from graph.derive.by_hand import adopted, settled
from graph.derive.contradictions import contradictions
from graph.derive.memo import Memo
from graph.derive.review import questions
from graph.derive.who import sources
from graph.identity import clusters
from graph.identity.decided import with_types
from graph.model import Decision, Reading, Span
from graph.spans import sentence_of


def derive(
    recorded: Iterable[tuple[StoredDocument, Reading | None]],
    decisions: Sequence[Decision] = (),
    *,
    memo: Memo | None = None,
) -> Derived:
    """Return all that follows from documents, their readings, and people's decisions.

    Parameters
    ----------
    recorded : iterable of (StoredDocument, Reading or None)
        In any order; retracted documents give nothing but their own group of reprints.
    decisions : sequence of Decision
        In any order; those that do not attach to what is there change nothing.
    memo : Memo, optional
        What former derivations worked out; makes no difference but in time.

    Notes
    -----
    Pure: equal input, in whatever order it was recorded, gives equal output.
    """
    documents: dict[str, Document] = {}
    readings: dict[str, Reading] = {}
    groups: dict[str, str] = {}
    for stored, reading in recorded:
        groups[stored.document.id] = stored.document.id
        if stored.retracted_at is None:
            documents[stored.document.id] = stored.document
            if reading is not None:
                readings[stored.document.id] = reading
    memo = Memo() if memo is None else memo
    groups.update(memo(reprint_groups, [documents[d] for d in sorted(documents)]))
    by_hand = settled(documents, readings, decisions)
    readings, what = dict(by_hand.readings), by_hand.what
    typed = with_types(readings, what.types)
    joined, undecided = memo(clusters, typed, what.constraints, sources(documents, groups))
    joined = memo(events.joined, documents, typed, joined, what.constraints.different)
    joined = adopted(joined, what.constraints.same, what.constraints.different)
    owner = entities_of.entity_of(readings, joined)
    entities = people.named(entities_of.entities(typed, joined, owner, groups), what, owner)
    claims, candidates = memo(claims_of.claims, documents, readings, owner, entities, groups)
    judged = people.judged(
        claims,
        entities,
        what,
        owner,
        made_at={decision.id: decision.created_at for decision in decisions},
        reprint_groups=groups,
    )
    held = [claim for claim in judged.claims if claim.rank != "deprecated"]
    return Derived(
        entities=people.named(events.described(entities, held, readings, owner), what, owner),
        mentions=entities_of.mentions(readings, owner),
        claims=judged.claims,
        candidates=candidates,
        disputes=tuple(
            (found.kind, found.claims[0].id, found.claims[1].id) for found in contradictions(held)
        ),
        rulings=tuple((one.claim, one.decision, one.part) for one in judged.rulings),
        questions=questions(undecided, readings, owner, judged.claims),
        entity_rulings=people.about_entities(what, readings, owner),
        sentences=_sentences(readings),
        reprint_groups=groups,
    )


def refresh(case: Case, *, memo: Memo | None = None) -> bool:
    """Derive anew if what is recorded has changed since; return whether it had."""
    revision = case.recorded.revision
    if case.derived.is_current(revision):
        return False
    recorded = ((stored, case.recorded.reading(stored)) for stored in case.recorded.documents())
    decisions = case.recorded.decisions.all()
    case.derived.replace(derive(recorded, decisions, memo=memo), revision=revision)
    return True


def _sentences(readings: dict[str, Reading]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for document, reading in readings.items():
        for mention in reading.mentions:
            index = sentence_of(reading.sentences, Span(mention.start, mention.end))
            if index is not None:
                found[entities_of.mention_id(document, mention)] = reading.sentences[index]
    return found
