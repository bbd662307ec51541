"""Who is heard saying a passage: quotation marks, "..., X said", "according to X".

Only what stands in the same sentence is resolved, and only where the name itself stands beside the
cue. Words between quotation marks whose speaker is not so named keep an unnamed speaker: they are
somebody's words, not the author's. A title that a sentence takes for granted ("X said that Mayor Y
lied") stays the words of whoever wrote the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graph.model import FoundMention, FoundSpeaker, How, Modality, Span
from graph.ontology import ontology

MAX_QUOTE_CHARACTERS = 3000
_OPENING = re.compile(r"[“„«]|(?:(?<=\s)|(?<=^)|(?<=[(\[]))[\"‘](?=\S)")
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’"}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CLAUSE_BORDER = re.compile(r"[,;:–—]|\b(?:and|but)\b")
_SPEAKER_TYPES = frozenset({"PERSON", "ORG"})
_SAID = rf"(?:{'|'.join(sorted(ontology().speech.verbs))})"
_APPOSITION = r"(?:,[^,;.“”\"\n]{2,90},)?"
_NAME_SAID = re.compile(rf"{_APPOSITION}\s+(?:has\s+|had\s+|also\s+)*({_SAID})\b")
_SAID_FIRST = re.compile(rf"[\s,.”\"’]*({_SAID})\b")
_ACCORDING = re.compile(r"\b(according to)\b", re.IGNORECASE)
_TITLES = frozenset({"the", "a", "an", "its", "his", "her", "their"}).union(
    ontology().positions.heads,
    ontology().positions.modifiers,
    ontology().positions.status,
    ontology().positions.ranks,
)


def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, the marks inside, in text order.

    A quotation ends at its closing mark, or with its paragraph; one that a paragraph leaves open
    goes on to the next when that begins with an opening mark. An apostrophe inside a word and a
    mark after a number (inches) open and close nothing.
    """
    found: list[Span] = []
    position = 0
    while opening := _OPENING.search(text, position):
        start, mark = opening.start(), opening[0]
        end = _end_of_quotation(text, start, mark)
        if end is not None and end - start > 2:
            found.append(Span(start, end))
            position = end
        else:
            position = start + 1
    return tuple(found)


def _end_of_quotation(text: str, start: int, mark: str) -> int | None:
    position = start + 1
    while position < min(len(text), start + MAX_QUOTE_CHARACTERS):
        character = text[position]
        if character in _CLOSING[mark]:
            inside_word = mark == "‘" and text[position + 1 : position + 2].isalpha()
            if not inside_word:
                return position + 1
        if character == "\n":
            after = position + len(text[position:]) - len(text[position:].lstrip())
            if mark not in "“„«":
                return None
            if text[after : after + 1] != mark:
                return position
            position = after
        position += 1
    return None


class Speech:
    """Answers who speaks at a place in one text.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of FoundMention
        In text order.
    """

    def __init__(self, text: str, mentions: Sequence[FoundMention]) -> None:
        self._text = text
        self._mentions = mentions
        self._quotations = quotations(text)

    def speakers(self, sentence: Span, at: Span, *, presupposed: bool) -> tuple[FoundSpeaker, ...]:
        """Return who is heard saying the words ``at`` inside ``sentence``, outermost first.

        Parameters
        ----------
        sentence, at : Span
        presupposed : bool
            True for a title taken for granted: then only quotation marks make a speaker.
        """
        for quotation in self._quotations:
            if quotation.start <= at.start and at.end <= quotation.end:
                named = self._beside_quotation(sentence, quotation)
                return (_speaker(named, "direct"),)
        if presupposed:
            return ()
        named, heard = self._around_statement(sentence, at)
        return (_speaker(named, "indirect"),) if heard else ()

    def modality(self, sentence: Span, at: Span, *, presupposed: bool) -> Modality:
        """Return how surely the sentence states the words ``at``, from the cues before them.

        For a title taken for granted only a cue right before it counts ("the alleged minister X");
        otherwise cues count from the beginning of the clause.
        """
        lead = self._text[sentence.start : at.start].casefold()
        clause = _CLAUSE_BORDER.split(lead)[-1]
        words = _WORD.findall(lead)[-2:] if presupposed else _WORD.findall(clause)
        speech = ontology().speech
        if speech.alleging.intersection(words):
            return "alleged"
        if not presupposed and speech.hypothetical.intersection(words):
            return "hypothetical"
        return "asserted"

    def _beside_quotation(self, sentence: Span, quotation: Span) -> tuple[int, Span] | None:
        """Find "..." said X / "..." X said / X said: "..." with nothing else between."""
        tail = self._said_by(quotation.end, sentence.end)
        if tail is not None:
            return tail
        lead = self._text[sentence.start : quotation.start]
        for index, mention in self._in(sentence.start, quotation.start):
            if not self._only_titles(sentence.start, mention.start):
                continue
            said = _NAME_SAID.match(self._text, mention.end, quotation.start)
            if said and re.fullmatch(
                r"[^.;“”\"]{0,60}[:,]?\s*", lead[said.end() - sentence.start :]
            ):
                return index, Span(*said.span(1))
        return None

    def _around_statement(self, sentence: Span, at: Span) -> tuple[tuple[int, Span] | None, bool]:
        """Find "According to X, ..." or "..., X said"; and whether anybody is heard at all."""
        for match in _ACCORDING.finditer(self._text, sentence.start, sentence.end):
            for index, mention in self._in(match.end(), sentence.end):
                if self._only_titles(match.end(), mention.start):
                    return (index, Span(*match.span(1))), True
            return None, True
        comma = self._text.find(",", at.end, sentence.end)
        while comma >= 0:
            tail = self._said_by(comma, sentence.end)
            if tail is not None:
                return tail, True
            comma = self._text.find(",", comma + 1, sentence.end)
        rest = self._text[at.end : sentence.end]
        return None, re.search(rf",[^,]*\b{_SAID}\b[^,]*$", rest) is not None

    def _said_by(self, start: int, end: int) -> tuple[int, Span] | None:
        """Find "X said" or "said X" right at ``start``, with nothing but titles between."""
        verb = _SAID_FIRST.match(self._text, start, end)
        begin = verb.end() if verb else start
        for index, mention in self._in(begin, end):
            if not self._only_titles(begin, mention.start):
                return None
            if verb:
                return index, Span(*verb.span(1))
            said = _NAME_SAID.match(self._text, mention.end, end)
            return (index, Span(*said.span(1))) if said else None
        return None

    def _in(self, start: int, end: int) -> Iterator[tuple[int, FoundMention]]:
        """Yield the mentions within two places that may be speakers, in text order."""
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        for index in range(first, len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= end:
                return
            if mention.end <= end and mention.type in _SPEAKER_TYPES:
                yield index, mention

    def _only_titles(self, start: int, end: int) -> bool:
        """Whether nothing but titles, articles and punctuation stands between two places."""
        between = self._text[start:end]
        words = _WORD.findall(between)
        return len(words) <= 6 and all(word.casefold().rstrip(".") in _TITLES for word in words)


def _speaker(named: tuple[int, Span] | None, how: How) -> FoundSpeaker:
    mention, cue = named or (None, None)
    return FoundSpeaker(mention=mention, how=how, cue=cue)
