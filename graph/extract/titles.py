"""Words that name a position, read backwards from a name or forwards from a comma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.inflections import lemma
from graph.extract.vocabulary import relation_words
from graph.model import FoundMention
from graph.ontology import ontology

MAX_WORDS = 8
_NEAR = 3
_HEARD_BY = frozenset({"tell", "inform", "ask", "give", "show", "remind", "assure", "leave"})
_WHERE = frozenset({"in", "at", "from", "to", "near", "outside", "inside", "across"})
ARTICLES = frozenset({"the", "a", "an"})
_SOLDIERS = frozenset("captain lieutenant sergeant corporal major colonel".split())
_FORCES = frozenset("army navy naval air force marine military police fire guard".split())
MASTERED = frozenset("harbour harbor port station dock grand deputy quarter post".split())
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LEADS_TO_OWNER = frozenset({"of", "at", "for", "in", "to", "on"})


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens ``[start, end)`` that name a position, its owner, and the whole phrase's first token.

    ``owner`` is the index of the mention of an organisation or place, or ``None``.
    """

    start: int
    end: int
    owner: int | None
    phrase: int


class TitleReader:
    """Reads titles in one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    mentions : sequence of FoundMention
        In text order; those of type DATE are passed over.
    """

    def __init__(self, doc: Doc, mentions: Sequence[FoundMention]) -> None:
        self.doc = doc
        self.mentions = mentions
        self.words = ontology().positions
        self.tokens: dict[int, tuple[int, int]] = {}
        self.starting: dict[int, int] = {}
        self.ending: dict[int, int] = {}
        people: set[int] = set()
        for index, mention in enumerate(mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None:
                continue
            self.tokens[index] = (span.start, span.end)
            if mention.type != "DATE":
                self.starting[span.start] = self.ending[span.end] = index
            if mention.type == "PERSON":
                people.update(range(span.start, span.end))
        self._people = frozenset(people)

    def ending_at(self, end: int) -> Title | None:
        """Read the title whose last word stands before token ``end``."""
        head, owner = end - 1, None
        if head < 0:
            return None
        if end in self.ending or self.doc[head].lower_ not in self.words.heads:
            found = self._head_of_phrase(end)
            if found is None:
                return None
            head, owner = found
        start = self._first_word(head, end)
        phrase = self._before_status(start)
        if owner is None:
            owner, phrase = self._owner_before(start, phrase)
        elif phrase > 0 and self.doc[phrase - 1].text in POSSESSIVE:
            return None  # "X's head of the Y": two owners
        return self._strong(Title(start, end, owner, phrase), head)

    def starting_at(self, start: int) -> Title | None:
        """Read the title that begins at a token: "Interior Minister", "head of the Y"."""
        doc, phrase = self.doc, start
        owner = self._owner_at(start)
        if owner is not None:
            start = self.tokens[owner][1]
            if start < len(doc) and doc[start].text in POSSESSIVE:
                start += 1
            while start < len(doc) and doc[start].lower_ in self.words.status:
                start += 1
        end = start
        while end < len(doc) and end - start < MAX_WORDS and end not in self._people:
            part = self._is_part(doc[end]) or (doc[end].text == "-" and end > start)
            if not part and not self._leads_to_head(doc[end]):
                break
            end += 1
        head = end - 1
        if head < start or doc[head].lower_ not in self.words.heads:
            return None
        if end < len(doc) and doc[end].lower_ == "of":
            first = last = end + (2 if doc[min(end + 1, len(doc) - 1)].lower_ == "the" else 1)
            while last < len(doc) and last - end < 6 and self._is_office_word(doc[last]):
                last += 1
            if last > first and self._owner_at(first) is None:
                end = last
        if owner is None:
            owner = self._owner_after_comma(end)
        if end < len(doc) and doc[end].lower_ in _LEADS_TO_OWNER and owner is None:
            first = end + 1
            while first < len(doc) and doc[first].lower_ in ARTICLES | self.words.status:
                first += 1
            owner = self._owner_at(first)
        return self._strong(Title(start, end, owner, phrase), head)

    def _owner_after_comma(self, end: int) -> int | None:
        """Return the body of ", commander, Northern Command, ..."."""
        if end + 1 >= len(self.doc) or self.doc[end].text != ",":
            return None
        owner = self._owner_at(end + 1)
        if owner is None or self.mentions[owner].type != "ORG":
            return None
        last = self.tokens[owner][1]
        closes = last >= len(self.doc) or self.doc[last].text in {",", ".", ";", ")"}
        return owner if closes or self.doc[last].pos_ in {"VERB", "AUX", "ADV"} else None

    def close_of(self, title: Title) -> int:
        """Return the first token after the title and the owner that follows it."""
        if title.owner is not None and self.tokens[title.owner][0] >= title.end:
            return self.tokens[title.owner][1]
        return title.end

    def _head_of_phrase(self, end: int) -> tuple[int, int | None] | None:
        """Find the head of "Secretary of State" or "head of the Y" that ends at ``end``."""
        doc = self.doc
        for back in range(end - 1, max(0, end - MAX_WORDS), -1):
            if doc[back].lower_ == "of":
                if doc[back - 1].lower_ not in self.words.heads:
                    return None
                first = back + 2 if doc[back + 1].lower_ in ARTICLES else back + 1
                owner = self._owner_at(first)
                if owner is not None:
                    return (back - 1, owner) if self.tokens[owner][1] == end else None
                plain = all(self._is_office_word(doc[i]) for i in range(first, end))
                return (back - 1, None) if first < end and plain else None
            if not (doc[back].is_alpha or doc[back].text in {"-", "&"}):
                return None
        return None

    def _first_word(self, head: int, end: int) -> int:
        """Walk back over the words of the title, never into a name."""
        doc, start = self.doc, head
        while start > 0 and end - start < MAX_WORDS and start not in self.ending:
            before = doc[start - 1]
            if start - 1 in self._people:
                break
            if before.text == "-" and start > 1 and not before.whitespace_:
                if not self._is_part(doc[start - 2]) or doc[start - 2].lower_ in self.words.status:
                    break
                start -= 2
            elif (
                self._is_part(before)
                or _belongs(before, head)
                or (before.lower_ == "under" and doc[start].lower_ == "secretary")
            ):
                start -= 1
            else:
                break
        return start

    def _before_status(self, start: int) -> int:
        """Walk back over "former", "new", "then-" and the like."""
        while start > 0 and start not in self.ending:
            before = self.doc[start - 1]
            hyphen = before.text == "-" and start > 1
            if hyphen and self.doc[start - 2].lower_ in self.words.status:
                start -= 2
            elif before.lower_ in self.words.status:
                start -= 1
            else:
                break
        return start

    def _owner_before(self, start: int, phrase: int) -> tuple[int | None, int]:
        """Find whose title it is: "Y's minister", "Tavian minister", "Lake Guard commander".

        A name without a possessive counts only if it is a people, or if the title after it is
        written small: "CNN President X" and "LONDON - President X" say nothing of the kind.
        """
        possessive = phrase > 0 and self.doc[phrase - 1].text in POSSESSIVE
        place = self.ending.get(phrase - 1 if possessive else phrase)
        if place is None or not self._may_own(place):
            return None, phrase
        small = self.doc[start].text[:1].islower()
        first = self.tokens[place][0]
        if possessive or self.mentions[place].type == "NORP" or small or self._is_close(place):
            return place, first
        return None, phrase

    def _is_close(self, owner: int) -> bool:
        """Whether a name stands with the capital title after it: "the Arden Group Chairman".

        After a verb, or a place after "in" and the like, it may stand for itself: "told CNN
        President X", "in London President X".
        """
        first, last = self.tokens[owner]
        kind = self.mentions[owner].type
        if kind not in {"ORG", "GPE"} or not self.doc.has_annotation("DEP"):
            return False
        head = self.doc[last]
        root = self.doc[first:last].root
        within = root.head.i >= last or root.dep_ == "compound"
        if not within or head.is_punct or first == 0 or self.doc[first].is_sent_start:
            return within and not head.is_punct and (kind == "ORG" or last - first == 1)
        before = self.doc[first - 1]
        if before.lower_ in ARTICLES | self.words.status:
            return True
        if before.pos_ == "VERB":
            return within and lemma(before) not in _HEARD_BY
        return before.pos_ in {"ADP", "CCONJ", "PUNCT"} and before.lower_ not in _WHERE

    def _owner_at(self, token: int) -> int | None:
        mention = self.starting.get(token)
        if mention is None or not self._may_own(mention):
            return None
        first, last = self.tokens[mention]
        if last - first == 1 and self.doc[first].lower_ in self.words.modifiers:
            return None  # "State" in "head of State" is a word of the office
        return mention

    def _may_own(self, mention: int) -> bool:
        return self.mentions[mention].type in ontology().predicates["position-held"].object

    def _leads_to_head(self, token: Token) -> bool:
        """Whether a small noun or plain adjective stands before the word of a position."""
        head = token.head
        near = token.i < head.i <= token.i + _NEAR and head.lower_ in self.words.heads
        between = self.doc[token.i + 1 : head.i]
        return near and _belongs(token, head.i) and not any(word.is_punct for word in between)

    def _is_part(self, token: Token) -> bool:
        return token.lower_ in self.words.heads or token.lower_ in self.words.modifiers

    def _is_office_word(self, token: Token) -> bool:
        if token.lower_ in {"and", "&"}:
            follows = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_
            return follows in self.words.modifiers
        return token.lower_ in self.words.modifiers

    def _strong(self, title: Title, head: int) -> Title | None:
        """Keep a title that is one by its words alone: "judge", but not a bare "head" or a rank."""
        words = [self.doc[i].lower_ for i in range(title.start, title.end)]
        if not words or all(word in self.words.ranks for word in words):
            return None
        if {word.lower_ for word in self.doc[title.start : head + 1]} <= _SOLDIERS:
            return None  # "a captain of the Guard"
        if words[-1] == "master" and title.owner is None and not set(words) & MASTERED:
            return None  # "a chess master"
        if words[-1] in self.words.ranks and set(words[:-1]) <= _FORCES:
            return None  # "an army captain", "a police general": ranks
        jobs = relation_words()["jobs"]
        profession = words[-1] in jobs["professions"] and not set(words) & set(jobs["ranked"])
        bare = len(words) == 1 and words[0] in self.words.weak_heads
        return None if (bare or profession) and title.owner is None else title


def _belongs(word: Token, head: int) -> bool:
    """Whether a small noun is a part of the title whose head is given: "industry minister"."""
    return word.dep_ == "compound" and word.pos_ == "NOUN" and word.is_lower and word.head.i == head
