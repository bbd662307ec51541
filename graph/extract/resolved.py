"""Pronouns and nominals of a document resolved, each by the module that knows its kind."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.extract.antecedents import antecedents
from graph.extract.chained import Votes
from graph.extract.ends import Ends
from graph.extract.first_person import first_persons
from graph.extract.nominals import nominals
from graph.extract.plurals import plurals
from graph.extract.quotes import Quotes
from graph.extract.speaking_on import speaking_on
from graph.extract.stance import StanceReader
from graph.model import FoundMention


def resolved(doc: Doc, mentions: Sequence[FoundMention], chains: Sequence[Sequence[int]]) -> Ends:
    """Return whom the phrases of a document mean, pronouns and definite nominals included.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Without syntax, names alone mean anything.
    mentions : sequence of FoundMention
        Names, in text order.
    chains : sequence of sequence of int
        Names that mean the same.
    """
    ends = Ends(doc, mentions, chains, {})
    if not doc.has_annotation("DEP"):
        return ends
    votes = Votes(doc, mentions, chains)
    known = {**nominals(doc, ends, votes), **antecedents(doc, ends, votes)}
    ends = Ends(doc, mentions, chains, known)
    known = {**known, **speaking_on(doc, ends, known)}
    ends = Ends(doc, mentions, chains, known)
    groups = plurals(doc, ends)
    quotes = Quotes(doc, ends, StanceReader(ends))
    return Ends(doc, mentions, chains, {**known, **first_persons(doc, ends, quotes)}, groups)
