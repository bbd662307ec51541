"""Scores of dates on the sample corpus: the dates of the names' gold, both parts.

``python -m benchmarks.dates [--json] [--errors]``

A date found is right if it says the same as the gold's, perhaps less precisely, when resolved
against the document's own date; wrong if both cannot be; else it is left unresolved. What the
gold does not mark is counted as extra: lengths counted from another date are not in it. Of the
``frozen`` documents nothing is printed but totals.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable

import spacy
from spacy.language import Language

import corpus
from benchmarks.gold import GoldDocument, in_prose, load_gold
from graph.edtf import bounds, compatible, disjoint
from graph.extract.sentences import body_sentences
from graph.extract.time import TimeExpression, resolve, time_expressions
from graph.nlp import sentences  # noqa: F401  (registers the factory)

FIELDS = ("gold", "found", "right", "near", "wrong", "unresolved", "extra")


def score(documents: Iterable[GoldDocument]) -> tuple[Counter[str], list[str]]:
    """Return counts by `FIELDS`, and what went wrong, in words."""
    nlp = spacy.blank("en")
    nlp.add_pipe("whence_sentences")
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for document in documents:
        if document.marks:
            _score(document, nlp, counts, errors)
    return counts, errors


def _score(document: GoldDocument, nlp: Language, counts: Counter[str], errors: list[str]) -> None:
    read = corpus.read(document.path)
    text = read.text
    dates = [m for m in document.alignment(text).mentions if m.form == "date"]
    found: list[TimeExpression] = []
    for sentence in body_sentences(read, nlp(text)):
        found += time_expressions(text, sentence.start, sentence.end)
    used: set[TimeExpression] = set()
    for date in in_prose(dates, read.set_aside):
        counts["gold"] += 1
        there = [e for e in found if e.start < date.end and date.start < e.end]
        used.update(there)
        outcome = _outcome(there, date.when or "", document.date)
        counts["found"] += bool(there)
        counts[outcome] += 1
        if outcome != "right":
            errors.append(f"{document.file}: {outcome}: {date.text!r} is {date.when}: {there}")
    for extra in found:
        if extra not in used:
            counts["extra"] += 1
            errors.append(f"{document.file}: extra: {text[extra.start : extra.end]!r}")


def _outcome(there: list[TimeExpression], gold: str, published: str | None) -> str:
    if not there:
        return "missed"
    one = there[0]
    when = one.when if one.relative is None else resolve(one.relative, published)
    if when is None:
        return "unresolved"
    if compatible(when, gold):
        return "right"
    if disjoint(when, gold):
        return "wrong"
    # An interval of which the gold marks each end apart is found as one.
    first, last = bounds(gold).first, bounds(gold).last
    known = bounds(when)
    return "right" if first in (known.first, None) or last in (known.last, None) else "near"


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="what went wrong, tune only")
    asked = parser.parse_args()
    parts = {name: score(load_gold(name)) for name in ("tune", "frozen")}
    if asked.json:
        counted = {n: {f: c[f] for f in FIELDS} for n, (c, _) in parts.items()}
        print(json.dumps(counted, indent=1))
        return
    for name, (counts, _) in parts.items():
        print(f"{name:<8}" + "  ".join(f"{field} {counts[field]}" for field in FIELDS))
    if asked.errors:
        print("\n".join(parts["tune"][1]))


if __name__ == "__main__":
    main()
