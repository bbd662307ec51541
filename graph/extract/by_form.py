"""What the form of a text says of people: a signature's lines, a party in brackets, "CNN's X".

A line that is nothing but a name, and the line below it that begins with a position, sign a letter
or a statement. A body in brackets right behind the name of a lawmaker is a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.drafts import Draft, When
from graph.extract.ends import End
from graph.extract.relation_drafts import COMPONENT, RelationDrafts
from graph.extract.syntax import case_words, children, text_of
from graph.extract.titles import Title, TitleReader
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import Span, Value
from graph.ontology import ontology

_POSITIONS = "whence_positions"
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_BEFORE = 3
_LEAST, _MOST = 25, 105
_YEARS = re.compile(
    r"\s*\((?:(?:b\.|born|born in)\s*(?P<born>(?:1[5-9]|20)\d\d)\b|"
    r"(?P<from>(?:1[5-9]|20)\d\d)\s*[-–—]\s*(?P<died>(?:1[5-9]|20)\d\d)\))"
)


class FormFinder(RelationDrafts):
    """Finds what the form of one document says.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})
        self._titles = TitleReader(tools.doc, tools.mentions)

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for index, mention in enumerate(self._mentions):
            if mention.type == "PERSON" and index in self._titles.tokens:
                yield from self._signed(index)
                yield from self._bracketed(index)
                yield from self._owned(index)
                yield from self._years(index)
        for token in self._doc:
            if token.lower_ in relation_words()["seats"]["nouns"] or (
                token.lemma_ in relation_words()["seats"]["nouns"]
            ):
                yield from self._seat(token)

    # -- lines ----------------------------------------------------------------------------------

    def _signed(self, person: int) -> Iterator[Draft]:
        """Read "Ana Vell", and below it "Director, Lantern Watch"."""
        start, end = self._titles.tokens[person]
        if not self._begins_line(start) or not self._ends_line(end):
            return
        first = end
        while first < len(self._doc) and self._doc[first].is_space:
            first += 1
        if first >= len(self._doc):
            return
        between = text_of(self._doc)[self._mentions[person].end : self._doc[first].idx]
        if between.count("\n") != 1:
            return
        title = self._titles.starting_at(first)
        if title is None or title.start != first:
            return
        last = self._titles.close_of(title)
        owner = title.owner if title.owner is not None else self._below(last)
        if not self._ends_line(last):
            return
        yield self._position(person, title, owner)

    def _begins_line(self, token: int) -> bool:
        start = self._doc[token].idx
        line = text_of(self._doc)[text_of(self._doc).rfind("\n", 0, start) + 1 : start]
        known = ontology().positions.ranks
        return all(word.strip(".").lower() in known for word in line.split())

    def _ends_line(self, token: int) -> bool:
        if token >= len(self._doc):
            return True
        start = self._doc[token - 1].idx + len(self._doc[token - 1])
        line = text_of(self._doc)[start:].partition("\n")[0]
        return not line.strip(" ,.;")

    def _below(self, token: int) -> int | None:
        """Return the body that the next line names and nothing else."""
        while token < len(self._doc) and (
            self._doc[token].is_space or self._doc[token].text == ","
        ):
            token += 1
        owner = self._titles.starting.get(token)
        if owner is None or self._mentions[owner].type != "ORG":
            return None
        return owner if self._ends_line(self._titles.tokens[owner][1]) else None

    def _position(self, person: int, title: Title, owner: int | None) -> Draft:
        last = self._doc[title.end - 1]
        span = Span(self._doc[title.start].idx, last.idx + len(last))
        if owner is not None and self._mentions[owner].start < span.end:
            words = text_of(self._doc)[span.start : self._mentions[owner].start]
            words = words.rstrip(" ,").removesuffix(" the").removesuffix(" of").removesuffix(" for")
            span = Span(span.start, span.start + len(words))
        subject = self._ends.at(person)
        return Draft(
            subject=self._point(subject),
            predicate="position-held",
            object=None if owner is None else self._point(self._ends.at(owner)),
            value=Value(
                kind="position", text=" ".join(text_of(self._doc)[span.start : span.end].split())
            ),
            value_words=span,
            when=None,
            trigger=span,
            stance=Stance(),
            score=0.9 * subject.sure,
            rule="signature",
            component=_POSITIONS,
        )

    # -- brackets and possessives ---------------------------------------------------------------

    def _bracketed(self, person: int) -> Iterator[Draft]:
        """Read "Senator X (Reed Party)"."""
        start, end = self._titles.tokens[person]
        doc = self._doc
        if end + 1 >= len(doc) or doc[end].text != "(":
            return
        body = self._titles.starting.get(end + 1)
        if body is None or self._mentions[body].type not in {"ORG", "NORP"}:
            return
        after = self._titles.tokens[body][1]
        if after >= len(doc) or doc[after].text not in {")", "-", "–", ",", "/"}:
            return
        near = (*doc[max(0, start - _BEFORE) : start], *doc[after + 1 : after + _BEFORE])
        words = [token.lower_.strip(".") for token in near]
        seated = any(word in relation_words()["seated"]["words"] for word in words)
        if seated or self._has(body, "members"):
            at = doc[end + 1]
            yield self._said(
                self._ends.at(person), "member-of", self._ends.at(body), at, "brackets"
            )

    def _owned(self, person: int) -> Iterator[Draft]:
        """Read "CNN's X": whoever is a body's is of it."""
        start, end = self._titles.tokens[person]
        doc = self._doc
        if start < 2 or doc[start - 1].lower_ not in {"'s", "’s"}:
            return
        body = self._titles.ending.get(start - 1)
        if body is None or self._mentions[body].type != "ORG":
            return
        if end < len(doc) and (doc[end].text in {"'s", "’s"} or doc[end].is_title):
            return
        predicate = "member-of" if self._has(body, "members") else "employed-by"
        root = doc[start:end].root
        if any(c.i < root.i and c.dep_ == "compound" for c in root.children if c.i < start):
            return
        yield self._said(
            self._ends.at(person),
            predicate,
            self._ends.at(body),
            doc[start],
            "body-possessor",
            0.85,
        )

    def _years(self, person: int) -> Iterator[Draft]:
        """Read "X (b. 1957)" and, of a life, "X (1931-2009)"."""
        mention = self._mentions[person]
        found = _YEARS.match(text_of(self._doc), mention.end)
        if found is None:
            return
        name = "born" if found["died"] is None else "from"
        born, died = found[name], found["died"]
        if died is not None and not _LEAST <= int(died) - int(born) <= _MOST:
            return
        end = self._ends.at(person)
        span = Span(found.start(name), found.end(name))
        yield Draft(
            subject=self._point(end),
            predicate="born-on",
            value=Value(kind="date", text=born),
            value_words=span,
            when=When(span=span, when=born, relative=None),
            trigger=span,
            stance=Stance(),
            score=0.9 * end.sure,
            rule="years-of-life",
            component=COMPONENT,
        )

    # -- where a body is ------------------------------------------------------------------------

    def _seat(self, noun: Token) -> Iterator[Draft]:
        """Read "has its office in X", "its headquarters in X", "Its headquarters are in X"."""
        owners = [end for c in children(noun, "nmod:poss") for end in self._meant(c)]
        verb = noun.head
        if noun.dep_ == "obj" and verb.lemma_ in {"have", "open", "maintain", "keep"}:
            if any(c.lower_ in {"a", "an", "two", "several"} for c in noun.children):
                return  # one office of perhaps many
            stance = self._stances.of(verb)
            for subject in children(verb, "nsubj"):
                owners = owners or self._meant(subject)
        elif children(verb, "cop") and noun.dep_ == "nsubj":
            stance = self._stances.of(verb)
        else:
            stance = self._stances.beside(noun)
        if stance is None or not owners:
            return
        where = [c for c in (*children(noun, "nmod"), noun.head) if case_words(c) in {"in", "at"}]
        if noun.dep_ == "obj":
            where += [c for c in children(verb, "obl") if case_words(c) in {"in", "at"}]
        for token in where:
            for place in self._ends.all_of(token):
                if self._mentions[place.mention].type in _PLACES:
                    yield self._said(owners[0], "located-in", place, noun, "seat", 0.9, stance)

    def _meant(self, token: Token) -> list[End]:
        """Return the body that a word means, the one of a relative clause for "which"."""
        if token.lower_ in {"which", "that", "whose"} and token.head.head != token.head:
            clause = token.head if token.head.dep_ == "acl:relcl" else token.head.head
            token = clause.head if clause.dep_ == "acl:relcl" else token
        end = self._ends.of(token)
        return [end] if end is not None and self._mentions[end.mention].type == "ORG" else []

    def _said(
        self,
        subject: End,
        predicate: str,
        target: End,
        at: Token,
        rule: str,
        worth: float = 0.9,
        stance: Stance | None = None,
    ) -> Draft:
        stance = stance or Stance()
        return Draft(
            subject=self._point(subject),
            predicate=predicate,
            object=self._point(target),
            trigger=Span(at.idx, at.idx + len(at)),
            stance=stance,
            score=worth * subject.sure * target.sure * stance.sure,
            rule=rule,
            component=COMPONENT,
        )
