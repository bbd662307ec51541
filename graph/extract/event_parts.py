"""Who had which part in an event, where it was, when by its name, and to how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places
from graph.extract.companions import leaders
from graph.extract.drafts import When
from graph.extract.ends import End
from graph.extract.event_found import Found, Part
from graph.extract.inflections import lemma
from graph.extract.lexicon import noun_kinds
from graph.extract.quantities import Quantity, is_people, quantity
from graph.extract.syntax import base, case_words, children, is_alternative
from graph.extract.tools import Finder
from graph.extract.vocabulary import in_class
from graph.extract.where import place_before
from graph.model import Span
from graph.ontology import EventKind, ontology

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset({"in", "at", "inside", "within", "across", "throughout"})
_ABOUT_WHERE = {
    **dict.fromkeys(("on", "through", "before"), 0.9),
    **dict.fromkeys(("outside", "near", "around"), 0.8),
}
# Of a place with a name, these say that something was not there.
_NOT_IN = frozenset({"outside", "near", "around", "before"})
_SENT = frozenset(
    "delegation deputation mission representatives envoys delegates negotiators emissaries".split()
)
_INSPECTING = frozenset({"inspector", "auditor", "investigator", "detective", "examiner"})
_AMONG = frozenset({"including", "among", "such as"})
_IN_BETWEEN = frozenset({"contact", "justice", "violence", "politics"})
_DEEPEST = 3
_SEARCHED = frozenset(
    "home house office flat apartment headquarters residence villa premises newsroom".split()
)
_LEAVING = frozenset({"movement", "resignation"})
_OFFICIALS = frozenset({"official", "minister", "leader", "brother", "sister", "judge", "company"})
_AFFAIRS = frozenset("finance affair account conduct activity dealing operation book".split())
_SHARES = frozenset(
    """stake share shares stakes % percent cent majority holding holdings shareholding capital
    interest half third quarter rest remainder whole all""".split()
)
_COURTS = frozenset("court courts tribunal bailey assizes sessions bench chamber".split())
_FORCES = frozenset({"police", "army", "military", "authority", "court", "prosecutor", "militia"})
_OTHERS = frozenset({"others", "another", "one"})
_ALL_PARTIES = frozenset({"participant", "party"})
_FLEEING = frozenset({"flee", "escape", "evacuate"})  # what they leave is their object
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
            if role == "origin" and lemma(found.trigger) in _FLEEING:
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
        word = filler.token
        known = list(self._ends.all_of(word, until=filler.until))
        yield from known or self._named_among(word)
        if not known:
            for leader in leaders(word):
                yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(leader))
        if kind.name == "transfer":
            yield from self._shared(word, 0)
        if kind.name == "investigation" and lemma(word) in _AFFAIRS and not known:
            for child in children(word, "nmod", "nmod:poss"):
                if case_words(child) in {"of", ""}:
                    yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(child))
        if kind.name == "raid" and lemma(word) in _SEARCHED and not known:
            for child in children(word, "nmod", "nmod:poss"):
                if case_words(child) in {"of", ""}:
                    yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(child))
        sent = kind.family == "contact" and word.lower_ in _SENT
        if sent or (kind.name == "investigation" and lemma(word) in _INSPECTING):
            for child in children(word, "nmod", "nmod:poss", "compound"):
                if case_words(child) in {"of", "from", ""}:
                    yield from self._ends.all_of(child)

    def _shared(self, word: Token, depth: int) -> Iterator[End]:
        """Yield X of "a stake in X", of "half of the share capital of X"."""
        if word.lower_ not in _SHARES or depth == _DEEPEST:
            return
        for child in children(word, "nmod"):
            if case_words(child) in {"in", "of"}:
                yield from self._ends.all_of(child)
                yield from self._shared(child, depth + 1)

    def _named_among(self, people: Token) -> Iterator[End]:
        """Yield X and Y of "two ministers, X and Y", of "nine people, including X"."""
        if is_alternative(people):
            return
        if people.tag_ == "NN":  # "the murder of journalist X and his wife"
            for child in children(people, "flat", "nmod:desc", "appos"):
                if child.i > people.i and children(child, "conj"):
                    yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(child))
            return
        known = is_people(people) or lemma(people) in ontology().positions.heads | _OFFICIALS
        if people.tag_ != "NNS" or not known:
            return
        for child in children(people, "appos", "nmod", "nmod:desc", "flat"):
            leads = case_words(child) or child.left_edge.lower_
            beyond = people.i < people.head.i < child.i  # "prisoners named the men: X and Y"
            apposed = leads in _AMONG if child.dep_ == "nmod" else not beyond
            if child.i < people.i or not apposed:
                continue
            for end in self._ends.all_of(child):
                if self._mentions[end.mention].type in {"PERSON", "ORG"}:
                    yield replace(end, sure=end.sure * 0.95)

    def _part(self, found: Found, role: str, end: End, filler: Filler, place: str) -> bool:
        kind = self._mentions[end.mention].type
        known = ontology().roles.get(role)
        if known is None or kind not in known.types:
            return False
        if kind in _PLACE_TYPES and self._is_dateline(end):
            return False
        itself = filler.token.lower_.endswith(("self", "selves"))
        if itself and found.kind.family == "money":
            return False  # "divested itself of"
        left = found.kind.name in _LEAVING and place == "ARG1" and role == "origin"
        if left and (kind in _PLACE_TYPES) != (found.kind.name == "movement"):
            return False  # one leaves a place, or a post
        if role == "court" and kind == "PERSON" and place == "of":
            return False  # "the conviction of X"
        if role == "court" and place in {"in", "at"}:
            words = self._mentions[end.mention].text.lower().split()
            if not _COURTS & set(words):
                return False  # "convicted in the Norvik affair"
        if kind == "GPE" and place in {"of", "ARG1"} and found.kind.counts == role:
            return False  # "the massacre of Dovrek" is a place, no victim
        if any(p.role == role and self._ends.same(p.end.mention, end.mention) for p in found.parts):
            return False
        found.parts.append(Part(role, end, filler, place))
        return True

    def _is_dateline(self, end: End) -> bool:
        """Whether a place stands before what is told from there: "MUSCAT: The ministry held"."""
        follows = self._doc.text[end.words.end : end.words.end + 3].lstrip()
        before = self._doc.text[: end.words.start].rstrip(" ")
        return follows[:1] in {":", "—", "–"} and (not before or before[-1] in "\n.")

    def _where(self, at: Token) -> Iterator[tuple[End, Token]]:
        for child in at.children:
            first = child.left_edge
            if first.i and first.nbor(-1).lower_ in _OTHERS:
                continue  # "attacks in X and others in Y"
            if base(child.dep_) in {"obl", "nmod"}:
                preposition = case_words(child)
                sure = 1.0 if preposition in _WHERE else _ABOUT_WHERE.get(preposition, 0.0)
                if preposition in _NOT_IN and self._ends.named(child) is not None:
                    continue  # "before the Court of Zelu", "near Tashmin"
                for end in self._site(child, 0) if sure else ():
                    yield replace(end, sure=end.sure * sure), child

    def _where_told(self, kind: EventKind, *verbs: Token) -> Iterator[tuple[End, Token]]:
        """Yield the place of "flew to X, where she met Y"; journeys have their own."""
        for verb in verbs if kind.family != "movement" else ():
            place = place_before(verb, self._ends)
            end = self._ends.of(place) if place is not None else None
            if end is not None and place is not None:
                yield replace(end, sure=end.sure * 0.95), place
                return

    def _site(self, noun: Token, depth: int) -> Iterator[End]:
        """Yield the place that a noun names, or in which the site is: "at a hotel in X"."""
        known = list(self._ends.all_of(noun))
        if known or self._ends.inside(noun) is not None:
            yield from (e for e in known if self._mentions[e.mention].type in _PLACE_TYPES)
            return
        word = lemma(noun)
        area, site = in_class("places", word, "areas"), in_class("places", word, "sites")
        happening = any(kind.family in _IN_BETWEEN for kind, _ in noun_kinds(noun))
        if depth == _DEEPEST or not (area or site or happening):
            return
        for child in noun.children:
            label, preposition = base(child.dep_), case_words(child)
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
        sources = list(kind.roles.get(kind.counts, ()))
        if {"ARG0", "ARG1"} <= set(sources) and places.get("ARG1") and kind.name == "movement":
            sources = [source for source in sources if source != "ARG0"]  # "ten men took him to"
        for source in sources:
            for filler in places.get(source, ()):
                found = quantity(filler.token)
                if found is not None and not self._times.is_date(filler.token):
                    return found
        return None
