"""Who had which part in an event, where it was, when by its name, and to how many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, Places
from graph.extract.companions import leaders
from graph.extract.ends import End
from graph.extract.event_found import Found, Part
from graph.extract.event_sites import SiteReader
from graph.extract.inflections import lemma
from graph.extract.payees import keepers, payees
from graph.extract.people_of import body_of
from graph.extract.quantities import Quantity, is_people, quantity
from graph.extract.syntax import case_words, children, conjuncts, is_alternative, text_of
from graph.extract.vocabulary import in_class, relation_words
from graph.extract.where import place_before
from graph.ontology import EventKind, ontology

_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_PRINTING = frozenset({"print", "reprint", "air", "broadcast"})
_STEADS = frozenset({"place", "stead"})
_SENT = frozenset(
    "delegation deputation mission representatives envoys delegates negotiators emissaries".split()
)
_INSPECTING = frozenset({"inspector", "auditor", "investigator", "detective", "examiner"})
_AMONG = frozenset({"including", "among", "such as"})
_DOING = frozenset({"ARG0", "by"})
_OF_FORCE = frozenset({"violence", "justice", "politics", "information"})
_TO_OTHERS = frozenset({"violence", "justice"})
_SEATS = frozenset("election re-election office parliament congress senate council seat".split())
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
_ALL_PARTIES = frozenset({"participant", "party"})
_FLEEING = frozenset({"flee", "escape", "evacuate"})  # what they leave is their object


class PartReader(SiteReader):
    """Reads parts, places and numbers of events of one document.

    Parameters
    ----------
    tools : Tools
    """

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
                    ends = [*self._all_of(filler, found.kind)]
                    if not ends and source in _DOING and found.kind.family in _OF_FORCE:
                        ends = [*body_of(filler.token, self._ends)]
                    for end in ends:
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
            for keeper in keepers(word) if not known else ():
                yield from (replace(e, sure=e.sure * 0.93) for e in self._ends.all_of(keeper))
        if kind.name == "payment" and not known:
            for payee in payees(word):
                yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(payee))
        if kind.name == "investigation" and lemma(word) in _AFFAIRS and not known:
            for child in children(word, "nmod", "nmod:poss"):
                if case_words(child) in {"of", ""}:
                    yield from (replace(e, sure=e.sure * 0.95) for e in self._ends.all_of(child))
        for site in _sites(word) if kind.name == "raid" and not known else ():
            for child in children(site, "nmod", "nmod:poss") if lemma(site) in _SEARCHED else ():
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
        if role == "target" and place == "at" and found.source != "verb" and kind in _PLACE_TYPES:
            return False  # "the ambush at Tashmin"
        if kind == "GPE" and place in {"of", "ARG1"} and found.kind.counts == role:
            return False  # "the massacre of Dovrek" is a place, no victim
        same = [p for p in found.parts if self._ends.same(p.end.mention, end.mention)]
        if any(p.role == role for p in same):
            return False
        if same and not itself and found.kind.family in _TO_OTHERS:
            return False  # who does it is not whom it is done to
        found.parts.append(Part(role, end, filler, place))
        return True

    def _is_dateline(self, end: End) -> bool:
        """Whether a place stands before what is told from there: "MUSCAT: The ministry held"."""
        follows = text_of(self._doc)[end.words.end : end.words.end + 3].lstrip()
        before = text_of(self._doc)[: end.words.start].rstrip(" ")
        return follows[:1] in {":", "—", "–"} and (not before or before[-1] in "\n.")

    def _is_beside_asset(self, found: Found, place: Token) -> bool:
        """Whether a place is told of what is sold: "sold the Hotel Miramar in Belm"."""
        first = place.left_edge
        ends = {self._mentions[p.end.mention].end for p in found.parts if p.role == "asset"}
        before = text_of(self._doc)[: first.idx].rstrip(" ,")
        return len(before) in ends

    def _where_told(self, kind: EventKind, *verbs: Token) -> Iterator[tuple[End, Token]]:
        """Yield the place of "flew to X, where she met Y"; journeys have their own."""
        for verb in verbs if kind.family != "movement" else ():
            place = place_before(verb, self._ends)
            end = self._ends.of(place) if place is not None else None
            if end is not None and place is not None:
                yield replace(end, sure=end.sure * 0.95), place
                return

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

    def _is_of_works(self, places: Places, phrase: str) -> bool:
        """Whether what is done is done to something that can be read, seen or heard."""
        for filler in places.get("ARG1", ()):
            if phrase in _PRINTING and filler.token.lower_ in {"it", "them"}:
                return True
            if in_class("works", lemma(filler.token), "nouns"):
                return True
            end = self._ends.of(filler.token)
            if end is not None and self._mentions[end.mention].type not in {"PERSON", "GPE"}:
                return True
        return False

    def _has_visitor(self, places: Places) -> bool:
        visitors = [f.token for source in ("ARG0", "by") for f in places.get(source, ())]
        return not visitors or any(is_people(t) or self._ends.of(t) is not None for t in visitors)

    def _is_relation(self, verb: Token, places: Places) -> bool:
        """Whether the verb says a relation rather: "sits on the commission"."""
        rows = relation_words()["verbs"].get(lemma(verb), ())
        only = [row for row in rows if not row.get("also")]
        return any(not row["to"].startswith("ARG") and places.get(row["to"]) for row in only)

    def _is_candidacy(self, verb: Token) -> bool:
        return self._gives_position(verb) or any(
            lemma(child) in _SEATS for child in children(verb, "obl")
        )

    def _gives_position(self, verb: Token) -> bool:
        heads = ontology().positions.heads
        if any(lemma(c) in _STEADS and case_words(c) == "in" for c in children(verb, "obl")):
            return True  # "named X in his stead"
        for child in children(verb, "xcomp", "obl", "obj", "nmod", "appos"):
            named = [child, *children(child, "flat", "appos")] if child.dep_ == "obj" else [child]
            if any(word.lower_ in heads or lemma(word) in heads for word in named):
                return True
        return False


def _sites(word: Token) -> Iterator[Token]:
    """Yield the houses that are searched: "the offices of X and the home of Y"."""
    yield from conjuncts(word)
    for owner in children(word, "nmod"):
        yield from (site for site in children(owner, "conj") if lemma(site) in _SEARCHED)
