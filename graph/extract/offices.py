"""Positions that a clause gives or takes: "is governor of Y", "was appointed head of Y"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from graph.edtf import is_date
from graph.extract.arguments import subject_of, verb_places
from graph.extract.drafts import Draft, Point, When
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.syntax import (
    case_words,
    children,
    is_alternative,
    is_passive,
    particles,
    text_of,
)
from graph.extract.titles import ARTICLES, Title, TitleReader
from graph.extract.tools import Finder, Tools
from graph.extract.way import Stance
from graph.model import Span, Value
from graph.ontology import ontology

COMPONENT = "whence_positions"
_HOLDING = frozenset({"become", "remain", "serve", "work", "act", "double"})
GIVING = frozenset(
    """appoint name elect re-elect make swear install designate reappoint reinstate confirm hire
    recruit co-opt inaugurate""".split()
)
_RAISING = frozenset({"promote", "elevate"})
_LEAVING = frozenset({"resign", "retire", "step", "stand", "quit"})
# Nouns that give or take a position that follows with "as", and what that makes of a date.
_NAMING = {
    **dict.fromkeys(("appointment", "election", "promotion", "reappointment"), "{}/.."),
    **dict.fromkeys(("resignation", "dismissal", "removal", "retirement"), "../{}"),
    **dict.fromkeys(("post", "position", "job", "seat", "role"), "{}"),
    **dict.fromkeys(("tenure", "term", "time", "stint", "spell", "reign", "mandate"), "{}"),
    **dict.fromkeys(("nomination", "candidacy"), "{}"),
}
REMOVING = frozenset(
    "fire sack dismiss remove oust depose unseat relieve suspend recall strip demote".split()
)
_FOLLOWING = frozenset({"succeed", "replace", "follow"})
_SEEMING = frozenset(
    "describe regard see know treat portray pose identify refer dismiss use cast act view".split()
)
_JOINING = frozenset({"join", "rejoin"})
_IN_CAPACITY = frozenset({"speak", "write", "testify", "sign", "attend", "preside", "travel"})
_NOT_YET = frozenset({"nomination", "candidacy"})
_POSTS = frozenset({"post", "position", "job", "role", "office", "seat", "rank"})
_POSTED: Mapping[str, str] = {
    **dict.fromkeys(("lose", "leave", "resign", "quit", "vacate", "relinquish"), "leaving"),
    **dict.fromkeys(("take", "assume", "begin", "start", "get", "accept"), "giving"),
    **dict.fromkeys(("hold", "keep", "occupy", "retain"), "holding"),
}
_LEADS = frozenset({"of", "at", "for", "in", "to", "on"})


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who has a position by what is said at a word, how it is put, and by which rule."""

    token: Token
    at: Token
    stance: Stance
    rule: str
    worth: float
    shape: str = "{}"
    all: bool = False


