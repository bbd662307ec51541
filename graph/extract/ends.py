"""Whom a noun phrase means: a name it is, a name beside it, or the name of its chain.

Nothing is guessed: a phrase whose head is no name, has no name beside it and belongs to no chain
that names exactly one thing means nobody. "The family of X" and "X's brother" are not X.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.listed import listed
from graph.extract.people import is_person_noun
from graph.extract.syntax import (
    base,
    case_words,
    children,
    conjuncts,
    denied_together,
    is_alternative,
    is_relative,
    text_of,
    whose,
)
from graph.model import EndSpan, FoundMention, Span
from graph.ontology import ontology

_PRONOUNS = frozenset(
    "he she him her his hers himself herself they them their theirs themselves it its"
    " itself".split()
)
_SINGULAR_PERSON = frozenset("he she him her his hers himself herself".split())
_NOT = frozenset({"not", "n't", "never", "no", "hardly", "reportedly", "allegedly"})
_CALLED = frozenset({"named", "identified", "called", "known"})
_DEFINITE = frozenset("the this that these those his her its their".split())


@dataclass(frozen=True, slots=True)
class End:
    """A mention that a phrase means: its index, the words in the sentence, and how sure that is.

    ``via`` is set where the words are not the name itself.
    """

    mention: int
    words: Span
    via: Span | None
    sure: float

    @property
    def span(self) -> EndSpan:
        """The end as a statement records it."""
        return EndSpan(start=self.words.start, end=self.words.end, via=self.via)


class Ends:
    """Finds the mentions that phrases of one document mean.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    mentions : sequence of FoundMention
        In text order.
    chains : sequence of tuples of int
        Names of the document that are one, by :mod:`graph.extract.chains`.
    stands_for : mapping of int to (mention, sure)
        For the head token of a pronoun or nominal, the mention it stands for and how surely.
    groups : mapping of int to (mentions, sure)
        For the head token of plural words, all whom they mean.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[FoundMention],
        chains: Sequence[Sequence[int]],
        stands_for: Mapping[int, tuple[int, float]],
        groups: Mapping[int, tuple[tuple[int, ...], float]] | None = None,
    ) -> None:
        self.doc = doc
        self.mentions = mentions
        self._stands_for = stands_for
        self._groups = groups or {}
        self._chain = {index: chain[0] for chain in chains for index in chain}
        self._sure: dict[int, float] = {}
        for index, mention in enumerate(mentions):
            first = self._chain.get(index, index)
            self._sure[first] = max(self._sure.get(first, 0.0), mention.score)
        self._by_root: dict[int, int] = {}
        self._inside: dict[int, int] = {}
        self._listed: dict[int, tuple[int, ...]] = {}
        for index, mention in enumerate(mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None:
                continue
            self._inside.update(dict.fromkeys(range(span.start, span.end), index))
            self._by_root[span.root.i] = index
        if doc.has_annotation("DEP"):
            self._listed = listed(doc, mentions, self.named)

    def same(self, one: int, other: int) -> bool:
        """Whether two mentions are of one chain."""
        return self._chain.get(one, one) == self._chain.get(other, other)

    def chain(self, mention: int) -> int:
        """Return the number that all mentions of one chain share."""
        return self._chain.get(mention, mention)

    def sure(self, mention: int) -> float:
        """Return how sure it is that a mention is a name, by the surest of its chain.

        A claim needs two names and a rule that fits both, which speaks for the names as well: so
        the root is taken, or a sure sentence of two fairly sure names would count as unsure.
        """
        return math.sqrt(self._sure[self.chain(mention)])

    def inside(self, token: Token) -> int | None:
        """Return the mention whose words a token is one of."""
        return self._inside.get(token.i)

    def named(self, token: Token) -> int | None:
        """Return the mention that a token is the head of."""
        return self._by_root.get(token.i)

    def at(self, mention: int) -> End:
        """Return a mention as an end by itself."""
        return self._end(mention, 1.0)

    def all_of(self, token: Token, *, until: int | None = None) -> Iterator[End]:
        """Yield whom a phrase means, those coordinated with it too; nobody for alternatives.

        Parameters
        ----------
        token : Token
            The phrase's head.
        until : int, optional
            The token before which those coordinated with it must stand.
        """
        denied = denied_together(token)
        if is_alternative(token) and not denied:
            return
        if token.i in self._listed:
            yield from (self._end(index, 0.95) for index in self._listed[token.i])
            return
        for part in denied or conjuncts(token):
            if until is not None and part.i >= until:
                continue
            if part.i in self._groups:
                yield from self._group(part)
                continue
            end = self.of(part)
            if end is not None:
                yield end
            else:
                yield from self._titled(part, until)

    def _titled(self, noun: Token, until: int | None) -> Iterator[End]:
        """Yield X and Y of "the teacher X and her sister, Y", where Y is read with X."""
        if noun.tag_ not in {"NN", "NNP"} or noun.i in self._stands_for:
            return
        for name in children(noun, "appos", "flat", "nmod:desc"):
            index = self._by_root.get(name.i)
            beside = name.left_edge.i == noun.i + 1 and bool(children(name, "conj"))
            if index is not None and beside and self.mentions[index].type == "PERSON":
                for end in self.all_of(name, until=until):
                    yield End(end.mention, end.words, end.via, end.sure * 0.95)

    def _group(self, token: Token) -> Iterator[End]:
        """Yield those whom plural words mean; a name by itself where it stands beside them."""
        indexes, sure = self._groups[token.i]
        words = self._nominal(token)
        for index in indexes:
            mention = self.mentions[index]
            if mention.start < token.sent.start_char or mention.start > token.sent.end_char:
                yield End(index, words, Span(mention.start, mention.end), sure)
            else:
                yield self._end(index, sure)

    def of(self, token: Token) -> End | None:
        """Return whom the phrase with this head means, or ``None``."""
        if token.lower_ == "whose":
            owner = whose(token)
            return None if owner is None else self.of(owner)
        if is_relative(token):
            return None
        index = self._by_root.get(token.i)
        if index is not None:
            return self._end(index, 1.0) if ontology().is_node(self.mentions[index].type) else None
        if token.i in self._inside:
            return None
        beside = (
            self._beside(token)
            or self._before(token)
            or self._touching(token)
            or self._being(token)
            or self._called(token)
        )
        if beside is not None:
            return beside
        known = self._stands_for.get(token.i)
        if known is None:
            return None
        index, sure = known
        mention = self.mentions[index]
        if token.pos_ == "PRON" or token.lower_ in _PRONOUNS:
            if token.lower_ in _SINGULAR_PERSON and mention.type != "PERSON":
                return None
            if token.lower_ in {"it", "its", "itself"} and mention.type == "PERSON":
                return None
            words = Span(token.idx, token.idx + len(token))
        elif token.left_edge.lower_ in _DEFINITE or any(
            word.lower_ in _DEFINITE for word in token.children if word.dep_ in {"det", "nmod:poss"}
        ):
            words = self._nominal(token)
        else:
            return None
        return End(index, words, Span(mention.start, mention.end), sure)

    def _beside(self, token: Token) -> End | None:
        """Find "Minister X", "the minister, X," and "X, the minister," read from the title."""
        for child in children(token, "flat", "nmod:desc", "appos", "compound", "flat:name"):
            index = self._by_root.get(child.i)
            if index is None:
                continue
            kind = self.mentions[index].type
            if kind == "ORG" and token.lower_ in _BODY_NOUNS and child.i > token.i:
                return self._end(index, 0.95)  # "the organisation X"
            if kind == "ORG" and _names(child, token):
                return self._end(index, 0.93)  # "the brewery X", "the X party"
            thing = child.dep_ == "appos" and child.i > token.i and token.tag_ == "NN"
            thing = thing and ":" not in text_of(self.doc)[token.idx : child.idx]
            if kind in {"PRODUCT", "FAC"} and thing and not is_person_noun(token):
                return self._end(index, 0.93)  # "the ship, the X"
            if kind != "PERSON":
                continue
            if base(child.dep_) == "compound" or child.i < token.i:
                continue
            if token.tag_ == "NNS":
                continue  # "the files, X": several are not one person
            if children(child, "conj"):
                continue  # "the ministers, X and Y": which words mean whom is not plain
            return self._end(index, 0.95)
        return self._further(token)

    def _further(self, token: Token) -> End | None:
        """Find X of "her father, the shipowner X", where X is read with the shipowner."""
        for noun in children(token, "appos"):
            body = token.lower_ in _BODY_NOUNS and noun.lower_ in _BODY_NOUNS
            kind = "ORG" if body else "PERSON" if is_person_noun(token) else ""
            if noun.i > token.i and noun.tag_ == token.tag_ == "NN":
                for name in children(noun, "appos", "flat"):
                    index = self._by_root.get(name.i)
                    right_after = name.left_edge.i == noun.i + 1 and not children(name, "conj")
                    if index is not None and right_after and self.mentions[index].type == kind:
                        return self._end(index, 0.93)
        return None

    def _before(self, token: Token) -> End | None:
        """Find X of "X, a clerk who kept the files, ..." for the words that follow the name."""
        name = token.head
        if token.dep_ != "appos" or name.i > token.i or token.tag_ != "NN":
            return None
        index = self._by_root.get(name.i)
        if index is None or any(c.i < token.i for c in children(name, "conj")):
            return None
        kind = self.mentions[index].type
        who = any(c.lower_ == "who" for r in children(token, "acl:relcl") for c in r.children)
        person = who or is_person_noun(token)
        fits = person if kind == "PERSON" else token.lower_ in _BODY_NOUNS
        return self._end(index, 0.95) if fits and kind in {"PERSON", "ORG"} else None

    def _touching(self, token: Token) -> End | None:
        """Find X of "the owner of X, a company", where the company is read with the owner."""
        first = next((word for word in token.subtree if not word.is_punct), token)
        edge, head = first.i, token.head
        if token.dep_ != "appos" or token.tag_ != "NN" or token.lower_ not in _BODY_NOUNS:
            return None
        if edge < 2 or self.doc[edge - 1].text != "," or head.lower_ in _BODY_NOUNS | _PARTS:
            return None
        index = self._inside.get(edge - 2)
        fits = index is not None and self.mentions[index].type == "ORG"
        last = index is not None and self.mentions[index].end == self.doc[edge - 1].idx
        return self._end(index, 0.93) if index is not None and fits and last else None

    def _called(self, token: Token) -> End | None:
        """Find X, read from "a man" of "a man named as X"."""
        for clause in children(token, "acl"):
            if clause.tag_ != "VBN" or clause.lower_ not in _CALLED or token.tag_ != "NN":
                continue
            for name in children(clause, "obl", "xcomp", "obj", "ccomp", "nmod"):
                index = self._by_root.get(name.i)
                fits = index is not None and self.mentions[index].type == "PERSON"
                if index is not None and fits and case_words(name) in {"", "as"}:
                    return self._end(index, 0.93)
        return None

    def _being(self, token: Token) -> End | None:
        """Find X, read from "the attorney" of "X is the attorney who ..."."""
        if token.tag_ not in {"NN", "NNP"} or not children(token, "cop"):
            return None
        pointed = any(c.lower_ == "the" for c in children(token, "det"))
        subjects = children(token, "nsubj")
        if not pointed or len(subjects) != 1 or children(token, "aux", "conj", "case"):
            return None
        if any(c.lower_ in _NOT for c in token.children) or not is_person_noun(token):
            return None
        index = self._by_root.get(subjects[0].i)
        if index is None or self.mentions[index].type != "PERSON":
            return None
        return None if children(subjects[0], "conj") else self._end(index, 0.9)

    def _end(self, index: int, sure: float) -> End:
        mention = self.mentions[index]
        return End(index, Span(mention.start, mention.end), None, sure * self.sure(index))

    def _nominal(self, token: Token) -> Span:
        """Return the words of a nominal: its head with what stands before it."""
        first = min([token.i, *(c.i for c in token.children if c.i < token.i and c.dep_ in _LEFT)])
        return Span(self.doc[first].idx, token.idx + len(token))


_BODY_NOUNS = frozenset(
    """group organisation organization company firm movement party agency charity union bank
    newspaper daily magazine weekly broadcaster channel militia faction giant outlet publisher
    retailer maker manufacturer operator consultancy institute university college school hospital
    federation association foundation institution conglomerate startup label studio airline
    brokerage insurer lender developer gang cartel tank""".split()
)
_PARTS = frozenset("subsidiary affiliate arm unit division branch offshoot part parent".split())
_NAMED_BEFORE = frozenset(
    "group party movement militia newspaper daily magazine weekly broadcaster network".split()
)


def _names(name: Token, noun: Token) -> bool:
    """Whether a body's name stands right beside the noun that says what it is."""
    if noun.tag_ not in {"NN", "NNP"}:
        return False
    if name.i > noun.i:
        beside = name.left_edge.i == noun.i + 1 and not children(name, "conj")
        return beside and base(name.dep_) in {"appos", "flat"}
    before = name.i == noun.i - 1 and base(name.dep_) in {"compound", "amod"}
    return before and noun.lower_ in _NAMED_BEFORE


_LEFT = frozenset({"det", "amod", "compound", "nmod:poss", "nummod", "det:predet"})
