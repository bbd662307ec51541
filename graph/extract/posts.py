"""Positions read along the words where the syntax is seldom right: fronted titles, "whose".

"Mayor of Y since 2010, X ..." begins with the position, "named X prime minister" ends with it, and
in "Y, whose chair X was until 2009," it stands between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.offices import GIVING, REMOVING, OfficeFinder
from graph.extract.syntax import children, is_passive
from graph.extract.titles import ARTICLES, POSSESSIVE, Title
from graph.extract.way import Stance

_PUT = GIVING | {
    "promote",
    "elevate",
    "raise",
    "confirm",
    "proclaim",
    "declare",
    "crown",
    "choose",
    "select",
    "pick",
    "reelect",
}
_PLANNED = frozenset({"nominate", "propose", "recommend", "tip", "put"})
_BARE = frozenset(
    "name appoint elect make proclaim declare reelect designate nominate crown".split()
)
_WAS = frozenset({"is", "was", "became", "remains", "remained"})
_ONCE = frozenset({"once", "formerly", "now", "currently", "long", "previously"})
_POST = frozenset("post position office rank job role".split())
_POSS = frozenset({"its", "his", "her", "their"})
_POSTS_ALONE = frozenset(
    """speaker leader head deputy principal whip auditor chief administrator caretaker trustee
    regent archivist clerk""".split()
)
_NEAR = 5
_FAR = 14
_WORTH = 0.9


class PostFinder(OfficeFinder):
    """Finds positions along the words of one document.

    Parameters
    ----------
    tools : Tools
    """

    def find(self) -> Iterator[Draft]:
        """Yield positions in text order."""
        for token in self._doc:
            if token.pos_ == "VERB" and lemma(token) in _PUT | REMOVING | _PLANNED:
                yield from self._put(token)
            if token.is_sent_start:
                yield from self._fronted(token)
            if token.lower_ == "whose" or self._is_of_which(token):
                yield from self._whose(token)

    # -- "named X prime minister", "was named on Thursday as chairman" ---------------------------

    def _put(self, verb: Token) -> Iterator[Draft]:
        person = self._person_put(verb)
        if person is None:
            return
        holder, after = person
        title = self._title_behind(after, verb)
        stance = self._stances.of(verb)
        if title is None or stance is None or stance.polarity == "denied":
            return
        removing = lemma(verb) in REMOVING
        if lemma(verb) in _PLANNED:
            stance = stance.weaker("planned")
        yield self._drawn(holder, title, stance, verb, "../{}" if removing else "{}/..", "put")

    def _person_put(self, verb: Token) -> tuple[End, int] | None:
        """Return whom a verb puts somewhere, and the token behind which the title may stand."""
        if is_passive(verb):
            beside = self._titles.ending.get(verb.i - 1) if self._after_comma(verb) else None
            end: End | None = None
            if beside is not None and self._mentions[beside].type == "PERSON":
                end = self._ends.at(beside)  # "from X, named on Thursday as chairman"
            else:
                subject = subject_of(verb)
                plain = subject is not None and self._is_plain(subject.token, verb)
                end = self._ends.of(subject.token) if subject is not None and plain else None
            return None if end is None else (end, verb.i + 1)
        for child in children(verb, "obj", "ccomp", "xcomp"):
            index = self._ends.inside(child)
            if index is None or index not in self._titles.tokens or child.i < verb.i:
                continue
            first, last = self._titles.tokens[index]
            if self._mentions[index].type == "PERSON" and first - verb.i <= _NEAR:
                return self._ends.at(index), last
        return None

    def _after_comma(self, verb: Token) -> bool:
        return verb.i > 0 and self._doc[verb.i - 1].text == ","

    def _is_plain(self, subject: Token, verb: Token) -> bool:
        """Whether a passive has its subject before it, or hangs on a name."""
        return verb.dep_ not in {"acl", "amod", "appos"} or self._is_named_person(subject)

    def _title_behind(self, at: int, verb: Token) -> Title | None:
        """Return the title at a token, or behind "as" a few words on."""
        doc = self._doc
        for place in range(at, min(at + _NEAR + 1, verb.sent.end - 1)):
            token = doc[place]
            if token.lower_ == "as":
                return self._starting(place + 1)
            if token.lower_ == "to" and self._post_of(place + 1) is not None:
                return self._starting(self._post_of(place + 1) or place)
            if token.pos_ in {"VERB", "AUX"} or (token.is_punct and token.text != "-"):
                break
            if place > at and self._is_named_person(token):
                break
        if lemma(verb) in _BARE:
            return self._starting(at)
        return None

    def _post_of(self, at: int) -> int | None:
        """Return the token after "the post of"."""
        words = [token.lower_ for token in self._doc[at : at + 3]]
        if len(words) == 3 and words[0] in ARTICLES and words[1] in _POST and words[2] == "of":
            return at + 3
        return None

    def _starting(self, at: int) -> Title | None:
        doc = self._doc
        while at < len(doc) and (doc[at].lower_ in ARTICLES | self._titles.words.status | _POSS):
            at += 1
        title = self._titles.starting_at(at) if at < len(doc) else None
        title = title or self._weak(at)
        if title is None:
            return None
        close = self._titles.close_of(title)
        if close < len(doc) and (doc[close].lower_ in {"or", "nor"} or self._is_cut(close)):
            return None
        if close < len(doc) and (
            self._is_named_person(doc[close]) or doc[close].text in POSSESSIVE
        ):
            return None  # "named X Judge Y's successor"
        return title

    def _is_cut(self, close: int) -> bool:
        """Whether a capital goes on after a title: "Chief Weights Officer"."""
        token = self._doc[close]
        small = token.is_sent_start or not token.text[:1].isupper()
        return not small and close not in self._titles.starting

    def _weak(self, at: int) -> Title | None:
        """Return "speaker" of "elected X speaker": where a post must follow, the word is enough."""
        doc, words = self._doc, self._titles.words
        if at + 1 >= len(doc) or doc[at].lower_ not in words.weak_heads - words.ranks:
            return None
        follows = doc[at + 1]
        alone = follows.is_punct or follows.pos_ in {"ADP", "CCONJ", "VERB", "AUX", "ADV"}
        dated = self._times.is_date(follows)
        post = doc[at].lower_ in _POSTS_ALONE and follows.lower_ not in {"of", "for", "-"}
        return Title(at, at + 1, None, at) if post and (alone or dated) else None

    # -- "Mayor of Y since 2010, X ..." ----------------------------------------------------------

    def _fronted(self, first: Token) -> Iterator[Draft]:
        at = first.i
        doc, stop = self._doc, first.sent.end
        while at < stop and doc[at].lower_ in _ONCE | self._titles.words.status | {"a", "an"}:
            at += 1
        title = self._titles.starting_at(at) if at < stop else None
        if title is None or (title.owner is None and title.end - title.start == 1):
            return
        person = self._named_after(self._titles.close_of(title), stop)
        if person is None:
            return
        head = doc[self._titles.tokens[person][0]]
        stance = self._stances.beside(head)
        if stance is None or stance.polarity == "denied" or stance.modality != "asserted":
            return
        yield self._drawn(self._ends.at(person), title, stance, doc[title.end - 1], "{}", "fronted")

    def _named_after(self, at: int, stop: int) -> int | None:
        """Return the person named behind the comma that ends what stands first in a sentence."""
        doc = self._doc
        commas = [t.i for t in doc[at : min(at + _FAR, stop)] if t.text == ","]
        between = doc[at : commas[-1]] if commas else ()
        if any(t.pos_ in {"VERB", "AUX"} or self._is_named_person(t) for t in between):
            return None
        for comma in commas:
            after = comma + 1
            while after < stop and doc[after].lower_.rstrip(".") in self._titles.words.ranks:
                after += 1
            person = self._titles.starting.get(after)
            if person is None or self._mentions[person].type != "PERSON":
                continue
            last = self._titles.tokens[person][1]
            told = last < stop and doc[last].pos_ in {"VERB", "AUX", "ADV"}
            return person if told and doc[at].text in {",", "from", "since", "until", "("} else None
        return None

    # -- "Y, whose chair X was until 2009", "of which he is chairman" -----------------------------

    def _is_of_which(self, token: Token) -> bool:
        return token.lower_ in {"which", "whom"} and token.i > 0 and token.nbor(-1).lower_ == "of"

    def _whose(self, token: Token) -> Iterator[Draft]:
        """Read "X, whose chair she has been since 2019" and "of which he is chairman"."""
        doc = self._doc
        named = self._body_before(token)
        if named is None:
            return
        if token.lower_ == "whose":
            title = self._titles.starting_at(token.i + 1)
            at = token.i + 1 if title is None else self._titles.close_of(title)
            subject, verb = (at, at + 1)
        else:
            title, subject = None, token.i + 1
            verb = subject + 1
        if subject >= len(doc) - 2:
            return
        index = self._titles.starting.get(subject)
        if index is not None:
            verb = self._titles.tokens[index][1]
        linked = self._behind_copula(verb)
        if linked is None:
            return
        if title is None:
            title = self._starting(linked)
        person = self._ends.at(index) if index is not None else self._ends.of(doc[subject])
        if title is None or person is None or title.owner is not None:
            return
        stance = self._stances.of(doc[subject].head)
        stance = stance or self._stances.beside(doc[subject])
        if stance is None or stance.polarity == "denied":
            return
        draft = self._drawn(person, title, stance, doc[title.end - 1], "{}", "whose")
        yield replace(draft, object=self._point(named))

    def _behind_copula(self, at: int) -> int | None:
        """Return the token after "is", "has been", "became"; ``None`` where there is none."""
        words = [t.lower_ for t in self._doc[at : at + 2]]
        if words and words[0] in _WAS:
            return at + 1
        return (
            at + 2 if len(words) > 1 and words[0] in {"has", "had"} and words[1] == "been" else None
        )

    def _body_before(self, token: Token) -> End | None:
        """Return the body named right before ", whose" or ", of which"."""
        at = token.i - (1 if token.lower_ == "whose" else 2)
        while at > token.sent.start and self._doc[at].lower_ in {",", "and"}:
            at -= 1
        index = self._titles.ending.get(at + 1)
        if index is None:
            noun = self._doc[at]
            clause = noun if noun.dep_ == "acl:relcl" else noun.head
            top = clause.head if clause.dep_ == "acl:relcl" and clause.head.i < at else None
            return self._body_of(top)
        return self._body_of(self._doc[self._titles.tokens[index][1] - 1])

    def _body_of(self, token: Token | None) -> End | None:
        if token is None:
            return None
        index = self._ends.inside(token)
        end = self._ends.of(token) if index is None else self._ends.at(index)
        if end is None or self._mentions[end.mention].type not in {"ORG", "GPE", "FAC"}:
            return None
        return end

    # -- what all of them give --------------------------------------------------------------------

    def _drawn(
        self, person: End, title: Title, stance: Stance, at: Token, shape: str, rule: str
    ) -> Draft:
        noun = self._doc[title.end - 1]
        return self._draft(
            self._point(person),
            title,
            stance,
            self._when(at, noun, shape),
            owner=None if title.owner is None else self._ends.at(title.owner),
            rule=f"post-{rule}",
            score=_WORTH * person.sure * stance.sure,
        )
