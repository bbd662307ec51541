"""Attribution on PolNeAR's development articles: who says what, by which words.

The set takes plans, wishes, demands, praise and blame for attributions. A claim holds these as its
modality and not as its speaker, so both are measured: with them, and as claims hear speakers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from benchmarks.outside.attribution_scoring import MEASURES, Parts, pairs, parts
from benchmarks.outside.attributions_found import attributions
from benchmarks.outside.figures import Figures, figures
from benchmarks.outside.layers import Layers, Outsider
from benchmarks.outside.polnear import Article, Attribution, articles
from graph.extract.inflections import lemma
from graph.extract.vocabulary import words
from graph.model import Reading, Span

_SET = "polnear dev, 84 articles"
_WHOLE = "source, cue and content, by overlap"
_CLASSES = ("speech", "alleging", "denying", "accusing", "planning", "asking", "passing", "drop")


def measure(data: Path, reader: Outsider) -> Figures:
    """Return the figures, and why attributions are missed or wrong."""
    agreed: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    found_count = {True: 0, False: 0}
    gold_count = spoken = said = 0
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for article in articles(data / "polnear/dev.zip"):
        layers = reader.read(article.text)
        gold_parts = [parts(article.text, a) for a in article.attributions]
        gold_count += len(gold_parts)
        found_parts: list[Parts] = []
        for minds in (False, True):
            found = attributions(layers.doc, layers.ends, minds=minds)
            found_parts = [parts(article.text, a) for a in found]
            found_count[minds] += len(found_parts)
            for name, agrees in MEASURES.items():
                agreed[minds][name] += len(pairs(gold_parts, found_parts, agrees))
        _causes(article, layers, gold_parts, found_parts, missed, wrong)
        cues = _cues(article.text, layers.reading)
        spoken += len(cues)
        said += len(pairs(gold_parts, cues, MEASURES["cue, by overlap"]))
    rows, speakers = (
        {name: figures(agreed[minds][name], found_count[minds], gold_count) for name in MEASURES}
        for minds in (True, False)
    )
    speakers["cues of speakers of statements alone"] = figures(said, spoken, gold_count)
    return {
        _SET: rows,
        f"{_SET}, without plans, wishes, demands and judgements": speakers,
        "polnear dev, gold not found whole": _counted(missed),
        "polnear dev, found but not in the gold": _counted(wrong),
    }


def _counted(counts: Counter[str]) -> dict[str, Any]:
    return {cause: {"n": number} for cause, number in counts.most_common()}


def _cues(text: str, reading: Reading) -> list[Parts]:
    """Return the cues that a reading's statements are said with, each once, as parts."""
    cues: dict[Span, Span] = {}
    for statement in reading.statements:
        for speaker in statement.speakers:
            if speaker.cue is not None:
                cues[speaker.cue] = statement.passage
    return [
        parts(text, Attribution(source=(), cue=(cue,), content=(passage,)))
        for cue, passage in sorted(cues.items())
    ]


def _causes(
    article: Article,
    layers: Layers,
    gold: Sequence[Parts],
    found: Sequence[Parts],
    missed: Counter[str],
    wrong: Counter[str],
) -> None:
    whole = pairs(gold, found, MEASURES[_WHOLE])
    cues = dict(pairs(gold, found, MEASURES["cue, by overlap"]))
    right = {i for i, _ in whole}
    for i, attribution in enumerate(article.attributions):
        if i in right:
            continue
        if i not in cues:
            missed[f"cue not heard: {_class(layers, attribution)}"] += 1
        else:
            source, _, content = (bool(a & b) for a, b in zip(gold[i], found[cues[i]], strict=True))
            missed[_part_wrong(source, content)] += 1
    given = {j for _, j in whole}
    heard = set(cues.values())
    for j in range(len(found)):
        if j not in given:
            wrong["source or content differs" if j in heard else "no such cue in the gold"] += 1


def _part_wrong(source: bool, content: bool) -> str:
    if source:
        return "content elsewhere" if not content else "taken by another of the same words"
    return "source elsewhere" if content else "source and content elsewhere"


def _class(layers: Layers, attribution: Attribution) -> str:
    """Say what kind of word a cue is, by the extractor's own lists."""
    tokens: list[Token] = []
    for span in attribution.cue:
        tokens.extend(layers.doc.char_span(span.start, span.end, alignment_mode="expand") or ())
    if all(token.is_punct for token in tokens):
        return "a mark"
    if any(token.lower_ == "according" for token in tokens):
        return "according to"
    verbs = {lemma(token) for token in tokens if token.pos_ in {"VERB", "AUX"}}
    for name in _CLASSES:
        if verbs & words("verbs")[name]:
            return f"a verb of the class {name}"
    if verbs:
        return "a verb of no class"
    return "a noun" if any(t.pos_ in {"NOUN", "PROPN"} for t in tokens) else "another word"
