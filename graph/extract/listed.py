"""Whom plural words mean that a list after a colon names: "two officials fled: X and Y"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from graph.extract.syntax import children
from graph.extract.vocabulary import in_class
from graph.model import FoundMention

_CLAUSE = frozenset({"acl:relcl", "acl", "advcl"})
_NEXT = 4


def listed(
    doc: Doc, mentions: Sequence[FoundMention], named: Callable[[Token], int | None]
) -> dict[int, tuple[int, ...]]:
    """Return, for the heads of plural words, the people whom the rest of the sentence lists.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With syntax.
    mentions : sequence of FoundMention
        Names, in text order.
    named : callable
        The mention that a token is the head of, or ``None``.

    Notes
    -----
    A list is taken only if nothing after the colon is a clause of its own, and only names that
    stand in it by themselves: no "wife of Z".
    """
    found: dict[int, tuple[int, ...]] = {}
    for colon in [token for token in doc if token.text == ":"]:
        sentence = colon.sent
        after = doc[colon.i + 1 : sentence.end]
        people = [
            (token, index)
            for token in after
            if (index := named(token)) is not None
            and mentions[index].type == "PERSON"
            and not children(token, "case")
            and token.dep_ != "nmod:poss"
            and not _is_of_a_clause(token, colon)
        ]
        if len(people) < 2 or people[0][0].left_edge.i - colon.i > _NEXT or _is_told(list(after)):
            continue
        before = doc[sentence.start : colon.i]
        meant = [token for token in before if _is_plural(token)]
        if any(named(token) is not None for token in before if token.dep_ == "nsubj"):
            continue  # whoever is named already does what is said
        if meant:  # "prisoners named the men who had come: X and Y"
            found[meant[-1].i] = tuple(index for _, index in people)
    return found


def _is_of_a_clause(name: Token, colon: Token) -> bool:
    """Whether a name stands in a clause about another: "Y, the lawyer who defended Z's mother"."""
    above = name.head
    while colon.i < above.i and above.head != above:
        if above.pos_ == "VERB":
            return True
        above = above.head
    return False


def _is_told(words: Sequence[Token]) -> bool:
    """Whether words hold a clause that is no remark on a name."""
    return any(
        word.pos_ in {"VERB", "AUX"}
        and any(child.dep_ in {"nsubj", "nsubj:pass"} for child in word.children)
        and word.dep_ not in _CLAUSE
        and word.head.dep_ not in _CLAUSE
        for word in words
    )


def _is_plural(token: Token) -> bool:
    word = token.lemma_.lower()
    return token.tag_ == "NNS" and (in_class("people", word, "nouns") or word == "official")
