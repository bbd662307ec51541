"""A dossier as Markdown: readable as plain text, with footnotes that most renderers know.

Words of documents are escaped so that no renderer takes them for markup: what CommonMark [1]_
gives a meaning to, and the commoner extensions (tables, footnotes, mathematics, templates).

References
----------
.. [1] https://spec.commonmark.org/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from graph.query.words import Run
from graph.report import wording
from graph.report.content import Dossier, Footnote, Group, Piece, Ref, Source, Statement

_SPECIAL = re.compile(r"[\\`*_\[\]{}|~^$]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ENTITY = re.compile(r"&(?=#?\w)")
_LINK = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=\bwww)(?=\.)")
_LINE_START = re.compile(r"(?m)^[ \t]*(?:(?=[#+=:%>-])|(\d{1,9})(?=[.)]))")


def render(dossier: Dossier, *, generated: str | None = None) -> str:
    """Return a dossier as Markdown.

    Parameters
    ----------
    dossier : Dossier
    generated : str, optional
        When and by what the report was made; without it, the same dossier gives the same
        characters.
    """
    lines = [
        f"# What the documents say about {escape(dossier.name)}",
        "",
        "> **How to read this report**",
    ]
    for paragraph in wording.how_to_read(dossier):
        lines += [">", f"> {paragraph}"]
    lines += ["", *_entity(dossier), *_statements(dossier), *_together(dossier), *_named(dossier)]
    lines += ["## Sources", ""]
    for source in dossier.sources:
        lines += [*_source(source), ""]
    if generated or dossier.pipelines:
        made = [generated] if generated else []
        made += [f"Names read by {name}" for name in dossier.pipelines]
        lines += ["; ".join(escape(words) for words in made) + ".", ""]
    lines += ["## Notes", "", wording.MARKS, ""]
    for note in dossier.footnotes:
        lines += [*_note(note, dossier.sources[note.source - 1]), ""]
    return wording.storable("\n".join(lines).rstrip("\n") + "\n")


def escape(text: str) -> str:
    """Return words of a document, on one line, as Markdown that shows just these words."""
    flat = wording.shown(text)
    marked = _start(_escaped(flat))
    return f"\u2068{marked}\u2069" if wording.is_right_to_left(flat) else marked


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _LINK.sub(r"\\", text)


def _start(text: str) -> str:
    """Escape what has a meaning at the start of a line only."""
    return _LINE_START.sub(lambda found: f"{found[1] or ''}\\", text)


def _words(parts: Sequence[Run | Ref]) -> str:
    return "".join(_word(part) for part in parts)


def _word(part: Run | Ref) -> str:
    if isinstance(part, Ref):
        return f"[^{part.note}]"
    return escape(part.text) if part.name else part.text


def _refs(refs: Sequence[Ref]) -> str:
    return "".join(f"[^{ref.note}]" for ref in refs)


def _entity(dossier: Dossier) -> Iterator[str]:
    yield "## The name"
    yield ""
    yield f"- Type: {dossier.type}"
    yield f"- Stands in the documents {wording.number(dossier.mentions, 'time')}, in " + (
        f"{wording.number(dossier.documents, 'document')} from"
        f" {wording.number(dossier.independent_sources, 'independent source')}"
    )
    yield "- Forms of the name:"
    for form in dossier.forms:
        yield f"    - {escape(form.text)}: {wording.number(form.count, 'time')}{_refs(form.refs)}"
    if dossier.forms_left_out:
        yield f"    - and {wording.number(dossier.forms_left_out, 'other form')} not listed"
    if dossier.decided:
        yield f"- {wording.DECIDED}:"
        for words in dossier.decided:
            yield f"    - {escape(words)}"
    if dossier.unnamed_mentions:
        yield f"- Meant without its name: {wording.number(dossier.unnamed_mentions, 'time')}"
    for unclear in dossier.unclear:
        names = "".join(
            f"{wording.joint(place, len(unclear.names))}{escape(name)}"
            for place, name in enumerate(unclear.names)
        )
        yield (
            f"- “{escape(unclear.text)}” stands {wording.number(unclear.count, 'more time')} where"
            f" it could mean {names}{wording.UNCLEAR}{_refs(unclear.refs)}"
        )
    yield ""
    yield wording.forms_caution(dossier)
    yield ""


def _statements(dossier: Dossier) -> Iterator[str]:
    yield "## Statements"
    yield ""
    if not dossier.groups:
        yield wording.NO_STATEMENTS
        yield ""
    for group in dossier.groups:
        yield f"### {_words(group.heading)}"
        yield ""
        yield from _group(group)
    if dossier.statements_left_out:
        yield (
            f"{wording.number(dossier.statements_left_out, 'further statement')} with fewer sources"
            " are left out."
        )
        yield ""
    if dossier.set_aside:
        yield wording.set_aside(dossier.set_aside)
        yield ""


def _group(group: Group) -> Iterator[str]:
    for topic in group.topics:
        for words in topic.contradictions:
            yield f"**Contradiction.** {words}"
            yield ""
        for statement in topic.affirmed:
            yield from _statement(statement, "Affirmed: " if topic.denied else "")
        for statement in topic.denied:
            yield from _statement(statement, "Denied: ")


def _statement(statement: Statement, label: str) -> Iterator[str]:
    told = " ".join(_words(sentence.parts) for sentence in statement.sentences)
    yield f"- **{statement.number}.** {label}{told}"
    yield f"  ({escape(wording.standing(statement))})"
    yield ""


def _together(dossier: Dossier) -> Iterator[str]:
    if not dossier.neighbours:
        return
    yield "## Named in the same sentence"
    yield ""
    yield wording.TOGETHER
    yield ""
    yield "| Name | Type | Sentences | Independent sources | Passages |"
    yield "| --- | --- | ---: | ---: | --- |"
    for other in dossier.neighbours:
        yield (
            f"| {escape(other.name)} | {other.type} | {other.sentences} |"
            f" {other.independent_sources} | {_refs(other.refs)} |"
        )
    yield ""
    if dossier.neighbours_left_out:
        left_out = wording.number(dossier.neighbours_left_out, "further name")
        yield f"{left_out} left out, named together less often."
        yield ""


def _named(dossier: Dossier) -> Iterator[str]:
    yield "## Where the name stands"
    yield ""
    yield wording.NAMED
    yield ""
    for naming in dossier.namings:
        source = dossier.sources[naming.source - 1]
        times = wording.number(naming.mentions, "time")
        yield f"- D{source.number}, {', '.join(_called(source))}: {times}.{_refs(naming.refs)}"
    if dossier.namings_left_out:
        yield f"- {wording.number(dossier.namings_left_out, 'further document')} left out."
    yield ""


def _called(source: Source) -> Iterator[str]:
    yield f"“{escape(source.title)}”" if source.title else "untitled"
    if source.publisher:
        yield escape(source.publisher)
    if source.authors:
        yield f"by {', '.join(escape(author) for author in source.authors)}"
    yield escape(source.published) if source.published else "undated"


def _note(note: Footnote, source: Source) -> Iterator[str]:
    told = [*_called(source)]
    where = wording.pages(note)
    if where:
        told.append(where)
    told.append(f"file {escape(source.file)}")
    told.append(f"SHA-256 `{source.content_sha256[: wording.SHORT_HASH]}…`")
    yield f"[^{note.number}]: {', '.join(told)} (D{source.number}). {_voices(note, source)}"
    yield ""
    for line in _quote(note):
        yield f"    > {line}".rstrip()


def _voices(note: Footnote, source: Source) -> str:
    if not note.voices:
        if source.publisher:
            return f"{wording.UNTOLD}{escape(source.publisher)}."
        if source.authors:
            authors = ", ".join(escape(author) for author in source.authors)
            return f"{wording.UNTOLD}the document (author given as {authors})."
        return f"{wording.UNTOLD}an unnamed author (file {escape(source.file)})."
    told = [
        f"{_words(voice.words)} ({wording.MODALITY[voice.modality]};"
        f" {wording.statement_list(voice.statements)})"
        for voice in note.voices
    ]
    return f"Who says so: {'; '.join(told)}."


def _quote(note: Footnote) -> list[str]:
    """Return the passage, marked words bold, and what stands around it in brackets."""
    exact = "".join(_piece(piece, before, after) for piece, before, after in _around(note.pieces))
    lines = [_start(line.strip()) for line in exact.split("\n")]
    before = [f"\\[… {_escaped(note.before)}\\]", ""] if note.before else []
    after = ["", f"\\[{_escaped(note.after)} …\\]"] if note.after else []
    return [*before, *lines, *after]


def _around(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str, str]]:
    """Yield stretches, neighbours that are both marked as one, with the characters beside them."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and bool(joined[-1].mark) == bool(piece.mark):
            joined[-1] = Piece(joined[-1].text + piece.text, piece.mark)
        else:
            joined.append(piece)
    for index, piece in enumerate(joined):
        before = joined[index - 1].text[-1:] if index else ""
        after = joined[index + 1].text[:1] if index + 1 < len(joined) else ""
        yield piece, before, after


