"""Sentence borders by rules, for news: abbreviations, initials, quotes, line breaks.

A line break always ends a sentence, because headlines, captions and list items carry no full
stop. Elsewhere a sentence ends at ``.``, ``!``, ``?`` or an ellipsis, together with the quotes
and brackets that close after it, unless an abbreviation, an initial or a small letter says no.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

VERSION: Final = "2"

#: Abbreviations that stand before a name or number and so never end a sentence.
_BEFORE: Final = frozenset(
    """mr mrs ms messrs dr drs prof gen lt col maj capt cpl sgt brig adm cmdr rev fr st hon sen rep
    gov pres amb sec supt insp det ven mt ft no nos vs v fig figs vol vols pp p ch art arts sect
    para ed eds est approx ca cf al viz rs hrh ave bros mx mme mlle univ dept""".split()
)
#: Abbreviations that may end a sentence; the next word decides.
_MAYBE: Final = frozenset(
    """inc corp co ltd llc plc jr sr u.s u.k u.n e.u d.c b.c a.d a.m p.m am pm etc e.g i.e ph.d m.d
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    bn km kg hrs min approx esq phd dc u.s.a u.a.e calif fla mass wash conn ill pa ga""".split()
)
#: Words that begin sentences and hardly ever names; after an abbreviation they decide.
_STARTERS: Final = frozenset(
    """the a an in on at for he she it they we i you but and this that these those there his her its
    their our my as after before since when while if although though however meanwhile according
    some many most all both no not what who how why where during with by from to of one two three
    then now last earlier later also since such each every so or yet still despite under
    among""".split()
)
_ENDS: Final = frozenset(
    [".", "!", "?", "\u2026", "...", "?!", "!!", "!?", "....", "\u3002", "\u061f"]
)
_CLOSERS: Final = frozenset(["\u201d", "\u2019", ")", "]", "''", "\u00bb", "}"])
_OPENERS: Final = frozenset(["\u201c", "\u2018", "(", "[", "{", "\u00ab", "``"])
_EITHER: Final = frozenset(['"', "'"])
_BULLETS: Final = frozenset(["\u2022", "\u25cf", "\u25aa", "\u2023", "\u25e6", "\u00b7"])
#: What ends a dateline, and the words that it has at most.
DASHES: Final = frozenset(["-", "\u2013", "\u2014", "--"])
DATELINE: Final = 14
_BREAKS: Final = ("\n", "\r", "\u2028", "\u2029")
#: Last letters of all words that the rules look at, but for white space.
_LAST: Final = frozenset(word[-1] for word in _ENDS | _BULLETS)
_INITIAL: Final = re.compile(r"[^\W\d_]\.$")
_DOTTED: Final = re.compile(r"[^\W\d_](\.[^\W\d_])+\.?$")


def sentence_starts(doc: Doc) -> list[bool]:
    """Return for each token whether a sentence starts at it; the first token always does."""
    words = [token.text for token in doc]
    size = len(words)
    starts = [False] * size
    if size:
        starts[0] = True
    # Most words are passed by at a glance: they neither end in a stop nor are white space.
    marks = [i for i, word in enumerate(words) if word[-1] in _LAST or word[0].isspace()]
    spaced = (doc.to_array("SPACY") != 0).tolist() if marks else []
    for i in (0, *(mark + 1 for mark in marks if words[mark][0] in _BREAKS)):
        behind = dateline_end(words, i)
        if behind is not None:
            starts[behind] = True
    passed = 0
    for i in marks:
        word = words[i]
        if i < passed:
            continue
        if word[0].isspace():
            if i + 1 < size and any(mark in word for mark in _BREAKS):
                starts[i + 1] = True
        elif word in _BULLETS:
            starts[i] = True
        elif _may_end(words, spaced, i):
            j = i + 1
            while j < size and (
                words[j] in _CLOSERS
                or words[j] in _ENDS
                or (words[j] in _EITHER and not spaced[j - 1])
            ):
                j += 1
            if j < size and _ends_here(words, spaced, i, j):
                starts[j] = True
            passed = j
    return starts


def dateline_end(words: Sequence[str], start: int) -> int | None:
    """Return the first word behind a dateline that begins a line: "BELM, 3 May (AP) - ".

    A dateline is no part of its sentence; read as one, the place is taken for the subject.

    Parameters
    ----------
    words : sequence of str
    start : int
        The first word of the line.

    Returns
    -------
    int or None
        ``None`` where the line begins with something else.
    """
    line = words[start : start + DATELINE]
    if not line or not (line[0].isupper() and line[0].isalpha() and len(line[0]) > 2):
        return None
    dash = next((i for i, word in enumerate(line) if word in DASHES), None)
    if dash is None or start + dash + 1 >= len(words):
        return None
    fits = all(
        w[0].isupper() or w[0].isdigit() or w in {",", "(", ")", ".", "/"} for w in line[:dash]
    )
    behind = words[start + dash + 1]
    return start + dash + 1 if fits and (behind[0].isupper() or not behind[0].isalpha()) else None


def is_bullet(word: str) -> bool:
    """Say whether a word is a mark that begins a list item."""
    return word in _BULLETS


def joins_next(before: str, word: str) -> bool:
    """Say whether a word can never end a sentence: "Mr.", "Gen.", an initial, an opening bracket.

    Parameters
    ----------
    before
        The word before it: the stem where the stop is a word by itself.
    word
        The word.
    """
    if word in _OPENERS:
        return True
    stem = word[:-1] if word.endswith(".") and len(word) > 1 else before if word == "." else ""
    return (stem.lower() in _BEFORE and stem[:1].isupper()) or bool(
        _INITIAL.match(f"{stem}.") and stem != "I"
    )


def _may_end(words: list[str], spaced: list[bool], i: int) -> bool:
    word = words[i]
    return word in _ENDS or (len(word) > 1 and word.endswith(".") and not word[:-1].isdigit())


def _ends_here(words: list[str], spaced: list[bool], i: int, j: int) -> bool:
    """Say whether the stop at token i, closed before token j, ends a sentence."""
    after = words[j]
    if after.isspace():
        return False
    if not spaced[j - 1] and words[i] == "." and j == i + 1:
        # No blank after the stop: "example.org", "3.Foo"; but a footnote mark or dash may follow.
        return False
    follow = after
    if follow in _EITHER or follow in ("\u201c", "\u2018", "(", "[", "\u00ab", "``", "-", "\u2013"):
        follow = words[j + 1] if j + 1 < len(words) else follow
    if follow[:1].islower():
        return False
    if words[i] in ("!", "?", "?!", "!?", "!!"):
        return True
    stem = words[i].rstrip(".")
    alone = False
    if words[i] == "." and i and not spaced[i - 1]:
        stem = words[i - 1].rstrip(".")
        alone = len(stem) == 1 and stem.isalpha() and stem.isupper()
    key = stem.lower()
    starter = follow.lower() in _STARTERS
    if key in _BEFORE and (words[i] != "." or stem[:1].isupper() or follow[:1].isdigit()):
        return key in ("no", "al", "st", "art", "fig", "p", "v", "ed", "est") and starter
    if key in _MAYBE or _DOTTED.match(words[i]) or _INITIAL.match(words[i]) or alone:
        roman = stem == "I" and i and words[i - 1] == "War"
        return starter or roman or (follow.isdigit() and key in ("u.s", "u.k", "u.n"))
    return True


class Sentences:
    """The component ``whence_sentences``: sets ``token.is_sent_start`` of every token."""

    version = VERSION

    def __call__(self, doc: Doc) -> Doc:
        """Set the sentence borders of a document."""
        starts = np.where(sentence_starts(doc), 1, -1).astype(np.int64).astype(np.uint64)
        doc.from_array(["SENT_START"], starts.reshape(-1, 1))  # type: ignore[arg-type]
        return doc


@Language.factory("whence_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component ``whence_sentences``."""
    return Sentences()
