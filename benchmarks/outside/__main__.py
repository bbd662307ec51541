"""Measure the extractor on annotated sets: ``python -m benchmarks.outside --data DIR``.

The figures go into the scorecard; parts that are not measured this time keep theirs. Nothing of the
sets is written anywhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.outside import attribution, coreference, factuality, participants
from benchmarks.outside.figures import Figures
from benchmarks.outside.layers import Outsider
from training.scorecard import DOCS, load_scorecard, write_scorecard

Measure = Callable[[Path, Outsider], Figures]

PARTS: dict[str, Measure] = {
    "attribution": attribution.measure,
    "participants": participants.measure,
    "event coreference": coreference.measure,
    "factuality of claims": factuality.measure,
}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas")
    parser.add_argument("--output", type=Path, default=DOCS, help="folder of the scorecard")
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        sys.exit(f"No part is called {unknown[0]!r}; there are {', '.join(PARTS)}.")
    reader = Outsider()
    card = load_scorecard(asked.output / "scorecard.json")
    for part in wanted:
        card["parts"][part] = {
            "int8": PARTS[part](asked.data, reader),
            "date": time.strftime("%Y-%m-%d"),
        }
        write_scorecard(card, asked.output)
        print(part, "done", flush=True)


if __name__ == "__main__":
    main()
