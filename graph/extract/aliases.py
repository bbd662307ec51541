"""Aliases that a text itself gives: "Name (ACRONYM)", "ACRONYM (Name)", "X, also known as Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.model import FoundMention
from graph.names import acronym_parts, is_acronym, spells
from graph.ontology import ontology

_BRACKET = re.compile(r"['’]?s?[\"”’]?\s*\(\s*(?:the\s+)?[\"“‘']?([^()\"“”\n]{2,80}?)[\"”’']?\s*\)")
_KNOWN_AS = re.compile(
    r"[\s,(]*(?:(?:also|better|formerly|widely|commonly|popularly)\s+)?"
    r"(?:known\s+(?:simply\s+)?as|a\.?k\.?a\.?|alias|nicknamed)\s+(?:the\s+)?[\"“‘']?",
    re.IGNORECASE,
)


def with_aliases(
    text: str, mentions: Sequence[FoundMention]
) -> tuple[list[FoundMention], list[tuple[FoundMention, FoundMention]]]:
    """Return the mentions, bracketed acronyms added, and the pairs that the text equates.

    An acronym in brackets counts when it, or one of its hyphenated parts, is spelt by the
    initials of the name before it; names it did not know by themselves become mentions.
    """
    joined = {mention.start: mention for mention in mentions}
    pairs: list[tuple[FoundMention, FoundMention]] = []
    for mention in mentions:
        if mention.type == "DATE" or joined.get(mention.start) is not mention:
            continue
        inner = _split_inside(mention)
        if inner is not None:
            name, alias = inner
            del joined[mention.start]
            joined[name.start], joined[alias.start] = name, alias
            pairs.append((name, alias))
            continue
        pair = _bracketed(text, mention, joined) or _known_as(text, mention, joined)
        if pair is not None:
            joined[pair.start] = pair
            pairs.append((mention, pair))
    ordered = sorted(joined.values(), key=lambda found: found.start)
    return ordered, pairs


def stands_for(acronym: str, name: str) -> bool:
    """Whether an acronym, or a hyphenated part of it, is spelt by the name's initials."""
    return any(is_acronym(part) and spells(part, name) for part in acronym_parts(acronym))


def _split_inside(mention: FoundMention) -> tuple[FoundMention, FoundMention] | None:
    """Split "Name (ACRONYM)" that was found as one name."""
    match = re.fullmatch(r"(.+?)\s*\(\s*([^()]+?)\s*\)", mention.text)
    if match is None or not stands_for(match[2], match[1]):
        return None
    name = replace(mention, end=mention.start + match.end(1), text=match[1])
    alias = replace(
        mention,
        start=mention.start + match.start(2),
        end=mention.start + match.end(2),
        text=match[2],
    )
    return name, alias


def _bracketed(
    text: str, mention: FoundMention, known: dict[int, FoundMention]
) -> FoundMention | None:
    match = _BRACKET.match(text, mention.end)
    if match is None:
        return None
    start, end = match.span(1)
    inside = match[1]
    if not (stands_for(inside, mention.text) or stands_for(mention.text, inside)):
        return None
    within = [other for other in known.values() if other.start < end and start < other.end]
    if any(other.start < start or end < other.end for other in within):
        return None
    for other in within:
        del known[other.start]
    return replace(mention, start=start, end=end, text=inside)


def _known_as(
    text: str, mention: FoundMention, known: dict[int, FoundMention]
) -> FoundMention | None:
    match = _KNOWN_AS.match(text, mention.end)
    other = known.get(match.end()) if match else None
    if other is None or ontology().family(other.type) != ontology().family(mention.type):
        return None
    return other
