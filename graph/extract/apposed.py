"""Positions that stand beside a name by the syntax, wherever the words of the title end.

"X, 43, a councillor for the ruling Y", "the mayor of Z, X, and his deputy, W": here the noun is
found first, and then whose it is, what it is called and what body or place it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.arguments import subject_of
from graph.extract.drafts import Draft, Point
from graph.extract.ends import End
from graph.extract.inflections import lemma
from graph.extract.offices import COMPONENT
from graph.extract.people import is_person_noun
from graph.extract.syntax import base, case_words, children, conjuncts, text_of, whose
from graph.extract.titles import MASTERED
from graph.extract.tools import Finder
from graph.extract.vocabulary import in_class, relation_words
from graph.extract.way import Stance
from graph.model import Span, Value
from graph.ontology import ontology

_OWNING = frozenset({"of", "at", "for", "in", "to"})
_BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
_LONGEST = 7
_DEEP = 3
_LONG = 5
_WORTH = 0.9
_SMALL = frozenset({"of", "and", "for", "the", "&"})
_FAMILIES = frozenset("family relatives parents children relative house dynasty".split())
_MANY = frozenset({"every", "any", "no", "each", "some", "another", "neither"})


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose a position is: who is meant, and the first and last token of the words for it."""

    end: End
    first: int
    last: int