class OfficeFinder(Finder):
    """Finds the positions that clauses of one document give to people.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._titles = TitleReader(tools.doc, tools.mentions)

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
        if noun.tag_ == "NNS":
            return
        title = self._title(noun)
        if title is None:
            return
        for holder in self._holders(noun, title):
            if self._is_met(holder.token):
                continue  # "Meeting X was the president": X need not be
            yield from self._drafts(noun, title, holder)

    def _is_met(self, name: Token) -> bool:
        """Whether a sentence begins with a word in -ing before a name, whatever it was read as."""
        first = name.sent[0]
        gerund = first.tag_ == "VBG" or first.lower_.endswith("ing")
        title = first.lower_ in self._titles.words.heads | self._titles.words.status
        return gerund and not title and first.i + 1 in {name.i, name.left_edge.i}

    def _drafts(self, noun: Token, title: Title, holder: _Holder) -> Iterator[Draft]:
        owner = self._owner(noun, title)
        for end in self._ends.all_of(holder.token) if holder.all else self._only(holder.token):
            if self._mentions[end.mention].type != "PERSON" or end.mention == title.owner:
                continue
            yield self._draft(
                self._point(end),
                title,
                holder.stance,
                self._when(holder.at, noun, holder.shape),
                owner=owner,
                rule=f"clause-{holder.rule}",
                score=holder.worth * end.sure * holder.stance.sure,
            )

    def _only(self, token: Token) -> Iterator[End]:
        end = self._ends.of(token)
        if end is not None:
            yield end

    def _holders(self, noun: Token, title: Title) -> Iterator[_Holder]:
        """Yield whom a clause gives the position, or the words after "its chair"."""
        if not any(c.pos_ in {"NOUN", "PROPN"} for c in children(noun, "conj")):
            yield from self._in_clause(noun)
        elif not is_alternative(noun):
            yield from self._of_several(noun)
        if noun.dep_ == "conj" and not is_alternative(noun):
            yield from self._joined(noun)
        beside = self._stances.beside(noun)
        if beside is None or beside.polarity == "denied":
            return
        if title.owner is None and self._owner(noun, title) is not None:
            for child in children(noun, "appos", "flat", "nmod:desc"):  # "its chair, X, ..."
                named = self._is_beside(noun, child) and self._ends.named(child) is not None
                if named and not children(child, "conj"):
                    yield _Holder(child, noun, beside, "apposition", 0.92)
        meant = self._ends.of(noun)
        if meant is not None and meant.via is not None:
            yield _Holder(noun, noun, beside, "nominal", 0.95)

    def _of_several(self, noun: Token) -> Iterator[_Holder]:
        """Yield whom a clause gives the first of several posts: "is chair of X and head of Y"."""
        if any(self._ends.named(c) is not None for c in children(noun, "conj")):
            return  # "became judge and X clerk"
        yield from self._in_clause(noun)

    def _joined(self, noun: Token) -> Iterator[_Holder]:
        """Yield who holds a post that is joined to another: "was consul and later mayor"."""
        first = noun
        while first.dep_ == "conj":
            first = first.head
            if first.pos_ not in {"NOUN", "PROPN"} or self._ends.named(first) is not None:
                return
        own = children(noun, "nsubj", "cop", "mark")
        post = first.lower_ in self._titles.words.heads or bool(children(first, "cop"))
        between = self._doc[first.i : noun.i]
        if own or not post or any(self._is_named_person(token) for token in between):
            return
        after = noun.i + 1
        if after < len(self._doc) and self._is_named_person(self._doc[after]):
            return  # "was mayor and Judge X his friend"
        for holder in self._in_clause(first):
            if holder.rule not in {"being", "apposition"}:
                yield replace(holder, at=noun, worth=holder.worth * 0.97)

    def _is_named_person(self, token: Token) -> bool:
        index = self._ends.inside(token)
        return index is not None and self._mentions[index].type == "PERSON"

    def _is_beside(self, first: Token, second: Token) -> bool:
        """Whether one word stands before another and nobody is named between."""
        between = self._doc[first.i + 1 : second.i]
        people = (self._ends.inside(token) for token in between)
        own = {self._ends.inside(first), self._ends.inside(second), None}
        return first.i < second.i and all(
            index in own or self._mentions[index].type != "PERSON"
            for index in people
            if index is not None
        )

    def _in_clause(self, noun: Token) -> Iterator[_Holder]:
        """Yield the subject of "X is the chair" and "X became chair", and X of "its chair is X"."""
        head = noun.head
        if noun.dep_ == "nsubj" and children(head, "cop") and self._ends.named(head) is not None:
            stance = self._stances.of(head)
            if stance is not None and not children(head, "conj"):
                yield _Holder(head, head, stance, "copula", 0.92)
            return
        if noun.dep_ == "nmod" and case_words(noun) == "as" and self._ends.named(head) is not None:
            stance = self._stances.beside(noun)  # "X, as governor, ..."
            verb = head.head
            if stance is not None and self._doc[noun.left_edge.i].text == ",":
                yield _Holder(head, noun, stance, "being", 0.9)
            elif head.dep_ in {"obj", "nsubj:pass"} and lemma(verb) in _FOLLOWING | REMOVING:
                yield from self._of_verb(noun, verb)  # "succeeded Y as mayor"
            return
        post = lemma(head) in _POSTS and head.dep_ in {"obj", "nsubj:pass"}
        if post and noun.dep_ == "nmod" and lemma(head.head) in _POSTED:
            yield from self._of_verb(noun, head.head)  # "lost her post as mayor"
            return
        if noun.dep_ == "nmod" and case_words(noun) == "as" and lemma(head) in _NAMING:
            yield from self._of_noun(noun, head)
            return
        if not children(noun, "cop"):
            yield from self._of_verb(noun, head)
            return
        subject, stance = subject_of(noun), self._stances.of(noun)
        if noun.dep_ == "xcomp" and lemma(head) == "cease" and subject is not None:
            ended = self._stances.of(head)  # "ceased to be a director"
            if ended is not None:
                yield _Holder(subject.token, head, ended, "leaving", 0.9, shape="../{}")
            return
        if subject is not None and subject.token.i != noun.i and stance is not None:
            yield _Holder(subject.token, noun, stance, "copula", 0.93 * subject.sure, all=True)

    def _of_noun(self, noun: Token, governor: Token) -> Iterator[_Holder]:
        """Yield X of "X's appointment as judge", "the election of X as mayor", "his post as"."""
        stance = self._stances.of(governor)
        if stance is None or (stance.modality != "asserted" and _NAMING[lemma(governor)] == "{}"):
            return
        if lemma(governor) in _NOT_YET:
            stance = stance.weaker("planned")
        for child in children(governor, "nmod", "nmod:poss"):
            if child != noun and case_words(child) in {"", "of"}:
                shape = _NAMING[lemma(governor)]
                yield _Holder(child, governor, stance, "noun", 0.88, shape=shape)

    def _of_verb(self, noun: Token, verb: Token) -> Iterator[_Holder]:
        """Yield whom a verb gives or takes the position."""
        rule, stance = self._rule(noun, verb), self._stances.of(verb)
        if rule is None or stance is None:
            return
        subject = subject_of(verb)
        if lemma(verb) in GIVING | _RAISING | REMOVING and not is_passive(verb) and rule != "being":
            objects = verb_places(verb).get("ARG1", [])
            subject = objects[0] if objects else None
        if subject is None or subject.token.i == noun.i:
            return
        if verb.dep_ == "acl" and self._ends.inside(subject.token) is None:
            return  # "the first woman elected as president": nobody need be meant
        shape = {"giving": "{}/..", "leaving": "../{}"}.get(rule, "{}")
        if lemma(verb) == "become":
            shape = "{}/.."
        worth = 0.93 * subject.sure
        yield _Holder(subject.token, verb, stance, rule, worth, shape=shape, all=True)

    def _owner(self, noun: Token, title: Title) -> End | None:
        """Return whose position it is: a name in the title, or what stands for one."""
        if title.owner is not None:
            return self._ends.at(title.owner)
        for child in noun.children:
            if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_words(child) == "of"):
                end = self._ends.of(child)
                known = ontology().predicates["position-held"].object
                if end is not None and self._mentions[end.mention].type in known:
                    return end
        return None

    def _point(self, end: End) -> Point:
        mention = self._mentions[end.mention]
        return Point(mention=Span(mention.start, mention.end), words=end.span)

    def _rule(self, noun: Token, verb: Token) -> str | None:
        word = lemma(verb)
        posts = [c for c in children(verb, "obj") if lemma(c) in _POSTS]
        if posts and word in _POSTED and case_words(noun) in {"as", "of"}:
            return _POSTED[word] if noun.head in (verb, *posts) else None
        if noun.dep_ == "xcomp":
            if word in GIVING or (word in _FOLLOWING and case_words(noun) == "as"):
                return "giving"
            return "holding" if word in {"become", "remain"} else None
        if noun.dep_ in {"obl", "nmod", "advcl"} and case_words(noun) == "as":
            if word in GIVING | _FOLLOWING or (word == "take" and _has(verb, "over")):
                return "giving"
            if word in _LEAVING | REMOVING:
                return "leaving"
            if word in _HOLDING:
                return "holding"
            if word in _JOINING and not is_passive(verb):
                return "giving"
            if word in _IN_CAPACITY and not is_passive(verb):
                return "being"  # "speaking as chair", "signed as director"
            if verb.pos_ == "VERB" and word not in _SEEMING and noun.i < verb.i:
                return "being"  # "X, as governor, ordered ..."
            return None
        if noun.dep_ == "obl" and case_words(noun) == "to" and word in _RAISING:
            return "giving"
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
        owner: End | None,
        rule: str,
        score: float,
    ) -> Draft:
        doc = self._doc
        last = doc[title.end - 1]
        end = last.idx + len(last)
        target = None
        if owner is not None:
            target = self._point(owner)
            if doc[title.start].idx < owner.words.start < end:
                end = self._before(title, owner.words.start)
            score *= owner.sure
        words = Span(doc[title.start].idx, end)
        text = " ".join(text_of(doc)[words.start : words.end].split())
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


def _has(verb: Token, particle: str) -> bool:
    return any(part.lower_ == particle for part in particles(verb))
