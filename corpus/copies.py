"""Which documents are reprints of one another.

A text printed five times is one source. Texts are compared as sets of shingles, runs of five
words [1]_; MinHash signatures in an LSH index [2]_ propose pairs, and each pair is then
compared exactly, so that a group never rests on a chance of hashing. Groups are the connected
components over the pairs that stand, and so do not depend on the order of the documents.

References
----------
.. [1] A. Z. Broder, "On the resemblance and containment of documents", 1997.
.. [2] P. Indyk and R. Motwani, "Approximate nearest neighbors", 1998.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document

__all__ = ["are_reprints", "reprint_groups", "shingles", "signature"]

SHINGLE_WORDS = 5
"""Words in a shingle."""
ALIKE = 0.5
"""Share of all shingles of two texts that reprints have in common, at least."""
CONTAINED = 0.75
"""Share of the shorter text's shingles that stand in the longer where it is an excerpt."""
SHORTEST_EXCERPT = 60
"""Shingles that an excerpt has at least; fewer may be a quotation."""
LONGEST_CUT = 0.4
"""An excerpt has at least this part of the longer text's shingles."""

_PERMUTATIONS = 128
_BANDS = (42, 3)
_SEED = 1
_SCHEME: Literal["affine32"] = "affine32"
_WORD = re.compile(r"\w+")

Shingles = NDArray[np.uint64]


def shingles(text: str) -> Shingles:
    """Return the hashes of the text's five-word runs, sorted, each once.

    Case, punctuation and the form of letters (full-width, ligatures) make no difference. A text
    of fewer than five words has one shingle, a text without words none.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return np.empty(0, dtype=np.uint64)
    width = min(SHINGLE_WORDS, len(words))
    runs = {" ".join(words[i : i + width]) for i in range(len(words) - width + 1)}
    hashes = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return np.unique(np.frombuffer(hashes, dtype="<u8").astype(np.uint64))


def signature(text: str) -> bytes:
    """Return the MinHash signature of `text`: 128 numbers of four bytes, little-endian.

    A pure function of the text, to be kept beside it and given to `reprint_groups`.
    """
    return _signature(shingles(text))


def are_reprints(a: Shingles, b: Shingles) -> bool:
    """Compare two texts by their shingles, exactly.

    True for the same text with small changes and for a long excerpt; False for two texts about
    the same thing, however much they quote from one another.
    """
    smaller, larger = sorted((len(a), len(b)))
    if not smaller:
        return False
    common = len(np.intersect1d(a, b, assume_unique=True))
    if common >= ALIKE * (smaller + larger - common):
        return True
    return smaller >= max(SHORTEST_EXCERPT, LONGEST_CUT * larger) and common >= CONTAINED * smaller


def reprint_groups(
    documents: Iterable[Document], *, signatures: Mapping[str, bytes] | None = None
) -> dict[str, str]:
    """Group documents that are reprints of one another.

    Parameters
    ----------
    documents
        The documents, in any order. What is set aside in them is not compared.
    signatures
        Signatures made before, by document id: ``signature(document.body())``.

    Returns
    -------
    dict
        Document id to group id, which is the smallest document id in the group.

    Notes
    -----
    Linear in the number of documents but for those in large groups.
    """
    from datasketch import MinHashLSH

    texts = {document.id: shingles(document.body()) for document in documents}
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    groups = {id: id for id in texts}
    for id in sorted(texts):
        if not len(texts[id]):
            continue
        known = (signatures or {}).get(id)
        print_ = _minhash(known if known is not None else _signature(texts[id]))
        for other in sorted(index.query(print_)):
            if _root(groups, id) != _root(groups, other) and are_reprints(texts[id], texts[other]):
                low, high = sorted((_root(groups, id), _root(groups, other)))
                groups[high] = low
        index.insert(id, print_)
    return {id: _root(groups, id) for id in sorted(groups)}


def _root(groups: dict[str, str], id: str) -> str:
    while groups[id] != id:
        groups[id] = groups[groups[id]]
        id = groups[id]
    return id


def _signature(hashes: Shingles) -> bytes:
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=_low_bits, scheme=_SCHEME)
    if len(hashes):
        sketch.update_batch(hashes.tolist())
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


def _low_bits(value: int) -> int:
    """Shingles are hashes already; datasketch wants 32 bits of them."""
    return value & 0xFFFFFFFF


def _minhash(signature: bytes) -> Any:
    from datasketch import MinHash

    values = np.frombuffer(signature, dtype="<u4").astype(np.uint32)
    if len(values) != _PERMUTATIONS:
        raise ValueError("the signature is of another kind; make it anew")
    return MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashvalues=values, scheme=_SCHEME)
