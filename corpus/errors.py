"""What can go wrong while a document is read, each with a code and a remedy."""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "CorpusError",
    "EmptyFile",
    "LockedFile",
    "NoText",
    "TooLarge",
    "UnreadableFile",
    "UnsupportedFormat",
]


class CorpusError(Exception):
    """A document could not be read.

    Parameters
    ----------
    what
        What is wrong with the file, one sentence without its full stop.
    remedy
        What the user can do about it, one sentence without its full stop.

    Attributes
    ----------
    code : str
        A short stable code such as ``"W102"``, one for each class.
    """

    code: ClassVar[str] = "W100"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        """Return code, fault and remedy in one line."""
        return f"[{self.code}] {self.what}. {self.remedy}."


class UnsupportedFormat(CorpusError):
    """The file is of a kind for which there is no reader."""

    code = "W101"


class UnreadableFile(CorpusError):
    """The file is of a known kind but broken, or could not be opened."""

    code = "W102"


class TooLarge(CorpusError):
    """The file goes beyond one of the limits."""

    code = "W103"


class LockedFile(UnreadableFile):
    """The file is encrypted and asks for a password."""

    code = "W104"


class NoText(UnreadableFile):
    """The file opens but holds no text, as a scan does."""

    code = "W105"


class EmptyFile(UnreadableFile):
    """The file has no bytes, or nothing but blanks."""

    code = "W106"
