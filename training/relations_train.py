"""Train the relations head on the finished encoder: ``python -m training.relations_train``.

As with coreference the encoder is frozen and read once. The head is trained twice: first without
one document in ten of Re-DocRED's first 400, on which the line between yes and no is drawn and the
scores are calibrated; then on all of them, and that head is shipped.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from graph.nlp.relations_labels import LABELS
from graph.nlp.weights import SHIPPED
from training.coref_batches import numpy_vectors
from training.coref_data import splitter
from training.coref_task import divide
from training.coref_train import curve, encode, head_weights
from training.relations_batches import PreparedRelations, prepare
from training.relations_data import RelationDocument, crop, fewrel, re_docred, relation_names
from training.relations_export import export
from training.relations_model import Relations
from training.relations_task import TRAINED, losses
from training.train import Average
from training.written import relations

Item = tuple[PreparedRelations, Tensor]


def load(
    documents: Sequence[RelationDocument], numbers: dict[str, int], model: Path, cache: Path
) -> list[Item]:
    """Return documents in numbers with their vectors."""
    read = encode([(d.words, d.starts) for d in documents], model, cache)
    return [(prepare(d, numbers), numpy_vectors(v)) for d, v in zip(documents, read, strict=True)]


def crops(items: Sequence[Item], numbers: dict[str, int], rng: random.Random) -> list[Item]:
    """Return of each document a few sentences by themselves, as short texts are read."""
    out: list[Item] = []
    for prepared, vectors in items:
        document = prepared.document
        size = rng.choice((1, 1, 2, 3))
        first = rng.randrange(max(1, len(document.starts) - size))
        part = crop(document, first, min(first + size, len(document.starts)))
        if part.known:
            start = document.starts[first]
            out.append((prepare(part, numbers), vectors[start : start + len(part.words)]))
    return out


def train(
    model: Relations, items: Sequence[Item], few: Sequence[Item], numbers: dict[str, int], *,
    epochs: int, rate: float, keep: Path,
) -> None:  # fmt: skip
    """Train the head, four documents a step; an eighth of FewRel's sentences an epoch.

    The weights are kept after every epoch; in the end they are the mean of the last third.
    """
    rng = random.Random(1)
    torch.manual_seed(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.05)
    total = epochs * (2 * len(items) + len(few) // 8)
    done, begun = 0, time.monotonic()
    average = Average()
    model.train()
    for epoch in range(epochs):
        order = [*items, *few[epoch % 8 :: 8], *crops(items, numbers, rng)]
        rng.shuffle(order)
        sums = []
        for prepared, vectors in order:
            loss = losses(model, vectors, prepared)
            (loss / 4).backward()  # type: ignore[no-untyped-call]
            sums.append(loss.item())
            done += 1
            if done % 4 == 0:
                factor = min((done + 1) / 200, max(0.02, 1 - done / total))
                for group in optimizer.param_groups:
                    group["lr"] = rate * factor
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                if done > total * 2 / 3:
                    average.add(model)
        print(
            f"epoch {epoch + 1}/{epochs} {np.mean(sums):.3f} {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        torch.save(model.state_dict(), keep)
    model.load_state_dict(average.values, strict=False)
    torch.save(model.state_dict(), keep)


def margins(model: Relations, items: Sequence[Item]) -> tuple[Tensor, Tensor]:
    """Return the margins of all pairs and relations of documents, and which hold."""
    model.eval()
    found, wanted = [], []
    with torch.no_grad():
        for p, vectors in items:
            scores, _ = model(vectors, p.shares, p.near, p.kinds, p.apart)
            head, tail = p.pairs.T
            found.append(scores[head, tail, 1:] - scores[head, tail, :1])
            wanted.append(p.wanted)
    return torch.cat(found), torch.cat(wanted)


def best_cut(found: Tensor, wanted: Tensor) -> float:
    """Return the margin with the best F1."""
    scored = {}
    for cut in np.arange(-3.0, 2.01, 0.1):
        given = found > cut
        right = int((given & wanted).sum())
        scored[round(float(cut), 2)] = 2 * right / max(1, int(given.sum()) + int(wanted.sum()))
    return max(scored, key=lambda cut: scored[cut])


def main() -> None:
    """Train, calibrate, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with the sets")
    parser.add_argument("--work", type=Path, required=True, help="where vectors are kept")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the encoder")
    parser.add_argument("--start", type=Path, help="checkpoint of the joint training or a head")
    parser.add_argument("--output", type=Path, required=True, help="folder for the graph")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--fewrel", action="store_true", help="train on FewRel too")
    parser.add_argument("--written", action="store_true", help="train on our own passages too")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    split, names = splitter(), relation_names(arguments.data, range(TRAINED))
    numbers = {name: n for n, name in enumerate(names)}
    items, kept = divide(
        load(
            list(re_docred(arguments.data, range(TRAINED), split)), numbers, arguments.model,
            arguments.work / "relations_re_docred",
        )
    )  # fmt: skip
    if arguments.written:
        own, _ = divide(
            load(list(relations()), numbers, arguments.model, arguments.work / "relations_written")
        )
        items += own
    few: list[Item] = []
    if arguments.fewrel:
        few = load(
            list(fewrel(arguments.data, split)), numbers, arguments.model,
            arguments.work / "relations_fewrel",
        )  # fmt: skip

    def trained(documents: Sequence[Item]) -> Relations:
        model = Relations(len(names), dropout=0.3)
        if arguments.start:
            model.load_state_dict(head_weights(arguments.start, "heads.relations."))
        train(
            model, documents, few, numbers, epochs=arguments.epochs, rate=arguments.rate,
            keep=arguments.work / "relations.pt",
        )  # fmt: skip
        return model

    model = trained(items)
    found, wanted = margins(model, kept)
    cut = best_cut(found, wanted)
    shown = torch.tensor([numbers[p] for p in LABELS if p in numbers])
    found, wanted = found[:, shown].flatten(), wanted[:, shown].flatten()
    some = found > -5.0
    slope, shift = curve(
        list(zip(found[some].sigmoid().tolist(), wanted[some].float().tolist(), strict=True))
    )
    export(trained([*items, *kept]), arguments.output)
    meta = {
        "relations": list(names), "cut": cut, "calibration": [round(slope, 4), round(shift, 4)],
        "calibrated_on": {"documents": len(kept), "relations": int(some.sum())},
    }  # fmt: skip
    (arguments.output / "relations.json").write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    shown_f = (
        2 * int(((found > cut) & wanted).sum()) / max(1, int((found > cut).sum() + wanted.sum()))
    )
    print(f"cut {cut}, slope {slope}, shift {shift}, F1 of those given out {100 * shown_f:.1f}")


if __name__ == "__main__":
    main()
