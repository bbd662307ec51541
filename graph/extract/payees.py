"""Who is paid where words name what is paid for: "financed X's campaign", "into X's account"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.inflections import lemma
from graph.extract.syntax import case_words, children, whose

_CAMPAIGNS = frozenset("campaign bid candidacy run race re-election".split())
_ACCOUNTS = frozenset({"account", "wallet", "pocket"})
_BILLS = frozenset("fee debt bill tuition rent trip holiday bail treatment travel lodging".split())
_HELD = frozenset("hold own control belong open keep".split())


_OFFICES = frozenset(
    """library archive archives office secretariat treasury headquarters clerk registry museum
    warehouse depot embassy agent representative emissary intermediary""".split()
)


def keepers(word: Token) -> Iterator[Token]:
    """Yield the words for the body whose office takes what is handed over: "X's library"."""
    if lemma(word) in _OFFICES or word.lower_ in _OFFICES:
        yield from children(word, "nmod:poss")
        yield from (c for c in children(word, "nmod") if case_words(c) == "of" and c.i > word.i)


def payees(word: Token) -> Iterator[Token]:
    """Yield the words for those who are paid by a payment for, or into, what a word names.

    Parameters
    ----------
    word : Token
        What fills a place of a payment.
    """
    known = lemma(word)
    if known not in _CAMPAIGNS | _ACCOUNTS | _BILLS:
        return
    for child in children(word, "nmod:poss"):
        owner = whose(child) if child.lower_ == "whose" else child
        if owner is not None:
            yield owner
    for child in children(word, "nmod"):
        leads = {"of", "for"} if known in _CAMPAIGNS else {"of"}
        if case_words(child) in leads and child.i > word.i and known not in _BILLS:
            yield child
    if known in _ACCOUNTS:
        for clause in children(word, "acl"):
            for child in children(clause, "obl", "obl:agent"):
                if lemma(clause) in _HELD and case_words(child) in {"by", "to"}:
                    yield child
    if known in _CAMPAIGNS:
        yield from (c for c in children(word, "compound") if c.pos_ == "PROPN")
