"""Which mentions of events are one, within documents and across those of a topic, on ECB+.

Readings are recorded in a case and derived as any others: one topic, one case. A mention counts
when it stands in an annotated sentence; one found stands for the one of the gold with which it
shares most letters.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.outside.ecb import Story, stories, topics
from benchmarks.outside.figures import Figures
from benchmarks.outside.layers import Outsider
from graph.build import build
from graph.case import Case
from graph.model import Span
from training.coref_score import CorefScorer, HeadedSpan, align

_EVERY = 4
_NAMES = {"muc": "MUC", "b3": "B-cubed", "ceafe": "CEAF-e", "mentions": "mentions"}

#: Chain or entity -> mentions; a mention's place is counted over all documents of a topic.
Clusters = Mapping[str, list[HeadedSpan]]


def measure(data: Path, _: Outsider) -> Figures:
    """Return the figures of every fourth topic; readings are made by a build of their own."""
    archive = data / "ecbplus/ecbplus_topics_01_35.zip"
    listed = data / "ecbplus/coreference_sentences_topics_01_35.csv"
    chosen = list(topics(archive, listed).items())[::_EVERY]
    across, within = CorefScorer(singletons=True), CorefScorer(singletons=True)
    shared = CorefScorer(singletons=True)
    for _topic, names in chosen:
        documents = list(stories(archive, listed, names))
        found = _found(documents)
        for story, clusters in zip(documents, found, strict=True):
            one, other = _gold([story]), _placed([story], [clusters])
            within.add(list(one.values()), list(other.values()))
        gold, mine = _gold(documents), _placed(documents, found)
        across.add(list(gold.values()), list(mine.values()))
        shared.add(*_common(gold, mine))
    which = f"{len(chosen)} of 33 topics"
    return {
        f"ecb+ within documents, {which}": _rows(within),
        f"ecb+ across documents, {which}": _rows(across),
        f"ecb+ across documents, {which}, mentions found": _rows(shared),
    }


def _rows(scorer: CorefScorer) -> dict[str, Any]:
    found = scorer.scores()
    rows: dict[str, Any] = {
        title: {key: round(value, 1) for key, value in found[name].items()}
        for name, title in _NAMES.items()
    }
    rows["mean of the first three"] = {"f": round(found["mean"]["f"], 1)}
    rows["mentions"]["n"] = int(scorer.tallies["mentions"].key)
    return rows


def _found(documents: Sequence[Story]) -> list[dict[str, list[Span]]]:
    """Return the mentions of each event that a case of the documents holds, by document."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        for story in documents:
            (texts / f"{story.name}.txt").write_text(story.text, "utf-8")
        with Case.open(Path(folder) / "topic.whence", create=True) as case:
            build([texts], case)
            events = {e.id for e in case.derived.entities() if e.event is not None}
            by_path = {}
            for stored in case.recorded.documents():
                for path in stored.document.paths:
                    by_path[Path(path).name] = stored.document
            found: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
            for mention in case.derived.mentions():
                if mention.entity in events:
                    span = Span(mention.start, mention.end)
                    found[mention.document][mention.entity].append(span)
    out = []
    for story in documents:
        document = by_path[f"{story.name}.txt"]
        if len(document.text) != len(story.text):
            raise ValueError(f"the text of {story.name} was stored otherwise")
        out.append(dict(found[document.id]))
    return out


def _gold(documents: Sequence[Story]) -> Clusters:
    chains = []
    for story in documents:
        by_chain: dict[str, list[Span]] = defaultdict(list)
        for span, chain in story.events:
            by_chain[chain].append(span)
        chains.append(by_chain)
    return _placed(documents, chains)


def _placed(documents: Sequence[Story], clusters: Sequence[Mapping[str, list[Span]]]) -> Clusters:
    """Return clusters over all documents, each mention with the gold's that it stands for."""
    joined: dict[str, list[HeadedSpan]] = defaultdict(list)
    base = 0
    for story, there in zip(documents, clusters, strict=True):
        for name, spans in there.items():
            for span in spans:
                if any(sentence.covers(span) for sentence in story.sentences):
                    place = base + _stands_for(story, span)
                    joined[name].append(HeadedSpan(base + span.start, base + span.end, place))
        base += len(story.text) + 1
    return joined


def _stands_for(story: Story, span: Span) -> int:
    """Return where the event of the gold begins that shares most with some words, or they do."""

    def shared(other: Span) -> int:
        return min(span.end, other.end) - max(span.start, other.start)

    best = max((event for event, _ in story.events), key=shared, default=span)
    return best.start if shared(best) > 0 else span.start


def _common(
    gold: Clusters, mine: Clusters
) -> tuple[list[list[HeadedSpan]], list[list[HeadedSpan]]]:
    """Leave only mentions that both sides have, so that joining is judged and not finding."""
    pairs = align(
        [m for c in gold.values() for m in c], [m for c in mine.values() for m in c], exact=False
    )
    kept = set(pairs.values())
    return (
        [left for c in gold.values() if (left := [m for m in c if m in kept])],
        [left for c in mine.values() if (left := [m for m in c if m in pairs])],
    )
