"""One file to one `Document`."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from corpus.boilerplate import boilerplate
from corpus.document import Document, blanked, disjoint, document_id, sha256_text
from corpus.errors import CorpusError, EmptyFile, NoText, TooLarge, UnreadableFile
from corpus.language import language_of
from corpus.limits import Limits
from corpus.metadata import Guess, guess
from corpus.plain import clean
from corpus.readers import Extracted, reader_for
from corpus.sniffing import MEDIA_TYPES, Format, sniff

__all__ = ["load_bytes", "read", "read_bytes", "read_bytes_noted", "read_noted"]


def read(path: Path, *, name: str | None = None, limits: Limits | None = None) -> Document:
    """Read one file.

    Parameters
    ----------
    path
        The file.
    name
        The path to record, relative to the folder given, with ``/``; the file's own name where
        left out.
    limits
        Bounds; the defaults of `Limits` where left out.

    Raises
    ------
    CorpusError
        And nothing else, whatever the file holds.
    """
    return read_noted(path, name=name, limits=limits)[0]


def read_noted(
    path: Path, *, name: str | None = None, limits: Limits | None = None
) -> tuple[Document, tuple[str, ...]]:
    """Read as `read` does, and return also what a user should be told about the file.

    The notes are for the ledger: attachments that were left out, an encoding that was guessed,
    pages without text.
    """
    data = load_bytes(path, limits=limits)
    return read_bytes_noted(data, path.name if name is None else name, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Limits | None = None) -> Document:
    """Read a file that is already in memory; `name` gives its extension and recorded path.

    Raises
    ------
    CorpusError
        And nothing else, whatever the bytes are.
    """
    return read_bytes_noted(data, name, limits=limits)[0]


def read_bytes_noted(
    data: bytes, name: str, *, limits: Limits | None = None
) -> tuple[Document, tuple[str, ...]]:
    """Read as `read_bytes` does, and return also what the user should be told about it."""
    limits = limits or Limits()
    try:
        if len(data) > limits.max_bytes:
            raise _too_many_bytes(limits)
        if not data.strip(b"\x00\t\n\v\f\r "):
            raise EmptyFile("the file is empty", "Fetch it again from where it came")
        format = sniff(data, name)
        found = reader_for(format)(data, limits=limits, deadline=limits.deadline())
        return _document(data, name, format, found, limits)
    except CorpusError:
        raise
    except RecursionError as error:
        raise UnreadableFile(
            "the file is nested too deeply", "Convert it to plain text and add it again"
        ) from error
    except MemoryError as error:
        raise TooLarge(
            "reading the file took more memory than there is", "Split the file"
        ) from error
    except Exception as error:
        # Parsers raise whatever they like on hostile input; one file must not end a run.
        raise UnreadableFile(
            f"the file is damaged ({type(error).__name__})",
            "Open it in the program that made it, save it anew and add it again",
        ) from error


def load_bytes(path: Path, *, limits: Limits | None = None) -> bytes:
    """Return the bytes of a regular file that is not too large.

    Raises
    ------
    CorpusError
        If it is no regular file, cannot be opened or is beyond ``max_bytes``.
    """
    limits = limits or Limits()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("the path is no regular file", "Give the path of a file")
        if status.st_size > limits.max_bytes:
            raise _too_many_bytes(limits)
        # Not blocking: what was a file a moment ago may be a pipe now.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            data = file.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "bad path"
        raise UnreadableFile(
            f"the file cannot be opened ({reason.lower()})", "See that it exists and can be read"
        ) from error
    if len(data) > limits.max_bytes:
        raise _too_many_bytes(limits)
    return data


def _too_many_bytes(limits: Limits) -> TooLarge:
    return TooLarge(
        f"the file is larger than {limits.max_bytes / 1e6:g} MB",
        "Split the file, or raise the limit max_bytes",
    )


def _document(
    data: bytes, name: str, format: Format, found: Extracted, limits: Limits
) -> tuple[Document, tuple[str, ...]]:
    text = found.text
    limits.check_characters(len(text))
    if not text.strip():
        raise NoText("the file holds no text", "Add a version of it that does")
    content = hashlib.sha256(data).hexdigest()
    # A message's first lines are its first words to somebody, no title and no byline.
    sure = disjoint((*found.set_aside, *boilerplate(text, found.title)))
    guessed = Guess() if format == "email" else guess(blanked(text, sure))
    title = found.title or guessed.title or found.weak_title
    aside = disjoint((*found.set_aside, *boilerplate(text, title)))
    document = Document(
        id=document_id(content),
        content_sha256=content,
        text_sha256=sha256_text(text),
        paths=(name,),
        media_type=MEDIA_TYPES[format],
        title=_shown(title),
        publisher=_shown(found.publisher or guessed.publisher),
        authors=tuple(
            filter(None, map(_shown, found.authors or guessed.authors or found.weak_authors))
        ),
        published=found.published or guessed.published,
        language=language_of(blanked(text, aside)) or language_of(text) or found.language,
        pages=found.pages,
        set_aside=aside,
        text=text,
    )
    return document, found.notes


def _shown(words: str | None) -> str | None:
    """Return metadata in the form of the text, on one line and no longer than 500."""
    return " ".join(clean(words).split())[:500] or None if words else None
