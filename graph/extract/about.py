"""Pronouns that mean whom a paragraph or the whole text is about, and those of "X and his wife"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc, Token

from graph.extract.binding import THINGS, is_aside, is_bound, is_subject, subjects_above, top
from graph.extract.ends import Ends
from graph.extract.genders import Gender, gender_of_noun, gender_of_pronoun
from graph.extract.protagonist import (
    Protagonist,
    begins_paragraph,
    is_brought_in,
    protagonist,
    topics,
)
from graph.extract.rivals import Rivals
from graph.extract.spoken import DOUBTED, NOBODY, Meant, Spoken
from graph.extract.syntax import children

_REACH = 3
_GUESSED = 0.83


def joined_to(pronoun: Token, here: Sequence[Spoken]) -> Spoken | None:
    """Return X of "by X, a clerk, and his wife, Y"."""
    noun = pronoun.head
    if pronoun.dep_ != "nmod:poss" or noun.dep_ != "conj" or pronoun.lower_ in THINGS:
        return None
    first = noun.head
    while first.dep_ in {"appos", "flat"} and first.head.i < first.i:
        first = first.head
    kin = gender_of_noun(first.head) is not None
    if first.dep_ == "nmod" and first.head.dep_ == "appos" and not kin:
        return None  # "X, a clerk at Y, and her sister"
    of = [s for s in here if first.i <= s.token.i < pronoun.i and s.kind == "PERSON"]
    if first.head.lemma_ == "survive" or len({s.chain for s in of}) != 1:
        return None
    if of[0].token.pos_ != "PROPN" or children(first, "nmod:poss"):
        return None
    if children(first, "conj")[:1] != [noun]:
        return None  # "his brother X and his son Y": somebody's else
    return of[0]


class About:
    """Knows whom the paragraphs of one document, and all of it, are about.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Of the names alone.
    rivals : Rivals
    agrees : callable
        Whether a pronoun may mean what was spoken of.
    """

    def __init__(
        self, doc: Doc, ends: Ends, rivals: Rivals, agrees: Callable[[Token, Spoken], bool]
    ) -> None:
        self._doc = doc
        self._ends = ends
        self._rivals = rivals
        self._agrees = agrees
        self._topics = topics(doc, ends)
        self._quoted: Sequence[int] = ()
        self._about: Protagonist | None = None
        self._meaning: dict[int, set[int]] = defaultdict(set)

    def learn(self, quoted: Sequence[int], genders: Mapping[int, Gender | None]) -> None:
        """Find whom the text is about, with which words are quoted and who is he or she."""
        self._quoted = quoted
        self._topics = {at: who for at, who in self._topics.items() if not self._is_quoted(who)}
        self._about = protagonist(self._doc, self._ends, quoted, genders)

    def _is_quoted(self, mention: int) -> bool:
        name = self._ends.mentions[mention]
        span = self._doc.char_span(name.start, name.end, alignment_mode="expand")
        return span is not None and self._quoted[span.start] >= 0

    def note(self, token: Token, chain: int) -> None:
        """Note that a word means those of a chain."""
        self._meaning[chain].add(token.i)

    def forget(self) -> None:
        """Forget what words mean, before the text is gone through again."""
        self._meaning.clear()

    def whom(
        self,
        pronoun: Token,
        meant: Meant | None,
        here: Sequence[Spoken],
        recent: Sequence[Sequence[Spoken]],
    ) -> Meant | None:
        """Return whom a pronoun means, heeding whom the paragraph and the text are about."""
        gender = gender_of_pronoun(pronoun)
        if gender is None or self._quoted[pronoun.i] >= 0:
            return meant
        about = self._about
        if about is not None and about.gender != gender:
            about = None
        topic = self._topics.get(pronoun.sent.start)
        if topic is not None and meant is not None and self._is_older(meant[0], topic):
            return self._told_of(pronoun, topic, here, recent) or meant
        if meant is not None and meant[1] >= DOUBTED:
            if about is None or meant[0].chain == about.chain or meant[0].mention == NOBODY:
                return meant
            if meant[0].token.sent == pronoun.sent:
                return meant
            if is_brought_in(meant[0].token, self._meaning[about.chain]):
                return None  # "His brother X fell. He ...": either
            if not begins_paragraph(pronoun):
                return meant
            topic = None
        for whom in (topic, None if about is None else about.mention):
            found = None if whom is None else self._told_of(pronoun, whom, here, recent)
            if found is not None:
                return found
        return meant

    def _is_older(self, spoken: Spoken, topic: int) -> bool:
        """Whether somebody else was spoken of before the paragraph began with a name."""
        other = spoken.chain not in {self._ends.chain(topic), NOBODY}
        return other and spoken.token.idx < self._ends.mentions[topic].start

    def _told_of(
        self,
        pronoun: Token,
        whom: int,
        here: Sequence[Spoken],
        recent: Sequence[Sequence[Spoken]],
    ) -> Meant | None:
        """Return whom a text is about, if a pronoun may mean that person and nobody nearer."""
        chain = self._ends.chain(whom)
        if self._ends.mentions[whom].start > pronoun.idx:
            return None
        agreeing = [s for s in here if self._agrees(pronoun, s)]
        own = [s for s in agreeing if s.chain == chain]
        if any(is_bound(pronoun, s.token) for s in own):
            return None
        kin = self._meaning[chain]
        others = [s for s in agreeing if s.chain != chain and not is_bound(pronoun, s.token)]
        own += [s for spoken in recent[-_REACH:] for s in spoken if s.chain == chain]
        opens = begins_paragraph(pronoun)
        named = opens or self._topics.get(pronoun.sent.start) == whom
        if any(not is_brought_in(s.token, kin) for s in others) or (not own and not named):
            return None
        if own and not self._agrees(pronoun, own[-1]):
            return None
        nearest = next(subjects_above(pronoun), None)
        if nearest is not None and self._rivals.is_one(nearest, pronoun):
            return None
        start = pronoun.sent.start if opens or not own else own[-1].token.i + 1
        if self._rivals.between(pronoun, start, only=is_subject):
            return None
        last = recent[-1] if recent and not opens else ()
        for spoken in last:
            central = spoken.subject or top(spoken.token).dep_ in {"obj", "iobj"}
            here_too = not named or spoken.token.idx > self._ends.mentions[whom].start
            other = central and here_too and spoken.chain not in {chain, NOBODY}
            if other and not is_aside(spoken.token, pronoun) and self._agrees(pronoun, spoken):
                return None
        found = own[-1] if own else self._far(pronoun, whom)
        return found, _GUESSED

    def _far(self, pronoun: Token, whom: int) -> Spoken:
        """Return whom a text is about as spoken of at the head of a paragraph."""
        return Spoken(
            token=self._doc[pronoun.sent.start],
            mention=whom,
            chain=self._ends.chain(whom),
            kind="PERSON",
            sentence=-1,
            quotation=-1,
            subject=False,
        )
