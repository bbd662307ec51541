"""Scores of the whole way on the sample corpus: names and entities, for both parts of the gold.

``python -m benchmarks.samples [--json]``

Builds a case of the sample documents and compares its mentions with the gold: names by document,
span and type, and entities across documents by B-cubed over the named mentions that have one. The
``frozen`` documents are only ever scored on.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Hashable
from pathlib import Path

from benchmarks.gold import SAMPLES, GoldMention, load_gold
from benchmarks.scoring import in_prose, score_clusters, score_mentions
from graph.build import build
from graph.case import Case
from graph.model import Mention


def scores() -> dict[str, dict[str, dict[str, float]]]:
    """Return precision, recall and F1 by part of the gold and by type; ``B-cubed`` among them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.open(Path(folder) / "sample.whence", create=True) as case,
    ):
        build([SAMPLES / "documents"], case)
        stored = {s.document.paths[0]: s.document for s in case.recorded.documents()}
        found: dict[str, list[Mention]] = {path: [] for path in stored}
        paths = {document.id: path for path, document in stored.items()}
        for mention in case.derived.mentions():
            if mention.form == "named":  # events that a verb or noun tells have no gold here
                found[paths[mention.document]].append(mention)
    result = {}
    for part in ("tune", "frozen"):
        gold: dict[str, list[GoldMention]] = {}
        for document in load_gold(part):
            there = stored[document.file]
            gold[document.file] = in_prose(document.align(there.text), there.set_aside)
        result[part] = _scores(gold, {path: found[path] for path in gold})
    return result


def _scores(
    gold: dict[str, list[GoldMention]], found: dict[str, list[Mention]]
) -> dict[str, dict[str, float]]:
    table = {
        kind: {"precision": c.precision, "recall": c.recall, "f1": c.f1, "gold": float(c.gold)}
        for kind, c in score_mentions(gold, found).items()
    }
    entities: dict[Hashable, Hashable] = {
        (path, m.start, m.end): m.entity
        for path, mentions in gold.items()
        for m in mentions
        if m.form == "named" and m.entity is not None
    }
    clusters: dict[Hashable, Hashable] = {
        (path, m.start, m.end): m.entity
        for path, mentions in found.items()
        for m in mentions
        if m.entity is not None
    }
    cubed = score_clusters(entities, clusters)
    table["B-cubed"] = {"precision": cubed.precision, "recall": cubed.recall, "f1": cubed.f1}
    return table


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    found = scores()
    if as_json:
        print(json.dumps(found, indent=1))
        return
    for part, table in found.items():
        print(f"{part:<10}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}")
        for kind, row in table.items():
            figures = "".join(f"{100 * row[name]:>8.1f}" for name in ("precision", "recall", "f1"))
            print(f"  {kind:<9} {figures}{int(row['gold']) if 'gold' in row else '':>7}")


if __name__ == "__main__":
    main()
