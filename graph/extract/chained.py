"""The reader's coreference, as far as it is sure: which name a pronoun or nominal stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from graph.model import FoundMention

STRICT = 0.95
"""The least score at which a pronoun or a nominal stands for a name."""

PREFIX = "coref_clusters"
QUOTATION_MARKS = '"“”„«»'


def clusters(doc: Doc) -> Iterator[list[SpacySpan]]:
    """Yield the spans of each cluster, in text order."""
    for key in sorted(doc.spans):
        if key.startswith(PREFIX):
            yield sorted(doc.spans[key], key=lambda span: (span.start, span.end))


def stands_for(
    doc: Doc, mentions: Sequence[FoundMention], chains: Sequence[Sequence[int]]
) -> Mapping[int, tuple[int, float]]:
    """Return, for head tokens of pronouns and nominals, the mention meant and how surely.

    A cluster counts only if all names in it are of one chain, and no link crosses a quotation
    mark: whoever is named in a quotation is seldom the one who is heard. The name meant is the
    nearest before the words, else the first.
    """
    chain_of = {index: chain[0] for chain in chains for index in chain}
    by_place: dict[tuple[int, int], int] = {}
    by_root: dict[int, int] = {}
    for index, mention in enumerate(mentions):
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            by_place[span.start, span.end] = index
            by_root[span.root.i] = index
    scores = _scores(doc)
    found: dict[int, tuple[int, float]] = {}
    for cluster in clusters(doc):
        named = []
        for span in cluster:
            found_name = by_place.get((span.start, span.end), by_root.get(span.root.i))
            if found_name is not None:
                named.append((span.start, found_name))
        if len({chain_of.get(index, index) for _, index in named}) != 1:
            continue
        for span in cluster:
            root = span.root
            if root.i in by_root:
                continue
            sure = scores.get((span.start_char, span.end_char), 0.0)
            if sure < STRICT:
                continue
            before = [index for start, index in named if start < span.start]
            meant = before[-1] if before else named[0][1]
            if not _is_quoted_apart(doc.text, mentions[meant], span):
                found[root.i] = (meant, sure)
    return found


def _scores(doc: Doc) -> dict[tuple[int, int], float]:
    """Return how sure the reader is of each span's place in its cluster; offsets in code points."""
    links = doc._.whence_coref if Doc.has_extension("whence_coref") else None
    return {(row[0], row[1]): float(row[4]) for row in links or ()}


def _is_quoted_apart(text: str, name: FoundMention, span: SpacySpan) -> bool:
    between = text[min(name.end, span.end_char) : max(name.start, span.start_char)]
    return any(mark in between for mark in QUOTATION_MARKS)


class Votes:
    """Which chain of names the reader's coreference gives a pronoun or nominal, if one alone.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With the clusters of :mod:`graph.nlp.coref`; without, it has no vote.
    mentions, chains
        The document's names, and which of them are one.
    """

    def __init__(
        self, doc: Doc, mentions: Sequence[FoundMention], chains: Sequence[Sequence[int]]
    ) -> None:
        self._chain: dict[int, tuple[int, float]] = {}
        chain_of = {index: chain[0] for chain in chains for index in chain}
        by_root: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                by_root[span.root.i] = index
        scores = _scores(doc)
        for cluster in clusters(doc):
            roots = [by_root[span.root.i] for span in cluster if span.root.i in by_root]
            named = {chain_of.get(index, index) for index in roots}
            if len(named) != 1:
                continue
            for span in cluster:
                if span.root.i not in by_root:
                    sure = scores.get((span.start_char, span.end_char), 0.0)
                    self._chain[span.root.i] = (next(iter(named)), sure)

    def of(self, token: Token) -> tuple[int, float] | None:
        """Return the chain, and how sure the reader is of the word's place in it."""
        return self._chain.get(token.i)
