"""The sets that the names reader learns from: one function a set, with its label map.

Every function takes the data directory and yields `Sentence`. What is kept for measuring is
never yielded here: see ``training/heldout.py``.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.labels import PLACE, Mark, Sentence, drop_overlaps
from training.weak import (
    EVENT_NOUNS,
    GROUPS,
    is_date,
    is_nationality,
    named_events,
    person,
    place_types,
    strip_titles,
)

Rows = list[list[str]]

_ALL = frozenset("PERSON ORG GPE LOC FAC NORP EVENT DATE WORK_OF_ART MISC".split())


def open_text(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, gzipped or not, without line ends."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def rows(path: Path, separator: str | None = "\t") -> Iterator[Rows]:
    """Yield the sentences of a file in columns, comment lines left out."""
    sentence: Rows = []
    for line in open_text(path):
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
        elif not (line.startswith("# ") and line.count("\t") < 2):
            sentence.append(line.split(separator))
    if sentence:
        yield sentence


def bio_spans(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of BIO or IOB1 tags.

    >>> bio_spans(["O", "B-PER", "I-PER", "I-LOC"])
    [(1, 3, 'PER'), (3, 4, 'LOC')]
    """
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    last = -1
    for last, tag in enumerate(tags):
        mark, _, name = tag.partition("-")
        if kind and (mark in "OB" or name != kind):
            spans.append((start, last, kind))
            kind = ""
        if mark in "BI" and not kind:
            start, kind = last, name
    if kind:
        spans.append((start, last + 1, kind))
    return spans


def nationalities(data: Path) -> frozenset[str]:
    """Words that gmb marks as people of a place more than twice as often as as a place."""
    people: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for sentence in rows(data / "gmb/gmb_train.conll.gz"):
        for row in sentence:
            if row[2].endswith("-gpe"):
                people[row[0]] += 1
            elif row[2].endswith("-geo"):
                places[row[0]] += 1
    return frozenset(
        w for w, n in people.items()
        if n > 2 * places[w] and w[:1].isupper() and len(w) > 3 and not w.endswith(".")
        and re.search(r"(an|ans|ish|ese|i|is|ch|ic|ks?|rs?|bs?|ts?|es|ss|men|nes?|os|ons?|ns)$", w)
        and w not in ("Nepal", "Niger", "Jordan", "Sudan", "Spain", "Iran", "Pakistan",
                      "Azerbaijan", "Afghanistan", "Japan", "Kyrgyzstan", "Gibraltar", "Denmark",
                      "United", "Chad", "London", "Yemen", "Lebanon", "Los", "Texas", "Taiwan",
                      "Haiti", "Uzbekistan", "Fiji", "Mali", "Chile", "Saudi", "Central")
    )  # fmt: skip


def _with_nationalities(
    words: list[str], marks: list[Mark], known: frozenset[str]
) -> tuple[Mark, ...]:
    taken = {i for m in marks for i in range(m.start, m.end)}
    for i, word in enumerate(words):
        if i not in taken and is_nationality(word, known):
            marks.append(Mark(i, i + 1, ("NORP",)))
    return drop_overlaps(marks)


def _with_events(words: list[str], marks: list[Mark]) -> list[Mark]:
    events = named_events(words)
    inside = {i for m in events for i in range(m.start, m.end)}
    return events + [m for m in marks if not inside & set(range(m.start, m.end))]


def misc_types(words: list[str], known: frozenset[str]) -> tuple[str, ...]:
    """Return the types that a name marked "miscellaneous" may have, by its own words."""
    if all(is_nationality(w, known) for w in words):
        return ("NORP",)
    head = words[-1].lower()
    if head in EVENT_NOUNS or words[:2] == ["World", "War"] or words[0] in (
        "Battle", "Siege", "Operation", "Treaty"
    ):  # fmt: skip
        return ("EVENT", "WORK_OF_ART", "MISC") if head not in EVENT_NOUNS else ("EVENT",)
    if len(words) == 1 and re.search(r"(ists?|ians?|crats?|cans?)$", words[0]):
        return ("NORP", "MISC")
    return ("NORP", "WORK_OF_ART", "MISC")


