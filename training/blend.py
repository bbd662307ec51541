"""Blend a finished stage with the one it began from: ``python -m training.blend``.

A stage that goes on from trained weights learns what is new and unlearns a little of what it knew;
on the line between the two lie weights that read better than either (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models"). Heads that are new in the later stage stay as they are.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from torch import Tensor

from training.train import load_config, save, start_weights


def blend(old: dict[str, Tensor], new: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return weights between two stages; ``share`` is that of the new.

    Shipped weights have only the positions that run time needs: the rest are the new ones.
    """
    found = dict(new)
    for name, weight in old.items():
        later = new.get(name)
        if later is None or not weight.is_floating_point() or weight.shape[1:] != later.shape[1:]:
            continue
        rows = len(weight)
        if rows == len(later) or name == "positions.weight":
            mixed = (1 - share) * weight + share * later[:rows]
            found[name] = mixed if rows == len(later) else _with(later, mixed)
    return found


def _with(whole: Tensor, first: Tensor) -> Tensor:
    """Return a copy whose first rows are others."""
    out = whole.clone()
    out[: len(first)] = first
    return out


def main() -> None:
    """Blend two checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", type=Path, required=True, help="checkpoint that it began from")
    parser.add_argument("--new", type=Path, required=True, help="checkpoint of the stage")
    parser.add_argument("--stage", required=True, help="which stage the new one is")
    parser.add_argument("--output", type=Path, required=True, help="checkpoint to write")
    asked = parser.parse_args()
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    share = load_config()["blend"][asked.stage]
    model = blend(start_weights(asked.old), start_weights(asked.new), share)
    save(
        asked.output,
        {"model": model, "average": {}, "averaged": 0, "round": 0, "optimizer": {}},
    )


if __name__ == "__main__":
    main()