def _piece(piece: Piece, before: str, after: str) -> str:
    """Return a stretch, bold if it is marked and the bold can be told from what is around it."""
    text = piece.text.strip()
    inner = _escaped(piece.text)
    can_open = bool(text) and (text[0].isalnum() or _parts(before))
    can_close = bool(text) and (text[-1].isalnum() or _parts(after))
    if not piece.mark or not can_open or not can_close or _PARAGRAPHS.search(text):
        return inner
    lead = piece.text[: len(piece.text) - len(piece.text.lstrip())]
    trail = piece.text[len(piece.text.rstrip()) :]
    return f"{lead}**{_escaped(text)}**{trail}"


def _parts(character: str) -> bool:
    """Whether asterisks next to a character, with a sign on their other side, make text bold."""
    return not character or character.isspace() or unicodedata.category(character)[0] in "PS"


def _source(source: Source) -> Iterator[str]:
    yield f"**D{source.number}.** {f'“{escape(source.title)}”' if source.title else 'Untitled'}"
    yield ""
    yield f"- Publisher: {escape(source.publisher) if source.publisher else 'not known'}"
    authors = ", ".join(escape(author) for author in source.authors)
    yield f"- Authors: {authors or 'not known'}"
    yield f"- Date: {escape(source.published) if source.published else 'not known'}"
    yield f"- Language: {escape(source.language) if source.language else 'not known'}"
    yield f"- Files: {', '.join(escape(path) for path in source.paths) or 'not known'}"
    yield f"- SHA-256: `{source.content_sha256}`"
    if source.reprint:
        yield f"- Reprints: {_words(source.reprint)}"
