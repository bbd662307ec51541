"""Draw claims from texts that others published, for somebody to read against their passages.

``python -m benchmarks.outside.drawing --data DIR --sheet FILE [--texts gm,re3d] [--seed 1]``

Builds a case of the texts and writes the sheet, a JSON object a line, with the passage of each
claim. The sheet quotes texts that are not ours, so it stays with whoever reads it; a person sets
``verdict`` to "right" or "wrong" and ``why`` to the kind of error. ``benchmarks.outside.judged``
takes from it what may be published.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph.build import build
from graph.case import Case
from graph.extract.scores import raw_of, traits
from graph.model import Claim, Entity, Evidence
from graph.query.words import claim_sentence, speaker_words


def texts(data: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield file names and texts: a story of MEANTIME (airbus, apple, gm), or re3d."""
    with gzip.open(data / "meantime/texts_train.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            story, _, number = row["conll_doc"].removeprefix("corpus_").partition("/")
            if story in wanted:
                yield f"{story}_{number}.txt", row["text"]
    if "re3d" in wanted:
        for folder in sorted((data / "re3d").iterdir()):
            if not (folder / "documents.json").exists():
                continue
            for line in (folder / "documents.json").read_text("utf-8").splitlines():
                row = json.loads(line)
                yield f"re3d_{folder.name[:10]}_{row['_id'][:8]}.txt", row["text"]


def draw(
    data: Path, wanted: set[str], *, number: int, seed: int, candidates: bool
) -> Iterator[dict[str, object]]:
    """Yield claims drawn at random, each with one of its passages."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "texts"
        sources.mkdir()
        for name, text in texts(data, wanted):
            (sources / name).write_text(text, "utf-8")
        with Case.open(Path(folder) / "drawn.whence", create=True) as case:
            build([sources], case)
            listed = list(case.derived.claims())
            if candidates:
                listed += case.derived.candidates()
            names = {entity.id: entity for entity in case.derived.entities()}
            paths = {s.document.id: s.document.paths[0] for s in case.recorded.documents()}
    chance = random.Random(seed)
    listed.sort(key=lambda claim: claim.id)
    for claim in chance.sample(listed, min(number, len(listed))):
        evidence = chance.choice(claim.evidence)
        yield _row(claim, evidence, names, paths[evidence.document])


def _row(
    claim: Claim, evidence: Evidence, names: dict[str, Entity], document: str
) -> dict[str, object]:
    start = evidence.position.start

    def words(part: str) -> str | None:
        span = getattr(evidence.spans, part)
        return None if span is None else evidence.quote.exact[span.start - start : span.end - start]

    event = names[claim.subject].event
    known = traits(claim.predicate, None if event is None else event.kind, evidence.modality)
    return {
        "claim": claim.id,
        "document": document,
        "says": claim_sentence(claim, {key: entity.name for key, entity in names.items()}),
        "kind": None if event is None else event.kind,
        "predicate": claim.predicate,
        "role": claim.role,
        "polarity": claim.polarity,
        "modality": evidence.modality,
        "when": claim.when,
        "by": speaker_words(evidence.attributed_to),
        "words": {part: words(part) for part in ("trigger", "subject", "object", "value", "when")},
        "rule": evidence.generated_by.rule,
        "raw": raw_of(evidence.score, known),
        "score": evidence.score,
        "passage": evidence.quote.exact,
        "verdict": "",
        "why": "",
    }


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--sheet", type=Path, required=True, help="file to write")
    parser.add_argument("--texts", default="gm,re3d", help="stories of MEANTIME, and re3d")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--candidates", action="store_true", help="draw from candidates too")
    asked = parser.parse_args()
    rows = draw(
        asked.data,
        set(asked.texts.split(",")),
        number=asked.number,
        seed=asked.seed,
        candidates=asked.candidates,
    )
    asked.sheet.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
