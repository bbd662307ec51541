"""Where the reader's files are: shipped with the package, in a folder, or in memory."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

SHIPPED: Final = Path(__file__).parent / "weights"

#: Files of a model. Only those of the layers that it has need to be there.
FILES: Final = (
    "encoder.onnx",
    "names.onnx",
    "syntax.onnx",
    "syntax.npz",
    "predicates.onnx",
    "frames.onnx",
    "coref_words.onnx",
    "coref_links.onnx",
    "coref.json",
    "relations.onnx",
    "relations.json",
    "tokenizer.json",
    "meta.json",
)


@lru_cache(maxsize=8)
def _hash(folder: Path, stamp: tuple[tuple[str, int], ...]) -> str:
    digest = hashlib.sha256()
    for name, _ in stamp:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _meta(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of one model: its graphs, its tokenizer, and what belongs to its scores.

    Parameters
    ----------
    folder
        Folder with the files. It is read lazily, in whichever process needs it.
    blobs
        The files themselves, when they came as bytes; then ``folder`` is not read.
    """

    folder: Path = SHIPPED
    blobs: dict[str, bytes] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return the names of the files there are."""
        if self.blobs:
            return [name for name in FILES if name in self.blobs]
        return [name for name in FILES if (self.folder / name).exists()]

    def read(self, name: str) -> bytes:
        """Return one file's content."""
        return self.blobs[name] if self.blobs else (self.folder / name).read_bytes()

    def meta(self) -> dict[str, Any]:
        """Return what ``meta.json`` says; not to be changed."""
        return _meta(self.read("meta.json"))

    def sha256(self) -> str:
        """Return one hash over all files."""
        names = self.names()
        if self.blobs:
            return hashlib.sha256(b"".join(self.blobs[name] for name in names)).hexdigest()
        stamp = tuple((name, (self.folder / name).stat().st_mtime_ns) for name in names)
        return _hash(self.folder, stamp)

    def write(self, folder: Path) -> None:
        """Copy the files into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.names():
            (folder / name).write_bytes(self.read(name))

    def to_bytes(self) -> bytes:
        """Return all files as one uncompressed zip archive."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in self.names():
                archive.writestr(zipfile.ZipInfo(name), self.read(name))
        return packed.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Weights:
        """Take files from what ``to_bytes`` gave."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = set(archive.namelist())
            return cls(blobs={name: archive.read(name) for name in FILES if name in found})
