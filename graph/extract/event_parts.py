"""Who had which part in an event, where it was, when by its name, and to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places
from graph.extract.drafts import When
from graph.extract.ends import End
from graph.extract.event_found import Found, Part
from graph.extract.inflections import lemma
from graph.extract.quantities import Quantity, is_people, quantity
from graph.extract.syntax import base, case_words, children
from graph.extract.tools import Finder
from graph.model import Span
from graph.ontology import EventKind, ontology

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset({"in", "at", "inside", "within", "across", "throughout"})
_SENT = frozenset({"delegation", "deputation", "mission", "representatives", "envoys"})
_SHARES = frozenset({"stake", "share", "shares", "stakes", "%", "percent", "majority", "holding"})
_FORCES = frozenset({"police", "army", "military", "authority", "court", "prosecutor", "militia"})
_OTHERS = frozenset({"others", "another", "one"})
_ALL_PARTIES = frozenset({"participant", "party"})
_LEAVING = frozenset({"flee", "escape", "evacuate"})  # what they leave is their object
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class PartReader(Finder):
    """Reads parts, places and numbers of events of one document.

    Parameters
    ----------
    tools : Tools
    """

    def _span_of(self, mention: int) -> Span:
        return Span(self._mentions[mention].start, self._mentions[mention].end)

    def _fill(self, found: Found, places: Places) -> None:
        used: set[int] = set()
        for role, sources in found.kind.roles.items():
            wanted = list(sources)
            if {"ARG0", "ARG1"} <= set(wanted) and role not in _ALL_PARTIES:
                wanted = ["ARG1"] if self._moved(found.kind, role, places) else ["ARG0"]
                wanted += [s for s in sources if not s.startswith("ARG")]
            if role == "origin" and lemma(found.trigger) in _LEAVING:
                wanted.append("ARG1")
            for source in wanted:
                for filler in places.get(source, ()):
                    if filler.token.i in used:
                        continue
                    for end in self._all_of(filler, found.kind):
                        if self._part(found, role, end, filler, source):
                            used.add(filler.token.i)

    def _moved(self, kind: EventKind, role: str, places: Places) -> bool:
        """Whether what is done is done to somebody: X "fled Dovrek" is X who moved."""
        if not places.get("ARG1") or not places.get("ARG0"):
            return bool(places.get("ARG1"))
        types = ontology().roles[role].types - (_PLACE_TYPES if kind.counts == role else set())
        ends = [end for f in places["ARG1"] for end in self._ends.all_of(f.token)]
        return not ends or any(self._mentions[end.mention].type in types for end in ends)

    def _all_of(self, filler: Filler, kind: EventKind) -> Iterator[End]:
        """Yield whom a word means; X of "a delegation of X" that met, of "a stake in X" sold."""
        yield from self._ends.all_of(filler.token, until=filler.until)
        if kind.name == "transfer" and filler.token.lower_ in _SHARES:
            for child in children(filler.token, "nmod"):
                if case_words(child) in {"in", "of"}:
                    yield from self._ends.all_of(child)
        if kind.family == "contact" and filler.token.lower_ in _SENT:
            for child in children(filler.token, "nmod", "nmod:poss"):
                if case_words(child) in {"of", "from", ""}:
                    yield from self._ends.all_of(child)

    def _part(self, found: Found, role: str, end: End, filler: Filler, place: str) -> bool:
        kind = self._mentions[end.mention].type
        known = ontology().roles.get(role)
        if known is None or kind not in known.types:
            return False
        itself = filler.token.lower_.endswith(("self", "selves"))
        if itself and found.kind.family == "money":
            return False  # "divested itself of"
        if role == "court" and kind == "PERSON" and place == "of":
            return False  # "the conviction of X"
        if kind == "GPE" and place in {"of", "ARG1"} and found.kind.counts == role:
            return False  # "the massacre of Dovrek" is a place, no victim
        if any(p.role == role and self._ends.same(p.end.mention, end.mention) for p in found.parts):
            return False
        found.parts.append(Part(role, end, filler, place))
        return True

    def _where(self, at: Token) -> Iterator[tuple[End, Token]]:
        for child in at.children:
            first = child.left_edge
            if first.i and first.nbor(-1).lower_ in _OTHERS:
                continue  # "attacks in X and others in Y"
            if base(child.dep_) in {"obl", "nmod"} and case_words(child) in _WHERE:
                for end in self._ends.all_of(child):
                    if self._mentions[end.mention].type in _PLACE_TYPES:
                        yield end, child

    def _where_patients(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the deaths of nine people in Tashmin"."""
        if kind.counts and kind.family in {"violence", "life", "justice"}:
            for source in kind.roles.get(kind.counts, ()):
                for filler in places.get(source, ()):
                    if is_people(filler.token):
                        yield from self._where(filler.token)
                        yield from self._held_at(filler.token)

    def _where_agents(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "police in Tashmin arrested nine people"."""
        if kind.family in {"violence", "justice", "politics"}:
            for filler in places.get("ARG0", ()):
                word = lemma(filler.token)
                if self._ends.of(filler.token) is None and (
                    word in _FORCES or is_people(filler.token)
                ):
                    yield from self._where(filler.token)

    def _held_at(self, people: Token) -> Iterator[tuple[End, Token]]:
        """Yield the site of "inmates of the Central Prison"."""
        for child in children(people, "nmod"):
            end = self._ends.of(child) if case_words(child) == "of" else None
            if end is not None and self._mentions[end.mention].type == "FAC":
                yield end, child

    def _place_names(self, noun: Token, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the Dovrek massacre" and "the massacre of Dovrek"."""
        for child in noun.children:
            by_name = child.dep_ == "compound" or (
                child.dep_ == "nmod" and case_words(child) == "of"
            )
            if by_name:
                end = self._ends.of(child)
                if end is not None and self._mentions[end.mention].type in _PLACE_TYPES:
                    yield end, child

    def _places_inside(self, event: int) -> Iterator[tuple[End, Token]]:
        """Yield the place of an event's name: of "the Dovrek killings", where Dovrek is known."""
        span = self._span_of(event)
        tokens = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        for token in tokens or ():
            for index, mention in enumerate(self._mentions):
                if mention.type in _PLACE_TYPES and mention.text == token.text:
                    words = Span(token.idx, token.idx + len(token))
                    yield End(index, words, Span(mention.start, mention.end), mention.score), token
                    break

    def _year_inside(self, event: int) -> When | None:
        """Return the year of an event's name: of "the 1988 massacre"."""
        span = self._span_of(event)
        year = _YEAR.search(self._doc.text, span.start, span.end)
        if year is None:
            return None
        return When(span=Span(*year.span()), when=year[0], relative=None)

    def _quantity(self, kind: EventKind, places: Places) -> Quantity | None:
        if not kind.counts:
            return None
        for source in kind.roles.get(kind.counts, ()):
            for filler in places.get(source, ()):
                found = quantity(filler.token)
                if found is not None and not self._times.is_date(filler.token):
                    return found
        return None
