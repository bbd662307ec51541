"""Whom a text is about: the person whom it names first and by far most often.

In a biography or an obituary a pronoun means that person wherever nobody else stands nearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graph.extract.binding import SUBJECTS, top
from graph.extract.ends import Ends
from graph.extract.genders import Gender, gender_of_pronoun
from graph.extract.syntax import children, text_of

_LEAST, _TIMES = 3, 2
_MOSTLY = 0.6
_LONG = 60


@dataclass(frozen=True, slots=True)
class Protagonist:
    """Whom a text is about: the chain of that person's names, and whether it is he or she."""

    chain: int
    mention: int
    gender: Gender


def protagonist(
    doc: Doc, ends: Ends, quoted: Sequence[int], known: Mapping[int, Gender | None]
) -> Protagonist | None:
    """Return whom a text is about, or ``None``: most texts are about nobody in particular.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    ends : Ends
        Of the names alone.
    quoted : sequence of int
        For each token the number of the quotation that it stands in, or -1.
    known : mapping of int to Gender or None
        Whether the people of the text are called he or she, by chain.
    """
    people = [i for i, mention in enumerate(ends.mentions) if mention.type == "PERSON"]
    if not people:
        return None
    named = Counter(ends.chain(i) for i in people)
    first = ends.chain(people[0])
    others = max((count for chain, count in named.items() if chain != first), default=0)
    if named[first] < max(_LEAST, _TIMES * others) and not _is_told(doc, ends, people[0]):
        return None
    if named[first] <= others:
        return None
    spoken = Counter(
        gender
        for token in doc
        if quoted[token.i] < 0 and (gender := gender_of_pronoun(token)) is not None
    )
    if not spoken:
        return None
    gender, often = spoken.most_common(1)[0]
    told = known.get(first, gender)
    if told != gender or often < _MOSTLY * spoken.total():
        return None
    return Protagonist(first, people[0], gender)


def _is_told(doc: Doc, ends: Ends, first: int) -> bool:
    """Whether a text begins with a heading that is a name, and a sentence about its bearer."""
    heading, line, _ = text_of(doc).strip().partition("\n")
    is_heading = bool(line) and len(heading) < _LONG and not heading.endswith(".")
    return is_heading and heading.startswith(ends.mentions[first].text)


def topics(doc: Doc, ends: Ends) -> dict[int, int]:
    """Return whom each sentence's paragraph is about, by the sentence's first token.

    It is the person whose name, alone or behind a title, begins the paragraph, as in the entries of
    a list of people, or as the subject of its first sentence.
    """
    found: dict[int, int] = {}
    topic: int | None = None
    opens = False
    for sentence in doc.sents:
        first = next((t for t in sentence if not t.is_space), None)
        if first is None:
            continue
        opens = opens or begins_paragraph(first)
        if opens and any(t.is_alpha for t in sentence):
            topic, opens = _begun_with(sentence, ends), False
        if topic is not None:
            found[sentence.start] = topic
    return found


def _begun_with(sentence: Span, ends: Ends) -> int | None:
    for token in sentence:
        index = ends.inside(token)
        if index is not None and ends.mentions[index].type == "PERSON":
            return index if _is_topic(token, sentence) else None
        titled = token.is_title and token.pos_ in {"PROPN", "NOUN"}
        if not (token.is_space or token.is_punct or token.like_num or titled):
            return None
    return None


def _is_topic(name: Token, sentence: Span) -> bool:
    """Whether the name that begins a paragraph is its subject, or the heading of an entry."""
    head = top(name)
    if children(head, "conj"):
        return False
    return head.dep_ in SUBJECTS or not any(t.pos_ in {"VERB", "AUX"} for t in sentence)


def begins_paragraph(token: Token) -> bool:
    """Whether a token's sentence is the first of its paragraph."""
    start = token.sent.start
    while start < token.i and token.doc[start].is_space:
        start += 1
    before = text_of(token.doc)[: token.doc[start].idx]
    return not before.strip() or "\n" in before[len(before.rstrip()) :]


def is_brought_in(token: Token, owner: set[int]) -> bool:
    """Whether a name is brought in as somebody's: "his brother X", "the son, X, of Y".

    Parameters
    ----------
    token : Token
        The name's head.
    owner : set of int
        Tokens that mean whose.
    """
    for word in (token, top(token), token.head):
        around = [word, *children(word, "nmod:desc", "appos", "flat", "compound")]
        if any(c.i in owner for noun in around for c in children(noun, "nmod:poss")):
            return True
    return False
