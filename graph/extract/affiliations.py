"""Who belongs where, by a phrase right after the name: "X of the Party", "the Prison in Y".

And where people are said to be: "X was in Y", "X said in Y".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft, Point
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import COMPONENT
from graph.extract.syntax import case_words, children
from graph.extract.tools import Tools
from graph.extract.vocabulary import in_class, relation_words
from graph.extract.way import Stance
from graph.model import Span
from graph.names import words
from graph.ontology import ontology

_SITES = frozenset({"FAC", "GPE", "LOC"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_AT = frozenset({"in", "at"})
_SETTLEMENTS = frozenset(
    """town village city hamlet suburb district province region county island port prison camp
    hospital base""".split()
)
_HEARERS = frozenset({"reporter", "journalist", "conference", "crowd", "audience", "rally"})
_OFFICES = frozenset("office bureau branch department division section desk staff".split())
_SPEAKING = frozenset({"say", "tell", "speak"})


class AffiliationFinder:
    """Finds what a phrase beside a name says of it, in one document."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._tools.doc:
            index = self._tools.ends.named(token)
            if index is not None:
                kind = self._tools.mentions[index].type
                if kind == "PERSON":
                    yield from self._belonging(token)
                elif kind in _SITES or kind == "ORG":
                    yield from self._lying(token, kind)
            if children(token, "cop") and case_words(token) in _AT:
                yield from self._being(token, token)
            elif children(token, "cop") and token.lower_ == "present":
                for place in children(token, "obl"):
                    if case_words(place) in _AT:
                        yield from self._being(token, place)
            elif token.pos_ == "VERB" and lemma(token) in _SPEAKING:
                yield from self._speaking(token)

    def _belonging(self, name: Token) -> Iterator[Draft]:
        """Read "X of the Open Docket Initiative" and "X, from the Directorate,"."""
        ends = self._tools.ends
        for child in children(name, "nmod"):
            if child.i < name.i or case_words(child) not in {"of", "from"}:
                continue
            end, body = ends.of(name), ends.of(self._office_of(child))
            if end is None or body is None or self._kind(body) != "ORG":
                continue
            member = relation_words()["members"]["words"]
            named = set(words(self._tools.mentions[body.mention].text))
            joined = bool(named & set(member))
            first = max((c.i for c in children(name, "cop")), default=-1)
            titled = any(self._is_title(word) for word in name.subtree if first < word.i < name.i)
            taught = any(word.lower_ == "professor" for word in children(name, "nmod:desc"))
            if titled and not joined and not taught:
                continue  # "Chief Prosecutor X of the Service": the position says it
            predicate = "member-of" if joined else "employed-by"
            yield from self._draft(end, predicate, body, child, rule="name-of")

    def _office_of(self, noun: Token) -> Token:
        """Return Y of "X, of the Paris office of Y", else the noun itself."""
        if noun.lower_ in _OFFICES and self._tools.ends.named(noun) is None:
            for child in children(noun, "nmod"):
                if case_words(child) in {"of", "at"}:
                    return child
        return noun

    def _is_title(self, word: Token) -> bool:
        known = ontology().positions
        return word.lower_ in known.heads and word.lower_ not in known.ranks

    def _lying(self, name: Token, kind: str) -> Iterator[Draft]:
        """Read "Dovrek Central Prison in Veshtan"; of bodies only "the Tribunal at Y"."""
        yield from self._settlement(name)
        for child in children(name, "nmod"):
            if case_words(child) not in _AT or child.i < name.i:
                continue
            if kind == "ORG" and not self._is_site(name):
                continue
            end, place = self._tools.ends.of(name), self._tools.ends.of(child)
            if end is None or place is None or self._kind(place) not in _PLACES:
                continue
            if kind == "GPE" and self._kind(place) == "FAC":
                continue  # "in Geneva, at the Palais Wilson"
            yield from self._draft(end, "located-in", place, child, rule="name-in")

    def _settlement(self, name: Token) -> Iterator[Draft]:
        """Read "X, a town in Y" and "Belm-based X"."""
        end = self._tools.ends.of(name)
        for noun in children(name, "appos"):
            for child in children(noun, "nmod"):
                place = self._tools.ends.of(child)
                if lemma(noun) not in _SETTLEMENTS or case_words(child) not in {"in", "of"}:
                    continue
                if end is not None and place is not None and self._kind(place) in _PLACES:
                    yield from self._draft(end, "located-in", place, noun, rule="settlement")
        for based in children(name, "amod"):
            first = based.left_edge
            place = self._tools.ends.of(first) if based.lower_ == "based" else None
            if end is not None and place is not None and self._kind(place) in _PLACES:
                yield from self._draft(end, "located-in", place, based, rule="based")

    def _is_site(self, name: Token) -> bool:
        """Whether a body's name is that of a place too: a court, a school."""
        index = self._tools.ends.named(name)
        sites = set(relation_words()["sites"]["words"])
        return index is not None and bool(sites & set(words(self._tools.mentions[index].text)))

    def _being(self, said: Token, place: Token) -> Iterator[Draft]:
        """Read "X was in Y", "X was present at Y", of people; "the prison is in Y", of sites."""
        subject, stance = subject_of(said), self._tools.stances.of(said)
        where = self._tools.ends.of(place)
        if subject is None or stance is None or where is None:
            return
        if self._kind(where) in _PLACES:
            for end in self._tools.ends.all_of(subject.token, until=subject.until):
                if self._kind(end) == "PERSON":
                    yield from self._draft(end, "was-in", where, place, stance, rule="being-in")
                elif self._kind(end) in _SITES:
                    rule = "site-in"
                    yield from self._draft(end, "located-in", where, place, stance, rule=rule)

    def _speaking(self, verb: Token) -> Iterator[Draft]:
        """Read "X told reporters in Y"."""
        subject = subject_of(verb)
        if subject is None or any(
            in_class("adverbs", c.lower_, "negating") for c in children(verb, "advmod")
        ):
            return
        hearers = [c for c in children(verb, "obj", "iobj") if lemma(c) in _HEARERS]
        for child in (*children(verb, "obl"), *(p for h in hearers for p in children(h, "nmod"))):
            where = self._tools.ends.of(child)
            if case_words(child) not in _AT or where is None:
                continue
            if self._kind(where) not in _PLACES:
                continue
            for end in self._tools.ends.all_of(subject.token, until=subject.until):
                if self._kind(end) == "PERSON":
                    stance = self._tools.stances.of(verb)
                    yield from self._draft(end, "was-in", where, verb, stance, rule="speaking-in")

    def _kind(self, end: End) -> str:
        return self._tools.mentions[end.mention].type

    def _draft(
        self,
        subject: End,
        predicate: str,
        target: End,
        at: Token,
        stance: Stance | None = None,
        *,
        rule: str,
    ) -> Iterator[Draft]:
        if self._tools.ends.same(subject.mention, target.mention):
            return
        stance = stance or Stance()
        yield Draft(
            subject=self._point(subject),
            predicate=predicate,
            object=self._point(target),
            when=self._tools.times.of(at) if predicate == "was-in" else None,
            trigger=Span(at.idx, at.idx + len(at)),
            stance=stance,
            score=0.9 * subject.sure * target.sure * stance.sure,
            rule=rule,
            component=COMPONENT,
        )

    def _point(self, end: End) -> Point:
        mention = self._tools.mentions[end.mention]
        return Point(mention=Span(mention.start, mention.end), words=end.span)
