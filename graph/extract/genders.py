"""Whether a person is called he or she: by words beside the name, or else by the given name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from spacy.tokens import Doc, Token

from graph.extract.ends import Ends
from graph.extract.inflections import lemma
from graph.extract.syntax import children
from graph.extract.vocabulary import given_names

Gender = Literal["he", "she"]

_HE = frozenset(
    """mr sir lord king prince duke brother father son grandson grandfather husband widower uncle
    nephew stepson stepfather godfather boy man gentleman spokesman chairman businessman congressman
    councilman policeman salesman nobleman monk priest imam ayatollah bishop archbishop pope
    cardinal patriarch sheikh""".split()
)
_SHE = frozenset(
    """mrs ms miss madam lady dame queen princess duchess sister mother daughter granddaughter
    grandmother wife widow aunt niece stepdaughter stepmother godmother girl woman spokeswoman
    chairwoman businesswoman congresswoman councilwoman policewoman nun actress heiress hostess
    ombudswoman""".split()
)
_PRONOUNS: Mapping[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}


def gender_of_pronoun(token: Token) -> Gender | None:
    """Return the gender of a pronoun of a single person, else ``None``."""
    return _PRONOUNS.get(token.lower_)


def gender_of_noun(token: Token) -> Gender | None:
    """Return the gender that a noun or title tells, else ``None``."""
    word = lemma(token).rstrip(".")
    if word.endswith("woman"):
        return "she"
    return "he" if word in _HE else "she" if word in _SHE else None


def gender_of_name(name: str) -> Gender | None:
    """Return the gender that a given name tells, else ``None``.

    A single word may be a surname, and surnames look like the given names of men.

    Examples
    --------
    >>> gender_of_name("Thomas Vell"), gender_of_name("Thomas"), gender_of_name("Ana")
    ('he', None, 'she')
    """
    parts = re.split(r"[\s-]+", name.lower())
    if parts[0] in given_names()["she"] or (len(parts) > 1 and parts[0] in _SHE):
        return "she"
    return "he" if len(parts) > 1 and parts[0] in given_names()["he"] | _HE else None


def genders(doc: Doc, ends: Ends) -> dict[int, Gender]:
    """Return the gender of each chain of a person's names: by the words beside, if they agree."""
    votes: dict[int, Counter[Gender]] = {}
    given: dict[int, set[Gender]] = {}
    for index, mention in enumerate(ends.mentions):
        if mention.type != "PERSON":
            continue
        known = gender_of_name(mention.text)
        if known is not None:
            given.setdefault(ends.chain(index), set()).add(known)
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        for word in _beside(span.root, span.start, doc):
            gender = gender_of_noun(word)
            if gender is not None:
                votes.setdefault(ends.chain(index), Counter())[gender] += 1
    beside = {chain: next(iter(counted)) for chain, counted in votes.items() if len(counted) == 1}
    by_name = {
        chain: next(iter(told))
        for chain, told in given.items()
        if len(told) == 1 and chain not in votes
    }
    return {**by_name, **beside}


def _beside(root: Token, start: int, doc: Doc) -> Iterator[Token]:
    if start and not doc[start].is_sent_start:
        yield doc[start - 1]
        if doc[start - 1].text == "." and start > 1:
            yield doc[start - 2]
    yield from children(root, "appos", "nmod:desc")
    if root.dep_ in {"appos", "flat", "nmod:desc"}:
        yield root.head
    if root.dep_ == "nsubj" and children(root.head, "cop"):
        yield root.head
