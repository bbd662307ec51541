"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from graph.model import WhenceError


def write_text(path: Path, parts: Iterable[str]) -> Path:
    """Write UTF-8 text beside ``path`` and put it in its place when it is complete.

    Raises
    ------
    WhenceError
        If the file cannot be written there.
    """
    if path.is_dir():
        raise WhenceError(
            "W260", f"{path} is a folder. Give --output the name of a file, such as {path}/file."
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(parts)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise WhenceError(
            "W261",
            f"{path} cannot be written ({error.strerror or error})."
            " Give --output a place where you may write and the disk has room.",
        ) from error
    return path


def keep_from(path: Path, kept: Iterable[Path]) -> None:
    """Refuse to write over a file that must be kept.

    Parameters
    ----------
    path : pathlib.Path
        What is to be written.
    kept : iterable of pathlib.Path
        A case and its documents.

    Raises
    ------
    WhenceError
        If ``path`` is one of them, by this name or another.
    """
    there = path.stat() if path.exists() else None
    whole = path.resolve()
    for file in kept:
        try:
            same = whole == file.resolve() or (
                there is not None and os.path.samestat(there, file.stat())
            )
        except OSError:  # not there any more, or not to be looked at
            continue
        if same:
            raise WhenceError(
                "W262",
                f"{path} is the case or one of its documents and is not written over."
                " Give --output another name.",
            )