def gmb(data: Path) -> Iterator[Sentence]:
    """Groningen Meaning Bank: geo, gpe, org, per, tim; art, eve and nat are too poor to use."""
    known = nationalities(data)
    annotated = frozenset("PERSON ORG GPE LOC NORP DATE".split())
    for sentence in rows(data / "gmb/gmb_train.conll.gz"):
        words = [row[0] for row in sentence]
        marks: list[Mark] = []
        for start, end, kind in bio_spans(row[2] for row in sentence):
            part = words[start:end]
            if all(w in GROUPS for w in part):
                marks.append(Mark(start, end, ("NORP",)))
            elif kind == "per":
                marks += person(words, start, end)
            elif kind == "org":
                marks.append(Mark(start, end, ("ORG",)))
            elif kind == "geo":
                types = place_types(part)
                if types in (PLACE, PLACE[:2]):
                    types = ("GPE",)
                marks.append(Mark(start, end, types))
            elif kind == "gpe":
                people = all(w in known or w[:1].islower() for w in part)
                marks.append(Mark(start, end, ("NORP",) if people else ("GPE",)))
            elif kind == "tim":
                while start < end - 1 and words[start] in ("since", "of", "in", "from", "later"):
                    start += 1
                part = words[start:end]
                marks.append(Mark(start, end, ("DATE",), optional=not is_date(part)))
            else:
                marks.append(Mark(start, end, ("EVENT", "WORK_OF_ART", "MISC", "FAC"), True))
        yield Sentence("gmb", tuple(words), drop_overlaps(_with_events(words, marks)), annotated)


_CROSSNER: dict[str, tuple[str, ...]] = {
    "election": ("EVENT",), "event": ("EVENT",), "conference": ("EVENT",),
    "politicalparty": ("ORG",), "organisation": ("ORG",), "university": ("ORG",),
    "band": ("ORG",), "magazine": ("ORG", "WORK_OF_ART"),
    "academicjournal": ("ORG", "WORK_OF_ART"),
    "politician": ("PERSON",), "person": ("PERSON",), "writer": ("PERSON",),
    "musicalartist": ("PERSON",), "scientist": ("PERSON",), "researcher": ("PERSON",),
    "country": ("GPE",), "location": PLACE, "astronomicalobject": ("LOC", "MISC"),
    "book": ("WORK_OF_ART",), "poem": ("WORK_OF_ART",), "album": ("WORK_OF_ART",),
    "song": ("WORK_OF_ART",), "award": ("MISC",), "product": ("MISC",), "programlang": ("MISC",),
}  # fmt: skip


def crossner(data: Path, keep: Callable[[str, int], bool]) -> Iterator[Sentence]:
    """CrossNER: five domains of Wikipedia text; dates are not annotated.

    Parameters
    ----------
    data
        Directory with the sets.
    keep
        Says whether sentence number n (from 0) of a file (by stem) may be used.
    """
    known = nationalities(data)
    for path in sorted((data / "crossner").glob("*.txt")):
        source = "crossner_politics" if path.stem.startswith("politics") else "crossner"
        for number, sentence in enumerate(rows(path)):
            if not keep(path.stem, number):
                continue
            words = [row[0] for row in sentence]
            marks: list[Mark] = []
            for start, end, kind in bio_spans(row[1] for row in sentence):
                part = words[start:end]
                if kind == "misc":
                    types = misc_types(part, known)
                    marks.append(Mark(start, end, types, types != ("NORP",)))
                elif kind == "location":
                    marks.append(Mark(start, end, place_types(part)))
                elif kind in _CROSSNER:
                    marks.append(Mark(start, end, _CROSSNER[kind]))
                else:
                    marks.append(Mark(start, end, ("MISC",), optional=True))
            yield Sentence(
                source, tuple(words), _with_nationalities(words, marks, known), _ALL - {"DATE"}
            )


def wikigold(data: Path) -> Iterator[Sentence]:
    """Wikigold: PER, ORG, LOC, MISC in IOB1; dates are not annotated."""
    known = nationalities(data)
    for sentence in rows(data / "wikigold/wikigold_train.conll", None):
        words = [row[0] for row in sentence]
        if words[0] == "-DOCSTART-":
            continue
        marks: list[Mark] = []
        for start, end, kind in bio_spans(row[-1] for row in sentence):
            part = words[start:end]
            if kind == "PER":
                marks += person(words, start, end)
            elif kind == "ORG":
                marks.append(Mark(start, end, ("ORG",)))
            elif kind == "LOC":
                marks.append(Mark(start, end, place_types(part)))
            else:
                marks.append(Mark(start, end, misc_types(part, known)))
        yield Sentence(
            "wikigold", tuple(words), _with_nationalities(words, marks, known), _ALL - {"DATE"}
        )


