"""How many: "12 people", "at least seven hundred inmates", "dozens of prisoners"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extract.beside import is_nobody
from graph.extract.inflections import lemma
from graph.extract.syntax import case_words, children, text_of
from graph.extract.vocabulary import in_class
from graph.model import Span

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "tens"})
_SIGNS = frozenset("$ € £ ¥ US$ C$ A$ EUR USD GBP CHF".split())
# Money only where a number says how much.
_COUNTED = frozenset("mark real pula colon sol dong manat afghani gulden talent".split())
_CONTAINERS = frozenset("envelope bag suitcase briefcase parcel box holdall packet".split())
_NOT_PEOPLE = frozenset(
    "year month week day hour minute time percent dollar euro kilometre mile page count".split()
)
_COUNTING = frozenset(
    "rise stand put bring climb reach push raise increase jump grow revise pass exceed".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people or things: its words, the number where it is one, and the noun."""

    text: str
    number: float | None
    unit: str | None
    span: Span


def number_of(words: str) -> float | None:
    """Return the number that words or figures say, or ``None``.

    Examples
    --------
    >>> number_of("4,482"), number_of("seven hundred"), number_of("eighty-six"), number_of("many")
    (4482.0, 700.0, 86.0, None)
    """
    total, current, seen = 0.0, 0.0, False
    for part in re.split(r"[\s-]+", words.lower().strip()):
        figures = part.replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", figures):
            current += float(figures)
        elif part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in _SCALES:
            total += (current or 1) * _SCALES[part]
            current = 0
        elif part == "and" and seen:
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def is_money(noun: Token) -> bool:
    """Whether a word is the head of a sum of money: "two million crowns", "$5,000", "the money"."""
    return (
        in_class("money", lemma(noun), "nouns")
        or noun.text in _SIGNS
        or (lemma(noun) in _COUNTED and bool(children(noun, "nummod")))
        or any(child.text in _SIGNS for child in noun.children)
        or (lemma(noun) in _CONTAINERS and any(map(_is_sum, _contents(noun))))
    )


def _contents(container: Token) -> list[Token]:
    """Return what an envelope holds: "with 20,000 euros", "containing 20,000 euros"."""
    held = [c for clause in children(container, "acl") for c in clause.children]
    return [*held, *children(container, "nmod")]


def _is_sum(noun: Token) -> bool:
    return in_class("money", lemma(noun), "nouns") or noun.text in _SIGNS


def is_people(noun: Token) -> bool:
    """Whether a noun names people, or a subject is nobody or a bare number."""
    word = lemma(noun)
    if in_class("people", word, "nouns") or noun.pos_ == "NUM" or is_nobody(noun):
        return True
    if noun.lower_ in {"anyone", "anybody"}:
        return True
    counted = [child for child in children(noun, "nmod") if case_words(child) == "of"]
    if noun.lower_ in _VAGUE and counted:
        return counted[0].tag_ == "NNPS" or is_people(counted[0])  # no "dozens of villages"
    return noun.lower_ in _VAGUE | {"many", "several", "some", "others", "dozen"}


def quantity(head: Token) -> Quantity | None:
    """Return the number that a noun phrase gives of its head, or ``None``."""
    if head.lower_ in _VAGUE:
        counted = [c for c in children(head, "nmod") if case_words(c) == "of"]
        if not is_people(head) or not counted:
            return None
        return _made(head, counted[0], None)
    if head.lower_ == "lives":  # "claimed 12 lives", "claimed the lives of 12 people"
        counted = [c for c in children(head, "nmod") if case_words(c) == "of"]
        numerals = [(c, head) for c in children(head, "nummod")]
        numerals += [(n, c) for c in counted for n in children(c, "nummod")]
        for numeral, noun in numerals[:1]:
            number = number_of(_words(numeral))
            return None if number is None else _made(numeral, noun, number)
        return None
    if (head.lemma_ or head.text).lower() in _NOT_PEOPLE:
        return None
    if head.pos_ == "PROPN" and head.tag_ != "NNPS":
        return None
    if head.pos_ == "NUM" or head.tag_ == "CD":
        number = number_of(_words(head))
        unknown = number is None or number == 1 or 1900 <= number <= 2100  # "one was sent"
        return None if unknown else _made(head, head, number)
    for numeral in children(head, "nummod"):
        number = number_of(_words(numeral))
        known = head.tag_ == "NNPS" or is_people(head)  # "20 Kurds", "20 clerks"
        if number is not None and numeral.i < head.i and known:
            joined = [c for c in children(head, "conj") if c.pos_ != "NUM" and is_people(c)]
            more = [c for c in joined if not children(c, "nummod")]
            return _made(numeral, more[-1] if more else head, number)  # "13 women and children"
    return None


def toll(noun: Token) -> Quantity | None:
    """Return the number of "the death toll rose to 45", "a death toll of 45"."""
    verb = noun.head if noun.dep_ in {"nsubj", "nsubj:pass", "obj"} else None
    said = [c for c in children(noun, "nmod") if case_words(c) in {"of", "to", "at"}]
    if verb is not None and lemma(verb) in _COUNTING:
        said += [c for c in children(verb, "obl", "nmod") if case_words(c) in {"to", "at"}]
        said += [c for c in children(verb, "obj") if noun.dep_ == "nsubj"]
    for word in said:
        if word.pos_ == "NUM" or word.tag_ == "CD" or is_people(word):
            return quantity(word)
    return None


def _words(numeral: Token) -> str:
    parts = [numeral, *(c for c in numeral.subtree if c.pos_ == "NUM" or c.tag_ in {"CD", "HYPH"})]
    ordered = sorted({part.i: part for part in parts}.values(), key=lambda part: part.i)
    return " ".join(part.text for part in ordered).replace(" - ", "-")


def _made(numeral: Token, noun: Token, number: float | None) -> Quantity:
    inside = [t for t in numeral.subtree if t.i <= noun.i and t.dep_ != "punct"]
    first = min([numeral.i, *(t.i for t in inside)])
    doc = noun.doc
    while first < numeral.i and (
        doc[first].dep_ in {"det", "cc"} or doc[first].lower_ in {"of", "by", "in", "to"}
    ):
        first += 1
    if first and doc[first].lower_ in {"least", "most"} and doc[first - 1].lower_ == "at":
        first -= 1
    span = Span(doc[first].idx, noun.idx + len(noun))
    unit = None if noun == numeral else noun.text.lower()
    return Quantity(" ".join(text_of(doc)[span.start : span.end].split()), number, unit, span)
