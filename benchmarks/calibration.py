"""Fit the scores of claims to judged claims, set the threshold, and show the curve.

``python -m benchmarks.calibration [--check]``

The judged claims are those of the tuning documents that the gold settles, and claims from outside
texts that somebody read (``benchmarks/judged``); the frozen documents and the claims of
``docs/claims_read.md`` are left out, so that they can tell whether the scores hold. The curve is
logistic: a slope on the log-odds of the raw worth, and a shift for each trait, drawn a little to
nought. What is shown was predicted for each document by a curve fitted without it. Writes
``graph/extract/calibration.json`` and ``docs/calibration.md``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.claims import case_of_samples, found_in
from benchmarks.claims_found import found_claims, gold_side
from benchmarks.claims_gold import load_claims, load_events
from benchmarks.claims_scoring import settled
from benchmarks.outside.judged import judged, wilson
from graph.extract.scores import logit, raw_of, traits

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "graph/extract/calibration.json"
PAGE = ROOT / "docs/calibration.md"
READ = ("airbus_apple",)
WANTED, EACH = 0.9, 0.75
_PULL = 6.0
_STEPS = 100
_BANDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that was judged: its raw worth, its traits, whether it was right, and where."""

    raw: float
    traits: tuple[str, ...]
    right: bool
    document: str


def of_samples() -> Iterator[Judged]:
    """Yield the claims and candidates of the tuning documents that the gold settles."""
    events = load_events()
    with case_of_samples(None) as case:
        found = found_in(case, candidates=True)
    for gold in load_claims("tune"):
        document = found[gold.document.file]
        side = gold_side(gold, document.text, document.set_aside)
        claims, _ = found_claims(document, side, events)
        for claim, right in settled(side, claims):
            known = traits(claim.predicate, claim.kind, claim.modality)
            yield Judged(raw_of(claim.score, known), known, right, gold.document.file)


def of_reading() -> Iterator[Judged]:
    """Yield the claims from outside texts that somebody read for this."""
    for name in READ:
        for row in judged(name):
            known = traits(row["predicate"], row["kind"], row["modality"])
            yield Judged(row["raw"], known, row["verdict"] == "right", row["document"])


def fit(rows: Sequence[Judged]) -> dict[str, Any]:
    """Return slope, shift and the weight of each trait, by Newton's method."""
    names = sorted({trait for row in rows for trait in row.traits})
    x = np.array([_columns(row, names) for row in rows])
    y = np.array([float(row.right) for row in rows])
    pull = np.array([_PULL, 0.01, *([_PULL] * len(names))])
    start = np.array([1.0, 0.0, *([0.0] * len(names))])
    weights = start.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slopes = x.T @ (p - y) + pull * (weights - start)
        curve = (x * (p * (1 - p) + 1e-9)[:, None]).T @ x + np.diag(pull)
        weights = weights - np.linalg.solve(curve, slopes)
    return {
        "slope": round(max(0.05, float(weights[0])), 4),
        "shift": round(float(weights[1]), 4),
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights[2:], strict=True)},
    }


def _columns(row: Judged, names: Sequence[str]) -> list[float]:
    return [logit(row.raw), 1.0, *(float(name in row.traits) for name in names)]


def predicted(row: Judged, fitted: dict[str, Any]) -> float:
    """Return the score that a fitted curve gives a claim."""
    odds = fitted["slope"] * logit(row.raw) + fitted["shift"]
    odds += sum(fitted["weights"].get(trait, 0.0) for trait in row.traits)
    return float(1 / (1 + np.exp(-odds)))


def crossed(rows: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Return for each claim what a curve fitted on the other documents predicts, and the truth."""
    found: list[tuple[float, bool]] = []
    for document in sorted({row.document for row in rows}):
        fitted = fit([row for row in rows if row.document != document])
        found += [(predicted(row, fitted), row.right) for row in rows if row.document == document]
    return found


def least(pairs: Sequence[tuple[float, bool]], *, wanted: float, each: float) -> float:
    """Return the lowest score, in hundredths, from which on the share that is right suffices.

    No claim is drawn that is itself less likely right than ``each``, whatever the others are.
    """
    for hundredth in range(round(100 * each), 100):
        kept = [right for score, right in pairs if score >= hundredth / 100]
        if kept and sum(kept) >= wanted * len(kept):
            return hundredth / 100
    return 0.99


def page(pairs: Sequence[tuple[float, bool]], threshold: float, sources: str) -> str:
    """Return the page that shows the curve."""
    kept = [right for score, right in pairs if score >= threshold]
    share = 100 * sum(kept) / max(1, len(kept))
    low, high = wilson(sum(kept), len(kept))
    lines = [
        "# What a claim's score means",
        "",
        "Written by `python -m benchmarks.calibration`.",
        "",
        "A score is the share of judged claims like it that were right: like it in what its rule,",
        "its names and its syntax are worth, in what sort of thing is said, in the family of its",
        "event, and in whether it is put as a fact.",
        "",
        sources + " Each was scored by a curve that was fitted without its document.",
        "",
        "| score | claims | mean score | right, per cent | 95 per cent interval |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for first, last in pairwise(_BANDS):
        band = [(score, right) for score, right in pairs if first <= score < last]
        if not band:
            continue
        right = sum(r for _, r in band)
        ends = wilson(right, len(band))
        mean = sum(score for score, _ in band) / len(band)
        lines.append(
            f"| {first:.2f} to {min(1.0, last):.2f} | {len(band)} | {mean:.2f}"
            f" | {100 * right / len(band):.0f} | {100 * ends[0]:.0f} to {100 * ends[1]:.0f} |"
        )
    error = _error(pairs)
    lines += [
        "",
        f"The mean distance of score and share, over these bands, is {100 * error:.1f} points.",
        "",
        f"**The threshold is {threshold:.2f}**: the lowest score, though not under {EACH}, from"
        f" which on at least {100 * WANTED:.0f} in 100 of these claims were right. {len(kept)}"
        f" of {len(pairs)} reach it, of which {sum(kept)} are right ({share:.1f} per cent,"
        f" interval {100 * low:.0f} to {100 * high:.0f}). What scores less waits as a candidate:"
        " `whence claims CASE --candidates` lists it. On texts of another kind the share may be"
        " lower: [claims_read.md](claims_read.md) tells how it was on news and official texts that"
        " took no part in the fit.",
    ]
    return "\n".join(lines) + "\n"


def _error(pairs: Sequence[tuple[float, bool]]) -> float:
    total = 0.0
    for first, last in pairwise(_BANDS):
        band = [(score, right) for score, right in pairs if first <= score < last]
        total += abs(sum(score - right for score, right in band))
    return total / len(pairs)


def main() -> None:
    """Fit, show and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="show, and write nothing")
    asked = parser.parse_args()
    samples, read = list(of_samples()), list(of_reading())
    rows = [*samples, *read]
    pairs = crossed(rows)
    threshold = least(pairs, wanted=WANTED, each=EACH)
    fitted = {**fit(rows), "threshold": threshold, "judged": len(rows)}
    sources = (
        f"The {len(rows)} judged claims are {len(samples)} from the sample documents for tuning,"
        f" settled by their gold, and {len(read)} from news that somebody read."
    )
    text = page(pairs, threshold, sources)
    print(text)
    if not asked.check:
        WEIGHTS.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", "utf-8")
        PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
