"""What coreference sees of words beside their vectors: their form, and which forms agree.

Training and run time both use this module, so they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.names import is_acronym, normal, spells

_PRONOUNS: Final[dict[str, int]] = {
    word: number
    for number, group in enumerate(
        (
            "he him", "his", "himself", "she", "her hers", "herself", "it", "its", "itself",
            "they them", "their theirs", "themselves", "i me", "my mine", "myself", "we us",
            "our ours", "ourselves", "you", "your yours", "yourself yourselves",
            "who whom", "whose", "which", "this that", "these those", "one ones",
            "another other others", "each both all some many none", "there here",
        ),
        1,
    )
    for word in group.split()
}  # fmt: skip
_NAME: Final = 31
_THE: Final = 32
_THIS: Final = 33
_A: Final = 34
_OWNED: Final = 35
_BARE: Final = 36

#: Rows of the table of forms; 0 is padding.
FORMS: Final = 37

#: Forms up to this one are pronouns.
PRONOUNS: Final = _NAME - 1

_GENDER: Final = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4}

_DETERMINERS: Final[dict[str, int]] = {
    "the": _THE,
    **dict.fromkeys("this that these those such".split(), _THIS),
    **dict.fromkeys("a an another some any every each no many several few".split(), _A),
    **dict.fromkeys("my your his her its our their whose 's ’s".split(), _OWNED),
}
_LINKS: Final = frozenset("of the for and de del der la van von bin ibn al el & - '".split())
_TITLES: Final = frozenset(
    """mr mrs ms dr sir lord lady president minister king queen prince princess general colonel
    captain judge senator professor father brother sister saint st""".split()
)


def plural(word: str) -> bool:
    """Say whether a word looks like the plural of a noun.

    >>> plural("ministers"), plural("crisis"), plural("people")
    (True, False, True)
    """
    low = word.lower()
    if low in ("people", "men", "women", "children", "police", "media", "data"):
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s"))


def stem(word: str) -> str:
    """Return the word in small letters without a plural ending.

    >>> stem("Countries"), stem("officials"), stem("glass")
    ('country', 'official', 'glass')
    """
    low = word.lower()
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    return low[:-1] if plural(low) and low.endswith("s") else low


@dataclass(frozen=True, slots=True)
class Look:
    """Forms of the words of a document.

    Attributes
    ----------
    form
        Row of the table of forms for each word.
    stretch
        For each capitalised word, first and last + 1 of the capitalised stretch it stands in.
    sentence
        Number of each word's sentence, from 0.
    """

    form: list[int]
    stretch: dict[int, tuple[int, int]]
    sentence: list[int]

    def around(self, word: int) -> tuple[int, int]:
        """Return the capitalised stretch around a word, or the word alone."""
        return self.stretch.get(word, (word, word + 1))


def look(words: Sequence[str], starts: Sequence[int]) -> Look:
    """Return the forms of words; ``starts`` are the first words of sentences, ascending."""
    form = [0] * len(words)
    stretch: dict[int, tuple[int, int]] = {}
    sentence = [0] * len(words)
    low = [word.lower().replace("\u2019", "'") for word in words]
    for number, (start, end) in enumerate(pairwise([*starts, len(words)])):
        sentence[start:end] = [number] * (end - start)
        capital = [_capital(words[i]) and low[i] not in _PRONOUNS for i in range(start, end)]
        shouting = sum(capital) > 0.7 * (end - start) and end - start > 4
        if capital and low[start] in _DETERMINERS:
            capital[0] = False
        i = start
        while i < end:
            if not capital[i - start]:
                i += 1
                continue
            first = i
            last = i + 1
            while True:
                step = last
                while step < end and step - last < 2 and low[step] in _LINKS:
                    step += 1
                if step < end and capital[step - start]:
                    last = step + 1
                else:
                    break
            whole = (first, last)
            for j in range(first, last):
                stretch[j] = whole
            i = last
        kind = _BARE
        since = 9
        for i in range(start, end):
            if low[i] in _DETERMINERS:
                kind, since = _DETERMINERS[low[i]], 0
            else:
                since += 1
            if low[i] in _PRONOUNS:
                form[i] = _PRONOUNS[low[i]]
            elif capital[i - start] and not (shouting or (i == start and stretch[i] == (i, i + 1))):
                form[i] = _NAME
            else:
                form[i] = kind if since <= 4 else _BARE
            if words[i] in (",", ".", ";", ":", "(", ")"):
                since = 9
    # A single capitalised word at the start of a sentence is a name if it is one elsewhere.
    named = {words[i] for i, kind in enumerate(form) if kind == _NAME}
    for start in starts:
        if form[start] >= _THE and _capital(words[start]) and words[start] in named:
            form[start] = _NAME
    return Look(form, stretch, sentence)


def _capital(word: str) -> bool:
    return word[:1].isupper() or (word[:1].isdigit() and any(c.isupper() for c in word))


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of mentions, made ready to be compared."""

    head: list[str]
    stem: list[str]
    name: list[str]
    parts: list[frozenset[str]]
    gender: NDArray[np.int64]
    many: NDArray[np.int64]
    form: NDArray[np.int64]


