"""Positions that a clause gives or takes: "is governor of Y", "was appointed head of Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from graph.edtf import is_date
from graph.extract.arguments import subject_of, verb_places
from graph.extract.drafts import Draft, Point, When
from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.stance import Stance, StanceReader
from graph.extract.syntax import case_words, children, is_passive
from graph.extract.times import Times
from graph.extract.titles import ARTICLES, Title, TitleReader
from graph.model import EndSpan, FoundMention, Span, Value

COMPONENT = "whence_positions"
_HOLDING = frozenset({"become", "remain", "serve", "work", "act"})
_GIVING = frozenset(
    {"appoint", "name", "elect", "re-elect", "make", "swear", "install", "designate"}
)
_LEAVING = frozenset({"resign", "retire", "step", "stand", "quit"})
_LEADS = frozenset({"of", "at", "for", "in", "to", "on"})


class OfficeFinder:
    """Finds the positions that clauses of one document give to people.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax and lemmas.
    mentions : sequence of FoundMention
        Names, in text order.
    ends, times, stances
        As for events.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[FoundMention],
        *,
        ends: Ends,
        times: Times,
        stances: StanceReader,
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._titles = TitleReader(doc, mentions)
        self._ends = ends
        self._times = times
        self._stances = stances

    def find(self) -> Iterator[Draft]:
        """Yield positions in text order."""
        for token in self._doc:
            if token.pos_ not in {"NOUN", "PROPN"} or self._ends.inside(token) is not None:
                continue
            if token.lower_ in self._titles.words.heads or lemma(token) in self._titles.words.heads:
                yield from self._held(token)

    def _held(self, noun: Token) -> Iterator[Draft]:
        if any(c.lower_ in {"no", "neither", "every", "any"} for c in children(noun, "det")):
            return
        if noun.tag_ == "NNS" or children(noun, "conj"):
            return
        if children(noun, "cop"):
            subject, at, rule, shape = subject_of(noun), noun, "copula", "{}"
        else:
            verb = noun.head
            found = self._rule(noun, verb)
            if found is None:
                return
            at, rule = verb, found
            shape = {"holding": "{}", "giving": "{}/..", "leaving": "../{}"}[rule]
            subject = subject_of(verb)
            if rule == "giving" and not is_passive(verb):
                objects = verb_places(verb).get("ARG1", [])
                subject = objects[0] if objects else None
        if subject is None or subject.token.i == noun.i:
            return
        before = subject.token.left_edge.i - 1
        if before >= 0 and self._doc[before].tag_ == "VBG" and self._doc[before].is_sent_start:
            return  # "Meeting X was the president": X need not be
        title = self._title(noun)
        stance = self._stances.of(at)
        if title is None or stance is None:
            return
        for end in self._ends.all_of(subject.token):
            if self._mentions[end.mention].type != "PERSON" or end.mention == title.owner:
                continue
            worth = 0.93 * end.sure * subject.sure
            yield self._draft(
                Point(
                    mention=Span(
                        self._mentions[end.mention].start, self._mentions[end.mention].end
                    ),
                    words=end.span,
                ),
                title,
                stance,
                self._when(at, noun, shape),
                rule=f"clause-{rule}",
                score=worth * stance.sure,
            )

    def _rule(self, noun: Token, verb: Token) -> str | None:
        word = lemma(verb)
        if noun.dep_ == "xcomp":
            if word in _GIVING:
                return "giving"
            return "holding" if word in {"become", "remain"} else None
        if noun.dep_ in {"obl", "nmod"} and case_words(noun) == "as":
            if word in _GIVING:
                return "giving"
            if word in _HOLDING:
                return "holding"
            return "leaving" if word in _LEAVING else None
        if (
            noun.dep_ == "obj"
            and word in {"appoint", "elect", "become", "name"}
            and is_passive(verb)
        ):
            return "giving"
        return None

    def _title(self, noun: Token) -> Title | None:
        """Read the words of the position around their head, by the one reader of titles."""
        first = noun.i
        while first > 0 and self._doc[first - 1].head.i in {noun.i, noun.head.i}:
            before = self._doc[first - 1]
            if before.dep_ not in {"compound", "amod", "nmod:poss", "nmod", "punct", "flat"}:
                break
            first -= 1
        for start in range(first, noun.i + 1):
            if self._doc[start].lower_ in ARTICLES | self._titles.words.status:
                continue
            title = self._titles.starting_at(start)
            if title is not None and title.start <= noun.i < title.end:
                return title
        return None

    def _when(self, at: Token, noun: Token, shape: str) -> When | None:
        found = self._times.of(at, noun) if at.i != noun.i else self._times.of(noun)
        if found is None or shape == "{}":
            return found
        if found.when is None or "/" in found.when:
            return found if found.when is not None else None
        shaped = shape.format(found.when)
        return When(span=found.span, when=shaped if is_date(shaped) else found.when, relative=None)

    def _draft(
        self,
        person: Point,
        title: Title,
        stance: Stance,
        when: When | None,
        *,
        rule: str,
        score: float,
    ) -> Draft:
        doc, owner = self._doc, title.owner
        last = doc[title.end - 1]
        end = last.idx + len(last)
        target = None
        if owner is not None:
            named = self._mentions[owner]
            target = Point(
                mention=Span(named.start, named.end),
                words=EndSpan(start=named.start, end=named.end),
            )
            if named.start < end and named.start > doc[title.start].idx:
                end = self._before(title, named.start)
            score *= named.score
        words = Span(doc[title.start].idx, end)
        text = " ".join(doc.text[words.start : words.end].split())
        return Draft(
            subject=person,
            predicate="position-held",
            object=target,
            value=Value(kind="position", text=text),
            value_words=words,
            when=when,
            trigger=words,
            stance=stance,
            score=score,
            rule=rule,
            component=COMPONENT,
        )

    def _before(self, title: Title, owner_start: int) -> int:
        """End of "head" in "head of the Y": before the preposition that leads to the owner."""
        last = title.start
        for token in self._doc[title.start : title.end]:
            if token.idx >= owner_start or token.lower_ in _LEADS:
                break
            last = token.i
        return self._doc[last].idx + len(self._doc[last])
