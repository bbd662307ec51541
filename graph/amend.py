"""Correcting a claim, and adding names and claims by hand: what is wished for, made a decision.

Nothing is derived anew until :func:`graph.decide.told` or :func:`graph.derive.refresh` is called.
The evidence rule is enforced where decisions are recorded (:mod:`graph.case.by_hand`); here are the
checks that need the graph: whether the ontology lets these two stand in such a relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from corpus import Document
from graph.case import Case
from graph.case.by_hand import AddedMention, EndAt, Said, SpeakerAt, mention_by
from graph.case.codec import plain
from graph.decide import passage_anchors, read_of, witnesses
from graph.model import (
    MAX_PASSAGE_SENTENCES,
    Anchor,
    Claim,
    Decision,
    EndSpan,
    Entity,
    Evidence,
    EvidenceError,
    Form,
    Modality,
    Polarity,
    Reading,
    Span,
    Value,
    WhenceError,
)
from graph.ontology import ontology

_PRONOUNS = frozenset(
    "he she it they him her them his hers its their theirs himself herself itself themselves who"
    " whom whose".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One who is heard saying a claim; ``words`` is where the text names them."""

    words: Span | None
    how: Literal["direct", "indirect"]
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A claim as a person reads a passage; spans are offsets in the document's text.

    An end is words of the passage, with ``via`` the name elsewhere that they stand for.
    """

    predicate: str
    role: str | None = None
    subject: EndSpan
    object: EndSpan | None = None
    value: Value | None = None
    value_words: Span | None = None
    when: str | None = None
    when_words: Span | None = None
    trigger: Span | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    speakers: tuple[Heard, ...] = ()


def correct(
    case: Case,
    claim: Claim,
    evidence: Evidence,
    wish: Wish,
    *,
    by: str,
    reason: str | None = None,
) -> Decision:
    """Record how a person reads a passage of a claim; the claim stays as what the program read.

    Raises
    ------
    WhenceError
        If nothing is changed, or the ontology or the evidence rule forbids it.
    """
    document = case.recorded.document(evidence.document).document
    _check_types(case, document, wish)
    if wish == wish_of(case, claim, evidence):
        raise WhenceError(
            "W280", "Nothing is changed. Change a field, or leave the claim as it is."
        )
    about = passage_anchors(case, claim, evidence)
    places = _Places(document, about)
    value = {
        "read": {**read_of(claim), "modality": evidence.modality},
        "ends": len(about) - 1,
        "said": plain(places.said(wish)),
    }
    return case.recorded.decisions.add(
        "correction", places.anchors, value=value, reason=reason, decided_by=by
    )


def wish_of(case: Case, claim: Claim, evidence: Evidence) -> Wish:
    """Return a claim as one of its passages is read now: what a correction begins with."""
    spans = evidence.spans
    if spans.subject is None:
        raise WhenceError("W281", "The words of the claim's subject are not known in this passage.")
    value = claim.value
    if value is not None and value.kind == "position" and spans.value is not None:
        at, start = (
            evidence.quote.exact,
            evidence.position.start,
        )  # other passages word it otherwise
        words = " ".join(at[spans.value.start - start : spans.value.end - start].split())
        value = replace(value, text=words)
    return Wish(
        predicate=claim.predicate,
        role=claim.role,
        subject=spans.subject,
        object=spans.object if claim.object else None,
        value=value,
        value_words=_bare(spans.value),
        when=claim.when,
        when_words=_bare(spans.when),
        trigger=_bare(spans.trigger),
        polarity=claim.polarity,
        modality=evidence.modality,
        speakers=tuple(_heard(case, evidence)),
    )


def add_mention(
    case: Case,
    document_id: str,
    words: Span,
    kind: str,
    *,
    event: str | None = None,
    joins: Entity | None = None,
    by: str,
    reason: str | None = None,
) -> tuple[Decision, ...]:
    """Record that some words are a name or another mention, and whose, if that is said.

    Without ``joins`` the rules find out whether it is somebody who is known.

    Returns
    -------
    tuple of Decision
        The addition and, with ``joins``, that the two are the same.
    """
    document = case.recorded.document(document_id).document
    kind = kind.upper()
    if joins is not None and ontology().family(joins.type) != ontology().family(kind):
        label = ontology().types[joins.type].label
        raise WhenceError("W282", f"{joins.name} is of the type {label}; choose that type.")
    anchor = _anchor(document, words)
    mention = AddedMention(
        type=kind, form=_form(anchor.exact, kind, joins=joins is not None), event=event
    )
    if joins is None and mention.form == "pronoun":
        raise WhenceError("W282", f"“{anchor.exact}” names nobody by itself. Say who it is.")
    others = None if joins is None else witnesses(case, joins)
    added = case.recorded.decisions.add(
        "addition", [anchor], value={"mention": plain(mention)}, reason=reason, decided_by=by
    )
    if others is None or anchor in others:
        return (added,)
    same = case.recorded.decisions.add(
        "same",
        [anchor, *others],
        value={"sides": [1, len(others)]},
        reason=reason,
        decided_by=by,
    )
    return added, same


def add_claim(
    case: Case,
    document_id: str,
    passage: Span,
    wish: Wish,
    *,
    by: str,
    reason: str | None = None,
) -> Decision:
    """Record a claim that a passage carries.

    Raises
    ------
    WhenceError
        If the passage is not one to three whole sentences, an end has no mention in it, or the
        ontology lets no such claim be made of these two.
    """
    document = case.recorded.document(document_id).document
    _check_types(case, document, wish)
    places = _Places(document, [_anchor(document, passage)])
    value = {"said": plain(places.said(wish))}
    return case.recorded.decisions.add(
        "addition", places.anchors, value=value, reason=reason, decided_by=by
    )


def whole_sentences(reading: Reading | None, words: Span) -> Span:
    """Return the sentences that hold some words.

    Raises
    ------
    EvidenceError
        If there are more than three, or none.
    """
    sentences = reading.sentences if reading is not None else ()
    held = [s for s in sentences if s.start < words.end and words.start < s.end]
    if not held:
        raise EvidenceError(
            "W283",
            "No sentence is read at these words: they are set aside, or in a language that the"
            " reader does not know. Choose others.",
        )
    if len(held) > MAX_PASSAGE_SENTENCES:
        raise EvidenceError(
            "W283",
            f"These are {len(held)} sentences. A passage is at most {MAX_PASSAGE_SENTENCES}: choose"
            " the fewest that carry the claim.",
        )
    return Span(held[0].start, held[-1].end)


def words_in(text: str, passage: Span, words: str) -> Span | None:
    """Return where some words first stand in a passage, whatever white space divides them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.compile(pattern).search(text, passage.start, passage.end) if pattern else None
    return Span(*found.span()) if found else None


