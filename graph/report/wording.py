"""The report's own words, the same in every format, and how words of documents are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Modality
from graph.ontology import ontology
from graph.report.content import Dossier, Footnote, Statement

SHORT_HASH = 12
"""Hexadecimal digits of a hash shown in a footnote; the list of sources has all 64."""

MODALITY: dict[Modality, str] = {
    "asserted": "stated",
    "alleged": "alleged",
    "planned": "planned",
    "hypothetical": "hypothetical",
}
TOGETHER = (
    "Two names in one sentence are no stated relation. This table only shows where to read on;"
    " it does not say that those named had anything to do with each other."
)
FORMS = (
    "The program took these forms to mean one and the same. Check it where it matters: people"
    " and places share names."
)
PEOPLE_TOO = "Where people decided, that is said above; the program followed them."
ONE_FORM = (
    "The program took the name to mean one and the same wherever it stands. Check it where it"
    " matters: people and places share names."
)
NAMED = (
    "Passages of each document, the oldest document first: those on which a statement rests, or"
    " else the first. A passage is given because the name stands in it; nothing is said here of"
    " whether what it says is so."
)
NO_STATEMENTS = (
    "The program drew no statement from the documents that has this name at either end. That"
    " does not mean that the documents say nothing: see where the name stands, below."
)
MARKS = (
    "In each passage the words on which a statement rests are marked, or else the names. What"
    " stands in square brackets is the text just before it and just after."
)
UNCLEAR = "; nothing else in this report rests on these places."
UNTOLD = "No statement in this report rests on this passage; it stands in the text of "

_RIGHT_TO_LEFT_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)
_WORD = re.compile(r"\w+(?:-\w+)*")
_RUMOUR = frozenset(
    "rumour rumours rumor rumors gossip hearsay unconfirmed unverified"
    " allegation allegations alleging accusing accusation accusations".split()
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def how_to_read(dossier: Dossier) -> list[str]:
    """Return the paragraphs that tell what the report is and what it is not."""
    counts = dossier.counts
    read = [f"The case holds {number(counts.documents, 'document')}."]
    if counts.unread:
        read.append(
            f"In {counts.unread} of them no names were looked for: the program does not read them."
        )
    if counts.failed:
        read.append(f"{number(counts.failed, 'file')} given could not be read at all.")
    if counts.retracted:
        retracted = number(counts.retracted, "document")
        read.append(f"{retracted} retracted from the case went into nothing here.")
    return [
        "This report records who says what in a set of documents. That somebody says a thing, or"
        " that several do, does not make it a fact. The program that made this report has"
        " verified none of it.",
        "Each sentence about the world has numbered notes. A note quotes a passage word for word"
        " and names the document, who says so and the hash of the file, by which anybody who"
        " holds the file can tell that it is the same. A program found the passages and"
        " worded the sentences; it can misread, mistake one speaker for another and take two"
        " bearers of a name for one. Read the passage before relying on a sentence.",
        "What is alleged, planned or only supposed is worded so. A denial stands beside what it"
        " denies. Reprints of one text count as one independent source, and so do the words of"
        " one speaker however often they are printed; whether sources are independent in fact is"
        " for people to judge.",
        "The report is not complete. The program takes names of which it is sure enough, and"
        " statements of the few kinds for which it has rules, where the wording is plain; the rest"
        f" it leaves out. {' '.join(read)} That something is missing here does not mean that no"
        " document says it.",
    ]


def is_rumour(sentence: str) -> bool:
    """Whether a sentence says of something in it that it is rumoured, alleged or suspected.

    Examples
    --------
    >>> is_rumour("She was rumoured to have left."), is_rumour("She left.")
    (True, False)
    """
    words = set(_WORD.findall(sentence.casefold()))
    return not words.isdisjoint(_RUMOUR | ontology().speech.alleging)


def forms_caution(dossier: Dossier) -> str:
    """Return the caution that goes with the forms of the name."""
    one = len(dossier.forms) + dossier.forms_left_out == 1 and not dossier.unnamed_mentions
    caution = ONE_FORM if one else FORMS
    return f"{caution} {PEOPLE_TOO}" if dossier.decided else caution


def joint(place: int, count: int) -> str:
    """Return what stands before one of several names of which one is meant."""
    return "" if not place else " or " if place == count - 1 else ", "


def number(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 document", "2 documents", "1,200 documents"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def standing(statement: Statement) -> str:
    """Return how well a statement is sourced, in words."""
    told = [
        number(statement.independent_sources, "independent source"),
        number(statement.passages, "passage"),
    ]
    if statement.left_out:
        told.append(f"{statement.left_out} of them not cited here")
    return "; ".join([", ".join(told), *statement.decided])


DECIDED = "Decided by people, not by the program"


def set_aside(count: int) -> str:
    """Return how many claims are left out because people found them wrong, in words."""
    verb = "is" if count == 1 else "are"
    return (
        f"{number(count, 'claim')} that the program had read {verb} left out: a person judged each"
        " wrong, read its passage otherwise, or gave an end of it a type that cannot stand there."
    )


def pages(note: Footnote) -> str | None:
    """Return where in a document with pages a passage stands."""
    if note.page is None:
        return None
    if note.last_page is None or note.last_page == note.page:
        return f"page {note.page}"
    return f"pages {note.page} to {note.last_page}"


def statement_list(numbers: Sequence[int]) -> str:
    """Return "statement 3" or "statements 3 and 5"."""
    told = [str(n) for n in numbers]
    if len(told) == 1:
        return f"statement {told[0]}"
    return f"statements {', '.join(told[:-1])} and {told[-1]}"


def shown(text: str) -> str:
    r"""Return words of a document on one line, with marks that would reorder what follows named.

    Examples
    --------
    >>> shown("report\u202efdp.exe")
    'report[U+202E]fdp.exe'
    """
    return _BIDI.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", " ".join(text.split()))


def is_right_to_left(text: str) -> bool:
    """Whether any letter of the text is of a script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def direction(language: str | None) -> str:
    """Return in which direction a passage runs: a document's language tells, not its first word."""
    if language is None:
        return "auto"
    return "rtl" if language in _RIGHT_TO_LEFT_LANGUAGES else "ltr"


def storable(text: str) -> str:
    """Return text that UTF-8 can hold: half of a surrogate pair becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
