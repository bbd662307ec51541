"""What nouns say of a person or body and another: "X, a member of Y", "Y's brother, X".

Who is meant by the noun (its holder) stands beside it, is its subject or follows it; whose it is
(its owner) by a preposition, as its possessor, or as the name right before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.apposed import is_chief
from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft
from graph.extract.inflections import lemma
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.syntax import (
    base,
    case_words,
    children,
    is_alternative,
    is_passive,
    text_of,
    whose,
)
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance

_LEADS_TO_OWNER = frozenset({"of", "for", "in", "at"})
_AFTER_BODY = frozenset(
    """founder co-founder owner official activist militant ally critic member employee shareholder
    subsidiary supporter journalist reporter columnist affiliate loyalist resident native citizen
    staffer""".split()
)
_WITH_BODY = frozenset({"journalist", "reporter", "columnist", "official", "activist"})
_WORKING = frozenset({"work", "serve", "start", "begin", "hire", "employ", "engage"})
_BESIDE = frozenset({"apposition", "title"})
_BECOMING = frozenset({"become", "remain"})
_AMONG = frozenset({"including", "such as"})
_IN_LAW = "-in-law"
_OFFSPRING = frozenset({"child", "son", "daughter"})
_PLACED = frozenset(
    "eldest oldest youngest elder younger first second third fourth fifth sixth last middle".split()
)
_LISTING = frozenset("list name identify record register show give disclose enter".split())
_FIRMS = frozenset({"company", "firm", "group"})


class NounFinder(RelationDrafts):
    """Finds the relations that nouns of one document tell.

    Parameters
    ----------
    tools : Tools
    events : mapping of int to Span
        The trigger's place for each head token of an event.
    """

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for token in self._doc:
            if token.pos_ in {"NOUN", "PROPN"}:
                yield from self._noun(token)

    def _noun(self, noun: Token) -> Iterator[Draft]:
        word = self._word(noun)
        known = relation_words()["nouns"].get(word)
        job = self._is_job(noun, word)
        if (known is None and not job) or self._ends.inside(noun) is not None:
            return
        holders = list(self._holders(noun))
        if not holders:
            return
        turned = word in relation_words()["turned"]["nouns"]
        for owner, rule in self._owners(noun, job):
            predicate = self._predicate(word, known, job, owner, rule)
            if predicate is None:
                continue
            for holder, stance, shape in holders:
                one, other = (owner, holder) if turned else (holder, owner)
                yield from self._pairs(
                    one,
                    other,
                    self._of_partner(holder, owner) if word == "partner" else predicate,
                    until=None if turned or holder.i > noun.i else noun.i,
                    only=turned or (shape in _BESIDE and noun.tag_ != "NNS"),
                    trigger=noun,
                    stance=stance,
                    when=self._times.of(noun),
                    rule=f"{shape}-{rule}",
                    worth=0.92,
                )
                if word == "subsidiary" and _is_owned(noun):
                    yield from self._pairs(
                        owner,
                        holder,
                        "owns",
                        until=owner.i + 1,
                        trigger=noun,
                        stance=stance,
                        when=self._times.of(noun),
                        rule=f"{shape}-owned",
                        worth=0.92,
                    )

    def _word(self, noun: Token) -> str:
        """Return the lemma of a noun; of "brother-in-law" and "ex-wife" the whole."""
        if lemma(noun) in _FIRMS and any(c.lower_ == "parent" for c in children(noun, "compound")):
            return "parent company"
        behind = noun.idx + len(noun)
        word = lemma(noun) + (_IN_LAW if text_of(self._doc).startswith(_IN_LAW, behind) else "")
        if noun.i > 1 and noun.nbor(-1).text == "-" and not noun.nbor(-1).whitespace_:
            whole = f"{noun.nbor(-2).lower_}-{word}"
            if whole in relation_words()["nouns"]:
                return whole
        return word

    def _is_job(self, noun: Token, word: str) -> bool:
        """Whether a noun says what somebody works as, so that a body beside it is the employer."""
        listed = word in relation_words()["jobs"]["nouns"] and noun.tag_ in {"NN", "NNS", "NNP"}
        return listed and not is_chief(noun)

    def _predicate(
        self, word: str, known: str | None, job: bool, owner: Token, rule: str
    ) -> str | None:
        """Return what a noun says of its holder and a body beside it, by how that stands there."""
        words = relation_words()
        end = self._ends.of(owner)
        index = None if end is None else end.mention
        kind = None if index is None else self._mentions[index].type
        if known == "represents" and rule != "possessor" and kind in {"GPE", "LOC", "FAC"}:
            return None  # "a Senior Advocate of Nigeria"
        if word == "client" and (rule != "possessor" or kind != "PERSON"):
            return None  # "a client of the bank"
        if word in words["partisan"]["nouns"]:
            joined = index is not None and self._has(index, "members")
            fits = rule == "compound" or (rule in {"of", "for", "with"} and joined)
            return known if kind == "ORG" and fits else None
        if job and (known is None or rule in words["jobs"]["after"] or rule == "compound"):
            if known is not None and rule == "for":
                return known  # "a lawyer for X"
            if kind == "ORG" or (kind == "FAC" and rule == "at"):
                return "employed-by"
            if known is None or rule == "at":
                return None
        return known

    def _of_partner(self, holder: Token, owner: Token) -> str:
        """Return what a partner is: of a firm one of its people, of another an ally."""
        person, firm = self._ends.of(holder), self._ends.of(owner)
        kinds = [self._mentions[e.mention].type for e in (person, firm) if e is not None]
        return "employed-by" if kinds == ["PERSON", "ORG"] else "allied-with"

    def _owners(self, noun: Token, job: bool) -> Iterator[tuple[Token, str]]:
        word = lemma(noun)
        beside = job or word in _AFTER_BODY or word in relation_words()["partisan"]["nouns"]
        for child in noun.children:
            if child.dep_ == "nmod:poss":
                meant = whose(child) if child.lower_ == "whose" else child
                if meant is not None:
                    yield meant, "possessor"
            elif base(child.dep_) == "nmod" and case_words(child) in _LEADS_TO_OWNER:
                yield child, case_words(child)
            elif case_words(child) == "with" and (job or word in _WITH_BODY):
                yield child, "with"
            elif child.dep_ == "compound" and beside:
                yield child, "compound"  # "a Harvest Party member"
        head = noun.head
        before = base(noun.dep_) in {"nmod", "compound", "amod"} and noun.dep_ != "nmod:poss"
        if before and head.i > noun.i:
            for child in children(head, "nmod:poss"):  # "Vell's brother Ilo Brand"
                if child.i < noun.i:
                    yield child, "possessor"

    def _holders(self, noun: Token) -> Iterator[tuple[Token, Stance, str]]:
        """Yield whom the noun is said of: by apposition, copula, or a name right after it."""
        plain = self._stances.beside(noun)
        affirmed = plain is not None and plain.polarity == "affirmed"
        first = self._first(noun)
        head = first.head
        follows = [c for c in children(noun, "appos", "flat") if c.left_edge.i == noun.i + 1]
        follows = follows or self._after_partner(noun)
        if noun.tag_ == "NNS" and plain is not None and affirmed:
            for child in children(noun, "nmod"):
                if case_words(child) in _AMONG:  # "members of Y, including X"
                    yield child, plain, "including"
        own = [c for c in follows if self._ends.named(c) is not None and not children(c, "conj")]
        if own and plain is not None and children(noun, "nmod:poss"):
            if affirmed:
                yield own[0], plain, "apposition"  # "X, his wife Y and their son Z"
        elif lemma(noun) in _OFFSPRING and not follows and self._born(noun) is not None:
            if plain is not None and affirmed:
                yield self._born(noun) or noun, plain, "born"
        elif first.dep_ == "appos" and self._ends.named(head) is not None:
            if plain is not None and affirmed and self._is_of_all(first, head):
                yield head, plain, "apposition"
        elif first.dep_ in {"nsubj", "nsubj:pass"} and self._named_predicate(first) is not None:
            named = self._named_predicate(first)
            stance = None if named is None else self._stances.of(named)
            if named is not None and stance is not None:
                yield named, stance, "copula"  # "its members are X and Y"
        elif self._is_of_several(noun):
            one = noun.head
            stance, subject = self._stances.of(one), subject_of(one)  # "is one of its members"
            if children(one, "cop") and stance is not None and subject is not None:
                yield subject.token, stance, "copula"
            beside = one.dep_ == "appos" and self._ends.named(one.head) is not None
            born = self._born(one) if lemma(noun) in _OFFSPRING else None
            if born is not None and plain is not None and affirmed:
                yield born, plain, "born"
            elif beside and plain is not None and affirmed and not children(one.head, "conj"):
                yield one.head, plain, "apposition"
        elif noun.dep_ == "obl" and case_words(noun) == "as" and lemma(noun.head) in _WORKING:
            stance, subject = self._stances.of(noun.head), subject_of(noun.head)
            if stance is not None and subject is not None:
                yield subject.token, stance, "working"  # "worked as a reporter at"
        elif case_words(noun) == "as" and (listed := _listed(noun)) is not None:
            stance = self._stances.of(listed[0])
            if stance is not None:
                yield listed[1], stance, "listed"  # "the register lists X as the owner of Y"
        elif first.dep_ == "obl" and case_words(first) == "as" and first.left_edge.is_sent_start:
            subject = subject_of(first.head)  # "As a member of X, I oppose"
            if subject is not None and plain is not None and affirmed:
                yield subject.token, plain, "being"
        elif first.dep_ == "xcomp" and lemma(first.head) in _BECOMING:
            stance, subject = self._stances.of(first.head), subject_of(first.head)
            if stance is not None and subject is not None:
                yield subject.token, stance, "copula"  # "became a member of X"
        elif children(first, "cop"):
            subjects = children(first, "nsubj")
            stance = self._stances.of(noun)
            if subjects and stance is not None:
                subject = subject_of(first)
                if subject is not None:
                    yield subject.token, stance, "copula"
        elif plain is not None and affirmed:
            for child in children(noun, "appos", "flat", "nmod:desc"):
                several = bool(children(child, "conj"))
                if self._ends.named(child) is not None and (noun.tag_ == "NNS") == several:
                    yield child, plain, "apposition"
            head = noun.head
            beside = noun.dep_ in {"nmod:desc", "compound", "amod"} and head.i > noun.i
            several = bool(children(head, "conj"))
            fits = several or noun.tag_ != "NNS"
            if beside and fits and self._ends.named(head) is not None:
                yield head, plain, "title"

    def _after_partner(self, noun: Token) -> list[Token]:
        """Return X of "Y's cousin and adviser, X"."""
        others = children(noun, "conj")
        if len(others) != 1 or children(noun, "appos", "flat"):
            return []
        other = others[0]
        if other.tag_ != "NN" or children(other, "det", "nmod:poss", "nmod"):
            return []
        return [c for c in children(other, "appos", "flat") if self._ends.named(c) is not None]

    def _is_of_several(self, noun: Token) -> bool:
        """Whether a noun is that of "one of the members", "the youngest of three sons"."""
        word = noun.head.lower_
        some = word == "one" or (word in _PLACED and lemma(noun) in _OFFSPRING)
        return base(noun.dep_) in {"nmod", "obl"} and some and case_words(noun) == "of"

    def _born(self, noun: Token) -> Token | None:
        """Return X of "X was born in Y, the third son of Z"."""
        first = noun.left_edge
        if first.text != "," and (first.i == 0 or first.nbor(-1).text != ","):
            return None
        for token in reversed(self._doc[noun.sent.start : noun.left_edge.i]):
            if token.pos_ == "VERB":
                subject = subject_of(token)
                if lemma(token) != "bear" or subject is None or subject.token.i > noun.i:
                    return None
                return subject.token
        return None

    def _first(self, noun: Token) -> Token:
        """Return the noun that another is joined to: "a friend of X and critic of Y"."""
        first = noun
        while first.dep_ == "conj" and first.head.pos_ == "NOUN" and first.head.i < first.i:
            if is_alternative(first):
                break
            first = first.head
        return first

    def _is_of_all(self, noun: Token, name: Token) -> bool:
        """Whether a noun after a name is said of it and all joined to it, or of it alone."""
        before = [child for child in children(name, "conj") if child.i < noun.i]
        return (noun.tag_ == "NNS") == bool(before)

    def _named_predicate(self, noun: Token) -> Token | None:
        """Return X of "its members are X" and "its members are said to be X"."""
        for word in (noun.head, *children(noun.head, "xcomp")):
            nominal = children(word, "cop") and word.pos_ in {"PROPN", "NOUN"}
            if nominal and self._ends.of(word) is not None:
                return word
            for name in children(word, "appos", "flat") if nominal else ():
                if word.tag_ in {"NN", "NNP"} and self._ends.named(name) is not None:
                    return name  # "its members are Judge X and Y"
        return None


def _listed(noun: Token) -> tuple[Token, Token] | None:
    """Return the verb and X of "lists X as the owner of Y" and "X is listed as the owner"."""
    verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    if noun.dep_ not in {"obl", "nmod", "xcomp"} or lemma(verb) not in _LISTING:
        return None
    named = children(verb, "nsubj:pass") if is_passive(verb) else children(verb, "obj")
    if not named or named[0].i > noun.i or noun.head not in {verb, named[0]}:
        return None
    return verb, named[0]


def _is_owned(subsidiary: Token) -> bool:
    """Whether a subsidiary is called "wholly owned": its parent's own."""
    return any(
        child.lower_ in {"owned", "wholly-owned", "majority-owned"}
        for child in children(subsidiary, "amod", "acl")
    )
