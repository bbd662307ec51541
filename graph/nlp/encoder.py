"""The component ``whence_encoder``: one pass of the network over a document, for all layers.

Neighbouring sentences are read together in windows of a fixed size, long sentences in overlapping
ones. Each window is read by itself: the scales of dynamic quantisation are taken over what is read
at once, so a document reads the same alone and in any company, and nothing is padded, so attention
needs no mask and runs a fifth faster. A document is read in stretches of some thousand words: what
a stretch's vectors say of trees and roles is decoded before the next is read, so memory does not
grow with the vectors.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from graph.nlp.borders import Borders, known_borders, settle
from graph.nlp.decode import calibration, sigmoid
from graph.nlp.inputs import Inputs, Words
from graph.nlp.lemmatiser import Lemmatiser
from graph.nlp.network import Graph
from graph.nlp.parsing import Labeller, parse
from graph.nlp.predicates import RawFrame, RoleReader
from graph.nlp.shelf import LONG, Vectors, vectors
from graph.nlp.weights import Weights
from graph.nlp.windows import Window, passages, windows

VERSION: Final = "5"

#: Key of ``doc.user_data`` under which layers find the encoder's output; ``whence_tidy`` drops it.
ENCODED: Final = "whence_encoded"

#: Small graphs on the vectors of words: what each reads of the encoder, and gives.
HEADS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "names.onnx": (("vectors", "beside"), ("names",)),
    "syntax.onnx": (
        ("mixed", "beside"),
        ("starts", "upos", "tags", "lemmas", "arc_dep", "arc_head", "root", "rel_dep", "rel_head"),
    ),
    "predicates.onnx": (
        ("mixed", "beside"),
        ("predicates", "facts", "frame_words", "frame_preds", "frame_arguments"),
    ),
}

#: What can be asked for, and the graphs that each needs.
LAYERS: Final[dict[str, tuple[str, ...]]] = {
    "names": ("names.onnx",),
    "syntax": ("syntax.onnx",),
    "frames": ("syntax.onnx", "predicates.onnx"),
    "vectors": (),
}

#: Pieces of the sentences that are read together.
CONTEXT: Final = 126
#: Width of the network's vectors.
WIDTH: Final = 384
#: Words whose vectors are held at a time.
STRETCH: Final = 2048

_START: Final = 101
_END: Final = 102


@dataclass(frozen=True, slots=True)
class Parsed:
    """Syntax of a document's words.

    Attributes
    ----------
    upos, tags, labels
        Numbers in the lists ``upos``, ``tags`` and ``rels`` of ``meta.json``.
    lemmas
        Lemmas themselves.
    heads
        The head of each word, itself for a root.
    chances
        Probability of each arc.
    """

    upos: NDArray[np.int16]
    tags: NDArray[np.int16]
    lemmas: list[str]
    heads: NDArray[np.int64]
    labels: NDArray[np.int16]
    chances: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder found; layers that were not asked for are None.

    Attributes
    ----------
    tokens
        Index of each word in the Doc; tokens of white space are left out.
    starts
        For each sentence, the index of its first word in ``tokens``, ascending, from 0.
    names
        (words, labels) float32, scores before softmax, rows as in ``tokens``.
    syntax
        Tags and trees.
    frames
        Predicates and their roles, by place.
    vectors
        (words, width) float16; of a long document in a file.
    lists
        The lists of labels of ``meta.json``.
    """

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]
    names: NDArray[np.float32] | None = None
    syntax: Parsed | None = None
    frames: list[RawFrame] | None = None
    vectors: Vectors | None = None
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def layer(self, name: str, component: str) -> Any:
        """Return a layer that a component needs.

        Raises
        ------
        ValueError
            When the encoder did not read it.
        """
        found = getattr(self, name)
        if found is None:
            raise ValueError(
                f"{component} needs the layer {name!r}, which the encoder did not read: name it"
                " in the setting 'layers' of 'whence_encoder'."
            )
        return found


def encoded_of(doc: Doc, component: str) -> Encoded:
    """Return what the encoder found.

    Raises
    ------
    ValueError
        When no encoder has read the Doc.
    """
    encoded: Encoded | None = doc.user_data.get(ENCODED)
    if encoded is None:
        raise ValueError(
            f"{component} found no encoder output: add 'whence_encoder' before it, and"
            " 'whence_tidy' after the last layer."
        )
    return encoded


def let_go(doc: Doc, layer: str) -> None:
    """Drop a layer of a long document once all that it says is on the Doc, for it is large."""
    encoded: Encoded = doc.user_data[ENCODED]
    if len(encoded.tokens) > LONG:
        nothing: dict[str, Any] = {layer: None}
        doc.user_data[ENCODED] = replace(encoded, **nothing)


@dataclass(slots=True)
class _Parts:
    """What has been decoded so far, stretch by stretch."""

    names: NDArray[np.float32] | None
    vectors: Vectors | None
    starts: list[NDArray[np.int64]] = field(default_factory=list)
    syntax: list[Parsed] = field(default_factory=list)
    frames: list[RawFrame] = field(default_factory=list)


