"""Where sentences start: what the network sees, within what the rules know for certain.

The rules (:mod:`graph.nlp.sentences`) know line breaks and bullets for certain and punctuation
nearly so. The network sees sentences that run on without a stop, and stops that end none. It may
overrule a stop that the rules took for an end, and start a sentence where they saw none, but not
at a line break, and not after "Mr." or an initial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from graph.nlp.sentences import DASHES, DATELINE, dateline_end, is_bullet, joins_next

#: Least probability at which a start by punctuation stays, and at which one is added.
KEEP: Final = 0.1
ADD: Final = 0.8


@dataclass(frozen=True, slots=True)
class Borders:
    """What is known of sentence starts before the network has read.

    Attributes
    ----------
    starts
        Words at which the rules, or whoever set sentences before, start one; ascending, from 0.
    certain
        For each of them, whether it stands whatever the network says.
    """

    starts: NDArray[np.int64]
    certain: NDArray[np.bool_]


def known_borders(doc: Doc, tokens: NDArray[np.int64]) -> Borders:
    """Return the borders set on a Doc, as numbers of ``tokens``; all is one if none is set."""
    if not len(tokens):
        return Borders(np.zeros(0, np.int64), np.zeros(0, bool))
    starts, certain = [0], [True]
    if doc.has_annotation("SENT_START"):
        marked = np.flatnonzero(doc.to_array("SENT_START") == 1)
        for word in np.unique(np.searchsorted(tokens, marked)).tolist():
            if 0 < word < len(tokens):
                starts.append(word)
                certain.append(_stands(doc, int(tokens[word - 1]), int(tokens[word])))
    return Borders(np.array(starts, np.int64), np.array(certain, bool))


def _stands(doc: Doc, before: int, token: int) -> bool:
    between = doc[before + 1 : token].text
    if "\n" in between or "\r" in between or is_bullet(doc[token].text):
        return True
    return doc[before].text in DASHES and _ends_dateline(doc, token)


def _ends_dateline(doc: Doc, token: int) -> bool:
    line = token
    while line and "\n" not in doc[line - 1].text and token - line <= DATELINE:
        line -= 1
    words = [word.text for word in doc[line : token + 1]]
    return dateline_end(words, 0) == token - line


def settle(
    doc: Doc,
    tokens: NDArray[np.int64],
    known: Borders,
    chances: NDArray[np.float32],
) -> NDArray[np.int64]:
    """Return the words at which sentences start.

    Parameters
    ----------
    doc, tokens
        The Doc and the index of each word in it.
    known
        What was known before.
    chances
        The network's probability, for each word, that a sentence starts at it.
    """
    start = np.zeros(len(tokens), bool)
    start[known.starts] = known.certain | (chances[known.starts] >= KEEP)
    new = chances >= ADD
    new[known.starts] = False
    for word in np.flatnonzero(new).tolist():
        i = int(tokens[word])
        start[word] = not joins_next(doc[i - 2].text if i > 1 else "", doc[i - 1].text)
    return np.flatnonzero(start)
