"""Relations that the reader's relation layer finds in one plain sentence.

The layer knows nothing of negation, doubt or speakers. So only sentences without any such word are
taken, and only where both names stand in the sentence that the relation rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from graph.extract.drafts import Draft, Point
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import COMPONENT
from graph.extract.vocabulary import in_class
from graph.extract.way import Stance
from graph.model import EndSpan, FoundMention, Span
from graph.ontology import ontology

LEAST = 0.8
"""The least score of the layer at which a relation is taken at all."""

_WORTH = 0.9
_GAP = 24
# Label of the layer: predicate, and whether its ends change places.
_PREDICATES: Mapping[str, tuple[str, bool]] = {
    "employer": ("employed-by", False),
    "member of": ("member-of", False),
    "member of party": ("member-of", False),
    "part of": ("part-of", False),
    "founded by": ("founded", True),
    "owned by": ("owns", True),
    "located in": ("located-in", False),
    "citizenship": ("citizen-of", False),
    "place of birth": ("born-in", False),
    "residence": ("lives-in", False),
    "educated at": ("educated-at", False),
    "spouse": ("spouse-of", False),
    "parent": ("child-of", False),
    "child": ("parent-of", False),
    "sibling": ("sibling-of", False),
}


def learned(
    doc: Doc, sentences: Sequence[Span], mentions: Sequence[FoundMention]
) -> Iterator[Draft]:
    """Yield the relations of the layer that stand in one plain sentence, by place.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With ``doc._.whence_relations``; without, nothing is yielded.
    sentences : sequence of Span
    mentions : sequence of FoundMention
        Names, in text order.
    """
    rows = doc._.whence_relations if Doc.has_extension("whence_relations") else None
    names = {(m.start, m.end): m for m in mentions}
    for row in rows or ():
        predicate, turned = _PREDICATES.get(row[4], ("", False))
        if not predicate or row[5] < LEAST or len(row[6]) != 1:
            continue
        sentence = Span(*row[6][0])
        one, other = names.get((row[0], row[1])), names.get((row[2], row[3]))
        if one is None or other is None or sentence not in sentences:
            continue
        subject, target = (other, one) if turned else (one, other)
        known = ontology().predicates[predicate]
        inside = sentence.covers(_span(one)) and sentence.covers(_span(other))
        if not inside or subject.type not in known.subject or target.type not in known.object:
            continue
        if not _is_plain(doc, sentence):
            continue
        if predicate == "located-in" and not _close(one, other):
            continue
        yield Draft(
            subject=_point(subject),
            predicate=predicate,
            object=_point(target),
            trigger=_span(target),
            stance=Stance(),
            score=_WORTH * _score(row) * subject.score * target.score,
            rule=f"relation-layer-{row[4].replace(' ', '-')}",
            component=COMPONENT,
        )


def _close(one: FoundMention, other: FoundMention) -> bool:
    """Whether two names stand as a place and what holds it: "Zelu, a town in Belm"."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap <= _GAP


def _score(row: Sequence[Any]) -> float:
    return float(row[5])


def _span(mention: FoundMention) -> Span:
    return Span(mention.start, mention.end)


def _point(mention: FoundMention) -> Point:
    return Point(mention=_span(mention), words=EndSpan(start=mention.start, end=mention.end))


def _is_plain(doc: Doc, sentence: Span) -> bool:
    """Whether nothing in a sentence denies, doubts, plans, asks or reports."""
    tokens = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    if tokens is None or tokens.text.rstrip("\"”’')").endswith("?"):
        return False
    for token in tokens:
        word, lower = lemma(token), token.lower_
        if lower in {"no", "nor", "neither", "without", "former", "or", "if", "so-called"}:
            return False
        if in_class("adverbs", lower, "negating", "alleging", "asking", "drop"):
            return False
        if token.pos_ in {"VERB", "AUX"} and (
            in_class("verbs", word, "speech", "alleging", "denying", "asking", "drop")
            or in_class("modals", lower, "planning", "asking")
        ):
            return False
    return True
