"""What is kept for measuring never reaches training, on a small directory of sets made here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training import treebanks
from training.files import meantime_sentences, trees
from training.heldout import texts
from training.sources import divide
from training.treebanks import inventory

SHARED = "This whole sentence stands in both parts".split()
OWN = "Only training knows the soldiers' long march".split()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        path.write_text(text, "utf-8")


def conllu(*sentences: list[str], prefix: str) -> str:
    out = ""
    for n, words in enumerate(sentences):
        out += f"# newdoc id = {prefix}{n}\n# sent_id = {prefix}-{n}\n# text = {' '.join(words)}\n"
        for i, w in enumerate(words, 1):
            head, rel = (0, "root") if i == 1 else (1, "dep")
            out += f"{i}\t{w}\t{w.lower()}\tNOUN\tNN\t_\t{head}\t{rel}\t_\t_\n"
        out += "\n"
    return out


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path / "ud_ewt/en_ewt_train.conllu.gz", conllu(SHARED, OWN, prefix="t"))
    write(tmp_path / "ud_ewt/en_ewt_dev.conllu.gz", conllu(SHARED, prefix="d"))
    for name in ("gum_train_open", "gum_dev_open"):
        write(tmp_path / f"gum/{name}.conllu.gz", conllu(["A", "b"], prefix=name))
    frame = {"pred": 0, "roleset": "x.01", "args": [["ARG1", 1, 3]]}
    row = {"sent_id": "t-1", "tokens": OWN, "pos": ["NN"] * len(OWN), "frames": [frame]}
    write(tmp_path / "ewt_propbank/ewt_propbank_train.jsonl.gz", jsonl(row))
    write(
        tmp_path / "ewt_propbank/ewt_propbank_dev.jsonl.gz",
        jsonl({"sent_id": "d-0", "tokens": SHARED, "frames": []}),
    )
    judged = {"pred": 0, "lemma": "x", "judgements": [4], "factuality": 3.0}
    write(
        tmp_path / "uds_factuality/it_happened_v2_train.jsonl.gz",
        jsonl({"sent_id": "t-1", "tokens": OWN, "preds": [judged]}),
    )
    write(
        tmp_path / "uds_factuality/it_happened_v2_dev.jsonl.gz",
        jsonl({"sent_id": "d-0", "tokens": SHARED, "preds": []}),
    )
    write(tmp_path / "crossner/politics_dev.txt", "Even\tO\n\n" + "Odd\tO\n" * 6 + "\n")
    write(tmp_path / "gmb/gmb_train.conll.gz", "Hi\tUH\tO\n\n")
    write(tmp_path / "uner_ewt/en_ewt-ud-dev.iob2", "0\tHi\tO\n\n")
    texts_ = [
        {"conll_doc": "corpus_apple/1", "text": "Apples were sold."},
        {"conll_doc": "corpus_gm/1", "text": "Cars were sold here today, they said."},
    ]
    write(tmp_path / "meantime/texts_train.jsonl.gz", jsonl(*texts_))
    sentences = (["Apples", "were", "sold"], "Cars were sold here today , they said".split())
    body = "".join(
        "".join(f"{i}\t{w}\t{'3.0' if w == 'sold' else '_'}\n" for i, w in enumerate(s)) + "\n"
        for s in sentences
    )
    write(tmp_path / "meantime/factuality_train.conll.gz", body)
    return tmp_path


def test_sentences_of_measuring_sets_are_left_out(data: Path) -> None:
    labels = inventory(data)
    (document,) = treebanks.ewt(data, labels)
    assert document[0].words == tuple(OWN)
    assert document[0].frames[0].predicate == 0
    assert document[0].columns["facts"][0].tolist() == [1.0, 0.0, 0.0]
    held = texts(data)
    assert " ".join(SHARED) in held and "Odd Odd Odd Odd Odd Odd" in held
    assert all(" ".join(p.words) not in held for p in document)


def test_meantime_trains_on_two_stories_only(data: Path) -> None:
    assert [story for story, _, _ in meantime_sentences(data)] == ["apple", "gm"]
    assert [d[0].words for d in treebanks.meantime(data)] == [("Apples", "were", "sold")]
    assert "Cars were sold here today , they said" in texts(data)


def test_calibration_documents_are_not_trained_on(data: Path) -> None:
    documents = {"a": [[p] for d in treebanks.gum(data, inventory(data)) for p in d] * 7}
    train, kept = divide(documents, 3)
    assert (len(train["a"]), len(kept["a"])) == (4, 3)


def test_trees_skip_multiword_lines(data: Path) -> None:
    path = data / "x.conllu.gz"
    write(path, "# sent_id = a\n1-2\tdon't\t_\n1\tdo\tdo\n2\tn't\tnot\n\n")
    (tree,) = trees(path)
    assert [row[1] for row in tree.rows] == ["do", "n't"]
