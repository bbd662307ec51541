"""What every finder of statements asks: whom phrases mean, when, how it is put, what frames say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from graph.extract.ends import Ends
from graph.extract.opinion import Opinion
from graph.extract.stance import StanceReader
from graph.extract.times import Times
from graph.model import FoundMention


@dataclass(frozen=True, slots=True)
class Tools:
    """The readers of one document.

    Attributes
    ----------
    doc : spacy.tokens.Doc
        With syntax and lemmas.
    mentions : sequence of FoundMention
        Names, in text order.
    ends, times, stances, opinion
        What answers who is meant, when it was, how it is put, and what the reader thinks of it.
    """

    doc: Doc
    mentions: Sequence[FoundMention]
    ends: Ends
    times: Times
    stances: StanceReader
    opinion: Opinion


class Finder:
    """What reads one document with the tools, and has each at hand by its name.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        self._doc = tools.doc
        self._mentions = tools.mentions
        self._ends = tools.ends
        self._times = tools.times
        self._stances = tools.stances
        self._opinion = tools.opinion