def uner_pud(data: Path) -> Iterator[Sentence]:
    """UNER PUD: PER, ORG and LOC alone."""
    known = nationalities(data)
    annotated = frozenset("PERSON ORG GPE LOC".split())
    for sentence in rows(data / "uner_pud/en_pud_train.iob2"):
        words = [row[1] for row in sentence]
        marks: list[Mark] = []
        for start, end, kind in bio_spans(row[2] for row in sentence):
            if kind == "PER":
                marks += person(words, start, end)
            elif kind == "ORG":
                marks.append(Mark(start, end, ("ORG",)))
            elif kind == "LOC":
                marks.append(Mark(start, end, place_types(words[start:end])))
        marks = _with_events(words, marks)
        yield Sentence(
            "uner_pud", tuple(words), _with_nationalities(words, marks, known), annotated
        )


def re_docred(data: Path, documents: range) -> Iterator[Sentence]:
    """Re-DocRED: PER, ORG, LOC, TIME and MISC (events sit in MISC); numbers are no names."""
    known = nationalities(data)
    with gzip.open(data / "re_docred/dev_revised.json.gz", "rt", encoding="utf-8") as file:
        loaded = json.load(file)
    for number in documents:
        document = loaded[number]
        found: list[list[Mark]] = [[] for _ in document["sents"]]
        for vertex in document["vertexSet"]:
            for mention in vertex:
                words = document["sents"][mention["sent_id"]]
                start, end = mention["pos"]
                if words[start].lower() == "the" and mention["type"] in ("LOC", "ORG"):
                    start += 1
                part, kind = words[start:end], mention["type"]
                into = found[mention["sent_id"]]
                if kind == "PER":
                    into += person(words, start, end)
                elif kind == "ORG":
                    into.append(Mark(start, end, ("ORG",)))
                elif kind == "LOC":
                    people = all(is_nationality(w, known) for w in part)
                    into.append(Mark(start, end, ("NORP",) if people else place_types(part)))
                elif kind == "TIME":
                    into.append(Mark(start, end, ("DATE",)))
                elif kind == "MISC":
                    into.append(Mark(start, end, misc_types(part, known)))
        for words, marks in zip(document["sents"], found, strict=True):
            if words:
                yield Sentence(
                    "re_docred",
                    tuple(words),
                    _with_nationalities(words, list(drop_overlaps(marks)), known),
                    _ALL,
                )


_LINKS = frozenset("of the for de del della la le von van der and & al bin ibn".split())
_GUM: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",), "place": PLACE, "organization": ("ORG",), "event": ("EVENT",),
    "time": ("DATE",), "abstract": ("MISC", "WORK_OF_ART", "ORG"),
    "object": ("MISC", "WORK_OF_ART", "FAC"),
}  # fmt: skip


def gum_sentences(
    path: Path, known: frozenset[str]
) -> Iterator[tuple[list[str], list[Mark], list[str]]]:
    """Yield words, marks of named mentions, and tags of a GUM file.

    A mention is named when its head word is a proper noun. Its name is the stretch of capitalised
    words and numbers around the head, with links such as "of the" between them, without leading
    titles. Of names within names the longest stays.
    """
    open_mentions: list[tuple[str, str, int]] = []
    for sentence in rows(path):
        tokens = [row for row in sentence if row[0].isdigit()]
        words = [row[1] for row in tokens]
        mentions: list[tuple[int, int, str]] = []
        for i, row in enumerate(tokens):
            entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
            if not entity:
                continue
            for opened, key, closed in re.findall(r"\(([^()]+)(\)?)|([^()]+)\)", entity.group(1)):
                if opened:
                    parts = opened.split("-")
                    if key:
                        mentions.append((i, i + 1, parts[1]))
                    else:
                        open_mentions.append((parts[0], parts[1], i))
                elif closed:
                    for n in range(len(open_mentions) - 1, -1, -1):
                        if open_mentions[n][0] == closed:
                            _, kind, start = open_mentions.pop(n)
                            mentions.append((start, i + 1, kind))
                            break
        open_mentions.clear()
        marks: list[Mark] = []
        for start, end, kind in mentions:
            heads = [
                i
                for i in range(start, end)
                if not start <= int(tokens[i][6]) - 1 < end and tokens[i][3] != "PUNCT"
            ]
            if heads and tokens[heads[0]][3] == "PROPN":
                name = _proper_stretch(tokens, words, start, end, heads[0], kind)
                if name and kind in _GUM:
                    types = _GUM[kind]
                    part = words[name[0] : name[1]]
                    if kind == "person" and all(w in known for w in part):
                        types = ("NORP",)
                    elif kind == "place":
                        types = place_types(part)
                    elif kind == "time" and not is_date(part):
                        continue
                    marks.append(Mark(*name, types))
            elif kind == "time" and is_date(words[start:end]):
                marks.append(Mark(start, end, ("DATE",), optional=True))
        yield words, list(drop_overlaps(marks)), [row[3] for row in tokens]


