"""From a checkpoint to the shipped files: ONNX, int8, calibration.

``python -m training.export --data DIR --work DIR [--output DIR]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graph.nlp.labels import LABELS
from graph.nlp.paths import KINDS
from graph.nlp.weights import SHIPPED, Weights
from training.calibrate import calibrate, even
from training.files import jsonl, trees
from training.graphs import SHARED, divide, refine
from training.model import Reader
from training.syntax import Syntax
from training.train import all_tasks, build, fill, load_config, pretrained_folder
from training.treebanks import ROLE_LABELS, Inventory, inventory


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


class EncoderGraph(nn.Module):
    """The encoder with all word-level outputs, in the order of `OUTPUTS`."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, owner: Tensor, look: Tensor) -> tuple[Tensor, ...]:
        """Return all outputs."""
        encoded = self.model.encode(pieces, owner, look)
        names = self.model.heads["names"](encoded)
        syntax = self.model.heads["syntax"](encoded)
        frames = self.model.heads["frames"](encoded)
        return (encoded.vectors, encoded.mixed, encoded.beside, names, *syntax, *frames)


#: Outputs of the encoder and its heads, before they are divided.
OUTPUTS = (
    *SHARED, "names", *Syntax._fields,
    "predicates", "facts", "frame_words", "frame_preds", "frame_arguments",
)  # fmt: skip


def load_checkpoint(path: Path, labels: Inventory, *, averaged: bool = True) -> Reader:
    """Return the reader of a checkpoint, with averaged weights where there are any."""
    state = torch.load(path, weights_only=True)
    config = load_config()
    model = build(config, all_tasks(config, labels))
    weights = dict(state["model"])
    if averaged and state["average"]:
        weights.update(state["average"])
    left = fill(model, weights)
    if left:
        print(f"not in the checkpoint, so as new: {left}")
    model.eval()
    return model


def to_onnx(
    module: nn.Module, path: Path, *, given: dict[str, Tensor], shapes: Any, outputs: Sequence[str]
) -> None:
    """Write a module as ONNX."""
    program = torch.onnx.export(
        module,
        tuple(given.values()),
        input_names=list(given),
        output_names=list(outputs),
        dynamic_shapes=shapes,
        opset_version=18,
        dynamo=True,
        external_data=False,
    )
    assert program is not None
    program.save(str(path), external_data=False)
    onnx.checker.check_model(str(path))


def encoder_to_onnx(model: Reader, path: Path, *, small_table: bool) -> None:
    """Write the encoder with its word-level heads, its piece embeddings in int8 if asked.

    Positions that no window at run time has are left out: training reads longer ones.
    """
    longest = -(-load_config()["train"]["max_pieces"] // 8) * 8  # padded to a multiple of 8
    model.positions = nn.Embedding.from_pretrained(model.positions.weight.data[:longest])
    if small_table:
        model.words = SmallTable(model.words.weight.data)  # type: ignore[assignment]
    batch, size, words = (torch.export.Dim(n, min=1) for n in ("batch", "size", "words"))
    to_onnx(
        EncoderGraph(model),
        path,
        given={
            "pieces": torch.tensor([[101, 2054, 2003, 102, 0], [101, 2054, 2054, 2003, 102]]),
            "owner": torch.tensor([[0, 1, 2, 0, 0], [0, 1, 1, 2, 0]]),
            "look": torch.ones(2, 3, 4, dtype=torch.long),
        },
        shapes=({0: batch, 1: size}, {0: batch, 1: size}, {0: batch, 1: words}),
        outputs=OUTPUTS,
    )


def frames_to_onnx(model: Reader, path: Path) -> None:
    """Write the graph that finds the roles of predicates."""
    roles = model.heads["frames"].roles
    width = load_config()["model"]["roles"]
    words, cells = torch.export.Dim("words", min=2), torch.export.Dim("cells", min=2)
    # Three arrays and not one: inputs that are the same object become one input.
    each = [torch.randn(5, width) for _ in range(3)]
    to_onnx(
        roles,
        path,
        given={
            "words": each[0],
            "preds": each[1],
            "arguments": each[2],
            "cells": torch.tensor([[0, 2, 1], [3, 4, 0], [1, 1, 1]]),
            "features": torch.ones(3, KINDS, dtype=torch.long),
        },
        shapes=({0: words}, {0: words}, {0: words}, {0: cells}, {0: cells}),
        outputs=["roles"],
    )


def quantise(source: Path, target: Path, *, keep: Sequence[str] = ()) -> None:
    """Quantise the linear layers to int8 (dynamic scales), but those that give ``keep``.

    ``reduce_range`` keeps weights to seven bits: on x86 without VNNI the 8-bit kernel adds
    products in 16 bits and would saturate.
    """
    model = onnx.load(str(source))
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=last_products(model, keep),
    )


