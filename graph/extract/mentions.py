"""Names as mentions: what the reader found, with the edges that people expect of a name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from corpus import Document
from graph.extract.form_names import form_names
from graph.model import FoundMention, Span
from graph.names import normal, surnames, words
from graph.ontology import ontology

MAX_NAME_CHARACTERS = 120
_PREVAILS = 2.0
# Last words of the names of firms, after which the rest is no person's.
_TRADES = frozenset(
    """ag airlines airways bv capital chemicals co company corp corporation energy foods gas gmbh
    group holding holdings inc incorporated industries limited llc ltd media mining motors nv oil
    partners petroleum pharma pharmaceuticals plc resources shipping software spa steel systems
    technologies telecom""".split()
)
_LEADING = re.compile(r"^(?:[\s\"'“”‘’«»(\[–—-]+|(?:the|The|THE|a|an)\s+)+")
_TRAILING = re.compile(r"(?:['’]s|['’]|[\s\"“”‘«»,;:!?–—-]+|(?<!\b\w)\.)+$")

# Posts that are also common names of people.
_ALSO_NAMES = frozenset(
    "marshal major king prince bishop abbot dean page pope judge mayor chancellor baron".split()
)


def found_mentions(document: Document, doc: Doc, component: str) -> list[FoundMention]:
    """Return the named mentions of ``doc.ents`` that stand in the body, in text order.

    Articles, quotation marks, possessive endings and, before people, titles are left outside.
    Titles are words of the ontology, so "Prime Minister X" yields the mention "X".
    """
    mentions: list[FoundMention] = []
    last_end = 0
    for entity in doc.ents:
        span = _trimmed(document.text, entity)
        if span is None or span.start < last_end or _set_aside(document, span):
            continue
        text = document.text[span.start : span.end]
        if not _plausible(text, entity.label_):
            continue
        last_end = span.end
        mentions.append(
            FoundMention(
                start=span.start,
                end=span.end,
                text=text,
                type=entity.label_,
                form="named",
                score=_score(entity),
                component=component,
            )
        )
    for name, instead in list(form_names(document.text, mentions, component)):
        if _set_aside(document, Span(name.start, name.end)):
            continue
        mentions = [mention for mention in mentions if mention != instead]
        mentions.append(name)
    return _harmonised(sorted(mentions, key=lambda mention: mention.start))


def _harmonised(mentions: list[FoundMention]) -> list[FoundMention]:
    """Give one name one type within a document, where one type clearly prevails.

    The last word of a person's full name is a vote for taking that word alone as a person.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        name = words(mention.text)
        if name and mention.type != "DATE":
            votes[" ".join(name)][mention.type] += mention.score
            if mention.type == "PERSON":
                for surname in surnames(mention.text):
                    votes[surname]["PERSON"] += mention.score
    harmonised = []
    for mention in mentions:
        counted = votes.get(normal(mention.text))
        if counted is not None and mention.type in counted:
            best, weight = min(counted.items(), key=lambda vote: (-vote[1], vote[0]))
            if weight >= _PREVAILS * (sum(counted.values()) - weight):
                mention = replace(mention, type=best)
        harmonised.append(mention)
    return _firms(harmonised)


def _firms(mentions: list[FoundMention]) -> list[FoundMention]:
    """Take "Norvik" for an organisation beside "Norvik Motors", where nobody bears that name."""
    firms: set[str] = set()
    people: set[str] = set()
    for mention in mentions:
        name = words(mention.text)
        if len(name) > 1 and mention.type == "ORG" and name[-1] in _TRADES:
            firms.add(name[0])
        if len(name) > 1 and mention.type == "PERSON":
            people.update(name)
    return [
        replace(mention, type="ORG")
        if mention.type == "PERSON" and normal(mention.text) in firms - people
        else mention
        for mention in mentions
    ]


def _trimmed(text: str, entity: SpacySpan) -> Span | None:
    start, end = entity.start_char, entity.end_char
    if entity.label_ == "PERSON":
        start = _after_titles(entity)
    if entity.label_ != "DATE":
        head = _LEADING.match(text[start:end])
        start += head.end() if head else 0
    tail = _TRAILING.search(text[start:end])
    end = start + tail.start() if tail else end
    cut = text.find("\n", start, end)
    end = end if cut < 0 else cut
    piece = text[start:end]
    if "(" in piece and ")" not in piece:
        end = start + len(piece[: piece.index("(")].rstrip())
    elif ")" in piece and "(" not in piece:
        end = start + piece.index(")")
    return Span(start, end) if start < end else None


def _after_titles(entity: SpacySpan) -> int:
    titles = ontology().positions
    first = entity.start
    while first < entity.end - 1:
        lower = entity.doc[first].lower_.rstrip(".")
        if (
            any(
                lower in known
                for known in (titles.heads, titles.modifiers, titles.status, titles.ranks)
            )
            or entity.doc[first].is_punct
            or entity.doc[first].is_space
        ):
            first += 1
        else:
            break
    return int(entity.doc[first].idx)


def _plausible(text: str, label: str) -> bool:
    if len(text) > MAX_NAME_CHARACTERS or not any(ch.isalpha() for ch in text):
        return (
            label == "DATE"
            and len(text) <= MAX_NAME_CHARACTERS
            and any(ch.isdigit() for ch in text)
        )
    if label in {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"} and len(text) < 2:
        return False
    if label == "PERSON" and _is_title(text):
        return False
    caseless = not any(ch.isupper() or ch.islower() for ch in text)
    return label in {"DATE", "EVENT"} or caseless or any(ch.isupper() for ch in text)


def _is_title(text: str) -> bool:
    """Whether words name a post and nobody: "Deputy Undersecretary"."""
    known = ontology().positions
    parts = [part.lower().rstrip(".") for part in text.split()]
    posts = len(parts) > 1 or parts[0] not in _ALSO_NAMES
    return posts and all(part in known.heads or part in known.modifiers for part in parts)


def _score(entity: SpacySpan) -> float:
    if SpacySpan.has_extension("whence_score"):
        score = entity._.whence_score
        if score is not None:
            return round(min(1.0, max(0.0, float(score))), 4)
    return 1.0


def _set_aside(document: Document, span: Span) -> bool:
    return any(a.start < span.end and span.start < a.end for a in document.set_aside)
