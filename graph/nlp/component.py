"""What components that run small graphs of their own have in common: their files, their limits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Self

from graph.nlp.weights import Weights


class GraphComponent(ABC):
    """A component that keeps its own files of the model, and nothing else of it.

    Parameters
    ----------
    weights
        The model's files.
    threshold
        Least calibrated score, in 0..1, of what the component sets.
    prefix
        What the span groups of coreference are called.
    threads
        Threads of a session; 0: up to four in the main process, one in a worker process.
    """

    #: The factory's name, and the files of the model that the component reads.
    factory: ClassVar[str]
    files: ClassVar[tuple[str, ...]]

    def __init__(self, weights: Weights, *, threshold: float, prefix: str, threads: int) -> None:
        if not 0.0 <= threshold <= 1.0:
            raise ValueError(f"{self.factory}: threshold must lie in 0..1, and is {threshold}.")
        self.threshold = threshold
        self.prefix = prefix
        self.threads = threads
        self._take(weights)

    def _take(self, weights: Weights) -> None:
        """Read the component's files; they are small, and what is read is what is hashed."""
        self.weights = Weights(blobs={name: weights.read(name) for name in self.files})
        self._open()

    @abstractmethod
    def _open(self) -> None:
        """Make the graphs from ``self.weights``."""

    def to_disk(self, path: Path, *, exclude: Any = ()) -> None:
        """Write the component's files into a folder."""
        self.weights.write(Path(path))

    def from_disk(self, path: Path, *, exclude: Any = ()) -> Self:
        """Take the component's files from a folder, which must stay where it is."""
        self._take(Weights(folder=Path(path).resolve()))
        return self

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Return the component's files."""
        return self.weights.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Self:
        """Take the component's files from bytes."""
        self._take(Weights.from_bytes(data))
        return self