def last_products(model: onnx.ModelProto, outputs: Sequence[str]) -> list[str]:
    """Return the names of the matrix products from which outputs come, biases between."""
    makers = {name: node for node in model.graph.node for name in node.output}
    constants = {tensor.name for tensor in model.graph.initializer}
    found = []
    for name in outputs:
        waiting = [name]
        while waiting:
            node = makers.get(waiting.pop())
            if node is None:
                continue
            if node.op_type in ("MatMul", "Gemm"):
                found.append(node.name)
            elif node.op_type in ("Add", "Identity", "Squeeze", "Reshape", "Mul", "Div"):
                waiting += [i for i in node.input if i not in constants]
    return found


def usual_rolesets(data: Path) -> dict[str, str]:
    """Return the most frequent roleset of each predicate lemma, ``lemma|V`` or ``lemma|N``."""
    counts: dict[str, Counter[str]] = {}
    lemmas = {
        tree.sent_id: [row[2].lower() for row in tree.rows]
        for tree in trees(data / "ud_ewt/en_ewt_train.conllu.gz")
    }
    for row in jsonl(data / "ewt_propbank/ewt_propbank_train.jsonl.gz"):
        known = lemmas.get(row["sent_id"])
        if known is None or len(known) != len(row["tokens"]):
            continue
        for frame in row["frames"]:
            kind = "V" if row["pos"][frame["pred"]].startswith("V") else "N"
            if not frame["roleset"].endswith(".LV"):
                key = f"{known[frame['pred']]}|{kind}"
                counts.setdefault(key, Counter())[frame["roleset"]] += 1
    return {key: count.most_common(1)[0][0] for key, count in sorted(counts.items())}


def meta(data: Path, labels: Inventory) -> dict[str, Any]:
    """Return what ``meta.json`` says besides calibration."""
    return {
        "version": 2,
        "labels": list(LABELS),
        "upos": labels.upos,
        "tags": labels.tags,
        "rels": labels.rels,
        "lemmas": labels.lemmas,
        "roles": list(ROLE_LABELS),
        "rolesets": usual_rolesets(data),
        "max_pieces": load_config()["train"]["max_pieces"],
        "thresholds": {"starts": 0.5, "predicates": 0.5, "events": 0.5},
        "calibration": {},
    }


def write_meta(folder: Path, found: dict[str, Any]) -> None:
    """Write ``meta.json``."""
    text = json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    (folder / "meta.json").write_text(text + "\n", "utf-8")


def calibrated(found: Mapping[str, Any], fitted: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Return ``meta.json`` with calibration; what more likely is no predicate counts as none."""
    limits = {name: even(*fitted[name]) for name in ("predicates", "events") if name in fitted}
    return {
        **found, "calibration": dict(fitted), "thresholds": {**found["thresholds"], **limits}
    }  # fmt: skip


def write(checkpoint: Path, folder: Path, data: Path, labels: Inventory, *, small: bool) -> None:
    """Export one checkpoint into a folder, in int8 if ``small``."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(pretrained_folder() / "tokenizer.json", folder / "tokenizer.json")
    model = load_checkpoint(checkpoint, labels)
    head = model.heads["syntax"]
    np.savez(
        folder / "syntax.npz",
        rel_weight=head.label.weight.detach().numpy().T,
        rel_bias=head.label.bias.detach().numpy(),
    )
    with tempfile.TemporaryDirectory() as scratch:
        for name, exact in (("encoder", KEEP_EXACT), ("frames", ("roles",))):
            path = folder / f"{name}.onnx"
            target = Path(scratch) / path.name if small else path
            if name == "encoder":
                encoder_to_onnx(model, target, small_table=small)
            else:
                frames_to_onnx(model, target)
            if small:
                quantise(target, path, keep=exact)
            if name == "encoder":
                divide(path)
            else:
                refine(path)
    write_meta(
        folder,
        {
            **meta(data, labels),
            "checkpoint_sha256": hashlib.sha256(checkpoint.read_bytes()).hexdigest(),
            "round": torch.load(checkpoint, weights_only=True, mmap=True)["round"],
        },
    )


#: Outputs whose last layer stays in floats: label scores are small and decide alone.
KEEP_EXACT = ("names", "starts", "upos", "tags", "lemmas", "predicates", "facts", "root")


def main() -> None:
    """Export in floats and in int8."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    parser.add_argument("--quick", action="store_true", help="leave the scores uncalibrated")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    labels = inventory(arguments.data)
    checkpoint = arguments.work / "checkpoint.pt"
    write(checkpoint, arguments.work / "float", arguments.data, labels, small=False)
    write(checkpoint, arguments.output, arguments.data, labels, small=True)
    if not arguments.quick:
        weights = Weights(folder=arguments.output)
        fitted, found = calibrate(arguments.data, weights, load_config(), labels)
        print(json.dumps(found))
        for folder in (arguments.output, arguments.work / "float"):
            write_meta(folder, calibrated(Weights(folder=folder).meta(), fitted))
    print({p.name: p.stat().st_size for p in sorted(arguments.output.iterdir())})


if __name__ == "__main__":
    main()
