"""What a text calls somebody whom it does not name: "two officials", "documents seen by X"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.syntax import base
from graph.model import Span

_CALLED = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
_SOME = frozenset(
    """another others other some many several one most both few someone somebody those everyone
    everybody""".split()
)
_APART = frozenset({"appos", "parataxis", "punct", "conj", "cc", "case", "mark", "dep", "cop"})
_CLAUSES = frozenset({"acl:relcl", "advcl", "ccomp", "csubj"})
_MOST = 10


def called(head: Token) -> Span | None:
    """Return the words of a noun phrase, without what is only added; ``None`` for a pronoun.

    Long phrases are cut down to the noun and what stands before it.
    """
    if head.pos_ not in _CALLED and head.lower_ not in _SOME:
        return None
    words = sorted(_phrase(head), key=lambda token: token.i)
    start = end = words.index(head)
    while start > 0 and words[start - 1].i == words[start].i - 1:
        start -= 1
    while end + 1 < len(words) and words[end + 1].i == words[end].i + 1:
        end += 1
    if end - start >= _MOST:
        end = words.index(head)
    if end - start >= _MOST:
        start = end
    first, last = words[start], words[end]
    return Span(first.idx, last.idx + len(last))


def _phrase(head: Token) -> list[Token]:
    found = [head]
    for child in head.children:
        if child.dep_ in _CLAUSES or base(child.dep_) in _APART or _is_quoted(child):
            continue
        if child.dep_ == "acl" and child.left_edge.text == ",":
            continue  # "residents, reached by telephone"
        found.extend(child.subtree)
    return [token for token in found if not token.is_space]


def _is_quoted(clause: Token) -> bool:
    """Whether a remark tells who quotes somebody, who then is heard on their own."""
    return (
        clause.dep_ == "acl"
        and clause.lower_ in {"quoted", "cited"}
        and any(child.lower_ == "by" for phrase in clause.children for child in phrase.children)
    )
