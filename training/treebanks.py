"""Sets with syntax, frames and factuality: documents of sentences with all their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from graph.nlp.lemmas import script
from training.data import gum as gum_names
from training.files import Tree, jsonl, meantime_sentences, trees
from training.heldout import texts as heldout_texts
from training.labels import allowed
from training.passages import NO_HEAD, NONE, Frame, Passage, passage
from training.weak import EVENT_NOUNS

Document = list[Passage]

#: Roles, most frequent first; rarer ones (REC, COM of R-, C- of adjuncts) are left out.
ROLES = (
    "ARG1 ARG0 ARG2 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-ADJ ARGM-LOC ARGM-MNR ARGM-DIS"
    " ARGM-EXT ARGM-PRP ARG3 ARGM-CAU ARGM-PRR ARGM-LVB ARGM-DIR ARGM-PRD ARG4 ARGM-GOL ARGM-CXN"
    " ARGM-COM ARG5 R-ARG1 R-ARG0 R-ARG2 R-ARGM-LOC R-ARGM-TMP C-ARG1 C-ARG2 C-V"
).split()
ROLE_LABELS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
ROLE_INDEX = {label: i for i, label in enumerate(ROLE_LABELS)}


@dataclass(frozen=True, slots=True)
class Inventory:
    """Label lists learnt from the training files, in the order of the model's outputs."""

    upos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)

    def index(self, name: str) -> dict[str, int]:
        """Return the number of each label of a layer."""
        return {label: i for i, label in enumerate(getattr(self, name))}


