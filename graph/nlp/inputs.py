"""A Doc in the numbers that the network reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

from graph.nlp.features import WordPieces, word_features


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a Doc, white space left out.

    Attributes
    ----------
    tokens
        Index of each word in the Doc.
    forms
        The words themselves.
    counts
        Pieces of each word.
    pieces
        Piece ids of all words, one after the other.
    offsets
        Where each word's pieces begin in ``pieces``, and their end; one longer than ``counts``.
    look
        (words, 4), rows of the small features.
    """

    tokens: NDArray[np.int64]
    forms: list[str]
    counts: NDArray[np.int64]
    pieces: NDArray[np.int64]
    offsets: NDArray[np.int64]
    look: NDArray[np.int64]


class Inputs:
    """Turns Docs into numbers; each different word of a Doc is looked up once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._wordpieces = WordPieces(tokenizer)

    def __call__(self, doc: Doc) -> Words:
        """Return the words of a Doc."""
        table = doc.to_array(["ORTH", "IS_SPACE"])
        tokens = np.flatnonzero(table[:, 1] == 0)
        forms, which = np.unique(table[tokens, 0], return_inverse=True)
        strings = [doc.vocab.strings[int(form)] for form in forms]
        pieces = self._wordpieces(strings)
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        flat = np.fromiter((p for word in pieces for p in word), np.int64, int(sizes.sum()))
        first = np.cumsum(sizes) - sizes
        looks = np.array([word_features(s) for s in strings], np.int64).reshape(-1, 4)
        counts = sizes[which]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - first[which], counts)
        words = [strings[i] for i in which.tolist()]
        return Words(tokens, words, counts, flat[places], offsets, looks[which])
