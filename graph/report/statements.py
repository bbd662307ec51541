"""Claims grouped for a report: by predicate, by topic, what is denied beside what is affirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph.model import Claim, Evidence, Modality
from graph.names import normal
from graph.query.rulings import Ruling
from graph.query.words import Run, according_to, claim_words
from graph.report.content import Group, Ref, Sentence, Statement, Topic
from graph.report.footnotes import Footnotes

MAX_PASSAGES = 8
"""Passages cited for one way of putting one statement; the number left out is said."""

_Words = tuple[Run, ...]
_MODALITIES: tuple[Modality, ...] = ("asserted", "alleged", "planned", "hypothetical")


class Statements:
    """Puts claims into numbered statements.

    Parameters
    ----------
    entity : str
        Whom the report is about.
    names : mapping of str to str
        Names of all entities at the claims' ends, by id.
    notes : Footnotes
    rulings : mapping of str to sequence of Ruling
        What people decided, by the claims' ids.
    """

    def __init__(
        self,
        entity: str,
        names: Mapping[str, str],
        notes: Footnotes,
        rulings: Mapping[str, Sequence[Ruling]] | None = None,
    ) -> None:
        self._entity = entity
        self._rulings = rulings or {}
        self._names = names
        self._notes = notes
        self._count = 0

    def groups(self, claims: Sequence[Claim]) -> tuple[Group, ...]:
        """Return the claims by predicate, those about the entity before those about others."""
        found: dict[tuple[str, bool], list[Claim]] = defaultdict(list)
        for claim in claims:
            found[claim.predicate, claim.subject != self._entity].append(claim)
        return tuple(
            Group(
                heading=self._heading(predicate, of_others),
                topics=tuple(self._topic(topic) for topic in topics(found[predicate, of_others])),
            )
            for predicate, of_others in sorted(found)
        )

    def _heading(self, predicate: str, of_others: bool) -> tuple[Run, ...]:
        words = predicate.replace("-", " ").capitalize()
        if not of_others:
            return (Run(words),)
        name = Run(" ".join(self._names[self._entity].split()), name=True)
        return (Run(f"{words}, said of others in relation to "), name)

    def _topic(self, claims: Sequence[Claim]) -> Topic:
        return Topic(
            affirmed=tuple(self._statement(c) for c in claims if c.polarity == "affirmed"),
            denied=tuple(self._statement(c) for c in claims if c.polarity == "denied"),
            contradictions=tuple(contradictions(claims)),
        )

    def _statement(self, claim: Claim) -> Statement:
        self._count += 1
        number, sentences, left_out = self._count, [], 0
        for modality in _MODALITIES:
            said = [e for e in claim.evidence if e.modality == modality]
            if said:
                shown = self._chosen(said)
                left_out += len(said) - len(shown)
                sentences.append(self._sentence(claim, modality, shown, number=number))
        return Statement(
            number=number,
            claim=claim.id,
            polarity=claim.polarity,
            sentences=tuple(sentences),
            independent_sources=claim.independent_sources,
            passages=len(claim.evidence),
            left_out=left_out,
            decided=tuple(one.words for one in self._rulings.get(claim.id, ())),
        )

    def _chosen(self, said: Sequence[Evidence]) -> list[Evidence]:
        """Choose passages to cite: one of each independent source first; oldest first in each."""
        ordered = sorted(
            said,
            key=lambda e: (self._date(e), e.document, e.position),
        )
        ranked: list[tuple[int, int, Evidence]] = []
        seen: dict[str, int] = defaultdict(int)
        for place, evidence in enumerate(ordered):
            ranked.append((seen[evidence.independence_group], place, evidence))
            seen[evidence.independence_group] += 1
        kept = sorted(ranked, key=lambda r: r[:2])[:MAX_PASSAGES]
        return [evidence for _, _, evidence in sorted(kept, key=lambda r: r[1])]

    def _date(self, evidence: Evidence) -> str:
        return self._notes.document(evidence.document).published or "~"

    def _sentence(
        self, claim: Claim, modality: Modality, said: Sequence[Evidence], *, number: int
    ) -> Sentence:
        voices: dict[_Words, dict[_Words, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        for evidence in said:
            heard, source = according_to(
                evidence.attributed_to,
                where=self._notes.where(evidence.document),
                title=self._notes.document(evidence.document).title,
            )
            voices[heard][source].append(evidence)
        one = sum(len(sources) for sources in voices.values()) == 1
        parts: list[Run | Ref] = [Run("According ")]
        refs: list[Ref] = []
        for index, (heard, sources) in enumerate(voices.items()):
            parts += [Run(_joint(index, len(voices))), *([Run("to "), *heard] if heard else [])]
            for place, (source, pieces) in enumerate(sources.items()):
                refs = [self._notes.cite_evidence(e, statement=number) for e in pieces]
                preposition = "" if heard and not place else "by " if heard else "to "
                parts += [Run(f"{_joint(place, len(sources))}{preposition}"), *source]
                parts += [] if one else refs
        parts += [Run(", "), *claim_words(claim, self._names, modality=modality), Run(".")]
        parts += refs if one else []
        return Sentence(parts=_joined(parts), modality=modality)


def _joint(index: int, count: int) -> str:
    return "" if not index else " and " if index == count - 1 else ", "


def _joined(parts: Sequence[Run | Ref]) -> tuple[Run | Ref, ...]:
    """Return the parts with neighbouring runs of the report's own words made one."""
    joined: list[Run | Ref] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Run) and isinstance(last, Run) and not part.name and not last.name:
            joined[-1] = Run(last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)