def _proper_stretch(
    tokens: Rows, words: list[str], low: int, high: int, head: int, kind: str
) -> tuple[int, int] | None:
    def proper(i: int) -> bool:
        return tokens[i][3] == "PROPN" or (
            (words[i][:1].isupper() or words[i][:1].isdigit()) and tokens[i][3] != "PRON"
        )

    def bridge(i: int, step: int) -> int:
        """Length of the links from i on before the next proper word, or 0."""
        n = 0
        while low <= i + n * step < high and n < 3:
            word = words[i + n * step]
            if proper(i + n * step):
                return n
            person_link = kind != "person" or word not in ("of", "the", "and", "for", "&")
            if word != "-" and not (word in _LINKS and person_link):
                return 0
            n += 1
        return 0

    start, end = head, head + 1
    while start > low:
        n = 0 if proper(start - 1) else bridge(start - 1, -1)
        if not proper(start - 1) and not n:
            break
        start -= n + 1
    while end < high:
        n = 0 if proper(end) else bridge(end, 1)
        if not proper(end) and not n:
            break
        end += n + 1
    while start < end and words[start].lower() in ("the", "a", "an", "this", "our", "his", "her"):
        start += 1
    if kind == "person":
        start = strip_titles(words, start, end)
    return (start, end) if start < end else None


def gum(data: Path, part: str = "train") -> Iterator[Sentence]:
    """GUM, open genres: mentions headed by a proper noun; other proper nouns teach nothing."""
    known = nationalities(data)
    annotated = frozenset("PERSON ORG GPE LOC FAC EVENT".split())
    for words, marks, tags in gum_sentences(data / f"gum/gum_{part}_open.conllu.gz", known):
        taken = {i for m in marks for i in range(m.start, m.end)}
        for i, tag in enumerate(tags):
            if i not in taken and is_nationality(words[i], known):
                marks.append(Mark(i, i + 1, ("NORP",)))
            elif i not in taken and tag == "PROPN":
                marks.append(Mark(i, i + 1, (*sorted(_ALL),), True))
        yield Sentence("gum", tuple(words), drop_overlaps(marks), annotated)


def wnut17(data: Path) -> Iterator[Sentence]:
    """WNUT-17: posts with rare names."""
    types: dict[str, tuple[str, ...]] = {
        "person": ("PERSON",), "location": PLACE, "group": ("ORG", "NORP"),
        "corporation": ("ORG",), "product": ("MISC",), "creative-work": ("WORK_OF_ART", "EVENT"),
    }  # fmt: skip
    for sentence in rows(data / "wnut17/train.conll"):
        words = [row[0] for row in sentence]
        marks = [
            Mark(s, e, place_types(words[s:e]) if k == "location" else types[k])
            for s, e, k in bio_spans(row[1] for row in sentence)
        ]
        yield Sentence(
            "wnut17", tuple(words), tuple(marks), frozenset("PERSON ORG GPE LOC FAC".split())
        )


def btc(data: Path) -> Iterator[Sentence]:
    """Broad Twitter Corpus, sections f, g and h (people, news, world): PER, ORG, LOC."""
    types: dict[str, tuple[str, ...]] = {"PER": ("PERSON",), "ORG": ("ORG",)}
    for part in "fgh":
        for sentence in rows(data / f"btc/{part}_train.conll"):
            words = [row[0] for row in sentence]
            marks = [
                Mark(s, e, types.get(k) or place_types(words[s:e]), optional=words[s] == "@")
                for s, e, k in bio_spans(row[1] for row in sentence)
            ]
            yield Sentence(
                "btc", tuple(words), tuple(marks), frozenset("PERSON ORG GPE LOC".split())
            )
