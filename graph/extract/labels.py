"""Words that stand behind "NAME:", in transcripts and headlines, and the answers of interviews."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from graph.extract.ends import End, Ends
from graph.extract.letters import interview
from graph.extract.people import is_person_noun
from graph.extract.syntax import text_of
from graph.extract.way import Voice
from graph.model import Span

_LABEL = re.compile(
    r"(?:^|\n)[ \t]*(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]?[ \t]+)?[“\"]?"
    r"([^\n:“”\"(]{2,60}?)(?:[ \t]*\([^)\n]{1,40}\))?:\s+(?=\S)"
)
_BLANK = re.compile(r"\n[ \t]*\n")
_WORDS = 4
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TURNS = 3
_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def labelled(doc: Doc, ends: Ends) -> list[tuple[Span, Voice]]:
    """Return the stretches that belong to a speaker named before them, with that speaker.

    A label is a name ("KARO DALVA:", "Dalva:"), somebody without a name before a clause
    ("Minister: ..."), or in a transcript whatever stands before several turns.
    """
    found = []
    places = list(_places(text_of(doc), whole=False))
    turns = Counter(text_of(doc)[name.start : name.end].casefold() for name, _ in places)
    transcript = sum(number for number in turns.values() if number > 1) >= _TURNS
    if transcript:
        places = list(_places(text_of(doc), whole=True))
    for name, said in places:
        colon = text_of(doc).rindex(":", name.end, said.start)
        cue = Span(colon, colon + 1)
        end = _named(doc, ends, name)
        repeated = transcript and turns[text_of(doc)[name.start : name.end].casefold()] > 1
        if end is not None and ends.mentions[end.mention].type in _PLACES and not repeated:
            continue  # "Ostrea: ten years after the flood" is no quotation
        if end is not None or repeated or _is_somebody(doc, name, said):
            found.append((said, Voice(end, "direct", cue, name if end is None else None)))
    for turn in interview(text_of(doc), ends):
        speaker = None if turn.writer is None else ends.at(turn.writer)
        found.append((turn.span, Voice(speaker, "direct", None)))
    return found


def _places(text: str, *, whole: bool) -> Iterator[tuple[Span, Span]]:
    """Yield the places of "NAME:" at the beginning of lines, each with the words behind it.

    These end with the paragraph, or with the next label; whole turns only with the latter.
    """
    matches = list(_LABEL.finditer(text))
    for number, match in enumerate(matches):
        blank = _BLANK.search(text, match.end())
        end = len(text) if blank is None else blank.start()
        if number + 1 < len(matches):
            following = matches[number + 1].start()
            end = following if whole else min(end, following)
        if match.end() < end:
            yield Span(*match.span(1)), Span(match.end(), end)


def _named(doc: Doc, ends: Ends, name: Span) -> End | None:
    """Return whom a label names: itself a name, or in capitals the surname of one person."""
    span = doc.char_span(name.start, name.end, alignment_mode="expand")
    end = None if span is None else ends.of(span.root)
    if end is not None and end.words.end == name.end:
        return end
    label = text_of(doc)[name.start : name.end]
    if not label.isupper():
        return None
    last = label.split()[-1].casefold()
    people = [
        index
        for index, mention in enumerate(ends.mentions)
        if mention.type == "PERSON" and mention.text.split()[-1].casefold() == last
    ]
    return ends.at(people[0]) if len({ends.chain(index) for index in people}) == 1 else None


def _is_somebody(doc: Doc, name: Span, said: Span) -> bool:
    """Whether a label is somebody without a name and a clause follows: "Minister: X fled"."""
    label = doc.char_span(name.start, name.end, alignment_mode="expand")
    after = doc.char_span(said.start, said.end, alignment_mode="expand")
    return (
        label is not None
        and after is not None
        and len(label) <= _WORDS
        and is_person_noun(label.root)
        and any(token.tag_ in _CLAUSE for token in after)
    )
