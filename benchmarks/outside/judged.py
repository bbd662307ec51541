"""Keep what a person judged of drawn claims, and say how precise they are.

``python -m benchmarks.outside.judged keep --sheet FILE --name NAME`` takes the verdicts of a sheet
(``benchmarks.outside.drawing``) into ``benchmarks/judged/NAME.jsonl``, without its passages.
``python -m benchmarks.outside.judged publish --name gm_re3d`` writes ``docs/claims_read.md``.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

JUDGED = Path(__file__).parents[1] / "judged"
PAGE = Path(__file__).parents[2] / "docs/claims_read.md"
_KEPT = (
    "document",
    "says",
    "kind",
    "predicate",
    "role",
    "modality",
    "rule",
    "raw",
    "score",
    "verdict",
    "why",
)
_BANDS = ((0.0, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 1.01))
_NORMAL = 1.96

Row = Mapping[str, Any]


def judged(name: str) -> list[dict[str, Any]]:
    """Return the judged claims of one set."""
    lines = (JUDGED / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the interval of 95 per cent for a share (Wilson 1927).

    Examples
    --------
    >>> [round(end, 3) for end in wilson(90, 100)]
    [0.826, 0.945]
    """
    if not of:
        return 0.0, 1.0
    share, square = right / of, _NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _NORMAL * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    half /= 1 + square / of
    return max(0.0, middle - half), min(1.0, middle + half)


def keep(sheet: Path, name: str) -> None:
    """Write a sheet's verdicts, each with what the claim says in our words.

    Raises
    ------
    ValueError
        If a claim of the sheet has no verdict.
    """
    rows = [json.loads(line) for line in sheet.read_text("utf-8").splitlines()]
    if any(row["verdict"] not in {"right", "wrong"} for row in rows):
        raise ValueError("every claim of the sheet needs the verdict right or wrong")
    text = "".join(json.dumps({key: row[key] for key in _KEPT}) + "\n" for row in rows)
    (JUDGED / f"{name}.jsonl").write_text(text, "utf-8")


def _share(rows: Sequence[Row]) -> str:
    right = sum(row["verdict"] == "right" for row in rows)
    low, high = wilson(right, len(rows))
    share = 100 * right / max(1, len(rows))
    return f"{right} | {len(rows)} | {share:.0f} | {100 * low:.0f} to {100 * high:.0f}"


def _table(head: str, groups: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    yield f"| {head} | right | of | per cent | 95 per cent interval |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for name, rows in groups.items():
        if rows:
            yield f"| {name} | {_share(rows)} |"
    yield ""


def page(rows: Sequence[Row], about: str) -> str:
    """Return the page that tells which claims were right, which wrong, and why."""

    def by(key: Callable[[Row], str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(key(row), []).append(row)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    bands = {
        f"{low:.2f} to {min(1.0, high):.2f}": [r for r in rows if low <= r["score"] < high]
        for low, high in _BANDS
    }
    reasons = Counter(row["why"].partition(":")[0] for row in rows if row["verdict"] == "wrong")
    lines = ["# Claims that somebody read", "", about.strip(), ""]
    lines += _table("", {"all": rows})
    lines += _table("score", bands)
    lines += _table("claim", by(lambda row: row["predicate"]))
    lines += ["| what is wrong | claims |", "| --- | ---: |"]
    lines += [f"| {why} | {number} |" for why, number in reasons.most_common()]
    lines += ["", "| | score | claim, in Whence's words | |", "| ---: | ---: | --- | --- |"]
    for number, row in enumerate(rows, start=1):
        verdict = "right" if row["verdict"] == "right" else f"**wrong**: {row['why']}"
        says = " ".join(row["says"].split()).replace("|", "/")
        lines.append(f"| {number} | {row['score']:.2f} | {says} | {verdict} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Keep or publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("keep", "publish"))
    parser.add_argument("--sheet", type=Path, help="the judged sheet, to keep")
    parser.add_argument("--name", required=True, help="the set: airbus_apple, gm_re3d")
    asked = parser.parse_args()
    if asked.what == "keep":
        keep(asked.sheet, asked.name)
        return
    about = (JUDGED / f"{asked.name}.md").read_text("utf-8")
    PAGE.write_text(page(judged(asked.name), about), "utf-8")


if __name__ == "__main__":
    main()