def strings(words: Sequence[str], seen: Look, anchors: Sequence[int]) -> Strings:
    """Return the comparable forms of the mentions with these anchor words."""
    head = [words[a].lower() for a in anchors]
    name = []
    parts = []
    for a in anchors:
        first, last = seen.around(a)
        whole = normal(" ".join(words[first:last])) if seen.form[a] == _NAME else ""
        name.append(whole)
        parts.append(frozenset(whole.split()) - _TITLES)
    form = np.array([seen.form[a] for a in anchors], np.int64)
    gender = np.array([_GENDER.get(int(f), 0) for f in form], np.int64)
    many = np.array([int(plural(words[a])) for a in anchors], np.int64)
    return Strings(head, [stem(h) for h in head], name, parts, gender, many, form)


#: Yes-or-no cues of a pair, see :func:`cues`.
CUES: Final = 8


def _numbers(values: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values], np.int64)


def cues(words: Sequence[str], seen: Look, anchors: Sequence[int]) -> NDArray[np.float32]:
    """Return the cues of all pairs of mentions, (mentions, mentions, CUES), symmetric.

    Same word; same stem; same name; one name within the other; acronym of the other; two names
    that share no word; same number; pronouns of different gender or number.
    """
    found = strings(words, seen, anchors)
    size = len(anchors)
    out = np.zeros((size, size, CUES), np.float32)
    if not size:
        return out
    pronoun = (found.form > 0) & (found.form < _NAME)
    head, stems, names = _numbers(found.head), _numbers(found.stem), _numbers(found.name)
    named = np.array([bool(p) for p in found.parts])
    both = named[:, None] & named[None, :]
    out[..., 0] = head[:, None] == head[None, :]
    out[..., 1] = stems[:, None] == stems[None, :]
    out[..., 2] = both & (names[:, None] == names[None, :])
    # Few names are many mentions: each pair of names is compared once.
    texts = [_text(words, seen, a) for a in anchors]
    alike = _numbers(
        [
            f"{name}\n{text}\n{words[a]}"
            for name, text, a in zip(found.name, texts, anchors, strict=True)
        ]
    )
    some, first = np.unique(alike[named], return_index=True)
    examples = np.flatnonzero(named)[first].tolist()
    table = np.zeros((len(some), len(some), 3), np.float32)
    for i, one in enumerate(examples):
        for j, other in enumerate(examples[:i]):
            if names[one] == names[other]:
                continue
            a, b = found.parts[one], found.parts[other]
            if a <= b or b <= a:
                table[i, j, 0] = table[j, i, 0] = 1
            elif a.isdisjoint(b):
                pair = sorted((anchors[one], anchors[other]), key=lambda w: _length(seen, w))
                short, long = pair
                if is_acronym(words[short]) and spells(words[short], _text(words, seen, long)):
                    table[i, j, 1] = table[j, i, 1] = 1
                else:
                    table[i, j, 2] = table[j, i, 2] = 1
    rows = np.flatnonzero(named)
    which = np.searchsorted(some, alike[named])
    out[rows[:, None], rows, 3:6] = table[which[:, None], which]
    out[..., 6] = ~pronoun[:, None] & ~pronoun[None, :] & (
        found.many[:, None] == found.many[None, :]
    )  # fmt: skip
    gender = found.gender
    out[..., 7] = (
        (gender[:, None] > 0) & (gender[None, :] > 0) & (gender[:, None] != gender[None, :])
    )
    return out


def _length(seen: Look, word: int) -> int:
    first, last = seen.around(word)
    return last - first


def _text(words: Sequence[str], seen: Look, word: int) -> str:
    first, last = seen.around(word)
    return " ".join(words[first:last])


#: Rows of the table of distances in mentions, and in sentences.
DISTANCES: Final = 10


def distances(anchors: Sequence[int], seen: Look) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distance of each pair of mentions, in mentions and in sentences, as buckets."""
    place = np.arange(len(anchors))
    sentence = np.array([seen.sentence[a] for a in anchors], np.int64)
    return _bucket(place[:, None] - place[None, :]), _bucket(sentence[:, None] - sentence[None, :])


def _bucket(gap: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, 2, 3 as they are and then 4-7, 8-15, ..., 256 and more; negative is 0."""
    gap = np.maximum(gap, 0)
    logs = np.floor(np.log2(np.maximum(gap, 1))).astype(np.int64) + 2
    return np.minimum(np.where(gap < 4, gap, logs), DISTANCES - 1)