def topics(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims in lists that are about the same thing, in order of time.

    Of one topic are claims with the same subject, predicate, role, object and value, whatever
    date and polarity they give; numbers of one unit are of one topic; and a denial is of the
    topic of what it denies, even if it leaves the object unsaid. Topics with the same value, such
    as a position given with and without its institution, stand together.
    """
    found: list[list[Claim]] = []
    for claim in sorted(claims, key=_order):
        fitting = [topic for topic in found if any(_belongs(claim, other) for other in topic)]
        joined = [claim_ for topic in fitting for claim_ in topic] + [claim]
        found = [topic for topic in found if topic not in fitting] + [joined]
    ordered = sorted((sorted(topic, key=_order) for topic in found), key=lambda t: _order(t[0]))
    alike: dict[tuple[object, ...], list[list[Claim]]] = defaultdict(list)
    for topic in ordered:
        alike[_key(topic[0])].append(topic)
    return [topic for topics_ in alike.values() for topic in topics_]


def contradictions(claims: Sequence[Claim]) -> Iterator[str]:
    """Yield, in words, how the claims of one topic are at odds."""
    affirmed = [c for c in claims if c.polarity == "affirmed"]
    denied = [c for c in claims if c.polarity == "denied"]
    if any(_opposes(a, d) for a in affirmed for d in denied):
        yield "This is affirmed in one place and denied in another."
    if len({c.value for c in affirmed if c.value is not None and c.value.kind == "number"}) > 1:
        yield "The numbers given differ."
    dates = sorted({c.when for c in affirmed if c.when is not None})
    if any(not _nested(a, b) for i, a in enumerate(dates) for b in dates[i + 1 :]):
        yield "The dates given differ; they may be of one time or of several."


def _order(claim: Claim) -> tuple[object, ...]:
    value = "" if claim.value is None else normal(claim.value.text)
    ends = (claim.subject, claim.object or "")
    return (claim.when is None, _bounds(claim.when), value, ends, claim.id)


def _belongs(claim: Claim, other: Claim) -> bool:
    if _key(claim) != _key(other):
        return False
    return claim.object == other.object or (
        claim.polarity != other.polarity and None in (claim.object, other.object)
    )


def _key(claim: Claim) -> tuple[object, ...]:
    value = claim.value
    what = None if value is None else value.unit if value.kind == "number" else normal(value.text)
    return (claim.subject, claim.predicate, claim.role, value and value.kind, what)


def _opposes(affirmed: Claim, denied: Claim) -> bool:
    return _belongs(affirmed, denied) and _overlap(affirmed.when, denied.when)


def _bounds(when: str | None) -> tuple[str, str]:
    """Return the first and last day that an EDTF date may mean, as strings that sort."""
    if when is None:
        return "", "~"
    start, slash, end = when.partition("/")
    end = end if slash else start
    first = "" if start in {"", ".."} else start.rstrip("?~%").replace("X", "0")
    last = "~" if end in {"", ".."} else end.rstrip("?~%").replace("X", "9") + "~"
    return first, last


def _overlap(one: str | None, other: str | None) -> bool:
    (a, b), (c, d) = _bounds(one), _bounds(other)
    return a <= d and c <= b


def _nested(one: str, other: str) -> bool:
    (a, b), (c, d) = _bounds(one), _bounds(other)
    return (a <= c and d <= b) or (c <= a and b <= d)
