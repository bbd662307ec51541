"""Train the frames head on the finished encoder: ``python -m training.frames_train``.

The encoder reads the training windows once or twice and its vectors are kept, so that a pass over
them costs a minute. Roles are learnt along the trees that the reader itself finds, and for our own
sentences too, of which no trees are known. Nothing else of the reader changes: heads on the same
vectors stay as they are. The result is written as a new checkpoint beside the old one.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing
from numpy.typing import NDArray

from graph.nlp.parsing import Labeller, parse
from training.batches import groups, pad
from training.frames import FramesHead, FramesTask, role_cells
from training.model import Encoded, Reader
from training.passages import Frame
from training.sources import PassageSource, all_documents, divide
from training.syntax import Syntax, SyntaxHead
from training.tasks import Example, columns
from training.train import (
    Average,
    all_tasks,
    build,
    fill,
    load_config,
    rate,
    save,
    say,
    share_gradients,
    start_weights,
    wordpieces,
)
from training.treebanks import Inventory, inventory


@dataclass(frozen=True, slots=True)
class Kept:
    """What the head reads of one window, in half precision, and what it should say."""

    mixed: NDArray[np.float16]
    beside: NDArray[np.float16]
    target: Any


def keep(model: Reader, examples: Sequence[Example], budget: int, labels: Inventory) -> list[Kept]:
    """Return what the encoder makes of the examples, with roles along the trees it finds."""
    found = []
    syntax = model.heads["syntax"]
    assert isinstance(syntax, SyntaxHead)
    label = syntax.label
    labeller = Labeller(
        tuple(labels.rels), label.weight.detach().numpy().T, label.bias.detach().numpy()
    )
    for group in groups(examples, budget, random.Random(1)):
        batch = pad(group, [])
        with torch.no_grad():
            encoded = model.encode(batch.pieces, batch.owner, batch.look)
            arcs = syntax(encoded)
        for row, e in enumerate(group):
            size = len(e.look)
            frames = e.targets["frames"]["frames"]
            trees = parsed(Syntax(*(part[row, :size] for part in arcs)), frames, labeller)
            found.append(
                Kept(
                    encoded.mixed[row, :size].numpy().astype(np.float16),
                    encoded.beside[row, :size].numpy().astype(np.float16),
                    {
                        **e.targets["frames"],
                        "roles": role_cells(frames, *trees, len(labels.rels)),
                    },
                )
            )
    return found


def parsed(
    arcs: Syntax, frames: Sequence[Frame], labeller: Labeller
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return heads and labels of the sentences of frames; other words hang on themselves."""
    parts = {name: part.numpy() for name, part in arcs._asdict().items()}
    heads, rels = np.arange(len(parts["root"])), np.zeros(len(parts["root"]), np.int64)
    for start, end in sorted({(f.start, f.start + len(f.roles)) for f in frames}):
        dep, above, root, below, over = (
            parts[name][start:end]
            for name in ("arc_dep", "arc_head", "root", "rel_dep", "rel_head")
        )
        found, _ = parse([0], dep, above, root)
        heads[start:end] = found + start
        rels[start:end] = labeller(below, over[found], found == np.arange(end - start))
    return heads, rels


def batches(kept: Sequence[Kept], words: int, rng: random.Random) -> list[list[Kept]]:
    """Group windows of like length, at most so many padded words a group, in any order."""
    found: list[list[Kept]] = [[]]
    for item in sorted(kept, key=lambda k: len(k.mixed) + rng.random() * 6):
        if found[-1] and len(item.mixed) * (len(found[-1]) + 1) > words:
            found.append([])
        found[-1].append(item)
    rng.shuffle(found)
    return found


def encoded_of(group: Sequence[Kept]) -> Encoded:
    """Return the batch as the encoder would give it."""
    words = max(len(k.mixed) for k in group)
    mixed = columns([k.mixed for k in group], words, 0.0, torch.float32)
    beside = columns([k.beside for k in group], words, 0.0, torch.float32)
    present = columns([np.ones(len(k.mixed)) for k in group], words, 0.0, torch.bool)
    return Encoded(mixed, mixed, beside, present)