class ApposedFinder(Finder):
    """Finds positions that the syntax hangs on names, in one document.

    Parameters
    ----------
    tools : Tools
    """

    def find(self) -> Iterator[Draft]:
        """Yield positions in text order."""
        for token in self._doc:
            noun = token.pos_ in {"NOUN", "PROPN"} and self._ends.inside(token) is None
            if noun and self._is_head(token):
                yield from self._held(token)

    def _is_head(self, noun: Token) -> bool:
        if noun.tag_ not in {"NN", "NNP", "NNS"}:
            return False
        known = ontology().positions.heads
        if noun.lower_ == "master" and noun.i and noun.nbor(-1).lower_ not in MASTERED:
            return False  # "a chess master"
        if children(noun, "cop") and children(noun, "nsubj"):
            return False  # a clause of its own, read as a remark
        return noun.lower_ in known or lemma(noun) in known or is_chief(noun)

    def _held(self, noun: Token) -> Iterator[Draft]:
        first = self._first_word(noun)
        if first is None or self._is_doubted(noun, first):
            return
        several = noun.tag_ == "NNS"
        people = list(self._people(noun)) if several else [self._person(noun, first)]
        named = several and noun.dep_ == "nsubj" and children(noun.head, "cop")
        stance = self._stances.of(noun.head) if named else self._stances.beside(noun)
        if stance is None or stance.polarity == "denied":
            return
        owner = self._owner(noun)
        last = self._last_word(noun, owner)
        words = [self._doc[i].lower_ for i in range(first, noun.i + 1)]
        told = owner is not None or last > noun.i or bool(children(noun, "nmod:poss"))
        if owner is None and (several or lemma(noun) in relation_words()["jobs"]["professions"]):
            return  # "a delivery driver": what somebody is, not a post that is held
        if not self._is_strong(words, told):
            return
        for person in people:
            if person is None:
                continue
            if owner is None or not self._ends.same(owner.end.mention, person.mention):
                yield self._draft_of(person, noun, (first, last), owner, stance)

    def _draft_of(
        self,
        person: End,
        noun: Token,
        words: tuple[int, int],
        owner: _Owner | None,
        stance: Stance,
    ) -> Draft:
        first, last = words
        end = self._doc[last].idx + len(self._doc[last])
        if noun.tag_ == "NNS" and last == noun.i and noun.text == f"{lemma(noun)}s":
            end -= 1  # "two directors of X": each is a director
        span = Span(self._doc[first].idx, end)
        text = " ".join(text_of(self._doc)[span.start : span.end].split())
        return Draft(
            subject=self._point(person),
            predicate="position-held",
            object=None if owner is None else self._point(owner.end),
            value=Value(kind="position", text=text),
            value_words=span,
            when=self._times.of(noun),
            trigger=span,
            stance=stance,
            score=_WORTH * person.sure * stance.sure * (1.0 if owner is None else owner.end.sure),
            rule="apposed",
            component=COMPONENT,
        )

    # -- whose it is ----------------------------------------------------------------------------

    def _person(self, noun: Token, first: int) -> End | None:
        """Return who is said to hold the position, by apposition in either order."""
        top = noun
        while top.dep_ == "conj" and top.head.pos_ == "NOUN" and self._is_joined(top):
            top = top.head
        name = top.head
        if top.dep_ == "appos" and name.i < top.i and self._is_person(name):
            before = [c for c in children(name, "conj") if c.i < top.i]
            plain = not before and self._follows(name, top) and not self._is_of_another(name)
            plain = plain and not self._is_in_list(noun) and not self._is_before_name(noun)
            return self._ends.of(name) if plain and not self._is_lone(noun, first) else None
        if self._is_of_another(noun) or not self._is_definite(noun, first):
            return None
        for child in children(noun, "appos"):
            if child.i > noun.i and self._is_person(child):
                edge = child.left_edge
                opened = edge.text == "," or self._doc[edge.i - 1].text == ","
                if opened and not self._is_between(noun, child):
                    joined = [c for c in children(child, "conj") if c.i > child.i]
                    return None if joined else self._ends.of(child)
        return None

    def _people(self, nouns: Token) -> Iterator[End]:
        """Yield A and B of "two directors of X, A and B," and of "A and B, directors of X"."""
        name = nouns.head
        if nouns.dep_ == "appos" and name.i < nouns.i and self._is_person(name):
            named = [token for token in conjuncts(name) if token.i < nouns.i]
        elif nouns.dep_ == "nsubj" and self._is_person(name) and children(name, "cop"):
            joined = [t for t in conjuncts(name) if t == name or not children(t, "nsubj")]
            named = joined  # "its directors are A and B"
        else:
            beside = [c for c in children(nouns, "appos") if c.i > nouns.i and self._is_person(c)]
            named = list(conjuncts(beside[0])) if len(beside) == 1 else []
        if len(named) > 1 and all(self._is_person(token) for token in named):
            yield from (end for token in named if (end := self._ends.of(token)) is not None)

    def _is_of_another(self, word: Token) -> bool:
        """Whether what stands beside a word may be said of another: "the father of X, a judge"."""
        head = word.head
        kin = head.dep_ == "appos" and head.i < word.i and self._is_person(head.head)
        kin = kin and self._ends.inside(word) is None
        if word.dep_ == "nmod" and kin and lemma(head) in relation_words()["nouns"]:
            return False  # "X, daughter of the minister, Y": X is the daughter
        if word.dep_ == "conj" and not children(head, "appos"):
            return _is_somebody(head) and self._ends.inside(head) is None
        while word.dep_ in {"nmod", "nmod:poss"} and head.pos_ in {"NOUN", "PROPN"}:
            several = head.tag_ == "NNS" or head.lower_ in _FAMILIES
            if _is_somebody(head) and not several and self._ends.inside(head) is None:
                return True
            word, head = head, head.head
        return False

    def _is_lone(self, noun: Token, first: int) -> bool:
        """Whether "the judge" after a name may begin what is told of another."""
        the = any(c.lower_ == "the" for c in children(noun, "det"))
        return the and first == noun.i and self._owner(noun) is None

    def _is_before_name(self, noun: Token) -> bool:
        """Whether a title stands right before another name: "X, union president Y"."""
        after = noun.i + 1
        return after < len(self._doc) and self._is_named_person(self._doc[after])

    def _is_in_list(self, noun: Token) -> bool:
        """Whether "and Z" follows with no comma: "X, the bishop of Y and Z" may be three."""
        for token in self._doc[noun.i + 1 : noun.sent.end]:
            if token.text in {",", ";", "(", ")"} or token.pos_ in {"VERB", "AUX"}:
                return False
            if token.lower_ == "and":
                following = self._doc[token.i + 1 : token.i + _DEEP + 1]
                return any(self._is_named_person(word) for word in following)
        return False

    def _is_joined(self, noun: Token) -> bool:
        """Whether a noun is joined to another by "and" with nobody named in between."""
        return any(cc.lower_ == "and" for cc in children(noun, "cc")) and not any(
            self._is_named_person(token) for token in self._doc[noun.head.i : noun.i]
        )

    def _follows(self, name: Token, noun: Token) -> bool:
        """Whether nobody else is named between a name and what is said of it."""
        own = self._ends.inside(name)
        return not any(
            token.text == ";" or (self._is_named_person(token) and self._ends.inside(token) != own)
            for token in self._doc[name.i : noun.left_edge.i]
        )

    def _is_between(self, noun: Token, name: Token) -> bool:
        own = self._ends.inside(name)
        return any(
            (self._is_named_person(token) and self._ends.inside(token) != own)
            or (_is_somebody(token) and self._ends.inside(token) is None)
            for token in self._doc[noun.i + 1 : name.left_edge.i]
        )

    def _is_named_person(self, token: Token) -> bool:
        index = self._ends.inside(token)
        return index is not None and self._mentions[index].type == "PERSON"

    def _is_person(self, token: Token) -> bool:
        index = self._ends.named(token)
        return index is not None and self._mentions[index].type == "PERSON"

    def _is_definite(self, noun: Token, first: int) -> bool:
        """Whether a position before a name is a phrase of its own: "the", "a", "his", "Y's"."""
        told = any(c.lower_ in {"the", "its", "a", "an"} for c in children(noun, "det"))
        return told or bool(children(noun, "nmod:poss")) or first < noun.i

    # -- what it is called ----------------------------------------------------------------------

    def _first_word(self, noun: Token) -> int | None:
        """Return the first word of the title, or ``None`` where a word before it doubts it."""
        first = noun.i
        while first > noun.i - _LONGEST and first > noun.sent.start:
            before = self._doc[first - 1]
            step = 1
            if before.text == "-" and first - 2 >= noun.sent.start:
                before, step = self._doc[first - 2], 2
                whole = not before.whitespace_ and not self._doc[first - 1].whitespace_
                if before.lower_ in ontology().positions.status:
                    break
                if whole and before.is_alpha and self._ends.inside(before) is None:
                    first -= step  # "Under-Secretary"
                    continue
            if self._ends.inside(before) is not None or not self._is_of_title(before, noun):
                break
            first -= step
        return first

    def _is_of_title(self, word: Token, noun: Token) -> bool:
        known = ontology().positions
        if word.lower_ in known.status:
            return False
        if word.lower_ in known.modifiers or word.lower_ in known.heads:
            return True
        if word.head.i not in range(word.i + 1, noun.i + 1):
            return False
        if word.dep_ == "amod":
            return word.is_title and noun.is_title  # "Municipal Manager"
        return word.dep_ == "compound" and word.pos_ in {"NOUN", "PROPN"}

    def _is_doubted(self, noun: Token, first: int) -> bool:
        """Whether words before the title say that it is not, or not surely, held."""
        known = ontology().positions.blockers
        begin = max(noun.sent.start, min(first, noun.left_edge.i) - 2)
        near = f" {self._doc[begin : noun.i].text.lower()} ".replace("-", " - ")
        if any(f" {word} ".replace("-", " - ") in near for word in known):
            return True
        if any(c.lower_ in _MANY for c in children(noun, "det")) or noun.sent[-1].text == "?":
            return True
        return any(
            in_class("adjectives", c.lower_, "alleging", "planning", "asking", "drop")
            for c in children(noun, "amod")
        )

    def _last_word(self, noun: Token, owner: _Owner | None) -> int:
        """Return the last word of "minister of mines", "professor of public health"."""
        for child in children(noun, "nmod"):
            words = list(child.subtree)
            plain = [t for t in words if t.i <= child.i]
            first, last = plain[0].i, child.i
            if case_words(child) != "of" or first != noun.i + 1:
                continue
            if owner is not None and first <= owner.first <= last:
                continue
            small = all(
                t.is_lower or t.lower_ in ontology().positions.modifiers or t.lower_ in _SMALL
                for t in plain
            )
            capital = noun.is_title and all(t.is_title or t.lower_ in _SMALL for t in plain)
            small = (small or capital) and all(
                t.pos_ in {"NOUN", "ADJ", "ADP", "PROPN"} for t in plain
            )
            words = [t for t in plain if t.lower_ not in ontology().positions.modifiers]
            named = any(self._ends.inside(t) is not None for t in words)
            if small and not named and last - noun.i <= _LONG:
                return last
        return noun.i

    def _is_strong(self, words: list[str], told: bool) -> bool:
        known = ontology().positions
        if all(word in known.ranks for word in words):
            return False
        return told or len(words) > 1 or words[0] not in known.weak_heads

    # -- whose body it is -----------------------------------------------------------------------

    def _owner(self, noun: Token) -> _Owner | None:
        """Return the body or place of a position: "Y's", "Y" before it, "of Y", "for Y in Z"."""
        for child in children(noun, "nmod:poss"):
            meant = whose(child) if child.lower_ == "whose" else child
            found = None if meant is None else self._body(meant)
            if found is not None:
                return found
        shared = [noun.head] if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else []
        for each in (noun, *shared, *children(noun, "conj")):
            if each == noun or not self._is_named_person(each):
                found = self._after(each, 0)
                if found is not None and found.first > noun.i:
                    return found
        for child in children(noun, "compound", "amod", "nmod"):
            if child.i < noun.i and self._ends.named(child) is not None:
                found = self._body(child)
                if found is not None:
                    return found
        return self._haver(noun)

    def _haver(self, noun: Token) -> _Owner | None:
        """Return X of "X has two directors, A and B"."""
        if noun.dep_ != "obj" or lemma(noun.head) != "have":
            return None
        subject = subject_of(noun.head)
        return None if subject is None else self._body(subject.token)

    def _after(self, noun: Token, depth: int) -> _Owner | None:
        for child in noun.children:
            if base(child.dep_) != "nmod" or child.i < noun.i or child.dep_ == "nmod:poss":
                continue
            if case_words(child) not in _OWNING or self._is_person(child):
                continue
            found = self._body(child)
            if found is None and depth < _DEEP and self._ends.inside(child) is None:
                found = self._inner(child, depth)
            if found is None or (depth and self._mentions[found.end.mention].type != "ORG"):
                continue  # "director of a museum in Y": the museum is where it is
            return found
        return None

    def _inner(self, noun: Token, depth: int) -> _Owner | None:
        """Return the body inside "of its budget committee", "of the law faculty at Y"."""
        for child in children(noun, "nmod:poss", "compound", "appos", "flat"):
            found = self._body(child)
            if found is not None and self._mentions[found.end.mention].type == "ORG":
                return found
        return self._after(noun, depth + 1)

    def _body(self, token: Token) -> _Owner | None:
        end = self._ends.of(token)
        if end is None or self._mentions[end.mention].type not in _BODIES:
            return None
        alone = " " not in self._mentions[end.mention].text
        if alone and token.lower_ in ontology().positions.modifiers:
            return None  # "Health" in "Minister of Health" is a word of the office
        span = self._doc.char_span(end.words.start, end.words.end, alignment_mode="expand")
        if span is None:
            return None
        return _Owner(end, span.start, span.end - 1)

    def _point(self, end: End) -> Point:
        mention = self._mentions[end.mention]
        return Point(mention=Span(mention.start, mention.end), words=end.span)


def is_chief(noun: Token) -> bool:
    """Whether a word of rank before it makes a job a position: "chief economist"."""
    job = lemma(noun) in relation_words()["jobs"]["nouns"]
    return job and any(
        word.lower_ in relation_words()["jobs"]["ranked"] and word.head.i <= noun.i
        for word in noun.doc[max(noun.sent.start, noun.i - _DEEP) : noun.i]
        if word.head in (noun, noun.head) or word.head.head == noun
    )


def _is_somebody(noun: Token) -> bool:
    """Whether a noun means a person: by office or work, or by what he or she is to another."""
    return is_person_noun(noun) or lemma(noun) in relation_words()["nouns"]
