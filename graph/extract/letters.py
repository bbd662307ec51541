"""Who writes to whom in letters and mails, and who answers whom in interviews, by their form.

"Dear X," says whom "you" means; a name in a line of its own after "Yours sincerely," says whom "I"
means. In an interview set as "Q:" and "A:", the one person whom its opening speaks of answers, or
somebody unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract.ends import Ends
from graph.model import Span

_QUOTED = r"(?:^|(?<=\n))(?P<mark>(?:[>|][ \t]?)*)[ \t]*"
_GREETING = re.compile(
    _QUOTED + r"(?:dear|hello|hi)\b[ \t]+(?P<name>[^\n,:!]{1,60})[,:!]?[ \t]*(?=\n)", re.I
)
_CLOSING = re.compile(
    _QUOTED
    + r"(?:[^\n,]{0,30}\b)?(?:regards|sincerely|yours|wishes|faithfully|respectfully|truly|love"
    r"|thanks|greetings|best)\b[^\n,.]{0,20},?[ \t]*\n"
    r"(?:(?P=mark)[ \t]*\n)*(?P=mark)[ \t]*(?P<name>[^\n]{2,60})",
    re.I,
)
_SIGNED = re.compile(r"(?:^|(?<=\n)|(?<=\. ))signed(?: by)?[:,]?\s+(?P<name>[^\n]{2,60})", re.I)
_FROM = re.compile(r"(?:^|(?<=\n))From:[ \t]*(?P<name>[^\n]+)")
_TO = re.compile(r"(?:^|(?<=\n))To:[ \t]*(?P<name>[^\n]+)")
_EARLIER = re.compile(r"\n[ \t]*[>|]|\n-{2,} ?(?:Original|Forwarded)|\bwrote:")
_TITLED = re.compile(
    r"(?:^|(?<=\n))[# \t]*(?:(?:From )?(?:the )?(?:written )?(?:witness )?(?:testimony|statement"
    r"|affidavit|memoirs?|diary|diaries|recollections|deposition|declaration|account|notebooks?|letters?)"
    r" (?:of|by|from)|by) (?P<name>[^\n]{2,60})(?=\n)",
    re.I,
)
_TOP = 400
_QUESTION, _ANSWER = re.compile(r"(?:^|\n)Q[:.][ \t]+"), re.compile(r"(?:^|\n)A[:.][ \t]+")
_DECLARING = re.compile(r"(?:^|(?<=[\n.:;] )|(?<=\n))I, (?:the undersigned,? )?(?=[A-Z])")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of which it is known who writes or speaks them, and to whom; mentions or ``None``."""

    span: Span
    writer: int | None
    reader: int | None


def letters(text: str, ends: Ends) -> tuple[Stretch, ...]:
    """Return the stretches between a greeting and the name that signs, in text order."""
    greetings = list(_GREETING.finditer(text))
    closings = list(_CLOSING.finditer(text))
    found = []
    for number, greeting in enumerate(greetings):
        until = greetings[number + 1].start() if number + 1 < len(greetings) else len(text)
        closing = next((c for c in closings if greeting.end() <= c.start() < until), None)
        if closing is None or closing["mark"].strip() != greeting["mark"].strip():
            continue
        found.append(
            Stretch(
                Span(greeting.end(), closing.start()),
                _person_at(ends, closing.start("name"), closing.end("name")),
                _person_at(ends, greeting.start("name"), greeting.end("name")),
            )
        )
    signed = [*closings, *_SIGNED.finditer(text)]
    if not greetings and len(signed) == 1 and not _FROM.search(text):
        writer = _person_at(ends, signed[0].start("name"), signed[0].end("name"))
        if writer is not None and signed[0].start():
            found.append(Stretch(Span(0, signed[0].start()), writer, None))
    return tuple(found)


def mails(text: str, ends: Ends) -> tuple[Stretch, ...]:
    """Return what stands below "From: X", up to an earlier mail that it quotes."""
    found = []
    starts = list(_FROM.finditer(text))
    for number, start in enumerate(starts):
        until = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        earlier = _EARLIER.search(text, start.end(), until)
        until = until if earlier is None else earlier.start()
        to = _TO.search(text, start.end(), until)
        writer = _person_at(ends, start.start("name"), start.end("name"))
        reader = None if to is None else _person_at(ends, to.start("name"), to.end("name"))
        if writer is not None and start.end() < until:
            found.append(Stretch(Span(start.end(), until), writer, reader))
    return tuple(found)


def titled(text: str, ends: Ends) -> tuple[Stretch, ...]:
    """Return all below "Statement of X", "From the diary of X" or "By X" at the top of a text."""
    for title in _TITLED.finditer(text, 0, min(len(text), _TOP)):
        people = [
            index
            for index, mention in enumerate(ends.mentions)
            if mention.type == "PERSON" and title.start("name") <= mention.start < title.end("name")
        ]
        if len(people) == 1 and title.end() < len(text):
            return (Stretch(Span(title.end(), len(text)), people[0], None),)
    return ()


def declared(text: str, ends: Ends) -> tuple[Stretch, ...]:
    """Return what follows "I, X," in a statement, up to the next who declares something."""
    found = []
    starts = [
        (match.start(), who)
        for match in _DECLARING.finditer(text)
        if (who := _person_at(ends, match.end(), match.end() + 1)) is not None
    ]
    for number, (start, who) in enumerate(starts):
        until = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        found.append(Stretch(Span(start, until), who, None))
    return tuple(found)


def interview(text: str, ends: Ends) -> tuple[Stretch, ...]:
    """Return the questions and answers of an interview, where the text is one."""
    questions, answers = list(_QUESTION.finditer(text)), list(_ANSWER.finditer(text))
    if len(questions) < _LEAST or len(answers) < _LEAST:
        return ()
    first = questions[0].start()
    asker = _asker(text[:first], ends)
    answerer = _introduced(first, asker, ends)
    turns = sorted([(m.end(), False) for m in questions] + [(m.end(), True) for m in answers])
    found = []
    for number, (start, answering) in enumerate(turns):
        end = turns[number + 1][0] if number + 1 < len(turns) else _paragraph_end(text, start)
        speaks, hears = (answerer, asker) if answering else (asker, answerer)
        found.append(
            Stretch(Span(start, max(start, min(end, _paragraph_end(text, start)))), speaks, hears)
        )
    return tuple(found)


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _asker(opening: str, ends: Ends) -> int | None:
    """Return the person of "Interview: X" or "Interview by X"."""
    label = re.search(r"\binterview(?:ed)?(?::| by)[ \t]+", opening, re.I)
    return None if label is None else _person_at(ends, label.end(), label.end() + 1)


def _introduced(before: int, asker: int | None, ends: Ends) -> int | None:
    """Return the only person, but for the one who asks, whom the opening names."""
    named = [i for i, m in enumerate(ends.mentions) if m.type == "PERSON" and m.end <= before]
    others = [i for i in named if asker is None or not ends.same(i, asker)]
    return others[0] if len({ends.chain(i) for i in others}) == 1 else None


def _person_at(ends: Ends, start: int, end: int) -> int | None:
    for index, mention in enumerate(ends.mentions):
        if mention.type == "PERSON" and start <= mention.start < end:
            return index
    return None


def at(stretches: Sequence[Stretch], place: Span) -> Iterator[Stretch]:
    """Yield the stretches that hold a place."""
    for stretch in stretches:
        if stretch.span.covers(place):
            yield stretch