def work(rank: int, arguments: argparse.Namespace, sources: Sequence[PassageSource],
         labels: Inventory) -> None:  # fmt: skip
    """Train as one of several processes, each with a share of the windows."""
    config = load_config()
    settings, workers = config["frames"], config["train"]["workers"]
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(config["seed"])
    store = f"file://{arguments.output.parent.resolve()}/meeting"
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=workers)
    model = build(config, all_tasks(config, labels))
    say(rank, f"new: {fill(model, start_weights(arguments.start))}")
    model.eval()
    kept: list[Kept] = []
    for source in sources:
        rng = random.Random(source.name)
        share = settings["sets"][source.name]
        items = source.items(100)
        items = items[: int(len(items) * share)][rank::workers]
        examples = [source.example(item, rng) for item in items]
        kept += keep(model, [e for e in examples if "frames" in e.targets], 2048, labels)
        say(rank, f"{source.name}: {len(kept)} windows kept")

    task, head = FramesTask(config, labels), model.heads["frames"]
    assert isinstance(head, FramesHead)
    head.train()
    torch.manual_seed(config["seed"] + rank)
    optimizer = torch.optim.AdamW(
        head.parameters(), lr=settings["rate"], weight_decay=config["train"]["weight_decay"]
    )
    epochs, steps, average = settings["epochs"], 0, Average()
    order = batches(kept, settings["batch_words"], random.Random(0))
    count = torch.tensor(len(order))
    dist.all_reduce(count, dist.ReduceOp.MIN)
    for epoch in range(epochs):
        order = batches(kept, settings["batch_words"], random.Random(epoch))[: int(count)]
        order += order[: int(count) - len(order)]
        totals: dict[str, list[float]] = defaultdict(list)
        for place, group in enumerate(order):
            progress = (epoch + place / len(order)) / epochs
            for parameters in optimizer.param_groups:
                parameters["lr"] = settings["rate"] * rate(progress, 0.03)
            encoded = encoded_of(group)
            targets = task.collate([k.target for k in group], encoded.mixed.shape[1])
            losses = task.losses(head, encoded, targets)
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
            share_gradients(head)
            torch.nn.utils.clip_grad_norm_(head.parameters(), config["train"]["clip"])
            optimizer.step()
            steps += 1
            for name, loss in losses.items():
                totals[name].append(loss.item())
            if progress > 0.85 and steps % 5 == 0:
                average.add(head)
            if place % 40 == 39:
                shown = " ".join(f"{n} {sum(t) / len(t):.3f}" for n, t in sorted(totals.items()))
                say(rank, f"epoch {epoch + 1} {place + 1}/{len(order)} {shown}")
                totals.clear()
        if rank == 0:
            state = torch.load(arguments.start, weights_only=True)
            new = {f"heads.frames.{n}": v for n, v in (head.state_dict() | average.values).items()}
            for part in ("model", "average"):
                state[part] = {
                    n: v for n, v in state[part].items() if not n.startswith("heads.frames.")
                } | (new if part == "model" else {})
            save(arguments.output, {**state, "optimizer": {}})
    dist.destroy_process_group()


def main() -> None:
    """Train and write a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="finished checkpoint")
    parser.add_argument("--output", type=Path, required=True, help="checkpoint to write")
    arguments = parser.parse_args()
    config = load_config()
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    (arguments.output.parent / "meeting").unlink(missing_ok=True)
    torch.set_num_threads(1)
    labels = inventory(arguments.data)
    pieces = wordpieces()
    train, _ = divide(
        all_documents(arguments.data, config, labels), config["split"]["calibration_every"]
    )
    sources = [PassageSource(n, train[n], config, pieces, labels) for n in config["frames"]["sets"]]
    torch.multiprocessing.start_processes(
        work,
        args=(arguments, sources, labels),
        nprocs=config["train"]["workers"],
        start_method="fork",
    )


if __name__ == "__main__":
    main()
