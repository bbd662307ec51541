"""The component ``whence_encoder``: one pass of the network over a document.

Neighbouring sentences are joined into short passages, long sentences cut into overlapping windows,
and both are batched within their document and never across
documents, so that a document reads the same alone and in any company (the scales of dynamic
quantisation are taken over a batch).
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from graph.nlp.features import WordPieces, word_features
from graph.nlp.weights import Weights

VERSION: Final = "1"

#: Key of ``doc.user_data`` under which heads find the encoder's output; the last head drops it.
ENCODED: Final = "whence_encoded"

#: Pieces of the passages that are read together by default: sentences are read alone.
CONTEXT: Final = 0

_START: Final = 101
_END: Final = 102

# Sessions of a parent process, kept so that a forked child never runs their destructors: the
# threads that these would join do not exist in the child.
_INHERITED: list[object] = []


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder found.

    Attributes
    ----------
    tokens
        Index of each word in the Doc; tokens of white space are left out.
    starts
        For each sentence, the index of its first word in ``tokens``, ascending, from 0.
    names
        (words, labels) float32, scores before softmax, rows as in ``tokens``.
    """

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` read together, of which ``[keep_from, keep_to)`` are kept."""

    start: int
    end: int
    keep_from: int
    keep_to: int
    pieces: int


def windows(counts: list[int], start: int, end: int, *, limit: int, overlap: int) -> list[Window]:
    """Cut the words ``[start, end)`` into overlapping windows.

    Parameters
    ----------
    counts
        Pieces of each word of the document.
    start, end
        The words of one sentence.
    limit
        Most pieces in a window, without the two marks around it.
    overlap
        Words that neighbouring windows share; each is kept from the window in which it is
        further from the edge.

    Returns
    -------
    list of Window
        In order; what they keep covers every word once.
    """
    found: list[Window] = []
    first, keep_from = start, start
    while True:
        last, pieces = first, 0
        while last < end and (pieces + counts[last] <= limit or last == first):
            pieces += counts[last]
            last += 1
        if last == end:
            found.append(Window(first, end, keep_from, end, pieces))
            return found
        shared = min(overlap, (last - first) // 2)
        while shared and sum(counts[last - shared : last + 1]) > limit:
            shared -= 1  # the next window must reach a new word
        keep_to = last - shared // 2
        found.append(Window(first, last, keep_from, keep_to, pieces))
        first, keep_from = last - shared, keep_to


def passages(counts: list[int], starts: list[int], *, most: int) -> list[tuple[int, int]]:
    """Join neighbouring sentences into passages of at most ``most`` pieces.

    Parameters
    ----------
    counts
        Pieces of each word.
    starts
        First word of each sentence, ascending.
    most
        Most pieces of a passage; a longer sentence is a passage by itself.

    Returns
    -------
    list of (int, int)
        First word of each passage and the end of its last.
    """
    found: list[tuple[int, int]] = []
    size = 0
    for start, end in pairwise([*starts, len(counts)]):
        pieces = sum(counts[start:end])
        if found and size + pieces <= most:
            found[-1] = (found[-1][0], end)
            size += pieces
        else:
            found.append((start, end))
            size = pieces
    return found


class Encoder:
    """Runs the network over documents; makes its session in each process when first needed.

    Parameters
    ----------
    weights
        The model's files.
    threads
        Threads of one session. 0: up to four in the main process, one in a worker process.
    batch_pieces
        Padded word pieces in one run of the network; few, so that they stay in the cache.
    overlap
        Words shared by the windows of a sentence that is too long for one.
    context
        Neighbouring sentences are read together up to so many pieces; 0 reads each alone.
    """

    version = VERSION

    def __init__(
        self,
        weights: Weights,
        *,
        threads: int = 0,
        batch_pieces: int = 256,
        overlap: int = 32,
        context: int = CONTEXT,
    ) -> None:
        self.weights = weights
        self.threads = threads
        self.batch_pieces = batch_pieces
        self.overlap = overlap
        self.context = context
        self._owner = 0
        self._session: ort.InferenceSession | None = None
        self._wordpieces: WordPieces | None = None
        self._limit = 0
        self._outputs = 0

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what belongs to one process."""
        return {
            "weights": self.weights,
            "threads": self.threads,
            "batch_pieces": self.batch_pieces,
            "overlap": self.overlap,
            "context": self.context,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore; the session is made when first needed."""
        self.__init__(  # type: ignore[misc]
            state["weights"],
            threads=state["threads"],
            batch_pieces=state["batch_pieces"],
            overlap=state["overlap"],
            context=state["context"],
        )

    def _ready(self) -> tuple[ort.InferenceSession, WordPieces]:
        if self._session is None or self._wordpieces is None or self._owner != os.getpid():
            if self._session is not None:
                _INHERITED.append(self._session)
            options = ort.SessionOptions()
            options.intra_op_num_threads = self.threads or (
                1 if multiprocessing.parent_process() else min(4, os.cpu_count() or 1)
            )
            options.inter_op_num_threads = 1
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            options.log_severity_level = 3
            self._session = ort.InferenceSession(
                self.weights.read("model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            text = self.weights.read("tokenizer.json").decode("utf-8")
            self._wordpieces = WordPieces(Tokenizer.from_str(text))
            meta = self.weights.meta()
            self._limit, self._outputs = meta["max_pieces"] - 2, len(meta["labels"])
            self._owner = os.getpid()
        return self._session, self._wordpieces

    def __call__(self, doc: Doc) -> Doc:
        """Read a document and leave the output in ``doc.user_data``."""
        doc.user_data[ENCODED] = self.encode(doc)
        return doc

    def encode(self, doc: Doc) -> Encoded:
        """Return the network's output for every word of a document."""
        session, wordpieces = self._ready()
        tokens = [token.i for token in doc if not token.is_space]
        words = [doc[i].text for i in tokens]
        pieces = wordpieces(words)
        look = [word_features(word) for word in words]
        counts = [len(p) for p in pieces]
        starts = _sentence_starts(doc, tokens)
        cut = [
            window
            for start, end in passages(counts, starts, most=min(self.context, self._limit))
            for window in windows(counts, start, end, limit=self._limit, overlap=self.overlap)
        ]
        names = np.zeros((len(words), self._outputs), np.float32)
        for group in self._batches(cut):
            size = _padded(max(w.pieces for w in group))
            most = max(w.end - w.start for w in group)
            ids = np.zeros((len(group), size), np.int64)
            owner = np.zeros((len(group), size), np.int64)
            looks = np.zeros((len(group), most, 4), np.int64)
            for row, w in enumerate(group):
                flat = [_START, *(p for word in pieces[w.start : w.end] for p in word), _END]
                numbers = [n for n, c in enumerate(counts[w.start : w.end], 1) for _ in range(c)]
                ids[row, : len(flat)] = flat
                owner[row, 1 : len(numbers) + 1] = numbers
                looks[row, : w.end - w.start] = look[w.start : w.end]
            (scores,) = session.run(["names"], {"pieces": ids, "owner": owner, "look": looks})
            for row, w in enumerate(group):
                names[w.keep_from : w.keep_to] = scores[
                    row, w.keep_from - w.start : w.keep_to - w.start
                ]
        return Encoded(np.array(tokens, np.int64), np.array(starts, np.int64), names)

    def _batches(self, cut: list[Window]) -> Iterator[list[Window]]:
        """Group windows of like length; the order depends on the document alone."""
        group: list[Window] = []
        for window in sorted(cut, key=lambda w: (-w.pieces, w.start)):
            if group and _padded(group[0].pieces) * (len(group) + 1) > self.batch_pieces:
                yield group
                group = []
            group.append(window)
        if group:
            yield group

    def to_disk(self, path: Path, *, exclude: Any = ()) -> None:
        """Write the model's files into a folder."""
        self.weights.write(Path(path))

    def from_disk(self, path: Path, *, exclude: Any = ()) -> Encoder:
        """Take the model's files from a folder, which must stay where it is."""
        self.weights, self._session = Weights(folder=Path(path).resolve()), None
        return self

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Return the model's files."""
        return self.weights.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Encoder:
        """Take the model's files from bytes."""
        self.weights, self._session = Weights.from_bytes(data), None
        return self


def _padded(pieces: int) -> int:
    return -(-(pieces + 2) // 8) * 8


def _sentence_starts(doc: Doc, tokens: list[int]) -> list[int]:
    """Return the indices in ``tokens`` at which sentences start; all is one if none is set."""
    if not tokens:
        return []
    if not doc.has_annotation("SENT_START"):
        return [0]
    starts = [0]
    begun = False
    word = 0
    for token in doc:
        begun = begun or bool(token.is_sent_start)
        if token.is_space:
            continue
        if begun and word:
            starts.append(word)
        begun = False
        word += 1
    return starts


@Language.factory(
    "whence_encoder",
    default_config={
        "weights": None,
        "threads": 0,
        "batch_pieces": 256,
        "overlap": 32,
        "context": CONTEXT,
    },
)
def make_encoder(
    nlp: Language,
    name: str,
    weights: str | None,
    threads: int,
    batch_pieces: int,
    overlap: int,
    context: int,
) -> Encoder:
    """Make the component ``whence_encoder``; without ``weights`` it takes those shipped."""
    files = Weights() if weights is None else Weights(folder=Path(weights).resolve())
    return Encoder(
        files, threads=threads, batch_pieces=batch_pieces, overlap=overlap, context=context
    )
