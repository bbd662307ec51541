"""Names of newspapers that a text announces: "the daily Horizon", "the newspaper Le Phare"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from graph.extract.syntax import text_of
from graph.model import FoundMention, Span

_PAPERS = frozenset("newspaper magazine broadcaster tabloid broadsheet newsweekly".split())
_BY_TIME = frozenset({"daily", "weekly", "monthly", "fortnightly", "quarterly"})
_BEFORE = frozenset({"the", "a", "an"})
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december i""".split()
)
_JOINING = frozenset({"de", "du", "la", "le", "of", "the", "della", "del", "el"})
_RETYPED = frozenset({"PERSON", "GPE", "LOC", "FAC", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT"})
_SCORE = 0.85
_MOST = 4
_REACH = 5


def with_papers(doc: Doc, mentions: Sequence[FoundMention], component: str) -> list[FoundMention]:
    """Return the mentions with the papers that the text announces as organisations.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    mentions : sequence of FoundMention
        In text order.
    component : str
        Name of what found them.
    """
    found = list(mentions)
    for span in _announced(doc):
        inside = [m for m in found if m.start < span.end and span.start < m.end]
        whole = [m for m in inside if m.start == span.start and m.end == span.end]
        if whole and whole[0].type in _RETYPED:
            found[found.index(whole[0])] = replace(
                whole[0], type="ORG", score=max(whole[0].score, _SCORE)
            )
        elif not inside:
            found.append(
                FoundMention(
                    start=span.start,
                    end=span.end,
                    text=text_of(doc)[span.start : span.end],
                    type="ORG",
                    form="named",
                    score=_SCORE,
                    component=component,
                )
            )
    return sorted(found, key=lambda m: (m.start, m.end))


def _announced(doc: Doc) -> Iterator[Span]:
    for token in doc:
        by_time = token.text in _BY_TIME and _is_introduced(token)
        if token.text not in _PAPERS and not by_time:
            continue
        last = token
        for follows in doc[token.i + 1 : token.i + 1 + _MOST]:
            joins = last != token and follows.text in _JOINING
            if not joins and (follows.tag_ not in {"NNP", "NNPS"} or not follows.text[0].isupper()):
                break
            last = follows
        while last.text in _JOINING and last.i > token.i:
            last = last.nbor(-1)
        if last == token or last.i + 1 == len(doc):
            continue
        names = doc[token.i + 1 : last.i + 1]
        after = last.nbor()
        bare = not any(name.lower_ in _NO_NAMES for name in names)
        if bare and after.tag_ not in {"NN", "NNS", "NNP", "NNPS", "POS", "HYPH"}:
            yield Span(names.start_char, names.end_char)


def _is_introduced(token: Token) -> bool:
    """Whether "the" or "a" stands a few words before: "the exile monthly Lantern"."""
    before = token.doc[max(token.sent.start, token.i - _REACH) : token.i]
    for word in reversed(list(before)):
        if word.lower_ in _BEFORE:
            return True
        if word.tag_ not in {"NN", "JJ", "NNP", "VBN", "HYPH"}:
            return False
    return False
