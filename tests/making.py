"""Documents, readings and cases made by hand, for tests that need no network."""

from __future__ import annotations

import re
from pathlib import Path

from corpus import Document, read_bytes
from graph.case import Case
from graph.derive import refresh
from graph.model import Reading
from tests.extract.words import reading as read_marked

_MARK = re.compile(r"\[([A-Z]+):([^\]]+)\]")


def document_and_reading(marked: str, name: str = "text.txt") -> tuple[Document, Reading]:
    """Return a document whose names are marked, such as `[PERSON:Ana Vell]`, and its reading."""
    plain = _MARK.sub(r"\2", marked)
    return read_bytes(plain.encode(), name=name), read_marked(marked)


def case_of(path: Path, **texts: str) -> Case:
    """Make a case of marked texts, `name="text"`, and derive."""
    case = Case.open(path, create=True)
    for name, marked in texts.items():
        document, found = document_and_reading(marked, f"{name}.txt")
        case.recorded.add(document, found, root="/texts", path=f"{name}.txt")
    refresh(case)
    return case
