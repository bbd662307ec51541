"""Where things lie, by what stands beside their names: "X, a town in Y", "X, in eastern Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.drafts import Draft
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.places import PlaceFinder
from graph.extract.syntax import base, case_words, children, text_of
from graph.extract.vocabulary import in_class

_LEADS = frozenset({"in", "on", "of", "near"})
_LYING = frozenset({"GPE", "LOC", "FAC"})
_IN = re.compile(
    r", (?:in|on) (?:the )?(?:(?:north|south|east|west|central|neighbouring|neighboring"
    r"|northern|southern|eastern|western|northeastern|northwestern|southeastern|southwestern"
    r"|north-eastern|north-western|south-eastern|south-western|rural|far|extreme) ){0,2}"
    r"(?:(?:edge |outskirts |coast |shore |bank |side |tip |part )?of (?:the )?)?"
)
_BESIDE = re.compile(r" in (?=[A-Z])")  # "the Hotel Miramar in Port Senna"
_CLOSED = re.compile(r"(?:[.,;:)]|\s*$|\n)")
_SEATED = frozenset(
    """company firm consultancy bank brewery shipyard refinery mill plant factory works studio
    workshop hotel clinic hospital school college university institute academy brickworks quarry
    mine farm monastery church mosque prison camp barracks port airport shop bookshop restaurant
    warehouse laboratory cemetery shelter orphanage museum gallery""".split()
)


class SituatedFinder(PlaceFinder):
    """Finds where things lie by what stands beside their names, in one document."""

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for index, mention in enumerate(self._mentions):
            span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or mention.type not in {*_LYING, "ORG"}:
                continue
            yield from self._described(index, span.root)
            if mention.type in _LYING:
                yield from self._within(index, span.root)

    def _described(self, index: int, name: Token) -> Iterator[Draft]:
        """Read "X, a mill town in the province of Y" and "X, a consultancy on the island of Y"."""
        town = self._mentions[index].type in _LYING
        for noun in self._nouns(index, name):
            settled = lemma(noun) in self._settled
            seated = noun.lower_ in _SEATED or in_class("places", lemma(noun), "sites")
            if not (settled and town) and not (seated and not settled):
                continue
            stance = self._stances.beside(noun)
            for child in noun.children:
                lead = case_words(child)
                if base(child.dep_) != "nmod" or child.i < noun.i or lead not in _LEADS:
                    continue
                if lead == "of" and not settled:
                    continue
                place = self._place(child)
                end = self._ends.at(index)
                if place is None or stance is None or self._is_whole(end, place):
                    continue
                if lead != "near":
                    yield self._at(end, "located-in", place, noun, stance, "described")
                return

    def _nouns(self, index: int, name: Token) -> Iterator[Token]:
        """Yield the nouns that follow a name after a comma and say what it is."""
        end = self._mentions[index].end
        for noun in (*children(name, "appos"), *children(name.head, "appos")):
            first = next((word for word in noun.subtree if not word.is_punct), noun)
            after = text_of(self._doc)[end : first.idx]
            if noun.tag_ == "NN" and after == ", " and first.lower_ in {"a", "an", "the"}:
                yield noun

    def _within(self, index: int, name: Token) -> Iterator[Draft]:
        """Read "Sarrat, in eastern Tavia, ..." of two names of places."""
        mention = self._mentions[index]
        found = _IN.match(text_of(self._doc), mention.end)
        if mention.type == "FAC" and found is None:
            found = _BESIDE.match(text_of(self._doc), mention.end)
        if found is None or index + 1 == len(self._mentions):
            return
        other = self._mentions[index + 1]
        sites = {mention.type, other.type} == {"FAC"}
        if other.start != found.end() or not (sites or other.type in {"GPE", "LOC"}):
            return
        closed = found.re is _BESIDE or _CLOSED.match(text_of(self._doc), other.end)
        if not closed or children(name, "conj"):
            return
        if name.dep_ == "conj" or name.lower_ in {"north", "south", "east", "west"}:
            return
        one, two = self._ends.at(index), self._ends.at(index + 1)
        stance = self._stances.beside(name)
        if stance is not None and not self._is_whole(one, two):
            yield self._at(one, "located-in", two, name, stance, "within")

    def _is_whole(self, one: End, other: End) -> bool:
        return self._ends.same(one.mention, other.mention)