class _Places:
    """Anchors in one text, the passage first, and the numbers by which a value names them."""

    def __init__(self, document: Document, about: Iterable[Anchor]) -> None:
        self.document = document
        self.anchors = list(about)

    def at(self, span: Span | None) -> int | None:
        if span is None:
            return None
        anchor = _anchor(self.document, span)
        if anchor not in self.anchors[1:]:
            self.anchors.append(anchor)
        return self.anchors.index(anchor, 1)

    def end(self, end: EndSpan) -> EndAt:
        at = self.at(Span(end.start, end.end))
        return EndAt(at=at or 0, via=self.at(end.via))

    def said(self, wish: Wish) -> Said:
        return Said(
            predicate=wish.predicate,
            role=wish.role,
            subject=self.end(wish.subject),
            object=None if wish.object is None else self.end(wish.object),
            value=wish.value,
            value_at=self.at(wish.value_words),
            when=wish.when,
            when_at=self.at(wish.when_words),
            trigger_at=self.at(wish.trigger),
            polarity=wish.polarity,
            modality=wish.modality,
            speakers=tuple(
                SpeakerAt(at=self.at(s.words), how=s.how, cue=self.at(s.cue)) for s in wish.speakers
            ),
        )


def _check_types(case: Case, document: Document, wish: Wish) -> None:
    """Refuse ends of types that cannot stand in the relation."""
    predicate = ontology().predicates.get(wish.predicate)
    if predicate is None:
        raise WhenceError("W284", f"There is no relation {wish.predicate!r}.")
    role = ontology().roles.get(wish.role or "")
    object_types = predicate.object & role.types if role else predicate.object
    for end, allowed, place in (
        (wish.subject, predicate.subject, "before"),
        (wish.object, object_types, "after"),
    ):
        if end is None:
            continue
        words = end.via or Span(end.start, end.end)
        kind = _type_at(case, document, words)
        if kind is not None and kind not in allowed:
            labels = ", ".join(sorted(ontology().types[one].label for one in allowed))
            raise WhenceError(
                "W284",
                f"“{document.text[words.start : words.end]}” is a"
                f" {ontology().types[kind].label if kind in ontology().types else kind}; {place}"
                f" “{predicate.label}” may stand: {labels or 'nothing'}.",
            )


