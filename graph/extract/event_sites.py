"""Where an event was and when: by the words beside its verb or noun, its people, and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Places, verb_places
from graph.extract.drafts import When
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.quantities import is_people
from graph.extract.settings import during, entered, hosts
from graph.extract.syntax import base, case_words, children, text_of
from graph.extract.tools import Finder
from graph.extract.vocabulary import in_class
from graph.model import Span
from graph.ontology import EventKind

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset({"in", "at", "inside", "within", "across", "throughout"})
_ABOUT_WHERE = {
    **dict.fromkeys(("on", "through", "before"), 0.9),
    **dict.fromkeys(("outside", "near", "around"), 0.8),
}
# Of a place with a name, these say that something was not there.
_NOT_IN = frozenset({"outside", "near", "around", "before"})
_EXPLOSIVES = frozenset("bomb mine landmine grenade rocket missile shell mortar device".split())
_TAKING_AWAY = frozenset({"abduction", "detention", "disappearance"})
_BY_FORCE = frozenset({"violence", "justice", "life", "information"})
_IN_BETWEEN = frozenset({"contact", "justice", "violence", "politics"})
_DEEPEST = 3
_FORCES = frozenset({"police", "army", "military", "authority", "court", "prosecutor", "militia"})
_OTHERS = frozenset({"others", "another", "one"})
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class SiteReader(Finder):
    """Reads places and dates of events of one document.

    Parameters
    ----------
    tools : Tools
    """

    def _span_of(self, mention: int) -> Span:
        return Span(self._mentions[mention].start, self._mentions[mention].end)

    def _where(self, at: Token) -> Iterator[tuple[End, Token]]:
        for child in at.children:
            first = child.left_edge
            if first.i and first.nbor(-1).lower_ in _OTHERS:
                continue  # "attacks in X and others in Y"
            if base(child.dep_) in {"obl", "nmod"}:
                preposition = case_words(child)
                sure = 1.0 if preposition in _WHERE else _ABOUT_WHERE.get(preposition, 0.0)
                near = self._ends.named(child)
                if preposition in _NOT_IN and near is not None:
                    body = self._mentions[near].type == "ORG" and preposition == "outside"
                    if not body:
                        continue  # "before the Court of Zelu", "near Tashmin"
                for end in self._site(child, 0) if sure else ():
                    yield replace(end, sure=end.sure * sure), child

    def _site(self, noun: Token, depth: int) -> Iterator[End]:
        """Yield the place that a noun names, or in which the site is: "at a hotel in X"."""
        known = list(self._ends.all_of(noun))
        if known or self._ends.inside(noun) is not None:
            named = [e for e in known if self._mentions[e.mention].type in _PLACE_TYPES]
            yield from named
            for child in children(noun, "nmod") if known and not named else ():
                if case_words(child) in _WHERE and depth < _DEEPEST:
                    yield from self._site(child, depth + 1)  # "outside the Ministry in X"
            return
        word = lemma(noun)
        area, site = in_class("places", word, "areas"), in_class("places", word, "sites")
        happening = any(kind.family in _IN_BETWEEN for kind, _ in noun_kinds(noun))
        if depth == _DEEPEST or not (area or site or happening):
            return
        remarks = [c.i for c in children(noun, "appos")]
        for child in noun.children:
            label, preposition = base(child.dep_), case_words(child)
            if label == "nmod" and any(noun.i < at < child.i for at in remarks):
                continue  # "a market in Tashmin, a town in the north of Zelu"
            if label == "nmod" and child.i > noun.i:
                inner = preposition in _WHERE or (area and preposition == "of")
                further = 1.0 if inner else _ABOUT_WHERE.get(preposition, 0.0)
                if preposition in _NOT_IN and self._ends.named(child) is not None:
                    continue  # "at a base outside Tashmin"
            elif label in {"appos", "flat"} and child.i > noun.i:
                further = 1.0 if area else 0.0
            elif label in {"compound", "amod"} and child.i < noun.i:
                further = 0.95 if site or area else 0.0
            else:
                continue
            for end in self._site(child, depth + 1) if further else ():
                yield replace(end, sure=end.sure * further)

    def _where_patients(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the deaths of nine people in Tashmin"."""
        if kind.name == "meeting":
            for filler in places.get("with", ()):
                if is_people(filler.token) and self._ends.of(filler.token) is None:
                    yield from self._where(filler.token)  # "talks with clerks in Tashmin"
        if kind.counts and kind.family in {"violence", "life", "justice"}:
            for source in kind.roles.get(kind.counts, ()):
                for filler in places.get(source, ()):
                    if is_people(filler.token):
                        yield from self._where(filler.token)
                        yield from self._held_at(filler.token)

    def _where_targets(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "stormed the parliament building in Tashmin"."""
        if kind.family in {"violence", "justice"}:
            for source in ("ARG1", "on", "against"):
                for filler in places.get(source, ()):
                    if self._ends.named(filler.token) is not None:
                        yield from self._where(filler.token)
                    elif in_class("places", lemma(filler.token), "areas", "sites"):
                        yield from ((end, filler.token) for end in self._site(filler.token, 0))

    def _where_agents(self, kind: EventKind, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "police in Tashmin arrested nine people"."""
        if kind.family in {"violence", "justice", "politics"}:
            for filler in places.get("ARG0", ()):
                word = lemma(filler.token)
                if self._ends.of(filler.token) is None and (
                    word in _FORCES or is_people(filler.token)
                ):
                    yield from self._where(filler.token)
                elif word in _EXPLOSIVES or any(
                    kind.name == "attack" for kind, _ in noun_kinds(filler.token)
                ):
                    yield from self._where(filler.token)  # "a blast in X killed nine"
                    yield from self._place_names(filler.token, {})

    def _when(self, verb: Token, kind: EventKind) -> When | None:
        """Return the date of a verb: its own, or that of what it goes with."""
        when = self._times.of(verb) or self._times.told_by_when(verb)
        if when is None and kind.family in _BY_FORCE:
            shared = [*hosts(verb, kind), *during(verb)]
            dates = [w for w in map(self._times.of, shared) if w is not None]
            when = next((w for w in dates if "/" not in (w.when or "")), None)
        return when

    def _where_shared(self, verb: Token, kind: EventKind) -> Iterator[tuple[End, Token]]:
        """Yield the place of what the verb goes with."""
        for child in children(verb, "obl") if kind.name in _TAKING_AWAY else ():
            if case_words(child) == "from" and in_class("places", lemma(child), "sites"):
                yield from ((end, child) for end in self._site(child, 0))  # "from her home in X"
        if kind.family in _BY_FORCE:
            for scene in during(verb):
                yield from self._where(scene)  # "killed during the riot in X"
                yield from self._place_names(scene, {})
            for host in hosts(verb, kind):
                own = list(self._where(host))
                places = verb_places(host)
                yield from own or self._where_targets(kind, places)
                if not own:
                    for filler in places.get("ARG1", ()):
                        yield from self._is_place(filler.token)
            for site in entered(verb, kind):
                yield from self._is_place(site)
                yield from ((end, site) for end in self._site(site, 0))

    def _is_place(self, word: Token) -> Iterator[tuple[End, Token]]:
        end = self._ends.of(word) if self._ends.named(word) is not None else None
        if end is not None and self._mentions[end.mention].type in _PLACE_TYPES:
            yield replace(end, sure=end.sure * 0.95), word

    def _held_at(self, people: Token) -> Iterator[tuple[End, Token]]:
        """Yield the site of "inmates of the Central Prison"."""
        for child in children(people, "nmod"):
            end = self._ends.of(child) if case_words(child) == "of" else None
            if end is not None and self._mentions[end.mention].type == "FAC":
                yield end, child

    def _place_names(self, noun: Token, places: Places) -> Iterator[tuple[End, Token]]:
        """Yield the place of "the Dovrek massacre" and "the massacre of Dovrek"."""
        talks = any(kind.family == "contact" for kind, _ in noun_kinds(noun))
        for child in noun.children:
            by_name = child.dep_ == "compound" or (
                child.dep_ == "nmod" and case_words(child) == "of" and not talks
            )
            if by_name:
                end = self._ends.of(child)
                if end is not None and self._mentions[end.mention].type in _PLACE_TYPES:
                    yield end, child

    def _places_inside(self, event: int) -> Iterator[tuple[End, Token]]:
        """Yield the place of an event's name: of "the Dovrek killings", where Dovrek is known."""
        span = self._span_of(event)
        tokens = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        name = text_of(self._doc)[span.start : span.end]
        for index, mention in enumerate(self._mentions):
            if mention.type not in _PLACE_TYPES or tokens is None:
                continue
            at = re.search(rf"\b{re.escape(mention.text)}\b", name)
            follows = name[at.end() :].split()[:1] if at is not None else []
            if at is not None and not in_class("places", "".join(follows).lower(), "sites"):
                words = Span(span.start + at.start(), span.start + at.end())
                yield End(index, words, Span(mention.start, mention.end), mention.score), tokens[0]
                break

    def _year_inside(self, event: int) -> When | None:
        """Return the year of an event's name: of "the 1988 massacre"."""
        span = self._span_of(event)
        year = _YEAR.search(text_of(self._doc), span.start, span.end)
        if year is None:
            return None
        return When(span=Span(*year.span()), when=year[0], relative=None)
