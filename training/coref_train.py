"""Train the coreference head on the finished encoder: ``python -m training.coref_train``.

The encoder is frozen: every document is read once, as at run time, and its vectors are kept in the
work directory. The head then learns on whole documents, from the joint training's head if there is
one. One document in ten of GUM and LitBank is kept out; on those the scores are calibrated.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc
from torch import Tensor

from graph.nlp.coref_links import blocks
from graph.nlp.encoder import Encoder
from graph.nlp.weights import SHIPPED, Weights
from training.coref_batches import Pairs, Prepared, numpy_vectors, pairs, prepare
from training.coref_data import CorefDocument, gum, splitter
from training.coref_export import export
from training.coref_model import Coref
from training.coref_scores import Reader, judge
from training.coref_task import Target, divide, documents, losses
from training.train import Average

#: Score before the sigmoid from which a word is a candidate in training, and a mention at run time.
CANDIDATE = -1.0
MENTION = 0.0
#: What marks links of repeated names while their score is measured.
REPEATED = 0.9999
#: Chance below which a link is too unlikely to learn a calibration from.
LEAST = 0.1


def encode(
    texts: Sequence[tuple[Sequence[str], Sequence[int]]], model: Path, cache: Path
) -> list[np.ndarray[Any, np.dtype[np.float16]]]:
    """Return the vectors of texts, given as words and sentence starts, read as at run time.

    The cache holds for one encoder; it is made anew when the encoder changes.
    """
    weights = Weights(folder=model)
    model_hash = hashlib.sha256(weights.read("encoder.onnx")).hexdigest()
    key = f"{model_hash} {len(texts)} {sum(len(words) for words, _ in texts)}"
    note = cache.with_suffix(".txt")
    sizes = np.cumsum([0, *(len(words) for words, _ in texts)])
    if not (note.exists() and note.read_text("utf-8") == key):
        encoder = Encoder(weights, layers=("vectors",), threads=torch.get_num_threads())
        vocab = spacy.blank("en").vocab
        kept = np.zeros((int(sizes[-1]), 384), np.float16)
        for number, (words, starts) in enumerate(texts):
            first = set(starts)
            doc = Doc(vocab, words=list(words), sent_starts=[i in first for i in range(len(words))])
            kept[sizes[number] : sizes[number + 1]] = encoder.encode(doc).layer("vectors", "train")
        np.save(cache.with_suffix(".npy"), kept)
        note.write_text(key, "utf-8")
    stored = np.load(cache.with_suffix(".npy"))
    return [stored[sizes[n] : sizes[n + 1]] for n in range(len(texts))]


def head_weights(path: Path, prefix: str) -> dict[str, Tensor]:
    """Return a head's weights, from a checkpoint of the joint training or from its own file."""
    found: dict[str, Any] = torch.load(path, weights_only=True)
    if "model" in found:
        found = {
            name.removeprefix(prefix): weight
            for name, weight in {**found["model"], **found["average"]}.items()
            if name.startswith(prefix)
        }
    return found


class Trained:
    """A document to train on: its numbers, vectors, and candidates once they are chosen."""

    def __init__(self, document: CorefDocument, vectors: Tensor) -> None:
        self.prepared: Prepared = prepare(document)
        self.vectors = vectors
        self.blocks: list[Pairs] = []

    def choose(self, model: Coref) -> None:
        """Take as candidates the gold mentions and what the head takes for mentions."""
        model.eval()
        with torch.no_grad():
            scores, _ = model.words(self.vectors, self.prepared.form)
        model.train()
        anchors = set(self.prepared.anchors)
        if self.prepared.document.scope != "mentions":
            anchors |= {i for i, s in enumerate(scores.tolist()) if s > CANDIDATE}
        ordered = sorted(anchors)
        self.blocks = [pairs(self.prepared, ordered[b.start : b.end]) for b in blocks(len(ordered))]


