"""Families by lists: "survived by his wife, X, and two sons, Y and Z", "they had a daughter, X".

Also "visited a cousin, X": whoever does so is the cousin's cousin. The lists are read along the
words: commas between kin and names make the parser's trees unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import case_words, children, is_passive, text_of
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.ontology import ontology

_LEAVING = frozenset({"leave"})
_HAVING = frozenset({"have", "adopt", "raise", "bear"})
_COUPLE = frozenset({"they", "couple", "pair"})
_WEDDING = frozenset({"marry", "wed"})
_CHILDREN = frozenset({"child", "son", "daughter", "twin", "stepson", "stepdaughter"})
_SPOUSES = frozenset({"wife", "husband", "widow", "widower", "ex-wife", "ex-husband"})
_ASIDE = frozenset({"of", "from", "by"})
_LONGEST = 7
# Of whom an article says enough: "a wife" need not be his own, nor "a mother".
_OWN = frozenset(
    """cousin brother sister nephew niece uncle aunt son daughter half-brother half-sister
    brother-in-law sister-in-law father-in-law mother-in-law son-in-law daughter-in-law grandson
    granddaughter stepson stepdaughter""".split()
)
_TOLD_OF = frozenset(
    "visit meet see join call telephone phone lose bury marry ask write tell send give".split()
)


class KinFinder(RelationDrafts):
    """Finds in one document whom the dead leave behind, and whose children and cousins people are.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.pos_ in {"VERB", "AUX"} and lemma(token) in {"survive", *_LEAVING}:
                yield from self._survived(token)
            elif token.pos_ in {"VERB", "AUX"} and lemma(token) in _HAVING:
                yield from self._had(token)
            elif token.tag_ == "NN" and self._kin_word(token) in _OWN:
                yield from self._somebodys(token)
            if token.tag_ in {"NN", "NNS"} and lemma(token) in _CHILDREN:
                yield from self._theirs(token)

    def _kin_word(self, noun: Token) -> str:
        behind = noun.idx + len(noun)
        return lemma(noun) + ("-in-law" if text_of(self._doc).startswith("-in-law", behind) else "")

    def _is_kin(self, noun: Token) -> bool:
        return noun.tag_ in {"NN", "NNS"} and self._kin_word(noun) in relation_words()["nouns"]

    # -- lists ----------------------------------------------------------------------------------

    def _survived(self, verb: Token) -> Iterator[Draft]:
        """Read "X is survived by his wife, Y, and two sons, Z and W" and "leaves a son, Z"."""
        stance, subject = self._stances.of(verb), subject_of(verb)
        leaves = lemma(verb) in _LEAVING
        if stance is None or subject is None or is_passive(verb) == leaves:
            return
        if leaves and not any(self._is_kin(left) for left in children(verb, "obj")):
            return  # "left the house to see her son, X"
        for kin, name in self._list(verb):
            yield from self._kin(name, subject.token, kin, stance, 0.9 * subject.sure)

    def _had(self, verb: Token) -> Iterator[Draft]:
        """Read "X had two children, Y and Z" and, after "X married Y", "they had a son, Z"."""
        stance, subject = self._stances.of(verb), subject_of(verb)
        if stance is None or subject is None or stance.polarity != "affirmed" or is_passive(verb):
            return
        if not any(lemma(o) in _CHILDREN for o in children(verb, "obj")):
            return
        parents = [subject.token]
        if lemma(subject.token) in _COUPLE and not list(self._ends.all_of(subject.token)):
            parents = self._wedded(verb)
        for kin, name in self._list(verb):
            if lemma(kin) not in _CHILDREN:
                break
            for parent in parents:
                worth = 0.88 * subject.sure
                yield from self._kin(name, parent, kin, stance, worth, until=verb.i)

    def _wedded(self, verb: Token) -> list[Token]:
        """Return X and Y of "X married Y", said last before "they"."""
        start = verb.sent.start
        if start:
            start = self._doc[start - 1].sent.start
        for token in reversed(self._doc[start : verb.i]):
            if token.pos_ == "VERB" and lemma(token) in _WEDDING:
                one, other = subject_of(token), children(token, "obj")
                if one is None or len(other) != 1:
                    return []
                ends = [self._ends.of(word) for word in (one.token, other[0])]
                return [] if None in ends else [one.token, other[0]]
        return []

    def _list(self, verb: Token) -> Iterator[tuple[Token, Token]]:
        """Yield the kin that follow a verb, each with a name."""
        end = verb.sent.end
        at = verb.i + 1
        while at < end:
            token = self._doc[at]
            if token.text in {";", "("} or token.pos_ == "VERB":
                return
            if self._is_kin(token):
                names, after = self._names_after(token, end)
                for name in names:
                    yield token, name
                at = max(after, at + 1)
            else:
                at += 1

    def _names_after(self, kin: Token, end: int) -> tuple[list[Token], int]:
        """Return the names of those whom a noun of kin brings in, and where they end."""
        at = kin.i + 1
        if text_of(self._doc).startswith("-in-law", kin.idx + len(kin)):
            at += 4
        if at < end and self._doc[at].lower_ in _ASIDE:  # "a son from his first marriage, X"
            until = next((i for i in range(at, min(at + _LONGEST, end)) if self._stops(i)), None)
            at = end if until is None else until
        if at < end and self._doc[at].text in {",", ":"}:
            at += 1
        names: list[Token] = []
        while at < end:
            index = self._ends.inside(self._doc[at])
            if index is None or self._mentions[index].type != "PERSON":
                break
            last = at
            while last + 1 < end and self._ends.inside(self._doc[last + 1]) == index:
                last += 1
            if last + 1 < end and self._doc[last + 1].lower_ in {"'s", "’s"}:
                break
            names.append(self._doc[at : last + 1].root)
            if kin.tag_ == "NN":
                return names, last + 1
            at = last + 1
            while at < end and self._doc[at].lower_ in {",", "and"}:
                at += 1
        return names, at

    def _stops(self, at: int) -> bool:
        return self._doc[at].text in {",", ";", "."}

    # -- somebody's -----------------------------------------------------------------------------

    def _somebodys(self, noun: Token) -> Iterator[Draft]:
        """Read "X signed for a cousin, Y" and "X visited a sister, Y"."""
        article = [c for c in children(noun, "det") if c.lower_ in {"a", "an"}]
        if not article or children(noun, "nmod", "nmod:poss", "cop", "acl", "acl:relcl"):
            return
        verb = noun.head
        if verb.dep_ in {"nmod", "obl", "obj"} and verb.pos_ == "NOUN":
            verb = verb.head
        told = noun.dep_ == "obj" and lemma(verb) in _TOLD_OF
        lead = case_words(noun) in {"for", "to", "with", "from"} and noun.dep_ in {"obl", "nmod"}
        if verb.pos_ != "VERB" or not (told or lead) or is_passive(verb):
            return
        stance, subject = self._stances.of(verb), subject_of(verb)
        if stance is None or subject is None or lemma(verb) in _LEAVING | _HAVING:
            return
        names, _ = self._names_after(noun, noun.sent.end)
        owner = self._ends.of(subject.token)
        if len(names) != 1 or owner is None or self._mentions[owner.mention].type != "PERSON":
            return
        yield from self._kin(names[0], subject.token, noun, stance, 0.8 * subject.sure)

    def _theirs(self, noun: Token) -> Iterator[Draft]:
        """Read "X's widow, Y, and their son, Z": Z is the child of both."""
        spouse = noun.head
        owners = [c for c in children(noun, "nmod:poss") if c.lower_ == "their"]
        if noun.dep_ != "conj" or lemma(spouse) not in _SPOUSES or not owners:
            return
        parents = [*children(spouse, "nmod:poss"), spouse]
        if list(self._ends.all_of(owners[0])) or any(self._ends.of(p) is None for p in parents):
            return
        stance = self._stances.beside(noun)
        if stance is None or stance.polarity != "affirmed":
            return
        names, _ = self._names_after(noun, noun.sent.end)
        for name in names:
            for parent in parents:
                yield from self._kin(name, parent, noun, stance, 0.88)

    def _kin(
        self,
        name: Token,
        owner: Token,
        noun: Token,
        stance: Stance,
        worth: float,
        *,
        until: int | None = None,
    ) -> Iterator[Draft]:
        """Yield what a name's bearer is to another, and to those joined to that before a token."""
        predicate = relation_words()["nouns"].get(self._kin_word(noun))
        if predicate is None or ontology().predicates[predicate].family != "kin":
            return
        yield from self._pairs(
            name,
            owner,
            predicate,
            only=True,
            taker_until=owner.i + 1 if until is None else until,
            trigger=noun,
            stance=stance,
            when=None,
            rule="survived",
            worth=worth,
        )
