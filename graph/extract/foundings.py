"""Foundings whose founders are known, made the relation that they are, and terms held again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from graph.extract.drafts import Draft, When
from graph.extract.syntax import text_of
from graph.extract.time import time_expressions
from graph.model import Span
from graph.spans import sentence_of

_AGAIN = re.compile(r"\s*,?\s*(?:and\s+)?(?:then\s+)?(?:again|once more|a second time)\s+(\w+\s+)?")


def as_relations(drafts: Sequence[Draft], kinds: Mapping[Span, str]) -> list[Draft]:
    """Return the drafts, with "X founded Y" for a founding that has both.

    Parameters
    ----------
    drafts : sequence of Draft
    kinds : mapping of Span to str
        The kind of each event by its place.
    """
    parts: dict[Span, dict[str | None, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if kinds.get(draft.subject.mention) == "founding":
            parts[draft.subject.mention][draft.role].append(draft)
    told = {event for event, roles in parts.items() if roles["founder"] and roles["founded"]}
    kept = [draft for draft in drafts if draft.subject.mention not in told]
    for event in sorted(told, key=lambda span: span.start):
        roles = parts[event]
        dates = [d.when for d in roles[None] if d.predicate == "happened-on"]
        for founder in roles["founder"]:
            for founded in roles["founded"]:
                if founder.object is not None:
                    kept.append(
                        replace(
                            founded,
                            subject=founder.object,
                            predicate="founded",
                            role=None,
                            when=dates[0] if dates else None,
                            score=min(founder.score, founded.score),
                            rule=f"founding-{founder.rule}",
                            component="whence_relations",
                        )
                    )
    return kept


def terms(draft: Draft, doc: Doc, sentences: Sequence[Span]) -> Iterator[Draft]:
    """Yield a draft, and what is held once more: "until 1981 and again from 1986 to 1990"."""
    yield draft
    when = draft.when
    lasting = draft.predicate in {"position-held", "leads"} and when is not None
    index = sentence_of(sentences, draft.trigger) if lasting else None
    if index is None or when is None:
        return
    for date in time_expressions(text_of(doc), sentences[index].start, sentences[index].end):
        if date.start <= when.span.end or date.when is None or "/" not in date.when:
            continue
        if _AGAIN.fullmatch(text_of(doc), when.span.end, date.start):
            again = When(span=Span(date.start, date.end), when=date.when, relative=None)
            yield replace(draft, when=again, rule=f"{draft.rule}-again")
        return
