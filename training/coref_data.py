"""Documents with coreference: GUM (open genres), LitBank, GAP.

Each mention has an *anchor*, the word that stands for it: its head, or the last word of a name.
Sets differ in what they annotate, which ``scope`` says: ``all`` (every noun phrase, GUM),
``mentions`` (people, places and organisations only, LitBank: nothing is known of other words),
``pair`` (one pronoun and two names, GAP).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.lang.en import English

from training.data import open_text

Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class CorefMention:
    """A mention: words ``[start, end)``, the anchor word among them, and its cluster."""

    start: int
    end: int
    anchor: int
    cluster: str


@dataclass(frozen=True, slots=True)
class CorefDocument:
    """A document in run-time words.

    Attributes
    ----------
    starts
        First word of each sentence, ascending.
    source, scope
        The set, and what it annotates.
    tree
        For each word its syntactic head (itself for roots), or empty.
    """

    name: str
    source: str
    scope: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    mentions: tuple[CorefMention, ...]
    tree: tuple[int, ...] = ()


def splitter() -> Split:
    """Return a function that splits a word of a set as the run-time tokenizer does."""
    tokenizer = English().tokenizer
    known: dict[str, list[str]] = {}

    def parts(word: str) -> list[str]:
        if word not in known:
            # A word of white space is no word at run time; a dash keeps its place.
            known[word] = [t.text for t in tokenizer(word) if not t.is_space] or ["-"]
        return known[word]

    return parts


def resplit(words: Sequence[str], split: Split) -> tuple[list[str], list[int]]:
    """Return the finer words, and for each old word its first new one (one more at the end)."""
    new: list[str] = []
    first: list[int] = []
    for word in words:
        first.append(len(new))
        new.extend(split(word))
    first.append(len(new))
    return new, first


def _last_of(first: list[int], new: list[str], word: int) -> int:
    """Return the last new word of an old one that has a letter or digit."""
    inside = range(first[word], first[word + 1])
    return max((i for i in inside if any(c.isalnum() for c in new[i])), default=inside[-1])


def gum(path: Path, split: Split) -> Iterator[CorefDocument]:
    """GUM: all noun phrases; bridging and split antecedents are not identity and left out."""
    name = ""
    lines: list[list[str]] = []
    borders: list[int] = []
    for line in [*open_text(path), "# newdoc id = "]:
        if line.startswith("# newdoc id"):
            if lines:
                yield _gum_document(name, lines, borders, split)
            name, lines, borders = line.split("=", 1)[1].strip(), [], []
        elif not line:
            borders.append(len(lines))
        elif line[0].isdigit():
            row = line.split("\t")
            if row[0].isdigit():
                if not borders and not lines:
                    borders = [0]
                lines.append(row)


def _gum_document(
    name: str, rows: list[list[str]], borders: list[int], split: Split
) -> CorefDocument:
    words, first = resplit([row[1] for row in rows], split)
    starts = sorted({b for b in borders if b < len(rows)} | {0})
    heads: list[int] = []
    offset = 0
    for i, row in enumerate(rows):
        if row[0] == "1":
            offset = i
        heads.append(i if row[6] == "0" else offset + int(row[6]) - 1)
    opened: dict[str, list[int]] = defaultdict(list)
    spans: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for begin, alone, close in re.findall(
            r"\(([^()]+)(\)?)|([^()]+)\)", entity.group(1) if entity else ""
        ):
            if begin:
                cluster = begin.split("-")[0]
                if alone:
                    spans.append((i, i + 1, cluster))
                else:
                    opened[cluster].append(i)
            elif opened[close]:
                spans.append((opened[close].pop(), i + 1, close))
    mentions = []
    for start, end, cluster in sorted(spans):
        anchor = anchor_word(rows, heads, start, end)
        mentions.append(
            CorefMention(first[start], first[end], _last_of(first, words, anchor), cluster)
        )
    tree = [0] * len(words)
    for i, head in enumerate(heads):
        top = _last_of(first, words, i)
        for j in range(first[i], first[i + 1]):
            tree[j] = top
        tree[top] = _last_of(first, words, head) if head != i else top
    return CorefDocument(
        name, "gum", "all", tuple(words), tuple(first[s] for s in starts), tuple(mentions),
        tuple(tree),
    )  # fmt: skip


def syntactic_head(heads: Sequence[int], start: int, end: int) -> int:
    """Return the first word of a span whose own head is outside the span, or that is a root."""
    return next(
        (i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end), start
    )


def anchor_word(rows: list[list[str]], heads: list[int], start: int, end: int) -> int:
    """Return the head of a span; of a name the last word, for that is what names it."""
    inside = [
        i for i in range(start, end)
        if (heads[i] == i or not start <= heads[i] < end) and rows[i][3] != "PUNCT"
    ]  # fmt: skip
    head = inside[0] if inside else start
    if rows[head][3] == "PROPN":
        while (
            head + 1 < end
            and rows[head + 1][3] == "PROPN"
            and rows[head + 1][7].split(":")[0] in ("flat", "compound", "goeswith")
        ):
            head += 1
    return head


_STOP = frozenset(
    """of in on at to with for from by who whom whose which that , ( -- - ; : as into under over
    behind before after between upon near about against without within and or than where when
    whither""".split()
)


def nominal_anchor(words: Sequence[str], start: int, end: int) -> int:
    """Return the likely head word of a noun phrase of which no parse is known.

    >>> nominal_anchor("the Lord Chancellor of England".split(), 0, 5)
    2
    """
    for i in range(start + 1, end):
        if words[i].lower() in _STOP and words[i - 1].lower() not in ("the", "a", "an", "all"):
            return i - 1
    last = end - 1
    while last > start and not any(c.isalnum() for c in words[last]):
        last -= 1
    return last


def litbank(path: Path, split: Split) -> Iterator[CorefDocument]:
    """LitBank: people, places, organisations and vehicles in fiction, named and not."""
    with zipfile.ZipFile(path) as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(".conll"):
                yield _litbank_document(member, archive.read(member).decode("utf-8"), split)


def _litbank_document(member: str, text: str, split: Split) -> CorefDocument:
    words: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int, str]] = []
    opened: dict[str, list[int]] = defaultdict(list)
    fresh = True
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        row = line.rstrip("\n").split("\t")
        if len(row) < 5:
            fresh = True
            continue
        if fresh:
            starts.append(len(words))
            fresh = False
        at = len(words)
        words.append(row[3])
        for part in row[-1].split("|"):
            cluster = part.strip("()")
            if part.startswith("("):
                opened[cluster].append(at)
            if part.endswith(")") and opened[cluster]:
                spans.append((opened[cluster].pop(), at + 1, cluster))
    new, first = resplit(words, split)
    mentions = tuple(
        CorefMention(first[s], first[e], _last_of(first, new, nominal_anchor(words, s, e)), cluster)
        for s, e, cluster in sorted(spans)
    )
    return CorefDocument(
        Path(member).stem, "litbank", "mentions", tuple(new), tuple(first[s] for s in starts),
        mentions,
    )  # fmt: skip


def gap(
    path: Path, sentences: Callable[[str], tuple[list[tuple[int, int]], list[int]]]
) -> Iterator[CorefDocument]:
    """GAP: clusters ``p`` (the pronoun and the names it means) and ``a``, ``b`` (the others).

    Parameters
    ----------
    path
        One of the files.
    sentences
        Returns the character spans of the words of a text and the first word of each sentence.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(io.StringIO(file.read()), delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["Text"]
            places, starts = sentences(text)
            words = tuple(text[s:e] for s, e in places)

            def span(
                offset: int, size: int, places: list[tuple[int, int]] = places
            ) -> tuple[int, int]:
                inside = [i for i, (s, e) in enumerate(places) if s < offset + size and e > offset]
                return inside[0], inside[-1] + 1

            mentions = []
            for key, cluster in (
                ("Pronoun", "p"),
                ("A", "p" if row["A-coref"] == "TRUE" else "a"),
                ("B", "p" if row["B-coref"] == "TRUE" else "b"),
            ):
                start, end = span(int(row[f"{key}-offset"]), len(row[key]))
                mentions.append(CorefMention(start, end, end - 1, cluster))
            yield CorefDocument(row["ID"], "gap", "pair", words, tuple(starts), tuple(mentions))


def spacy_sentences() -> Callable[[str], tuple[list[tuple[int, int]], list[int]]]:
    """Return a function for :func:`gap` that reads as the run-time pipeline does."""
    from graph.nlp.sentences import Sentences

    nlp = English()
    component = Sentences()

    def read(text: str) -> tuple[list[tuple[int, int]], list[int]]:
        doc = component(nlp.make_doc(text))
        places: list[tuple[int, int]] = []
        starts: list[int] = []
        begun = True
        for token in doc:
            begun = begun or bool(token.is_sent_start)
            if not token.is_space:
                if begun:
                    starts.append(len(places))
                    begun = False
                places.append((token.idx, token.idx + len(token.text)))
        return places, starts

    return read
