"""Whether what the extractor would state did happen, by the judges of It-Happened (UDS).

Every predicate that the judges were asked about gets the stance that a claim drawn from it would
have. They said by how much they believe that it happened; a mean above nought is taken for yes.
MEANTIME's factuality cannot be scored: of the story kept for scoring the set has no sentence.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.outside.figures import Figures, figures
from benchmarks.outside.layers import Layers, Outsider, written
from graph.extract.stance import StanceReader
from graph.extract.way import Stance
from graph.model import Span

_ROWS = ("asserted", "alleged", "denied", "planned", "hypothetical", "nothing is said")


def measure(data: Path, reader: Outsider) -> Figures:
    """Return, by stance, how often the judges say yes."""
    believed: dict[str, list[bool]] = defaultdict(list)
    with gzip.open(
        data / "uds_factuality/it_happened_v2_dev.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        for line in file:
            row = json.loads(line)
            text, places = written(row["tokens"])
            layers = reader.read(text)
            stances = StanceReader(layers.ends)
            for predicate in row["preds"]:
                if predicate["judgements"]:
                    put = stance(layers, stances, places[predicate["pred"]])
                    believed[put].append(predicate["factuality"] > 0)
    happened = sum(sum(listed) for listed in believed.values())
    rows: dict[str, Any] = {
        "stated as having happened": figures(
            sum(believed["asserted"]), len(believed["asserted"]), happened
        )
    }
    for name in _ROWS[1:]:
        listed = believed[name]
        share = round(100 * sum(listed) / max(1, len(listed)), 1)
        rows[f"{name}: judged to have happened"] = {"r": share, "n": len(listed)}
    return {"It-Happened dev, stance of claims": rows}


def stance(layers: Layers, stances: StanceReader, place: Span) -> str:
    """Return in one word how a predicate is put."""
    token = layers.head(place)
    put: Stance | None = None if token is None else stances.of(token)
    if put is None:
        return "nothing is said"
    return "denied" if put.polarity == "denied" else put.modality
