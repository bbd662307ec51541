"""Scores of claims on the sample corpus, for both parts of the gold.

``python -m benchmarks.claims [--case FILE] [--json] [--curve] [--errors]``

Builds a case of the sample documents, or takes one that was built of them, and compares its
claims with the gold (``corpus/samples/gold/CLAIMS.md``). The ``frozen`` documents are only ever
scored on: of them nothing is printed but totals.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.claims_found import FoundDocument, GoldSide, found_claims, gold_side
from benchmarks.claims_gold import ClaimsDocument, load_claims, load_events
from benchmarks.claims_scoring import ATTRIBUTES, Errors, Score, Tally, score_document
from benchmarks.gold import SAMPLES
from benchmarks.scoring import score_clusters
from graph.build import build
from graph.case import Case
from graph.model import Claim, Mention

PARTS = ("tune", "frozen")
THRESHOLDS = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class Part:
    """The scores of one part: counts, events across documents, and errors by document."""

    tally: Tally
    cubed: tuple[float, float, float]
    errors: Mapping[str, Errors]


def score_part(
    gold: Iterable[ClaimsDocument], found: Mapping[str, FoundDocument], *, least: float = 0.0
) -> Part:
    """Score documents.

    Parameters
    ----------
    found
        What was found, by the document's file name.
    least
        Evidence with a lower score is left out.
    """
    events, tally = load_events(), Tally()
    errors: dict[str, Errors] = {}
    wanted: dict[object, object] = {}
    given: dict[object, object] = {}
    for document in gold:
        there = _above(found[document.document.file], least)
        side = gold_side(document, there.text, there.set_aside)
        claims, happened = found_claims(there, side, events)
        counted = {c.subject for c in there.claims} & {
            m.entity for m in there.mentions if m.entity is not None
        }
        named = {c.subject for c in there.claims if c.object is not None}
        kinds = {
            key: entity.event.kind
            for key in sorted(counted)
            if (entity := there.entities[key]).event is not None
            and entity.event.kind is not None
            and (key in happened or key in named)
        }
        errors[side.file] = score_document(
            side, claims, events, tally, happened=happened, entities_kinds=kinds
        )
        _across(side, there, wanted, given)
    cubed = score_clusters(wanted, given)
    return Part(tally, (cubed.precision, cubed.recall, cubed.f1), errors)


def table(part: Part) -> dict[str, Any]:
    """Return the scores of one part as plain data."""
    tally = part.tally
    rows: dict[str, Any] = {"claims": _row(tally.claims), "whole claims": _row(tally.whole)}
    for family in sorted(tally.families):
        rows[family] = _row(tally.families[family])
    rows["event nodes"] = _row(tally.events)
    return {
        "scores": rows,
        "among those right": {
            name: {"right": tally.attributes[name].precision, "of": tally.attributes[name].found}
            for name in ATTRIBUTES
        },
        "events across documents, B-cubed": dict(
            zip(("precision", "recall", "f1"), part.cubed, strict=True)
        ),
        "traps": {"of": tally.traps, "sprung": tally.sprung},
        "not scored": {"events of nobody named": tally.outside, "undated": tally.undated},
    }


def curve(
    gold: Sequence[ClaimsDocument], found: Mapping[str, FoundDocument]
) -> list[dict[str, float]]:
    """Return precision and recall of claims by the least score at which they are taken."""
    rows = []
    for least in THRESHOLDS:
        claims = score_part(gold, found, least=least).tally.claims
        rows.append({"least": least, **_row(claims)})
    return rows


def found_in(case: Case, *, candidates: bool = False) -> dict[str, FoundDocument]:
    """Return what a case holds, by file name; with ``candidates`` what waits for review too."""
    claims = [*case.derived.claims(), *(case.derived.candidates() if candidates else ())]
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for document in sorted({e.document for e in claim.evidence}):
            by_document[document].append(claim)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in case.derived.mentions():
        mentions[mention.document].append(mention)
    entities = {entity.id: entity for entity in case.derived.entities()}
    return {
        Path(stored.document.paths[0]).name: FoundDocument(
            id=stored.document.id,
            text=stored.document.text,
            set_aside=stored.document.set_aside,
            mentions=mentions[stored.document.id],
            claims=by_document[stored.document.id],
            entities=entities,
        )
        for stored in case.recorded.documents()
        if stored.document.paths
    }


def _above(found: FoundDocument, least: float) -> FoundDocument:
    """Leave out evidence below a score, and claims that have no other here."""
    if least <= 0:
        return found
    kept = []
    for claim in found.claims:
        evidence = tuple(e for e in claim.evidence if e.document == found.id and e.score >= least)
        if evidence:
            kept.append(replace(claim, evidence=evidence))
    return replace(found, claims=kept)


def _across(
    side: GoldSide,
    found: FoundDocument,
    wanted: dict[object, object],
    given: dict[object, object],
) -> None:
    """Note for each trigger of the gold its event, and the event found there."""
    for event, start, end in side.anchored.triggers:
        key = side.file, start, end
        wanted[key] = event
        for mention in found.mentions:
            entity = found.entities.get(mention.entity or "")
            there = mention.start < end and start < mention.end
            if there and entity is not None and entity.event is not None:
                given[key] = entity.id


def _row(score: Score) -> dict[str, float]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "found": score.found,
        "gold": score.gold,
    }


@contextmanager
def case_of_samples(path: Path | None) -> Iterator[Case]:
    """Yield the case at a path, else one built of the sample documents."""
    if path is not None:
        with Case.open(path) as case:
            yield case
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.open(Path(folder) / "sample.whence", create=True) as case,
    ):
        build([SAMPLES / "documents"], case)
        yield case


def _print(name: str, data: Mapping[str, Any]) -> None:
    print(f"{name:<26}{'precision':>10}{'recall':>8}{'F1':>8}{'found':>7}{'gold':>6}")
    for label, row in data["scores"].items():
        shares = "".join(f"{100 * row[k]:>8.1f}" for k in ("precision", "recall", "f1"))
        print(f"  {label:<26}{shares}{row['found']:>7}{row['gold']:>6}")
    told = data["among those right"]
    print("  of those right, right in", end="")
    print("".join(f"  {n} {100 * told[n]['right']:.1f} of {told[n]['of']}" for n in told))
    cubed = data["events across documents, B-cubed"]
    print(f"  events across documents, B-cubed F1 {100 * cubed['f1']:.1f}")
    traps, left = data["traps"], data["not scored"]
    print(f"  traps sprung {traps['sprung']} of {traps['of']}; not scored {left}")


def _print_errors(errors: Mapping[str, Errors]) -> None:
    for file, one in errors.items():
        print(f"== {file}")
        for title in ("wrong", "missed", "attributes", "traps"):
            for line in getattr(one, title):
                print(f"  {title:<11}{line}")


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", type=Path, help="a case built of the sample documents")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--curve", action="store_true", help="precision by least score, tune")
    parser.add_argument("--errors", action="store_true", help="what went wrong, tune only")
    asked = parser.parse_args()
    with case_of_samples(asked.case) as case:
        found = found_in(case)
        everything = found_in(case, candidates=True) if asked.curve else found
    parts = {name: score_part(load_claims(name), found) for name in PARTS}
    data: dict[str, Any] = {name: table(part) for name, part in parts.items()}
    if asked.curve:
        data["curve, tune"] = curve(load_claims("tune"), everything)
    if asked.json:
        print(json.dumps(data, indent=1))
        return
    for name in PARTS:
        _print(name, data[name])
    for row in data.get("curve, tune", ()):
        print(f"  from {row['least']:.2f}  {100 * row['precision']:.1f}  {100 * row['recall']:.1f}")
    if asked.errors:
        _print_errors(parts["tune"].errors)


if __name__ == "__main__":
    main()
