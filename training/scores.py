"""Measure the reader and write the scorecard: ``python -m training.scores --data DIR``.

Every layer is scored on sets that it was not trained on, in int8 as shipped and, where the folder
of the float model is given, in floats. Figures go into ``docs/scorecard.json``; parts that are not
measured this time keep theirs. Then every floor of ``floors.toml`` is checked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from graph.nlp.weights import SHIPPED, Weights
from training import (
    calibrate,
    coref_scores,
    relations_scores,
    scores_frames,
    scores_names,
    scores_syntax,
)
from training.floors import broken, load_floors, lowered
from training.manifest import MANIFEST
from training.scorecard import SCORECARD, Figures, load_scorecard, write_scorecard

Measure = Callable[[Path, Weights], Figures]


def _syntax(data: Path, weights: Weights) -> Figures:
    return {
        f"ud_ewt dev, {name}": {row: {"f": value} for row, value in found.items()}
        for name, found in scores_syntax.measure(data, weights).items()
    }


def _frames(data: Path, weights: Weights) -> Figures:
    return {"ewt_propbank dev, gold sentences": scores_frames.propbank(data, weights)}


def _events(data: Path, weights: Weights) -> Figures:
    return {"worldwide newswire, sentences marked by us": scores_frames.event_nouns(data, weights)}


def _factuality(data: Path, weights: Weights) -> Figures:
    return {"It-Happened dev": scores_frames.factuality(data, weights)}


def _names_in_floats(data: Path, weights: Weights) -> Figures:
    return scores_names.measure(data, weights, without="worldwide")


#: How a part is measured in floats, where that is another way: the largest set only in int8.
IN_FLOATS: dict[str, Measure] = {"names": _names_in_floats}

PARTS: dict[str, Measure] = {
    "names": scores_names.measure,
    "syntax": _syntax,
    "frames": _frames,
    "event nouns": _events,
    "factuality": _factuality,
    "coreference": coref_scores.measure,
    "relations": relations_scores.measure,
    "calibration": calibrate.measure,
}


def main() -> None:
    """Measure, write, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the int8 model")
    parser.add_argument("--float", type=Path, dest="floats", help="folder of the float model")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas")
    parser.add_argument("--lower-floors", metavar="REASON", help="let floors fall, and say why")
    arguments = parser.parse_args()
    unknown = set(arguments.only.split(",")) - set(PARTS)
    if unknown:
        sys.exit(f"No part is called {sorted(unknown)[0]!r}; there are {', '.join(PARTS)}.")
    card = load_scorecard(SCORECARD)
    weights = Weights(folder=arguments.model)
    for part in arguments.only.split(","):
        found = {"int8": PARTS[part](arguments.data, weights)}
        if arguments.floats:
            floats = Weights(folder=arguments.floats)
            found["float"] = IN_FLOATS.get(part, PARTS[part])(arguments.data, floats)
        card["parts"][part] = {
            **found,
            "date": time.strftime("%Y-%m-%d"),
            "model_sha256": weights.sha256(),
        }
        card["data_sha256"] = hashlib.sha256(MANIFEST.read_bytes()).hexdigest()
        write_scorecard(card)
        print(part, "done", flush=True)
    floors = load_floors()
    fallen = broken(floors, card)
    if fallen and arguments.lower_floors:
        lowered(floors, fallen, arguments.lower_floors)
    elif fallen:
        for floor, value in fallen:
            print(f"{floor.name}: {value} is below its floor of {floor.least}", file=sys.stderr)
        sys.exit("Mend the model, or run again with --lower-floors 'why'.")
    print(json.dumps({"floors held": len(floors) - len(fallen), "lowered": len(fallen)}))


if __name__ == "__main__":
    main()
