"""spaCy's own small CNN pipelines, trained once, to time the reader against.

They are what ``spacy init config --optimize efficiency`` gives, trained for a few hundred steps on
sets that the reader learns from too. That is long enough for them to part sentences and to mark as
many spans as people write; how well they read does not change how fast.
"""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.vocab import Vocab

#: Components of the two pipelines, by the name of their folder in the cache.
PIPELINES: Final[dict[str, tuple[str, ...]]] = {
    "whole": ("tagger", "parser", "ner"),
    "names": ("ner",),
}

STEPS: Final = 400

_TREES: Final = "ud_ewt/en_ewt_train.conllu.gz"
_NAMES: Final = "gmb/gmb_train.conll.gz"


def cached(name: str, cache: Path, data: Path | None) -> Language:
    """Return a pipeline from the cache, training it first if it is not there.

    Raises
    ------
    SystemExit
        When it is neither in the cache nor can be trained.
    """
    folder = cache / name
    if not folder.exists():
        if data is None:
            raise SystemExit(
                f"There is no trained pipeline in {folder}. Name the folder of the data sets with"
                " --data to train it once; that takes some minutes."
            )
        _train(PIPELINES[name], data, folder)
    return spacy.load(folder)


def _train(pipeline: Sequence[str], data: Path, folder: Path) -> None:
    config = init_config(lang="en", pipeline=list(pipeline), optimize="efficiency")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        sentences = _names(data / _NAMES, Vocab())
        held = list(islice(sentences, 300))
        docs = [*islice(sentences, 12_000)]
        if "parser" in pipeline:
            docs += _trees(data / _TREES, Vocab())
        for part, found in (("train", docs), ("dev", held)):
            DocBin(docs=found).to_disk(scratch / f"{part}.spacy")
            config["paths"][part] = str(scratch / f"{part}.spacy")
        config["training"].update({"max_steps": STEPS, "eval_frequency": STEPS, "seed": 1})
        nlp = init_nlp(config)
        train(nlp, None, use_gpu=-1, stdout=io.StringIO(), stderr=io.StringIO())
        folder.parent.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(folder)


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    """Yield the sentences of a file of columns parted by tabs."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _trees(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield sentences with tags and trees, five to a Doc, so that borders are learnt."""
    group: list[Doc] = []
    for block in _blocks(path):
        rows = [row for row in block if row[0].isdigit()]
        heads = [int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
        fields: dict[str, Any] = {
            "words": [row[1] for row in rows],
            "spaces": ["SpaceAfter=No" not in row[9] for row in rows],
            "tags": [row[4] for row in rows],
            "heads": heads,
            "deps": ["ROOT" if row[6] == "0" else row[7] for row in rows],
        }
        group.append(Doc(vocab, **fields))
        if len(group) == 5:
            yield Doc.from_docs(group)
            group = []


def _names(path: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield sentences with names."""
    for rows in _blocks(path):
        yield Doc(vocab, words=[row[0] for row in rows], ents=[row[2] for row in rows])
