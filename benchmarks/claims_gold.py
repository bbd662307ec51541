"""The claims' gold of the sample corpus: read, checked and laid on extracted text.

``corpus/samples/gold/CLAIMS.md`` tells how it was written. All offsets are Unicode code points,
half-open ``[start, end)``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from benchmarks.gold import SAMPLES, GoldDocument, GoldEntity, GoldError, load_gold
from graph.edtf import is_date
from graph.model import How, Modality, Polarity
from graph.ontology import ontology

__all__ = [
    "Anchored",
    "ClaimsDocument",
    "GoldClaim",
    "GoldEvent",
    "GoldPassage",
    "GoldSpeaker",
    "Trap",
    "TriggerMark",
    "load_claims",
    "load_events",
]

_DATED = frozenset({"happened-on", "born-on"})
_OF_EVENTS = frozenset(n for n, p in ontology().predicates.items() if p.family == "event")
_FORBIDDEN_AS = ("fact", "unattributed", "any")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event: the kinds that a program may take it to be, the best first, and its name."""

    id: str
    kinds: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Who says so inside the text: an entity's id, or the words for somebody without one."""

    entity: str | None
    words: str | None
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """What a passage says.

    Attributes
    ----------
    predicates, roles : frozenset of str
        Any of them is right; no role where the predicate is not ``participant``.
    value : str or None
        A position or number in the document's words, or a date in EDTF.
    optional : bool
        Right if found, no loss if not.
    """

    subject: str
    predicates: frozenset[str]
    roles: frozenset[str] = frozenset()
    object: str | None = None
    value: str | None = None
    number: float | None = None
    when: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    speakers: tuple[GoldSpeaker, ...] = ()
    optional: bool = False

    @property
    def subject_is_event(self) -> bool:
        """Whether it is about an event; then its date is a claim of its own."""
        return bool(self.predicates & _OF_EVENTS)

    @property
    def ends(self) -> tuple[str, ...]:
        """Ids at its ends."""
        return (self.subject,) if self.object is None else (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class TriggerMark:
    """Words of a passage that name an event; offsets are into the gold text."""

    event: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage, the events named in it and its claims; offsets are into the gold text."""

    start: int
    end: int
    triggers: tuple[TriggerMark, ...]
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """Sentences that must not be read as fact.

    Attributes
    ----------
    forbidden : tuple of (GoldClaim, str)
        Each with how it is forbidden: as ``"fact"``, ``"unattributed"`` or ``"any"``. Without
        any, the sentences must yield nothing but the gold.
    """

    start: int
    end: int
    why: str
    forbidden: tuple[tuple[GoldClaim, str], ...]


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where the gold's stretches lie in an extracted text; what could not be found is left out.

    Attributes
    ----------
    passages : tuple of (tuple of int, GoldPassage)
        Start and end in that text.
    triggers : tuple of (str, int, int)
        Event, start and end.
    traps : tuple of (tuple of int, Trap)
    """

    passages: tuple[tuple[tuple[int, int], GoldPassage], ...]
    triggers: tuple[tuple[str, int, int], ...]
    traps: tuple[tuple[tuple[int, int], Trap], ...]


@dataclass(frozen=True, slots=True)
class ClaimsDocument:
    """The claims' gold of one document, beside its names' gold."""

    document: GoldDocument
    passages: tuple[GoldPassage, ...]
    traps: tuple[Trap, ...]

    def anchored(self, text: str) -> Anchored:
        """Find all stretches again in an extracted text."""
        places = self.document.places(text)
        triggers = {(t.event, t.start, t.end) for p in self.passages for t in p.triggers}
        return Anchored(
            tuple(_laid(((p.start, p.end, p) for p in self.passages), places)),
            tuple(
                (event, *where)
                for where, event in _laid(((s, e, i) for i, s, e in sorted(triggers)), places)
            ),
            tuple(_laid(((t.start, t.end, t) for t in self.traps), places)),
        )


def load_events(*, folder: Path = SAMPLES) -> dict[str, GoldEvent]:
    """Read ``gold/claims/events.toml``: events by id."""
    table = tomllib.loads((folder / "gold/claims/events.toml").read_text(encoding="utf-8"))
    return {key: GoldEvent(key, tuple(row["kinds"]), row["label"]) for key, row in table.items()}


def load_claims(split: str | None = None, *, folder: Path = SAMPLES) -> list[ClaimsDocument]:
    """Read the claims' gold of all documents that have names' gold.

    Parameters
    ----------
    split
        ``"tune"`` or ``"frozen"``; both where left out.

    Raises
    ------
    GoldError
        If a quote is not word for word in its document or there twice, an id, predicate, role or
        date is unknown, or an end of a claim has no mention in its passage.
    """
    events = load_events(folder=folder)
    return [
        _document(document, events, folder)
        for document in load_gold(split, folder=folder)
        if document.marks
    ]


def _document(
    document: GoldDocument, events: Mapping[str, GoldEvent], folder: Path
) -> ClaimsDocument:
    path = folder / "gold" / "claims" / f"{Path(document.file).stem}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path.name}: {error}") from error
    reader = _Reader(path.name, document, events)
    return ClaimsDocument(
        document,
        tuple(reader.passage(row) for row in table.get("passage", ())),
        tuple(reader.trap(row) for row in table.get("trap", ())),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tables of one document and refuses what is not as it should be."""

    name: str
    document: GoldDocument
    events: Mapping[str, GoldEvent]

    def passage(self, row: Mapping[str, Any]) -> GoldPassage:
        start, end = self._anchor(row["quote"])
        triggers = tuple(
            mark
            for event in row.get("events", ())
            for mark in self._triggers(event["id"], event["trigger"], start, end)
        )
        claims = tuple(self._claim(claim) for claim in row["claims"])
        there = {m.value for m in self.document.marks if start <= m.start and m.end <= end}
        there |= {mark.event for mark in triggers}
        for claim in claims:
            for missing in set(claim.ends) - there:
                self._fail(f"{missing} has no mention in {row['quote'][:60]!r}")
            self._check(claim, row["quote"])
        return GoldPassage(start, end, triggers, claims)

    def trap(self, row: Mapping[str, Any]) -> Trap:
        start, end = self._anchor(row["quote"])
        forbidden = []
        for claim in row.get("forbid", ()):
            if claim["as"] not in _FORBIDDEN_AS:
                self._fail(f"nothing is forbidden as {claim['as']!r}")
            forbidden.append((self._claim(claim), claim["as"]))
        return Trap(start, end, row["why"], tuple(forbidden))

    def _anchor(self, quote: str) -> tuple[int, int]:
        start = self.document.text.find(quote)
        if start < 0:
            self._fail(f"not word for word in the document: {quote[:60]!r}")
        if self.document.text.find(quote, start + 1) >= 0:
            self._fail(f"stands twice in the document: {quote[:60]!r}; take in more words")
        return start, start + len(quote)

    def _triggers(self, event: str, words: str, start: int, end: int) -> Iterator[TriggerMark]:
        self._kind_of(event)
        at = self.document.text.find(words, start, end)
        if at < 0:
            self._fail(f"{words!r} is not in the passage at {start}")
        while at >= 0:
            yield TriggerMark(event, at, at + len(words))
            at = self.document.text.find(words, at + 1, end)

    def _claim(self, row: Mapping[str, Any]) -> GoldClaim:
        return GoldClaim(
            subject=row["subject"],
            predicates=frozenset(row["predicate"].split("|")),
            roles=frozenset(row["role"].split("|") if "role" in row else ()),
            object=row.get("object"),
            value=row.get("value"),
            number=row.get("number"),
            when=row.get("when"),
            polarity=row.get("polarity", "affirmed"),
            modality=row.get("modality", "asserted"),
            speakers=tuple(
                GoldSpeaker(s.get("entity"), s.get("words"), cast(How, s["how"]))
                for s in row.get("speakers", ())
            ),
            optional=row.get("optional", False),
        )

    def _check(self, claim: GoldClaim, quote: str) -> None:
        known = ontology()
        for unknown in claim.predicates - known.predicates.keys():
            self._fail(f"no predicate is called {unknown!r}")
        if "participant" in claim.predicates:
            allowed = {
                role
                for kind in self._kind_of(claim.subject).kinds
                for role in known.events[kind].roles
            }
            if not claim.roles & allowed:
                self._fail(f"{claim.subject} has no role {sorted(claim.roles)}")
        types = [self._type_of(end) for end in claim.ends]
        if not any(
            types[0] in known.predicates[p].subject
            and (len(types) == 1 or types[1] in known.predicates[p].object)
            for p in claim.predicates
        ):
            self._fail(f"{claim.ends} may not stand at the ends of {sorted(claim.predicates)}")
        dates = [claim.when, claim.value if claim.predicates & _DATED else None]
        for date in dates:
            if date is not None and not is_date(date):
                self._fail(f"{date!r} is no EDTF date")
        plain = None if claim.predicates & _DATED else claim.value
        if plain is not None and plain.casefold() not in quote.casefold():
            self._fail(f"{plain!r} is not in {quote[:60]!r}")
        for speaker in claim.speakers:
            if speaker.entity is not None:
                self._type_of(speaker.entity)
            elif speaker.words is None or speaker.words not in self.document.text:
                self._fail(f"{speaker.words!r} is not in the document")

    def _entity(self, key: str) -> GoldEntity | None:
        return self.document.entities.get(key)

    def _type_of(self, key: str) -> str:
        entity = self._entity(key)
        if entity is not None:
            return entity.type
        self._kind_of(key)
        return "EVENT"

    def _kind_of(self, key: str) -> GoldEvent:
        event = self.events.get(key)
        if event is None:
            self._fail(f"{key!r} is in neither entities.toml nor events.toml")
        return cast(GoldEvent, event)

    def _fail(self, why: str) -> None:
        raise GoldError(f"claims/{self.name}: {why}")


def _laid(
    stretches: Iterable[tuple[int, int, Any]], places: Mapping[int, int]
) -> Iterator[tuple[tuple[int, int], Any]]:
    for start, end, what in stretches:
        found = [places[i] for i in range(start, end) if i in places]
        if found:
            yield (found[0], found[-1] + 1), what
