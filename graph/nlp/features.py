"""What the model sees of a word: its word pieces and the look of its letters.

The encoder reads lower-cased word pieces. What lower-casing loses comes back through four small
numbers for each word: a class of capitalisation and hashes of its shape, its first two and its
last three characters. Training and run time both use this module, so they cannot drift apart.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tokenizers import Tokenizer

SHAPES: Final = 512
PREFIXES: Final = 1024
SUFFIXES: Final = 2048
CAPITALS: Final = 8

#: Pieces kept of one word. Words with more are not language (links, hashes, base64).
MAX_WORD_PIECES: Final = 12

_UNKNOWN: Final = 100
_CACHE_LIMIT: Final = 200_000


def capitals(word: str) -> int:
    """Return the class of capitalisation of a word, from 1 to 7 (0 is padding)."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 6 if any(c.isdigit() for c in word) else 7
    if any(c.isdigit() for c in word):
        return 6
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == len(letters):
        return 4 if len(letters) == 1 else 3
    return 2 if upper == 1 and letters[0].isupper() else 5


def shape(word: str) -> str:
    """Return the word with letters as X or x and digits as d, runs cut at three."""
    out: list[str] = []
    run = 0
    for c in word[:32]:
        mark = ("X" if c.isupper() else "x") if c.isalpha() else "d" if c.isdigit() else c
        run = run + 1 if out and out[-1] == mark else 1
        if run <= 3:
            out.append(mark)
    return "".join(out)


def _bucket(text: str, size: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % (size - 1) + 1


@lru_cache(maxsize=100_000)
def word_features(word: str) -> tuple[int, int, int, int]:
    """Return (capitals, shape, prefix, suffix) of a word as table rows; row 0 is padding."""
    plain = unicodedata.normalize("NFC", word).replace("\u2019", "'")
    return (
        capitals(plain),
        _bucket(shape(plain), SHAPES),
        _bucket(plain[:2], PREFIXES),
        _bucket(plain[-3:], SUFFIXES),
    )


class WordPieces:
    """Word pieces of words, each word by itself, with a bounded memory of words seen.

    Parameters
    ----------
    tokenizer
        Of the *tokenizers* library.

    Notes
    -----
    A word's pieces do not depend on its neighbours, so the pieces of a sentence are the
    pieces of its words in order and no alignment can go wrong.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the piece ids of each word, at least one and at most MAX_WORD_PIECES."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            if len(known) + len(new) > _CACHE_LIMIT:
                known.clear()
                new = list(dict.fromkeys(words))
            # A lone surrogate cannot be encoded; a very long word is cut before the tokenizer
            # would call it unknown as a whole.
            # One by one: encode_batch starts threads, which do not survive a fork.
            for word in new:
                safe = word[:64].encode("utf-8", "replace").decode("utf-8")
                ids = self._tokenizer.encode(safe, add_special_tokens=False).ids
                known[word] = tuple(ids[:MAX_WORD_PIECES]) or (_UNKNOWN,)
        return [known[word] for word in words]
