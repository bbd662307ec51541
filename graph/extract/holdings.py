"""Who holds how much of a body, where no verb says so by itself.

"90 per cent belonged to X and 10 per cent to Y", "the remaining 40 per cent are held by X",
"X has a stake in Y", "the X-owned Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, subject_of, verb_places
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.relations import shares
from graph.extract.syntax import case_words, children
from graph.extract.tools import Tools
from graph.extract.way import Stance

_PARTS = frozenset("cent percent % half third quarter fifth rest remainder balance stake".split())
_WHOLLY = frozenset({"rest", "remainder", "balance"})
_OTHER = frozenset({"remaining", "other", "outstanding"})
_BELONGING = frozenset({"belong", "go"})
_HOLDING = frozenset({"own", "hold", "control", "keep", "retain"})
_HAVING = frozenset({"have", "keep", "retain", "possess"})
_HELD = frozenset(
    "stake stakes share shares shareholding holding percent % cent third half".split()
)
# An interest in a body is one of money where the words say of what sort it is.
_SORTS = frozenset(
    """financial direct indirect controlling beneficial economic commercial business minority
    majority equity ownership proprietary pecuniary shareholding""".split()
)
_OWNED = frozenset({"owned", "controlled"})
_BEFORE = 2
_WORTH = 0.92


class HoldingFinder(RelationDrafts):
    """Finds who holds shares of a body, in one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.lower_ in _PARTS:
                yield from self._gapped(token)
                yield from self._rest(token)
            if token.dep_ == "obj" and lemma(token.head) in _HAVING:
                yield from self._had(token)
            if token.lower_ in _OWNED and token.dep_ == "amod":
                yield from self._hyphened(token)

    def _gapped(self, part: Token) -> Iterator[Draft]:
        """Read "10 per cent of Z belonged to X and 90 per cent to Y", "... by X and 90 by Y"."""
        owners = [c for c in children(part, "nmod", "obl") if case_words(c) in {"to", "by"}]
        if part.dep_ not in {"conj", "appos", "parataxis"} or len(owners) != 1:
            return
        leads = case_words(owners[0])
        for verb in part.ancestors:
            if verb.pos_ != "VERB" or verb.i > part.i or verb.sent != part.sent:
                continue
            belongs = leads == "to" and lemma(verb) in _BELONGING
            held = leads == "by" and lemma(verb) in _HOLDING
            subject, stance = subject_of(verb), self._stances.of(verb)
            if (belongs or held) and subject is not None and stance is not None:
                for whole in shares(subject):
                    yield from self._owns(owners[0], whole.token, verb, stance)
                return

    def _rest(self, part: Token) -> Iterator[Draft]:
        """Read "X owns 60 per cent of Z; the remaining 40 per cent are held by Y"."""
        beside = {c.lower_ for c in children(part, "amod", "det")}
        rest = part.lower_ in _WHOLLY or bool(beside & _OTHER)
        if "the" not in beside or not rest or list(shares(Filler(part, "", 1.0))):
            return
        verb = part.head
        places = verb_places(verb) if verb.pos_ == "VERB" else {}
        if lemma(verb) in _BELONGING and places.get("ARG0"):
            taken, owners = places["ARG0"], places.get("to", ())
        elif lemma(verb) in _HOLDING:
            taken, owners = places.get("ARG1", []), places.get("ARG0", ())
        else:
            return
        stance = self._stances.of(verb)
        if stance is None or all(f.token != part for f in taken):
            return
        for whole in self._before(part):
            for owner in owners:
                yield from self._owns(owner.token, whole.token, verb, stance)

    def _before(self, part: Token) -> Sequence[Filler]:
        """Return the body of which the shares told of last were."""
        first = part.sent.start
        for _ in range(_BEFORE - 1):
            first = self._doc[first - 1].sent.start if first else first
        for token in reversed(self._doc[first : part.i]):
            found = [f for f in shares(Filler(token, "", 1.0)) if self._ends.of(f.token)]
            if found:
                return found
        return []

    def _had(self, held: Token) -> Iterator[Draft]:
        """Read "X has a stake in Y" and "X has no interest, direct or indirect, in Y"."""
        verb, word = held.head, held.lower_
        beside = self._stances.beside(held)
        if word in {"interest", "interests"}:
            sorts = {w.lower_ for w in held.subtree if w.dep_ in {"amod", "conj", "compound"}}
            denied = beside is not None and beside.polarity == "denied"
            if not (sorts & _SORTS or (denied and lemma(verb) == "have")):
                return
        elif word not in _HELD:
            return
        subject, stance = subject_of(verb), self._stances.of(verb)
        if subject is None or stance is None or beside is None:
            return
        if beside.polarity == "denied":
            stance = replace(stance, polarity="denied")
        for whole in self._ends_in(held):
            yield from self._owns(subject.token, whole, verb, stance)

    def _ends_in(self, held: Token) -> Iterator[Token]:
        leads = {"in"} if held.lower_ in {"interest", "interests"} else {"in", "of"}
        if found := [f.token for f in shares(Filler(held, "", 1.0))]:
            yield from found
            return
        for child in (*children(held, "nmod"), *children(held.head, "obl")):
            percent = child.lower_ in _PARTS  # "a stake of 10 per cent in X"
            if case_words(child) in leads and child.i > held.i and not percent:
                yield child
                return

    def _hyphened(self, owned: Token) -> Iterator[Draft]:
        """Read "the Vell-owned Reed Mills"."""
        if owned.i < 2 or owned.nbor(-1).text != "-" or owned.nbor(-1).whitespace_:
            return
        owner, stance = self._ends.inside(owned.nbor(-2)), self._stances.beside(owned.head)
        if owner is None or stance is None or self._mentions[owner].end != owned.idx - 1:
            return
        for end in self._ends.all_of(owned.head, until=owned.head.i + 1):
            if self._mentions[owner].type in {"PERSON", "ORG"} and not self._ends.same(
                owner, end.mention
            ):
                yield self._draft(
                    self._ends.at(owner),
                    self._point(end),
                    "owns",
                    trigger=owned,
                    stance=stance,
                    when=None,
                    rule="hyphened",
                    worth=_WORTH * self._ends.at(owner).sure * end.sure,
                )

    def _owns(self, owner: Token, whole: Token, verb: Token, stance: Stance) -> Iterator[Draft]:
        yield from self._pairs(
            owner,
            whole,
            "owns",
            objects=["ORG", "FAC", "PRODUCT"],
            trigger=verb,
            stance=stance,
            when=self._times.of(verb),
            rule="holding",
            worth=_WORTH,
        )
