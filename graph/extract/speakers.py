"""Who is heard saying a passage: quotation marks, "X said that ...", "according to X".

Only what stands in the same sentence is resolved here. Quoted words whose speaker the sentence
does not name keep an unnamed speaker: they are somebody's words, not the author's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from graph.model import FoundMention, FoundSpeaker, Modality, Span
from graph.ontology import ontology

MAX_QUOTE_CHARACTERS = 3000
_CURLY = re.compile(r"[“„«]")
_CLOSING = {"“": "”", "„": "“”", "«": "»"}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CLAUSE_BORDER = re.compile(r"[,;:–—]|\b(?:and|but)\b")
_SPEAKER_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SAID = r"(?:{verbs})".format(verbs="|".join(sorted(ontology().speech.verbs)))
_VERB_AFTER_NAME = re.compile(
    rf"(?:,[^,;.\n]{{2,90}},)?\s+(?:has\s+|had\s+|have\s+)?(?:also\s+)?({_SAID})\b"
)
_VERB_BEFORE_NAME = re.compile(rf"({_SAID})\s+(?:the\s+)?(?:[A-Z]?[\w’'-]+\s+){{0,4}}$")
_ACCORDING = re.compile(
    r"\b(according to|in the words of|citing|quoting)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$", re.I
)


def quotations(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, the marks inside, in text order.

    A quotation ends at its closing mark; one that a paragraph leaves open goes on to the next
    when that begins with an opening mark, else it ends with the paragraph.
    """
    found: list[Span] = []
    position = 0
    while True:
        opening = re.compile('[“„«"]').search(text, position)
        if opening is None:
            return tuple(found)
        mark, start = opening[0], opening.start()
        end = _end_of_quotation(text, start, mark)
        if end is not None and end - start > 2:
            found.append(Span(start, end))
            position = end
        else:
            position = start + 1


def _end_of_quotation(text: str, start: int, mark: str) -> int | None:
    closing = _CLOSING.get(mark, mark)
    position = start + 1
    while position < len(text) and position - start < MAX_QUOTE_CHARACTERS:
        character = text[position]
        if character in closing:
            return position + 1
        if character == "\n" and re.match(r"\n\s*\n|\n(?=\S)", text[position:]):
            following = re.compile(r"\s*").match(text, position)
            after = following.end() if following else position
            if mark == '"' or text[after : after + 1] != mark:
                return None if mark == '"' else position
            position = after
        position += 1
    return None


class Speech:
    """Answers who speaks at a place in one text.

    Parameters
    ----------
    text : str
        The document's text.
    sentences : sequence of Span
        In text order.
    mentions : sequence of FoundMention
        In text order.
    """

    def __init__(
        self, text: str, sentences: Sequence[Span], mentions: Sequence[FoundMention]
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._mentions = mentions
        self._quotations = quotations(text)
        self._starts = [mention.start for mention in mentions]

    def speakers(self, sentence: Span, at: Span) -> tuple[FoundSpeaker, ...]:
        """Return who is heard saying the words ``at`` inside ``sentence``, outermost first."""
        quotation = next(
            (q for q in self._quotations if q.start <= at.start and at.end <= q.end), None
        )
        if quotation is not None:
            speaker = self._named(sentence, outside=quotation)
            if speaker is None:
                return (FoundSpeaker(mention=None, how="direct", cue=None),)
            return (FoundSpeaker(mention=speaker[0], how="direct", cue=speaker[1]),)
        indirect = self._named(sentence, before=at)
        if indirect is None or self._covers(indirect[0], at):
            return ()
        return (FoundSpeaker(mention=indirect[0], how="indirect", cue=indirect[1]),)

    def modality(self, sentence: Span, at: Span, *, presupposed: bool) -> Modality:
        """Return how surely the sentence states the words ``at``, from the cues before them.

        Parameters
        ----------
        sentence, at : Span
        presupposed : bool
            True for a title that a sentence takes for granted ("Minister X"): only a cue right
            before it counts ("the alleged minister X"). Otherwise cues count from the beginning of
            the clause.
        """
        lead = self._text[sentence.start : at.start].casefold()
        clause = _CLAUSE_BORDER.split(lead)[-1]
        words = _WORD.findall(lead)[-2:] if presupposed else _WORD.findall(clause)
        speech = ontology().speech
        if speech.alleging.intersection(words):
            return "alleged"
        asked = self._text[at.end : sentence.end].rstrip('"”’ ').endswith("?")
        if not presupposed and (speech.hypothetical.intersection(words) or asked):
            return "hypothetical"
        return "asserted"

    def _covers(self, mention: int, at: Span) -> bool:
        found = self._mentions[mention]
        return found.start < at.end and at.start < found.end

    def _named(
        self, sentence: Span, *, outside: Span | None = None, before: Span | None = None
    ) -> tuple[int, Span] | None:
        """Find a mention beside a cue of speech, outside the quotation or before the words."""
        first = bisect_left(self._starts, sentence.start)
        for index in range(first, len(self._mentions)):
            mention = self._mentions[index]
            if mention.start >= sentence.end:
                break
            if mention.type not in _SPEAKER_TYPES:
                continue
            if outside is not None and outside.start < mention.end and mention.start < outside.end:
                continue
            cue = self._cue(sentence, mention)
            if cue is None or (outside is not None and outside.covers(cue)):
                continue
            according = self._text[cue.start : cue.end].casefold() in {
                "according to",
                "in the words of",
            }
            if (
                before is not None
                and not according
                and not (mention.end <= before.start and cue.end <= before.start)
            ):
                continue
            return index, cue
        return None

    def _cue(self, sentence: Span, mention: FoundMention) -> Span | None:
        after = _VERB_AFTER_NAME.match(self._text, mention.end, sentence.end)
        if after is not None:
            return Span(*after.span(1))
        lead = self._text[sentence.start : mention.start]
        for pattern in (_ACCORDING, _VERB_BEFORE_NAME):
            match = pattern.search(lead)
            if match is not None:
                start, end = match.span(1)
                if pattern is _VERB_BEFORE_NAME and not re.search(r"[”\"»,]\s*$", lead[:start]):
                    continue
                return Span(sentence.start + start, sentence.start + end)
        return None
