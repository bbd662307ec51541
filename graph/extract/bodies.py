"""Which body "the ministry" or "the company" means: the one that the text calls so, or may.

"The ministry" is the only body spoken of whose name is that of a ministry. "The company" is the one
that the text has called a company, or the only one just spoken of that may be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.chained import Votes
from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.syntax import children
from graph.extract.vocabulary import relation_words
from graph.names import words

_CALLED, _DESCRIBED, _BROAD, _GUESSED = 0.95, 0.9, 0.88, 0.83
_BODIES = frozenset({"ORG", "NORP"})
FAR = 30
_WINDOW = 4
# Words for bodies of many names; each counts only where one body has just been spoken of.
ANY_BODY = frozenset(
    """group organisation organization company firm movement party agency corporation
    newspaper paper daily magazine broadcaster charity union bank outlet conglomerate lender
    carrier airline retailer consultancy insurer manufacturer federation regulator developer
    operator contractor watchdog ngo association consortium startup brokerage militia faction gang
    brigade insurgency network cartel publisher builder supplier exporter importer refiner utility
    drugmaker carmaker automaker shipyard subsidiary cooperative nonprofit fund""".split()
)
_HERE = frozenset("court tribunal house chamber government committee commission".split())
# Last words that say what sort of company it is, and first ones after which a name goes on.
_SORTS = frozenset("plc ltd limited inc llc gmbh ag sa nv bv as ab oy spa co corp pty".split())
_GOES_ON = frozenset("of for in and on at to against".split())
_FIRMS = frozenset(
    """company firm business corporation enterprise conglomerate consultancy contractor carrier
    airline developer builder insurer manufacturer publisher operator startup brokerage""".split()
)
_TRADES = frozenset(
    """group holding holdings trading shipping drilling mining energy airlines airways motors steel
    oil gas petroleum pharmaceuticals industries logistics media capital partners ventures
    construction telecom freight lines ferries nominees trustees""".split()
)
# Words in the names of bodies that are no companies.
_NO_FIRMS = frozenset(
    """ministry court office police university authority agency directorate bureau service
    government department museum hospital school college inspectorate chamber registry treasury
    military navy force forces church embassy un eu nato""".split()
)


class Bodies:
    """The bodies of a text by the words of their names, and by what they are called.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Of the names alone.
    """

    def __init__(self, doc: Doc, ends: Ends) -> None:
        self._described: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._ends = ends
        self._named: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._all: list[tuple[int, int]] = []
        for index, mention in enumerate(ends.mentions):
            if mention.type in _BODIES:
                place = (mention.start, index)
                self._all.append(place)
                for word in _heads(mention.text):
                    self._named[word].append(place)
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                for word in _called(span.root) if span is not None else ():
                    self._described[word].append(place)

    def of(self, token: Token, votes: Votes) -> tuple[int, float] | None:
        """Return the body that a definite noun means, and how surely; or nothing."""
        broad = lemma(token) in ANY_BODY
        if children(token, "compound") or (children(token, "amod") and not broad):
            return None
        word = token.lower_
        if word in _HERE and any(c.lower_ == "this" for c in token.children):
            return None  # whoever speaks of "this court" stands before it
        called = [place for place in self._named.get(word, ()) if place[0] < token.idx]
        if called:
            chains = {self._ends.chain(index) for _, index in called}
            if token.is_title and len(self._chains_named(word)) > 1:
                return None  # "the Coalition", of two whose names end so
            if len(chains) > 1:
                near = [p for p in called if sentences_between(token, p[0]) <= 2]
                chains = {self._ends.chain(index) for _, index in near}
            return (called[-1][1], _CALLED) if len(chains) == 1 else None
        if not broad:
            return None
        near = [p for p in self._all if p[0] < token.idx and sentences_between(token, p[0]) <= 1]
        vote = votes.of(token)
        described, sure = self._so_called(token) or (None, 0.0)
        if described is not None and (vote is None or self._ends.chain(described) == vote[0]):
            return described, sure
        if lemma(token) in _FIRMS:
            near = [p for p in near if self._may_be_firm(p[1])]
        chains = {self._ends.chain(index) for _, index in near}
        if len(chains) == 1 and (vote is None or vote[0] in chains):
            return near[-1][1], _BROAD
        if vote is not None and vote[0] in chains and vote[1] >= _DESCRIBED:
            return next(i for _, i in reversed(near) if self._ends.chain(i) == vote[0]), _BROAD
        return None

    def _so_called(self, token: Token) -> tuple[int, float] | None:
        """Return the one body of the last sentences that was called so, if no other may be."""
        word = lemma(token)
        alike = _FIRMS if word in _FIRMS else {word}
        near = [p for p in self._all if p[0] < token.idx]
        near = [p for p in near if sentences_between(token, p[0]) <= _WINDOW]
        called = {self._ends.chain(i) for w in alike for _, i in self._described.get(w, ())}
        meant = [p for p in near if self._ends.chain(p[1]) in called]
        if len({self._ends.chain(index) for _, index in meant}) != 1:
            return None
        since = [p for p in near if p[0] > meant[-1][0]]
        others = [p for p in since if word not in _FIRMS or self._may_be_firm(p[1])]
        if word in _FIRMS and any(_is_firm(self._ends.mentions[p[1]].text) for p in others):
            return None
        if word not in _FIRMS and others:
            return None
        return meant[-1][1], _GUESSED if others else _BROAD

    def _may_be_firm(self, mention: int) -> bool:
        """Whether a body may be a company, for all that its name and type say."""
        known = self._ends.mentions[mention]
        others = set(relation_words()["members"]["words"]) | _NO_FIRMS
        return known.type == "ORG" and not others & set(words(known.text))

    def _chains_named(self, word: str) -> set[int]:
        return {self._ends.chain(index) for _, index in self._named.get(word, ())}


def _heads(name: str) -> set[str]:
    """Return the words that say what sort of body a name names: "Court" of "Court of Appeal"."""
    parts = words(name)
    until = next((i for i, word in enumerate(parts) if i and word in _GOES_ON), len(parts))
    before = [word for word in parts[:until] if word not in _SORTS]
    return {before[-1], parts[-1]} - _GOES_ON if before and "and" in parts else set(before[-1:])


def _is_firm(name: str) -> bool:
    """Whether a name is by its last word that of a company."""
    return bool(set(words(name)[-1:]) & (_SORTS | _TRADES))


def _called(root: Token) -> Iterator[str]:
    """Yield what a body is called beside its name: "the company X", "X, a company that"."""
    head = root.head
    if root.dep_ in {"appos", "flat", "nmod:desc"} and head.tag_ == "NN" and head.i < root.i:
        yield lemma(head)
    for noun in children(root, "appos"):
        if noun.tag_ == "NN" and noun.i > root.i:
            yield lemma(noun)
    if root.dep_ == "nsubj" and head.tag_ == "NN" and children(head, "cop"):
        yield lemma(head)


def sentences_between(token: Token, offset: int) -> int:
    """Return how many sentences begin after an offset and up to a token."""
    count, start = 0, token.sent.start
    while token.doc[start].idx > offset:
        count += 1
        if start == 0 or count > FAR:
            break
        start = token.doc[start - 1].sent.start
    return count
