"""What is kept for measuring and never trained on."""

from __future__ import annotations

from pathlib import Path

from training.data import gum_sentences, rows
from training.files import jsonl, meantime_sentences, trees


def texts(data: Path) -> frozenset[str]:
    """Return the sentences of the measuring sets, words joined by blanks.

    Training leaves out any sentence of six words or more that stands among them.
    """
    found: set[str] = set()
    for number, sentence in enumerate(rows(data / "crossner/politics_dev.txt")):
        if number % 2:
            found.add(" ".join(row[0] for row in sentence))
    for words, _, _ in gum_sentences(data / "gum/gum_dev_open.conllu.gz", frozenset()):
        found.add(" ".join(words))
    for sentence in rows(data / "uner_ewt/en_ewt-ud-dev.iob2"):
        found.add(" ".join(row[1] for row in sentence))
    for tree in trees(data / "ud_ewt/en_ewt_dev.conllu.gz"):
        found.add(" ".join(row[1] for row in tree.rows))
    for name in (
        "ewt_propbank/ewt_propbank_dev.jsonl.gz", "uds_factuality/it_happened_v2_dev.jsonl.gz"
    ):  # fmt: skip
        for item in jsonl(data / name):
            found.add(" ".join(item["tokens"]))
    for story, words, _ in meantime_sentences(data):
        if story not in ("airbus", "apple"):
            found.add(" ".join(words))
    return frozenset(text for text in found if text.count(" ") >= 5)
