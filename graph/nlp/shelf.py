"""Where the vectors of a long document lie: in a temporary file, so that memory does not grow."""

from __future__ import annotations

import tempfile
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Words from which on a document's vectors go into a file; up to here they take 38 megabytes.
LONG: Final = 50_000

_BYTES: Final = np.dtype(np.float16).itemsize


class Shelf:
    """Rows of 16-bit floats in a file that is gone when nobody needs it any more.

    Slices of rows, forward ones, are read and written like those of an array.

    Parameters
    ----------
    size, width
        Rows and columns. Rows that were never written are zeros.
    """

    def __init__(self, size: int, width: int) -> None:
        self.size = size
        self.width = width
        # Not a mapped file: what is mapped counts as the process's memory.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._file.truncate(size * width * _BYTES)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.size

    def __setitem__(self, rows: slice, values: NDArray[np.floating]) -> None:
        """Write rows."""
        start, stop, _ = rows.indices(self.size)
        if len(values) != max(0, stop - start):
            raise ValueError(f"{len(values)} rows do not fit into {max(0, stop - start)}.")
        self._file.seek(start * self.width * _BYTES)
        left = np.ascontiguousarray(values, np.float16).data.cast("B")
        while left:
            left = left[self._file.write(left) :]

    def __getitem__(self, rows: slice) -> NDArray[np.float16]:
        """Read rows."""
        start, stop, _ = rows.indices(self.size)
        found = np.zeros((max(0, stop - start), self.width), np.float16)
        self._file.seek(start * self.width * _BYTES)
        left = found.data.cast("B") if found.size else memoryview(b"")
        while left:
            count = self._file.readinto(left)
            if not count:
                raise OSError("The temporary file of a document's vectors is shorter than it was.")
            left = left[count:]
        return found


#: Vectors of the words of a document, in memory or in a file.
Vectors: TypeAlias = NDArray[np.float16] | Shelf


def vectors(size: int, width: int) -> Vectors:
    """Return room for the vectors of so many words."""
    return Shelf(size, width) if size > LONG else np.zeros((size, width), np.float16)
