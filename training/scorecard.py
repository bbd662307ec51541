"""The scorecard: ``docs/scorecard.json`` for machines and ``docs/scorecard.md`` for people.

A part holds ``int8`` and ``float`` figures: set -> row -> {p, r, f, n}, in per cent but for n.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Set -> row -> figures.
Figures = dict[str, dict[str, Any]]

DOCS = Path(__file__).parent.parent / "docs"
SCORECARD = DOCS / "scorecard.json"

_TITLES = {
    "names": "Names",
    "syntax": "Sentences, tags, lemmas and dependencies",
    "frames": "Frames",
    "event nouns": "Event nouns",
    "factuality": "Factuality",
    "coreference": "Coreference",
    "relations": "Relations",
    "calibration": "Calibration",
    "attribution": "Attribution, of the extractor",
    "participants": "Participants of events, of the extractor",
    "event coreference": "Events across documents, of the extractor",
    "factuality of claims": "Factuality of claims, of the extractor",
}
_NOTES = {
    "names": "Strict span and type. LOC takes in GPE and FAC (not FAC on Worldwide, where"
    " facilities are a type of their own); EVENT takes in elections.",
    "syntax": "By spaCy's Scorer; arcs without punctuation unless it is named. Raw text keeps the"
    " blank lines between paragraphs, or has all on one line.",
    "frames": "End to end on gold words and sentences. Every role of the set counts, also the few"
    " that the reader does not know. A whole tuple has the right head words of ARG0 and ARG1 and"
    " the right negation. Helping verbs are predicates in the set.",
    "event nouns": "Nouns in paragraphs of news that stand for an event or do not, marked by"
    " one of us; nouns of which we were not sure are left out.",
    "factuality": "Of the predicates found. What lies ahead (modals, conditions, infinitives"
    " without negation) counts as open, which the judges could not choose; by their mean alone it"
    " is not-happened.",
    "coreference": "Gold words and sentences, names and trees as the reader finds them. MUC, B-cubed and CEAF-e"
    " after the CorefUD scorer's conventions (mentions matched by head, singletons left out), written"
    " out here because no scorer is published as a package. A link is right when both its mentions"
    " are in one gold cluster. Vectors come from the int8 encoder, the heads are in floats.",
    "relations": "A fact is right when head, tail and property are. End to end, names and coreference"
    " find the entities, and facts of entities not found count as missed. Vectors come from the int8"
    " encoder, the head is in floats.",
    "calibration": "Expected calibration error in ten bins, in per cent points; less is better.",
}


def load_scorecard(path: Path = SCORECARD) -> dict[str, Any]:
    """Read the scorecard, or begin one."""
    if path.exists():
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found
    return {"parts": {}}


def write_scorecard(card: dict[str, Any], folder: Path = DOCS) -> None:
    """Write both files."""
    text = json.dumps(card, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "scorecard.json").write_text(text + "\n", "utf-8")
    (folder / "scorecard.md").write_text(markdown(card), "utf-8")


def markdown(card: dict[str, Any]) -> str:
    """Return the scorecard as Markdown."""
    lines = [
        "# Scorecard of the reader",
        "",
        "Written by `make -C training scores DATA=DIR`; the same figures stand in"
        " `scorecard.json`. Nothing here was trained on. int8 is what is shipped, measured on a"
        " processor with AVX-512, VNNI and AMX. Weights are held to seven bits, so that sums do not"
        " saturate on one with AVX2 alone.",
    ]
    for part, title in _TITLES.items():
        if part not in card["parts"]:
            continue
        found = card["parts"][part]
        lines += ["", f"## {title}", "", _NOTES.get(part, found.get("note", "")), ""]
        lines += [
            "| set | what | n | P | R | int8 | float |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for name, rows in found["int8"].items():
            for row, figures in rows.items():
                other = found.get("float", {}).get(name, {}).get(row, {})
                lines.append(_line(name, row, figures, other))
        lines += ["", f"Measured on {found['date']}."]
    if "speed" in card["parts"]:
        lines += ["", "## Speed", "", card["parts"]["speed"].get("note", ""), ""]
        lines += ["| what | words a second |", "| --- | ---: |"]
        lines += [f"| {k} | {v:,} |" for k, v in card["parts"]["speed"]["rows"].items()]
    return "\n".join(lines) + "\n"


def _line(name: str, row: str, figures: dict[str, Any], other: dict[str, Any]) -> str:
    def main(found: dict[str, Any]) -> Any:
        return found.get("f", found.get("r", ""))

    cells = [name, row, figures.get("n", ""), figures.get("p", "")]
    cells += [figures.get("r", "") if "f" in figures else "", main(figures), main(other)]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
