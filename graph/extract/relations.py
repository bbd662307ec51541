"""How two people or bodies stand to one another, from verbs, appositions, copulas, possessives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.arguments import Filler, subject_of, verb_places
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import base, case_words, children, conjuncts, is_passive
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import Value

_LEADS_TO_OWNER = frozenset({"of", "for", "in", "at"})
_AFTER_BODY = frozenset(
    """founder owner official activist militant ally critic member employee shareholder
    subsidiary supporter journalist reporter columnist
    staffer""".split()
)
_WITH_BODY = frozenset({"journalist", "reporter", "columnist", "official", "activist"})
_SHARES = frozenset({"stake", "share", "shares", "stakes", "%", "percent", "cent", "majority"})
_IN_LAW = "-in-law"
_TWO = 2


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
            if children(token, "cop") and lemma(token) in relation_words()["adjectives"]:
                yield from self._adjective(token)
            if token.pos_ in {"NOUN", "PROPN"}:
                yield from self._noun(token)

    # -- verbs ----------------------------------------------------------------------------------

    def _verb(self, verb: Token) -> Iterator[Draft]:
        rows = relation_words()["verbs"].get(lemma(verb), ())
        if not rows or self._ends.inside(verb) is not None:
            return
        places = verb_places(verb)
        places["whole"] = [whole for f in places.get("ARG0", ()) for whole in _wholes(f)]
        places["share"] = [share for f in places.get("ARG1", ()) for share in _shares(f)]
        for row in rows:
            if "words" in row and not self._has_word(verb, row["words"]):
                continue
            if row.get("dated") and self._times.of(verb) is None:
                continue  # "X follows Y in 2013" is office; "X follows Y" need not be
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
                        trigger=verb,
                        stance=stance,
                        when=self._times.of(verb),
                        rule=f"verb-{giver.rule}",
                        worth=0.93 * sure,
                    )
        if lemma(verb) == "marry" and not places.get("to"):
            yield from self._wed(verb)
        if lemma(verb) == "bear" and is_passive(verb):
            yield from self._born(verb)

    def _wed(self, verb: Token) -> Iterator[Draft]:
        """Read "X and Y married" and "X and Y were married"."""
        subject, stance = subject_of(verb), self._stances.of(verb)
        if subject is None or stance is None or children(verb, "obj"):
            return
        pair = list(conjuncts(subject.token))
        if len(pair) == _TWO and stance.polarity == "affirmed":
            yield from self._pairs(
                pair[0],
                pair[1],
                "spouse-of",
                only=True,
                trigger=verb,
                stance=stance,
                when=self._times.of(verb),
                rule="mutual",
                worth=0.9,
            )

    def _born(self, verb: Token) -> Iterator[Draft]:
        subject, when, stance = subject_of(verb), self._times.of(verb), self._stances.of(verb)
        if subject is None or when is None or stance is None:
            return
        for end in self._ends.all_of(subject.token, until=subject.until):
            if self._mentions[end.mention].type == "PERSON":
                words = " ".join(self._doc.text[when.span.start : when.span.end].split())
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

    # -- nouns ----------------------------------------------------------------------------------

    def _noun(self, noun: Token) -> Iterator[Draft]:
        predicate = relation_words()["nouns"].get(self._word(noun))
        if predicate is None or self._ends.inside(noun) is not None:
            return
        yield from self._mutual(noun, predicate)
        holders = list(self._holders(noun))
        if not holders:
            return
        for owner, rule in self._owners(noun):
            for holder, stance, shape in holders:
                yield from self._pairs(
                    holder,
                    owner,
                    predicate,
                    trigger=noun,
                    stance=stance,
                    when=self._times.of(noun),
                    rule=f"{shape}-{rule}",
                    worth=0.92,
                )

    def _word(self, noun: Token) -> str:
        """Return the lemma of a noun; of "brother-in-law", which is several words, the whole."""
        behind = noun.idx + len(noun)
        return lemma(noun) + (_IN_LAW if self._doc.text.startswith(_IN_LAW, behind) else "")

    def _mutual(self, noun: Token, predicate: str) -> Iterator[Draft]:
        """Read "X and Y are allies"."""
        if noun.tag_ != "NNS" or lemma(noun) not in relation_words()["mutual"]["nouns"]:
            return
        subject, stance = subject_of(noun), self._stances.of(noun)
        alone = children(noun, "cop") and not children(noun, "case", "nmod", "nmod:poss")
        if not alone or subject is None or stance is None:
            return
        pair = list(conjuncts(subject.token))
        if len(pair) != _TWO:
            return
        if stance.polarity == "affirmed":
            yield from self._pairs(
                pair[0],
                pair[1],
                predicate,
                only=True,
                trigger=noun,
                stance=stance,
                when=self._times.of(noun),
                rule="mutual",
                worth=0.9,
            )

    def _owners(self, noun: Token) -> Iterator[tuple[Token, str]]:
        for child in noun.children:
            if child.dep_ == "nmod:poss":
                yield child, "possessor"
            elif base(child.dep_) == "nmod" and case_words(child) in _LEADS_TO_OWNER:
                yield child, case_words(child)
            elif case_words(child) == "with" and lemma(noun) in _WITH_BODY:
                yield child, "with"
            elif child.dep_ == "compound" and lemma(noun) in _AFTER_BODY:
                yield child, "compound"  # "a Harvest Party member"
        head = noun.head
        beside = base(noun.dep_) in {"nmod", "compound", "amod"} and noun.dep_ != "nmod:poss"
        if beside and head.i > noun.i:
            for child in children(head, "nmod:poss"):  # "Vell's brother Ilo Brand"
                if child.i < noun.i:
                    yield child, "possessor"

    def _holders(self, noun: Token) -> Iterator[tuple[Token, Stance, str]]:
        """Yield whom the noun is said of: by apposition, copula, or a name right after it."""
        plain = self._stances.beside(noun)
        head = noun.head
        follows = [c for c in children(noun, "appos", "flat") if c.left_edge.i == noun.i + 1]
        own = [c for c in follows if self._ends.named(c) is not None and not children(c, "conj")]
        if own and plain is not None and children(noun, "nmod:poss"):
            if plain.polarity == "affirmed":
                yield own[0], plain, "apposition"  # "X, his wife Y and their son Z"
        elif noun.dep_ == "appos" and self._ends.named(head) is not None:
            if plain is not None and plain.polarity == "affirmed" and not children(head, "conj"):
                yield head, plain, "apposition"
        elif noun.dep_ in {"nsubj", "nsubj:pass"} and self._named_predicate(noun) is not None:
            named = self._named_predicate(noun)
            stance = None if named is None else self._stances.of(named)
            if named is not None and stance is not None:
                yield named, stance, "copula"  # "its members are X and Y"
        elif noun.dep_ == "nmod" and head.lower_ == "one" and case_words(noun) == "of":
            stance, subject = self._stances.of(head), subject_of(head)  # "is one of its members"
            if children(head, "cop") and stance is not None and subject is not None:
                yield subject.token, stance, "copula"
            beside = head.dep_ == "appos" and self._ends.named(head.head) is not None
            if beside and plain is not None and plain.polarity == "affirmed":
                yield head.head, plain, "apposition"
        elif children(noun, "cop"):
            subjects = children(noun, "nsubj")
            stance = self._stances.of(noun)
            if subjects and stance is not None:
                subject = subject_of(noun)
                if subject is not None:
                    yield subject.token, stance, "copula"
        elif plain is not None and plain.polarity == "affirmed":
            for child in children(noun, "appos", "flat", "nmod:desc"):
                several = bool(children(child, "conj"))
                if self._ends.named(child) is not None and (noun.tag_ == "NNS") == several:
                    yield child, plain, "apposition"
            beside = noun.dep_ in {"nmod:desc", "compound", "amod"} and head.i > noun.i
            several = bool(children(head, "conj"))
            if beside and self._ends.named(head) is not None and (noun.tag_ == "NNS") == several:
                yield head, plain, "title"

    def _named_predicate(self, noun: Token) -> Token | None:
        """Return X of "its members are X" and "its members are said to be X"."""
        for word in (noun.head, *children(noun.head, "xcomp")):
            nominal = children(word, "cop") and word.pos_ in {"PROPN", "NOUN"}
            if nominal and self._ends.of(word) is not None:
                return word
        return None


def _wholes(filler: Filler) -> Iterator[Filler]:
    """Yield X of "the members of X" and "X's members"."""
    if lemma(filler.token) == "member":
        for child in children(filler.token, "nmod", "nmod:poss"):
            if case_words(child) == "of" or child.dep_ == "nmod:poss":
                yield Filler(child, "members", 0.95)


def _shares(filler: Filler) -> Iterator[Filler]:
    """Yield X of "40 percent of X" and "a stake in X"."""
    if filler.token.lower_ in _SHARES:
        for child in children(filler.token, "nmod"):
            if case_words(child) in {"in", "of"}:
                yield Filler(child, "share", 0.95)