class _Model:
    """What one process needs of the weights, read when first needed."""

    def __init__(self, weights: Weights) -> None:
        meta = weights.meta()
        self.inputs = Inputs(Tokenizer.from_str(weights.read("tokenizer.json").decode("utf-8")))
        self.limit: int = meta["max_pieces"] - 2
        self.helping = [meta["rels"].index(name) for name in ("aux", "aux:pass")]
        self.lists = {name: meta[name] for name in ("labels", "upos", "tags", "rels")}
        self.lemmas = Lemmatiser(meta["lemmas"])
        self.arcs = calibration(meta, "arcs")
        with np.load(io.BytesIO(weights.read("syntax.npz"))) as arrays:
            self.labeller = Labeller(tuple(meta["rels"]), arrays["rel_weight"], arrays["rel_bias"])


class Encoder:
    """Runs the network over documents.

    Parameters
    ----------
    weights
        The model's files.
    layers
        What to read, of ``LAYERS``.
    threads
        Threads of one session. 0: up to four in the main process, one in a worker process.
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
        layers: Sequence[str] = tuple(LAYERS),
        threads: int = 0,
        overlap: int = 32,
        context: int = CONTEXT,
    ) -> None:
        unknown = sorted(set(layers) - set(LAYERS))
        if unknown:
            raise ValueError(
                f"whence_encoder knows no layer {unknown[0]!r}; name some of {', '.join(LAYERS)}."
            )
        self.layers = tuple(name for name in LAYERS if name in layers)
        self.threads = threads
        self.overlap = overlap
        self.context = context
        self._take(weights)

    def _take(self, weights: Weights) -> None:
        self.weights = weights
        self._graph = Graph(weights, "encoder.onnx", threads=self.threads)
        asked = {name for layer in self.layers for name in LAYERS[layer]}
        self._heads = [
            Graph(weights, name, threads=self.threads) for name in HEADS if name in asked
        ]
        self._roles = RoleReader(weights, threads=self.threads)
        self._model: _Model | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is read when first needed."""
        return {**self.__dict__, "_model": None}

    def __call__(self, doc: Doc) -> Doc:
        """Read a document and leave the output in ``doc.user_data``."""
        doc.user_data[ENCODED] = self.encode(doc)
        return doc

    def encode(self, doc: Doc) -> Encoded:
        """Return what the network finds in a document."""
        if self._model is None:
            self._model = _Model(self.weights)
        model = self._model
        words = model.inputs(doc)
        known = known_borders(doc, words.tokens)
        parts = self._parts(model, len(words.tokens))
        for cut in self._stretches(words, known.starts, model.limit):
            first, last = cut[0].keep_from, cut[-1].keep_to
            found = self._heads_of(self._read(words, cut))
            within = known.starts[(known.starts >= first) & (known.starts < last)] - first
            if "syntax" in self.layers or "frames" in self.layers:
                tokens = words.tokens[first:last]
                within = self._settle(doc, tokens, known, found["starts"], first)
                forms = words.forms[first:last]
                parsed = self._parse(model, forms, found, within)
                parts.syntax.append(parsed)
                if "frames" in self.layers:
                    helping = np.isin(parsed.labels, model.helping)
                    parts.frames += self._roles(
                        found,
                        forms,
                        within,
                        first,
                        arcs=(parsed.heads, parsed.labels),
                        bare=helping,
                    )
            if parts.names is not None:
                parts.names[first:last] = found["names"]
            if parts.vectors is not None:
                parts.vectors[first:last] = found["vectors"]
            parts.starts.append(within + first)
        return self._join(model, words, parts)

    def _stretches(
        self, words: Words, starts: NDArray[np.int64], limit: int
    ) -> Iterator[list[Window]]:
        """Yield the windows of one stretch after the other, each of whole sentences."""
        counts = words.counts.tolist()
        cut: list[Window] = []
        for start, end in passages(counts, starts.tolist(), most=min(self.context, limit)):
            if cut and end - cut[0].keep_from > STRETCH:
                yield cut
                cut = []
            cut += windows(counts, start, end, limit=limit, overlap=self.overlap)
        if cut:
            yield cut

    def _read(self, words: Words, cut: list[Window]) -> dict[str, NDArray[np.float32]]:
        """Run the encoder over the windows of a stretch; rows are its words."""
        wanted = {name for head in self._heads for name in HEADS[head.name][0]}
        if "vectors" in self.layers:
            wanted.add("vectors")
        outputs = sorted(wanted)
        first, last = cut[0].keep_from, cut[-1].keep_to
        found: dict[str, NDArray[np.float32]] = {}
        for window in cut:
            kept = slice(window.keep_from - window.start, window.keep_to - window.start)
            rows = slice(window.keep_from - first, window.keep_to - first)
            scores = self._graph.run(outputs, _inputs(words, window))
            for name, values in zip(outputs, scores, strict=True):
                if name not in found:
                    found[name] = np.empty((last - first, *values.shape[2:]), np.float32)
                found[name][rows] = values[0, kept]
        return found

    def _heads_of(self, vectors: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
        """Run the heads over the words of a stretch, all at once; keep the vectors."""
        found = dict(vectors)
        for head in self._heads:
            reads, gives = HEADS[head.name]
            scores = head.run(gives, {name: vectors[name][None] for name in reads})
            found.update(zip(gives, (s[0] for s in scores), strict=True))
        return found

    def _settle(
        self,
        doc: Doc,
        tokens: NDArray[np.int64],
        known: Borders,
        scores: NDArray[np.float32],
        first: int,
    ) -> NDArray[np.int64]:
        """Return the sentence starts of the stretch that begins at word ``first``."""
        inside = (known.starts >= first) & (known.starts < first + len(tokens))
        certain = known.certain[inside]
        certain[0] = True  # a stretch begins where a sentence does
        borders = Borders(known.starts[inside] - first, certain)
        return settle(doc, tokens, borders, sigmoid(scores.reshape(-1)))

    def _parse(
        self,
        model: _Model,
        forms: list[str],
        found: dict[str, NDArray[np.float32]],
        starts: NDArray[np.int64],
    ) -> Parsed:
        heads, chances = parse(
            starts.tolist(), found["arc_dep"], found["arc_head"], found["root"].reshape(-1)
        )
        roots = heads == np.arange(len(heads))
        labels = model.labeller(found["rel_dep"], found["rel_head"][heads], roots)
        return Parsed(
            found["upos"].argmax(1).astype(np.int16),
            found["tags"].argmax(1).astype(np.int16),
            model.lemmas(forms, found["lemmas"]),
            heads,
            labels.astype(np.int16),
            model.arcs.many(chances),
        )

    def _parts(self, model: _Model, size: int) -> _Parts:
        """Return where the output for so many words goes; the large arrays are made once."""
        labels = len(model.lists["labels"])
        return _Parts(
            np.zeros((size, labels), np.float32) if "names" in self.layers else None,
            vectors(size, WIDTH) if "vectors" in self.layers else None,
        )

    def _join(self, model: _Model, words: Words, parts: _Parts) -> Encoded:
        """Join the stretches of a document."""
        return Encoded(
            words.tokens,
            np.concatenate([np.zeros(0, np.int64), *parts.starts]),
            names=parts.names,
            syntax=_joined(parts.syntax) if "syntax" in self.layers else None,
            frames=parts.frames if "frames" in self.layers else None,
            vectors=parts.vectors,
            lists=model.lists,
        )

    def to_disk(self, path: Path, *, exclude: Any = ()) -> None:
        """Write the model's files into a folder."""
        self.weights.write(Path(path))

    def from_disk(self, path: Path, *, exclude: Any = ()) -> Encoder:
        """Take the model's files from a folder, which must stay where it is."""
        self._take(Weights(folder=Path(path).resolve()))
        return self

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Return the model's files."""
        return self.weights.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Encoder:
        """Take the model's files from bytes."""
        self._take(Weights.from_bytes(data))
        return self


def _joined(parts: Sequence[Parsed]) -> Parsed:
    """Join the syntax of stretches."""

    def all_of(name: str, kind: type) -> NDArray[Any]:
        return np.concatenate([np.zeros(0, kind), *(getattr(part, name) for part in parts)])

    firsts = np.cumsum([0, *(len(part.heads) for part in parts)])[:-1]
    heads = [part.heads + first for part, first in zip(parts, firsts, strict=True)]
    return Parsed(
        all_of("upos", np.int16),
        all_of("tags", np.int16),
        [lemma for part in parts for lemma in part.lemmas],
        np.concatenate([np.zeros(0, np.int64), *heads]),
        all_of("labels", np.int16),
        all_of("chances", np.float32),
    )


def _inputs(words: Words, window: Window) -> dict[str, NDArray[np.int64]]:
    """Return what the network reads of one window: pieces, the word of each, looks of words."""
    start, end = window.start, window.end
    numbers = np.arange(1, end - start + 1)
    return {
        "pieces": np.concatenate(
            ([_START], words.pieces[words.offsets[start] : words.offsets[end]], [_END])
        )[None],
        "owner": np.concatenate(([0], np.repeat(numbers, words.counts[start:end]), [0]))[None],
        "look": words.look[None, start:end],
    }


@Language.factory(
    "whence_encoder",
    default_config={
        "weights": None,
        "layers": list(LAYERS),
        "threads": 0,
        "overlap": 32,
        "context": CONTEXT,
    },
)
def make_encoder(
    nlp: Language,
    name: str,
    weights: str | None,
    layers: list[str],
    threads: int,
    overlap: int,
    context: int,
) -> Encoder:
    """Make the component ``whence_encoder``; without ``weights`` it takes those shipped."""
    return Encoder(
        Weights() if weights is None else Weights(folder=Path(weights).resolve()),
        layers=layers,
        threads=threads,
        overlap=overlap,
        context=context,
    )
