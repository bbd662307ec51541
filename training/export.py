"""From a checkpoint to the shipped files: ONNX, int8, calibration.

``python -m training.export --data DIR --work DIR [--output DIR]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.tokens import Doc
from spacy.vocab import Vocab
from torch import Tensor, nn

from graph.nlp.decode import decode
from graph.nlp.encoder import Encoder
from graph.nlp.labels import ENTITY_TYPES, LABEL_INDEX, LABELS
from graph.nlp.weights import SHIPPED, Weights
from training.batches import divide, load_sentences
from training.labels import Sentence, allowed
from training.model import Reader
from training.train import load_config, pretrained_folder
from training.weak import EVENT_NOUNS


class SmallTable(nn.Module):
    """An embedding table in int8 with one scale a row."""

    table: Tensor
    scale: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (weight / scale).round().to(torch.int8))

    def forward(self, rows: Tensor) -> Tensor:
        """Return the rows as floats."""
        return self.table[rows].float() * self.scale[rows]


def load_checkpoint(path: Path, *, averaged: bool = True) -> Reader:
    """Return the reader of a checkpoint, with averaged weights where there are any."""
    state = torch.load(path, weights_only=True)
    model = Reader(load_config())
    weights = dict(state["model"])
    if averaged and state["average"]:
        weights.update(state["average"])
    model.load_state_dict(weights)
    model.eval()
    return model


def to_onnx(model: Reader, path: Path, *, small_table: bool) -> None:
    """Write the reader as ONNX, its piece embeddings in int8 if asked."""
    if small_table:
        model.words = SmallTable(model.words.weight.data)  # type: ignore[assignment]
    pieces = torch.tensor([[101, 2054, 2003, 102, 0], [101, 2054, 2054, 2003, 102]])
    owner = torch.tensor([[0, 1, 2, 0, 0], [0, 1, 1, 2, 0]])
    look = torch.ones(2, 3, 4, dtype=torch.long)
    batch, size, words = (torch.export.Dim(n, min=1) for n in ("batch", "size", "words"))
    program = torch.onnx.export(
        model,
        (pieces, owner, look),
        input_names=["pieces", "owner", "look"],
        output_names=["vectors", "names"],
        dynamic_shapes=({0: batch, 1: size}, {0: batch, 1: size}, {0: batch, 1: words}),
        opset_version=18,
        dynamo=True,
        external_data=False,
    )
    assert program is not None
    program.save(str(path), external_data=False)
    onnx.checker.check_model(str(path))


def quantise(source: Path, target: Path) -> None:
    """Quantise the linear layers to int8 (dynamic scales).

    ``reduce_range`` keeps weights to seven bits: on x86 without VNNI the 8-bit kernel adds
    products in 16 bits and would saturate.
    """
    model = onnx.load(str(source))
    head = [
        node.name for node in model.graph.node
        if node.op_type in ("MatMul", "Gemm")
        and any(t.name in node.input and t.dims and t.dims[-1] == len(LABELS)
                for t in model.graph.initializer)
    ]  # fmt: skip
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=head,
    )


def calibrate(encoder: Encoder, sentences: list[Sentence]) -> tuple[float, float, dict[str, Any]]:
    """Fit slope and shift of span scores on sentences that were not trained on.

    A span found counts as right when its set allows it exactly: each word its label, and no
    further word. Spans of types that the set does not annotate are left out.
    """
    vocab = Vocab()
    raw: list[float] = []
    right: list[float] = []
    for sentence in sentences:
        doc = Doc(vocab, words=list(sentence.words))
        encoded = encoder.encode(doc)
        masks = allowed(sentence, EVENT_NOUNS)
        bounds = {(m.start, m.end): m for m in sentence.marks}
        for found in decode(encoded.names, encoded.starts):
            if found.kind not in ENTITY_TYPES or found.kind not in sentence.annotated:
                continue
            mark = bounds.get((found.start, found.end))
            good = mark is not None and found.kind in mark.types
            if mark is not None and mark.optional:
                continue
            if (
                mark is None
                and any(masks[i] & (1 << LABEL_INDEX[f"B-{found.kind}"]) for i in (found.start,))
                and not any(m.start <= found.start < m.end for m in sentence.marks)
            ):
                continue
            raw.append(found.probability)
            right.append(float(good))
    p = np.clip(np.array(raw), 1e-6, 1 - 1e-6)
    y = np.array(right)
    x = np.log(p / (1 - p))
    slope, shift = 1.0, 0.0
    for _ in range(200):
        q = 1 / (1 + np.exp(-(slope * x + shift)))
        w = q * (1 - q) + 1e-9
        g = np.array([((q - y) * x).sum(), (q - y).sum()])
        h = np.array([[(w * x * x).sum() + 1e-6, (w * x).sum()], [(w * x).sum(), w.sum() + 1e-6]])
        slope, shift = np.array([slope, shift]) - np.linalg.solve(h, g)
    q = 1 / (1 + np.exp(-(slope * x + shift)))
    report = {
        "spans": len(y),
        "right": round(float(y.mean()), 4),
        "ece_before": round(expected_error(p, y), 4),
        "ece_after": round(expected_error(q, y), 4),
    }
    return round(float(slope), 4), round(float(shift), 4), report


def expected_error(p: Any, y: Any, bins: int = 10) -> float:
    """Return the expected calibration error over equally wide bins."""
    which = np.minimum((np.asarray(p) * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


def write_meta(folder: Path, calibration: tuple[float, float], extra: dict[str, Any]) -> None:
    """Write ``meta.json``."""
    meta = {
        "labels": list(LABELS),
        "max_pieces": 160,
        "calibration": list(calibration),
        **extra,
    }
    (folder / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")


def main() -> None:
    """Export, quantise and calibrate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    config = load_config()
    tokenizer = pretrained_folder() / "tokenizer.json"
    checkpoint = arguments.work / "checkpoint.pt"
    floats = arguments.work / "float"
    floats.mkdir(exist_ok=True)
    arguments.output.mkdir(parents=True, exist_ok=True)
    for folder in (floats, arguments.output):
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
        write_meta(folder, (1.0, 0.0), {})
    to_onnx(load_checkpoint(checkpoint), floats / "model.onnx", small_table=False)
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch) / "small.onnx"
        to_onnx(load_checkpoint(checkpoint), small, small_table=True)
        quantise(small, arguments.output / "model.onnx")
    _, kept = divide(load_sentences(arguments.data, config), config["split"]["calibration_every"])
    slope, shift, report = calibrate(Encoder(Weights(folder=arguments.output), threads=2), kept)
    extra = {
        "calibration_report": report,
        "checkpoint_sha256": hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
    }
    write_meta(arguments.output, (slope, shift), extra)
    write_meta(floats, (slope, shift), extra)
    size = (arguments.output / "model.onnx").stat().st_size
    print(json.dumps({"bytes": size, "calibration": [slope, shift], **report}))


if __name__ == "__main__":
    main()