def inventory(data: Path, *, rare: int = 3) -> Inventory:
    """Learn the label lists from the training files; lemma scripts seen less are left out."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("upos", "tags", "rels", "lemmas")}
    for name in ("ud_ewt/en_ewt_train.conllu.gz", "gum/gum_train_open.conllu.gz"):
        for tree in trees(data / name):
            for row in tree.rows:
                counts["upos"][row[3]] += 1
                counts["tags"][row[4]] += 1
                counts["rels"][row[7]] += 1
                counts["lemmas"][script(row[1], row[2])] += 1
    least = {"upos": 1, "tags": 3, "rels": 3, "lemmas": rare}
    return Inventory(
        **{
            name: [label for label, n in sorted(count.items(), key=lambda c: (-c[1], c[0]))
                   if n >= least[name] and label != "_"]
            for name, count in counts.items()
        }
    )  # fmt: skip


def syntax_columns(tree: Tree, labels: dict[str, dict[str, int]]) -> dict[str, list[Any]]:
    """Return the columns of a tree."""
    columns: dict[str, list[Any]] = {
        n: [] for n in ("starts", "upos", "tags", "lemmas", "heads", "rels")
    }
    for i, row in enumerate(tree.rows):
        head = int(row[6])
        columns["starts"].append(int(i == 0))
        columns["upos"].append(labels["upos"].get(row[3], NONE))
        columns["tags"].append(labels["tags"].get(row[4], NONE))
        columns["lemmas"].append(labels["lemmas"].get(script(row[1], row[2]), NONE))
        columns["heads"].append(head - 1 - i if head else 0)
        columns["rels"].append(labels["rels"].get(row[7], NONE))
    return columns


def role(name: str) -> str | None:
    """Return the role that is learnt for a role of PropBank, or None."""
    name = name.replace("-DSP", "").replace("ARGA", "ARG0")
    return name if name in ROLES else None


def frames(row: dict[str, Any]) -> list[Frame]:
    """Return the frames of a sentence of the PropBank file."""
    found = []
    for frame in row["frames"]:
        labels = [0] * len(row["tokens"])
        for name, start, end in frame["args"]:
            known = role(name)
            if known:
                labels[start] = ROLE_INDEX[f"B-{known}"]
                labels[start + 1 : end] = [ROLE_INDEX[f"I-{known}"]] * (end - start - 1)
        found.append(Frame(frame["pred"], 0, tuple(labels)))
    return found


def shares(judgements: Sequence[float], *, ahead: bool) -> tuple[float, float, float]:
    """Return the shares of happened, did not and open among judgements from -4 to 4.

    A judge who is not sure counts partly as open. The judges had no "open" to choose, so what
    lies ahead or is only possible (``ahead``) was called "did not"; it counts as open here.
    """
    happened = did_not = 0.0
    for value in judgements:
        sure = min(1.0, abs(value) / 4)
        if value > 0:
            happened += sure
        elif not ahead:
            did_not += sure
    n = len(judgements)
    return happened / n, did_not / n, 1 - (happened + did_not) / n


_NEGATIONS = frozenset("not n't n\u2019t never no nor neither without".split())
_MODALS = frozenset(
    "will 'll \u2019ll would could should may might must can ca wo shall if unless whether".split()
)


def lies_ahead(tree: Tree, predicate: int) -> bool:
    """Say whether a predicate has a modal, condition or "to" and no negation."""
    word = tree.rows[predicate]
    below = [r for r in tree.rows if r[6] == word[0]]
    forms = {r[1].lower() for r in below if r[7] in ("aux", "mark", "advmod", "aux:pass")}
    if forms & _NEGATIONS:
        return False
    infinitive = "to" in forms and word[7] in ("xcomp", "advcl", "acl", "ccomp", "csubj")
    return bool(forms & _MODALS) or infinitive


def ewt(data: Path, labels: Inventory, part: str = "train") -> list[Document]:
    """English Web Treebank with its PropBank frames and It-Happened judgements.

    Sentences of the training part that also stand in a measuring set are left out.
    """
    index = {n: labels.index(n) for n in ("upos", "tags", "rels", "lemmas")}
    propbank = {r["sent_id"]: r for r in jsonl(data / f"ewt_propbank/ewt_propbank_{part}.jsonl.gz")}
    happened = {
        r["sent_id"]: r for r in jsonl(data / f"uds_factuality/it_happened_v2_{part}.jsonl.gz")
    }
    heldout = heldout_texts(data) if part == "train" else frozenset[str]()
    documents: list[Document] = []
    for tree in trees(data / f"ud_ewt/en_ewt_{part}.conllu.gz"):
        if tree.new_document or not documents:
            documents.append([])
        words = [row[1] for row in tree.rows]
        if " ".join(words) in heldout:
            continue
        columns = syntax_columns(tree, index)
        found: list[Frame] = []
        row = propbank.get(tree.sent_id)
        if row and row["tokens"] == words:
            found = frames(row)
            columns["predicates"] = [0] * len(words)
            for frame in found:
                columns["predicates"][frame.predicate] = 1
        row = happened.get(tree.sent_id)
        if row and row["tokens"] == words:
            columns["facts"] = [(0.0, 0.0, 0.0)] * len(words)
            for predicate in row["preds"]:
                if predicate["judgements"]:
                    columns["facts"][predicate["pred"]] = shares(
                        predicate["judgements"], ahead=lies_ahead(tree, predicate["pred"])
                    )
        documents[-1].append(passage("ewt", words, columns, found))
    return [d for d in documents if d]


_MENTION = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


def entity_mentions(tree: Tree) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of the mentions of a GUM sentence, in words."""
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[str, str, int]] = []
    for i, row in enumerate(tree.rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if not entity:
            continue
        for begins, closes_too, closes in _MENTION.findall(entity.group(1)):
            if begins:
                parts = begins.split("-")
                if closes_too:
                    found.append((i, i + 1, parts[1]))
                else:
                    opened.append((parts[0], parts[1], i))
            else:
                for n in range(len(opened) - 1, -1, -1):
                    if opened[n][0] == closes:
                        _, kind, start = opened.pop(n)
                        found.append((start, i + 1, kind))
                        break
    return found


def event_nouns(tree: Tree) -> list[int]:
    """Return 1 for nouns that head event mentions, 0 for other words, NONE where unsure."""
    out = [NONE if row[3] in ("PROPN", "X", "SYM") else 0 for row in tree.rows]
    for start, end, kind in entity_mentions(tree):
        heads = [
            i for i in range(start, end)
            if not start <= int(tree.rows[i][6]) - 1 < end and tree.rows[i][3] != "PUNCT"
        ]  # fmt: skip
        if not heads:
            continue
        if kind == "event":
            out[heads[0]] = 1 if tree.rows[heads[0]][3] == "NOUN" else NONE
        elif kind == "abstract" and tree.rows[heads[0]][1].lower() in EVENT_NOUNS:
            out[heads[0]] = NONE
    return out


def gum(data: Path, labels: Inventory, part: str = "train") -> list[Document]:
    """GUM, open genres: syntax, names and event mentions."""
    index = {n: labels.index(n) for n in ("upos", "tags", "rels", "lemmas")}
    documents: list[Document] = []
    path = data / f"gum/gum_{part}_open.conllu.gz"
    for tree, named in zip(trees(path), gum_names(data, part), strict=True):
        if tree.new_document or not documents:
            documents.append([])
        words = [row[1] for row in tree.rows]
        assert tuple(words) == named.words
        columns = syntax_columns(tree, index)
        columns["events"] = event_nouns(tree)
        columns["names"] = allowed(named, EVENT_NOUNS)
        documents[-1].append(passage("gum", words, columns))
    return documents


def usual_tags(documents: Sequence[Document], labels: Inventory) -> dict[str, str]:
    """Return the part of speech of word forms that nearly always have the same one."""
    counts: dict[str, Counter[int]] = {}
    for document in documents:
        for text in document:
            for word, tag in zip(text.words, text.columns["upos"].tolist(), strict=True):
                counts.setdefault(word.lower(), Counter())[tag] += 1
    usual = {}
    for word, count in counts.items():
        tag, n = count.most_common(1)[0]
        if tag >= 0 and n >= 0.9 * count.total():
            usual[word] = labels.upos[tag]
    return usual


def geneva(data: Path, usual: dict[str, str]) -> list[Document]:
    """GENEVA: triggers of 115 event types; other words may be events of further types.

    The set has no tags: a trigger counts as a noun or a verb where its form nearly always is.
    Function words are no events.
    """
    out: list[Document] = []
    for row in jsonl(data / "geneva/geneva_train.jsonl.gz"):
        words = row["tokens"]
        closed = [
            usual.get(w.lower()) in ("DET", "ADP", "PRON", "CCONJ", "PUNCT", "AUX") for w in words
        ]
        events = [0 if c else NONE for c in closed]
        predicates = [NONE] * len(words)
        for event in row["events"]:
            start, end = event["trigger"]
            kind = usual.get(words[end - 1].lower())
            if kind == "NOUN":
                events[end - 1] = 1
            elif usual.get(words[start].lower()) == "VERB":
                predicates[start] = 1
        out.append([passage("geneva", words, {"events": events, "predicates": predicates})])
    return out


def meantime(data: Path) -> list[Document]:
    """MEANTIME factuality, stories airbus and apple; the story gm is kept for measuring."""
    out: list[Document] = []
    for story, words, values in meantime_sentences(data):
        if story not in ("airbus", "apple"):
            continue
        facts = []
        for value in values:
            if value is None:
                facts.append((0.0, 0.0, 0.0))
            else:
                sure = value / 3
                facts.append((max(0.0, sure), max(0.0, -sure), 1 - abs(sure)))
        out.append([passage("meantime", words, {"facts": facts})])
    return out


def head_target(column: Any) -> Any:
    """Return head numbers for the arc loss: 0 the root, else word + 1; NONE where unknown."""
    places = np.arange(len(column))
    return np.where(column == NO_HEAD, NONE, np.where(column == 0, 0, places + column + 1))