def _type_at(case: Case, document: Document, words: Span) -> str | None:
    """Return the type of what is mentioned at some words: the entity's, else the mention's."""
    row = case.connection.execute(
        "SELECT coalesce(e.type, m.type) FROM mention m LEFT JOIN entity e ON e.id = m.entity"
        " JOIN document d ON d.id = m.document"
        " WHERE d.public_id = ? AND m.start = ? AND m.stop = ?",
        (document.id, words.start, words.end),
    ).fetchone()
    if row is not None:
        return str(row[0])
    anchor = _anchor(document, words)
    for decision in case.recorded.decisions.all():  # added, and not derived yet
        mention = mention_by(decision) if decision.undone_at is None else None
        if mention is not None and decision.targets == (anchor,):
            return mention.type
    return None


def _heard(case: Case, evidence: Evidence) -> Iterable[Heard]:
    """Yield the speakers inside the text; who they are, is looked up by their words."""
    for speaker in evidence.attributed_to:
        if speaker.how not in {"direct", "indirect"}:
            continue
        how: Literal["direct", "indirect"] = "direct" if speaker.how == "direct" else "indirect"
        words = None
        if speaker.entity is not None:
            words = _nearest(case, evidence, speaker.entity)
        yield Heard(words=words, how=how, cue=speaker.cue)


def _nearest(case: Case, evidence: Evidence, entity: str) -> Span | None:
    """Return where somebody is mentioned in or nearest to a passage of a document."""
    at = evidence.position
    row = case.connection.execute(
        "SELECT m.start, m.stop FROM mention m JOIN document d ON d.id = m.document"
        " JOIN entity e ON e.id = m.entity WHERE d.public_id = ?1 AND e.public_id = ?2"
        " ORDER BY CASE WHEN m.start >= ?3 AND m.stop <= ?4 THEN 0 WHEN m.start < ?3"
        " THEN ?3 - m.start ELSE m.start - ?4 END, m.start LIMIT 1",
        (evidence.document, entity, at.start, at.end),
    ).fetchone()
    return None if row is None else Span(row[0], row[1])


def _bare(end: EndSpan | None) -> Span | None:
    return None if end is None else Span(end.start, end.end)


def _anchor(document: Document, span: Span) -> Anchor:
    return Anchor(
        text_sha256=document.text_sha256,
        start=span.start,
        end=span.end,
        exact=document.text[span.start : span.end],
    )


def _form(words: str, kind: str, *, joins: bool) -> Form:
    """Return the form of words that somebody adds; what is no name is never called by them."""
    if words.casefold() in _PRONOUNS:
        return "pronoun"
    if kind == "EVENT" or (joins and not any(ch.isupper() for ch in words)):
        return "nominal"
    return "named"
