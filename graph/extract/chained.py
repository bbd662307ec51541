"""The reader's coreference: clusters, and the name that a cluster gives a pronoun or nominal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from graph.model import FoundMention

PREFIX = "coref_clusters"


def clusters(doc: Doc) -> Iterator[list[SpacySpan]]:
    """Yield the spans of each cluster, in text order."""
    for key in sorted(doc.spans):
        if key.startswith(PREFIX):
            yield sorted(doc.spans[key], key=lambda span: (span.start, span.end))


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


def _scores(doc: Doc) -> dict[tuple[int, int], float]:
    """Return how sure the reader is of each span's place in its cluster; offsets in code points."""
    links = doc._.whence_coref if Doc.has_extension("whence_coref") else None
    return {(row[0], row[1]): float(row[4]) for row in links or ()}
