"""The body whose people do something: X of "soldiers of X", of "X's men", of "an X unit".

What soldiers, officers or members of a body are said to have done, the body has done. Those who
left it, or are only thought to belong to it, act for nobody here; so does a single member.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.ends import End, Ends
from graph.extract.inflections import lemma
from graph.extract.syntax import case_words, children, is_alternative
from graph.extract.vocabulary import in_class

_PEOPLE = frozenset({"NNS", "NNPS"})
_OF = frozenset({"of", "from", "belonging to", ""})
_NOT_BODIES = frozenset(
    """parliament assembly senate congress council cabinet government committee commission court
    university college school academy family board university""".split()
)
_LEFT = frozenset(
    """former ex retired suspected alleged rogue renegade dissident deserting defecting disaffected
    mutinous presumed purported expelled dismissed fake self-styled disguised off-duty retired
    rival fellow wanted""".split()
)
_SURE = 0.9


def body_of(people: Token, ends: Ends) -> Iterator[End]:
    """Yield the body that a word for its armed or uniformed people, or its members, is said of.

    Parameters
    ----------
    people : Token
        The head of the phrase.
    ends : Ends
    """
    many = people.tag_ in _PEOPLE and in_class("bodies", lemma(people), "people")
    unit = people.tag_ == "NN" and in_class("bodies", lemma(people), "units")
    if not (many or unit) or ends.inside(people) is not None or is_alternative(people):
        return
    if any({word.lower_, lemma(word)} & _LEFT for word in children(people, "amod", "compound")):
        return
    for child in children(people, "nmod", "nmod:poss", "compound"):
        if case_words(child) not in _OF or (child.dep_ == "compound" and child.i > people.i):
            continue
        end = ends.of(child)
        if end is None or ends.mentions[end.mention].type != "ORG":
            continue
        if not _NOT_BODIES & set(ends.mentions[end.mention].text.lower().split()):
            yield replace(end, sure=end.sure * _SURE)
    for clause in children(people, "acl"):
        for child in children(clause, "obl"):
            if lemma(clause) == "belong" and case_words(child) == "to":
                yield from (e for e in _org(child, ends))


def _org(word: Token, ends: Ends) -> Iterator[End]:
    end = ends.of(word)
    if end is not None and ends.mentions[end.mention].type == "ORG":
        yield replace(end, sure=end.sure * _SURE)
