"""How two people or bodies stand to one another, from verbs and adjectives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from graph.edtf import is_date
from graph.extract.arguments import Filler, subject_of, verb_places
from graph.extract.drafts import Draft, When
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import (
    base,
    case_words,
    children,
    is_passive,
    text_of,
)
from graph.extract.vocabulary import relation_words
from graph.model import Value

_SHARES = frozenset(
    """stake share shares stakes % percent majority cent third quarter interest half fifth tenth
    quarters thirds fifths halves two-thirds three-quarters holding shareholding""".split()
)
_HOMES = frozenset("register reside live domicile incorporate locate situate base lodge".split())
_OFFICES = frozenset(
    """office branch bureau department headquarters laboratory division mill mine kitchen dock
    workshop plant factory yard warehouse canteen library archive shop mailroom newsroom payroll
    quarry smelter refinery ward clinic""".split()
)
_BOARDS = frozenset({"board", "council", "committee", "panel", "directorate"})


class RelationFinder(RelationDrafts):
    """Finds relations in one document.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBD"}:
                yield from self._verb(token)
                yield from self._having(token)
            elif token.pos_ == "ADJ":
                yield from self._knowing(token)
            joined = token.dep_ == "conj" and token.pos_ == "ADJ"  # "close to X and hostile to Y"
            if (joined or children(token, "cop")) and (
                lemma(token) in relation_words()["adjectives"]
            ):
                yield from self._adjective(token)

    # -- verbs ----------------------------------------------------------------------------------

    def _verb(self, verb: Token) -> Iterator[Draft]:
        rows = relation_words()["verbs"].get(lemma(verb), ())
        if not rows or self._ends.inside(verb) is not None:
            return
        places = verb_places(verb)
        places["whole"] = [whole for f in places.get("ARG0", ()) for whole in _wholes(f)]
        places["on"] += [seat for f in places.get("on", ()) for seat in self._inside(f, _BOARDS)]
        if any(row["predicate"] == "leads" for row in rows):
            places["ARG1"] += [o for f in places["ARG1"] for o in self._inside(f, _BOARDS)]
        if lemma(verb) == "work":
            for lead in ("in", "at"):
                offices = [o for f in places.get(lead, ()) for o in self._inside(f, _OFFICES)]
                places["at"] += offices
        if lemma(verb) in _HOMES:
            places["in"] += [town for f in places.get("at", ()) for town in self._town(f)]
        if verb.dep_ == "acl:relcl" and self._has_word(verb, "where"):
            places["in"].append(Filler(verb.head, "relative-where", 0.93))
        places["share"] = [share for f in places.get("ARG1", ()) for share in shares(f)]
        places["part"] = [share for f in places.get("ARG0", ()) for share in shares(f)]
        for row in rows:
            if "words" in row and not self._has_word(verb, row["words"]):
                continue
            when = None if row["predicate"] == "born-in" else self._times.of(verb)
            if row.get("dated") and when is None:
                continue  # "X follows Y in 2013" is office; "X follows Y" need not be
            if row["predicate"] == "lives-in" and lemma(verb) == "base" and _follows_comma(verb):
                continue  # "the founder of the centre, based in X": which of the two
            if row.get("until"):
                when = _until(when)
                if when is None:
                    continue  # "left the party" without a date would read as if still in it
            subject, target = row["from"], row["to"]
            if row["predicate"] == "replaced" and places.get("with"):
                if is_passive(verb):
                    continue
                subject = "with"  # "replaced X with Y": Y comes after X
            stance = None
            for giver in places.get(subject, ()):
                for taker in places.get(target, ()):
                    if giver.token.i == taker.token.i:
                        continue
                    stance = stance or self._stances.of(verb)
                    if stance is None:
                        return
                    sure = giver.sure * taker.sure
                    sure *= self._opinion.of_role(verb, giver.token, subject)
                    sure *= self._opinion.of_role(verb, taker.token, target)
                    sure *= self._opinion.of_stance(verb, stance)
                    yield from self._pairs(
                        giver.token,
                        taker.token,
                        row["predicate"],
                        until=giver.until,
                        taker_until=taker.until,
                        subjects=row.get("subjects"),
                        objects=row.get("objects"),
                        named=row.get("named"),
                        trigger=verb,
                        stance=stance,
                        when=when,
                        rule=f"verb-{giver.rule}",
                        worth=0.93 * sure,
                    )
        if lemma(verb) == "bear" and is_passive(verb):
            yield from self._born(verb)

    def _born(self, verb: Token) -> Iterator[Draft]:
        subject, when, stance = subject_of(verb), self._times.of(verb), self._stances.of(verb)
        if subject is None or when is None or stance is None:
            return
        for end in self._ends.all_of(subject.token, until=subject.until):
            if self._mentions[end.mention].type == "PERSON":
                words = " ".join(text_of(self._doc)[when.span.start : when.span.end].split())
                yield self._draft(
                    end,
                    None,
                    "born-on",
                    trigger=verb,
                    stance=stance,
                    when=when,
                    value=Value(kind="date", text=when.when or words),
                    rule="verb-born",
                    worth=0.95 * end.sure * subject.sure,
                )

    def _inside(self, filler: Filler, among: frozenset[str]) -> Iterator[Filler]:
        """Yield X of "sits on the boards of X and Y"."""
        if lemma(filler.token) in among and self._ends.named(filler.token) is None:
            for child in children(filler.token, "nmod", "nmod:poss", "compound"):
                index = self._ends.named(child)
                body = index is not None and self._mentions[index].type == "ORG"
                if body and (case_words(child) == "of" or child.dep_ != "nmod"):
                    yield Filler(child, filler.rule, filler.sure)

    def _town(self, filler: Filler) -> Iterator[Filler]:
        """Yield X of "registered at 14 Mill Lane, X"."""
        index = self._ends.named(filler.token)
        street = index is not None and self._mentions[index].type == "FAC"
        if street or (index is None and children(filler.token, "nummod")):
            for child in children(filler.token, "appos", "nmod", "conj"):
                town = self._ends.named(child)
                if town is not None and self._mentions[town].type == "GPE":
                    yield Filler(child, filler.rule, filler.sure * 0.95)

    def _has_word(self, verb: Token, word: str) -> bool:
        return any(c.lower_ == word for c in verb.children)

    def _knowing(self, adjective: Token) -> Iterator[Draft]:
        """Read "X was aware of the killings"."""
        words = relation_words()["knowing"]
        if lemma(adjective) in words["adjectives"]:
            yield from self._known(adjective, adjective, words["prepositions"])

    def _adjective(self, adjective: Token) -> Iterator[Draft]:
        """Read "X is related to Y"."""
        row = relation_words()["adjectives"][lemma(adjective)]
        subject, stance = subject_of(adjective), self._stances.of(adjective)
        for child in children(adjective, "obl", "nmod"):
            if subject is None or stance is None or case_words(child) != row["to"]:
                continue
            yield from self._pairs(
                subject.token,
                child,
                row["predicate"],
                trigger=adjective,
                stance=stance,
                when=self._times.of(adjective),
                rule="adjective",
                worth=0.9 * subject.sure,
            )

    def _having(self, verb: Token) -> Iterator[Draft]:
        """Read "X had no knowledge of the killings"."""
        words = relation_words()["knowing"]
        if lemma(verb) != "have":
            return
        for noun in children(verb, "obj"):
            if lemma(noun) in words["nouns"]:
                yield from self._known(verb, noun, words["prepositions"])

    def _known(
        self, predicate: Token, governor: Token, prepositions: Sequence[str]
    ) -> Iterator[Draft]:
        subject = subject_of(predicate)
        stance = self._stances.of(predicate)
        if subject is None or stance is None:
            return
        if governor != predicate:
            beside = self._stances.beside(governor)
            if beside is None:
                return
            if beside.polarity == "denied":  # "had no knowledge of"
                stance = replace(stance, polarity="denied")
        for child in governor.children:
            if base(child.dep_) in {"obl", "nmod"} and case_words(child) in prepositions:
                yield from self._pairs(
                    subject.token,
                    child,
                    "knew-of",
                    trigger=governor,
                    stance=stance,
                    when=self._times.of(predicate, governor),
                    rule="knowing",
                    worth=0.9 * subject.sure,
                )


def _follows_comma(verb: Token) -> bool:
    """Whether a participle stands apart from what it follows."""
    return verb.i > 0 and verb.nbor(-1).text == ","


def _until(when: When | None) -> When | None:
    """Return the time that ended on a date; nothing for a date that is not known."""
    if when is None or when.when is None or "/" in when.when:
        return None
    shaped = f"../{when.when}"
    return replace(when, when=shaped) if is_date(shaped) else None


def _wholes(filler: Filler) -> Iterator[Filler]:
    """Yield X of "the members of X" and "X's members"."""
    if lemma(filler.token) == "member":
        for child in children(filler.token, "nmod", "nmod:poss"):
            if case_words(child) == "of" or child.dep_ == "nmod:poss":
                yield Filler(child, "members", 0.95)


def shares(filler: Filler) -> Iterator[Filler]:
    """Yield X of "40 percent of X" and "a stake in X"."""
    if filler.token.lower_ in _SHARES:
        for child in children(filler.token, "nmod"):
            if case_words(child) in {"in", "of"}:
                inner = list(shares(Filler(child, filler.rule, filler.sure)))
                if inner or child.lower_ not in _SHARES:  # no "stake of 10 per cent"
                    yield from inner or [Filler(child, "share", 0.95)]
