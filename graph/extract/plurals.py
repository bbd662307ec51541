"""Whom "they", "both men" or "the couple" mean: the people whom a sentence before names together.

People are named together when they are joined ("X and Y were arrested"), and two are a pair also
when one does something to or with the other ("X married Y"). Words that count must count right;
"they" stands only for those joined as the subject of the sentence before, and only while no other
plural, such as "the guards", is spoken of. "Two clerks, X and Y," are X and Y.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from graph.extract.binding import is_first, is_main, top
from graph.extract.ends import Ends
from graph.extract.genders import gender_of_noun, genders
from graph.extract.inflections import lemma
from graph.extract.people import is_person_noun
from graph.extract.quotations import quotations
from graph.extract.syntax import children, conjuncts, is_alternative, text_of
from graph.extract.vocabulary import in_class

Groups = dict[int, tuple[tuple[int, ...], float]]

_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SETS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3, "newlyweds": 2}
_POINTING = frozenset({"the", "these", "those"})
_REACH = 3
_TWO = 2
_NEXT = 2
_JOINED, _COUNTED, _PAIR, _BESIDE = 0.86, 0.92, 0.85, 0.95


def plurals(doc: Doc, ends: Ends) -> Groups:
    """Return, for tokens that are plural words, the mentions that they stand for and how surely.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        With pronouns of single people resolved.
    """
    return _Plurals(doc, ends).find()


class _Plurals:
    def __init__(self, doc: Doc, ends: Ends) -> None:
        self._doc = doc
        self._ends = ends
        self._genders = genders(doc, ends)
        self._quoted = [-1] * len(doc)
        for number, quotation in enumerate(quotations(text_of(doc))):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            for index in range(span.start, span.end) if span is not None else ():
                self._quoted[index] = number

    def find(self) -> Groups:
        found: Groups = {}
        before: list[tuple[Token, tuple[int, ...], bool]] = []  # (first, who, joined)
        for sentence in self._doc.sents:
            for token in sentence:
                beside = self._beside(token)
                if beside is not None:
                    found[token.i] = (beside, _BESIDE)
                    before.append((token, beside, True))
                    continue
                wanted = self._asked(token)
                if wanted is not None:
                    meant = self._meant(token, wanted, before)
                    if meant is not None:
                        found[token.i] = meant
                        before.append((token, meant[0], True))
            told = {who for first, who, _ in before if first.sent == sentence}
            before += [row for row in self._named(list(sentence)) if row[1] not in told]
            since = sentence.start
            before = [b for b in before if self._sentences(b[0], since) < _REACH]
        return found

    def _sentences(self, first: Token, until: int) -> int:
        return sum(1 for t in self._doc[first.i + 1 : until + 1] if t.is_sent_start)

    def _beside(self, token: Token) -> tuple[int, ...] | None:
        """Return X and Y of "two clerks, X and Y,"."""
        if token.tag_ not in {"NNS", "NNPS"} or not is_person_noun(token):
            return None
        if self._ends.inside(token) is not None:
            return None
        for child in children(token, "appos", "flat", "nmod:desc"):
            if not 0 < child.left_edge.i - token.i <= _NEXT:
                continue
            who = self._people(child)
            number = _number(token)
            if len(who) >= _TWO and (number is None or number == len(who)):
                return who
        return None

    def _people(self, first: Token) -> tuple[int, ...]:
        """Return the people joined to a word, itself among them; none unless all are known."""
        if is_alternative(first):
            return ()
        who: list[int] = []
        for part in conjuncts(first):
            if part.tag_ == "CD":
                continue  # the age in "X, 29, and Y, 31"
            end = self._ends.of(part)
            if end is None or self._ends.mentions[end.mention].type != "PERSON":
                return ()
            if any(self._ends.same(end.mention, other) for other in who):
                return ()
            who.append(end.mention)
        return tuple(who)

    def _named(self, sentence: Sequence[Token]) -> Iterator[tuple[Token, tuple[int, ...], bool]]:
        """Yield those whom a sentence names together: those joined, else the only two."""
        joined = [
            (token, who)
            for token in sentence
            if token.dep_ != "conj" and children(token, "conj")
            if len(who := self._people(token)) >= _TWO
        ]
        yield from ((token, who, True) for token, who in joined)
        if joined:
            return
        chains: dict[int, tuple[Token, int]] = {}
        for token in sentence:
            end = self._ends.of(token)
            if end is not None and self._ends.mentions[end.mention].type == "PERSON":
                chains.setdefault(self._ends.chain(end.mention), (token, end.mention))
        if len(chains) == _TWO:
            (first, one), (_, other) = chains.values()
            yield first, (one, other), False

    def _asked(self, token: Token) -> str | None:
        """Return what sort of plural word a token is: "they", "counted" or "pair"."""
        if token.lower_ in _THEY:
            return "they"
        if children(token, "nmod", "appos", "acl:relcl", "nmod:poss", "conj"):
            return None
        if token.lower_ in {"both", "two", "three"} and token.dep_ in {
            "nsubj",
            "nsubj:pass",
            "obj",
        }:
            pointed = token.lower_ == "both" or any(c.lower_ in _POINTING for c in token.children)
            return "counted" if pointed else None
        if lemma(token) in _SETS and any(c.lower_ in _POINTING for c in token.children):
            return "pair"
        if token.tag_ != "NNS" or not in_class("people", lemma(token), "anyone", "kin", "callings"):
            return None
        beside = {c.lower_ for c in token.children if c.i < token.i}
        if not beside <= _POINTING | set(_NUMBERS) | {"all"}:
            return None
        if "both" in beside:
            return "counted"
        return "counted" if beside & _POINTING else None

    def _meant(
        self,
        token: Token,
        wanted: str,
        before: Sequence[tuple[Token, tuple[int, ...], bool]],
    ) -> tuple[tuple[int, ...], float] | None:
        before = [b for b in before if self._quoted[b[0].i] == self._quoted[token.i]]
        if not before:
            return None
        first, who, joined = before[-1]
        number = _SETS.get(lemma(token)) or _number(token)
        if number is not None and number != len(who):
            return None
        if wanted == "they":
            between = self._doc[first.i + 1 : token.i]
            if any(t.tag_ == "NNS" and is_person_noun(t) for t in between):
                return None
            beginning = is_first(token, self._quoted) and is_main(first)
            if not joined or top(first).dep_ not in {"nsubj", "nsubj:pass"} or not beginning:
                return None
            return who, _JOINED
        told = gender_of_noun(token)
        if told is not None and any(
            self._genders.get(self._ends.chain(index), told) != told for index in who
        ):
            return None
        if len({before_[1] for before_ in before}) > 1 and not joined:
            return None
        if not joined and number != _TWO:
            return None
        return who, _COUNTED if joined else _PAIR


def _number(token: Token) -> int | None:
    """Return how many plural words say that there are."""
    if token.lower_ in _NUMBERS:
        return _NUMBERS[token.lower_]
    return next((_NUMBERS[c.lower_] for c in token.children if c.lower_ in _NUMBERS), None)