def train(
    model: Coref, items: Sequence[Trained], *, epochs: int, rate: float, keep: Path, seed: int = 1
) -> None:
    """Train the head; a document is one step.

    The weights are kept after every epoch; in the end they are the mean of the last third.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.02)
    # A passage of GAP teaches one pronoun: a third of them an epoch.
    whole = [item for item in items if item.prepared.document.scope != "pair"]
    short = [item for item in items if item.prepared.document.scope == "pair"]
    total = epochs * (len(whole) + len(short) // 3)
    steps, begun = 0, time.monotonic()
    average = Average()
    model.train()
    for epoch in range(epochs):
        order = whole + short[epoch % 3 :: 3]
        rng.shuffle(order)
        sums: dict[str, list[float]] = {}
        for item in order:
            if not item.blocks:
                item.choose(model)
            factor = min((steps + 1) / 60, max(0.02, 1 - steps / total))
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
            target = Target(item.prepared, rng.choice(item.blocks))
            found = losses(model, item.vectors, target)
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(found.values())).sum().backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            steps += 1
            if steps > total * 2 / 3:
                average.add(model)
            for name, value in found.items():
                sums.setdefault(name, []).append(value.item())
        shown = " ".join(f"{n} {np.mean(v):.3f}" for n, v in sorted(sums.items()))
        print(f"epoch {epoch + 1}/{epochs} {shown} {time.monotonic() - begun:.0f} s", flush=True)
        torch.save(model.state_dict(), keep)
        # Candidates are chosen anew while the head still learns what a mention is.
        if epoch < 2:
            for item in items:
                item.blocks = []
    model.load_state_dict(average.values, strict=False)
    torch.save(model.state_dict(), keep)


def main() -> None:
    """Train, calibrate, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with the sets")
    parser.add_argument("--work", type=Path, required=True, help="where vectors are kept")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the encoder")
    parser.add_argument("--start", type=Path, help="checkpoint of the joint training or a head")
    parser.add_argument("--output", type=Path, required=True, help="folder for the graphs")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--sets", default="gum,litbank,gap,written")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    items: list[Trained] = []
    every = documents(arguments.data)
    for name in arguments.sets.split(","):
        part = [d for d in every if d.source == name]
        read = encode(
            [(d.words, d.starts) for d in part], arguments.model, arguments.work / f"coref_{name}"
        )
        items += [Trained(d, numpy_vectors(v)) for d, v in zip(part, read, strict=True)]
        print(time.strftime("%H:%M:%S"), name, len(part), "documents", flush=True)
    model = Coref(dropout=0.25)
    if arguments.start:
        model.load_state_dict(head_weights(arguments.start, "heads.coref."))
    keep = arguments.work / "coref.pt"
    train(model, items, epochs=arguments.epochs, rate=arguments.rate, keep=keep)
    export(model, arguments.output)
    meta: dict[str, Any] = {
        "mention": MENTION, "pronouns": [1.0, 0.0], "others": [1.0, 0.0], "repeated": REPEATED,
    }  # fmt: skip
    path = arguments.output / "coref.json"
    path.write_text(json.dumps(meta), "utf-8")
    kept = calibration_documents(arguments.data)
    meta |= calibrate(kept, arguments.model, arguments.output)
    path.write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    print(meta, flush=True)


def curve(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return slope and shift of a logistic curve from raw probabilities to how often they hold."""
    chances = np.clip(np.array([p for p, _ in pairs]), 1e-6, 1 - 1e-6)
    odds = np.log(chances / (1 - chances))[:, None]
    found = LogisticRegression(C=10.0).fit(odds, np.array([right for _, right in pairs]) > 0.5)
    return round(float(found.coef_[0, 0]), 4), round(float(found.intercept_[0]), 4)


def calibration_documents(data: Path) -> list[CorefDocument]:
    """Return the documents kept out of training."""
    split = splitter()
    return divide(list(gum(data / "gum/gum_train_open.conllu.gz", split)))[1]


def calibrate(kept: Sequence[CorefDocument], model: Path, coref: Path) -> dict[str, Any]:
    """Fit the scores of links, and measure how sure the same name is."""
    reader = Reader(Weights(folder=model), Weights(folder=coref), threshold=0.0)
    judged = judge([reader(document) for document in kept])
    out: dict[str, Any] = {"calibrated_on": {}}
    repeated = [r for s, r in zip(judged.scores, judged.right, strict=True) if s == REPEATED]
    for name, pronouns in (("pronouns", True), ("others", False)):
        some = [
            (score, float(right))
            for score, right, pronoun in zip(
                judged.scores, judged.right, judged.pronoun, strict=True
            )
            if pronoun == pronouns and LEAST <= score != REPEATED
        ]
        out[name] = curve(some)
        out["calibrated_on"][name] = len(some)
    share = (sum(repeated) + 1) / (len(repeated) + 2)
    out["repeated"] = round(min(share, 0.99), 4)
    out["calibrated_on"]["repeated"] = len(repeated)
    return out


if __name__ == "__main__":
    main()
