"""ONNX graphs, run with settings that suit many small batches on few cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

import onnxruntime as ort
from numpy.typing import NDArray

from graph.nlp.weights import Weights

#: Fusions of ONNX Runtime that make the graphs slower: its joint kernel for adding and
#: normalising is not vectorised, the separate ones are.
_NOT_FUSED: Final = ["SkipLayerNormFusion"]

#: Graphs that keep the memory of one run for the next.
_ARENA: Final = frozenset(("encoder.onnx",))

# Sessions of a parent process, kept so that a forked child never runs their destructors: the
# threads that these would join do not exist in the child.
_INHERITED: list[object] = []


class Graph:
    """One ONNX file, whose session is made in each process when first needed.

    Parameters
    ----------
    weights
        The model's files.
    name
        The file.
    threads
        Threads of the session. 0: up to four in the main process, one in a worker process.
    """

    def __init__(self, weights: Weights, name: str, *, threads: int = 0) -> None:
        self.weights = weights
        self.name = name
        self.threads = threads
        self._owner = 0
        self._session: ort.InferenceSession | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what belongs to one process."""
        return {"weights": self.weights, "name": self.name, "threads": self.threads}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore; the session is made when first needed."""
        self.__init__(  # type: ignore[misc]
            state["weights"], state["name"], threads=state["threads"]
        )

    def run(self, outputs: Sequence[str], inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
        """Return the outputs named; what no output needs is not computed."""
        if self._session is None or self._owner != os.getpid():
            if self._session is not None:
                _INHERITED.append(self._session)
            self._session = self._open()
            self._owner = os.getpid()
        found: list[NDArray[Any]] = self._session.run(list(outputs), dict(inputs))
        return found

    def _open(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self.threads or (
            1 if multiprocessing.parent_process() else min(4, os.cpu_count() or 1)
        )
        options.inter_op_num_threads = 1
        # Shapes differ from run to run: plans made for one shape take a fifth more memory than
        # they save time, and only the encoder runs often enough for an arena to pay.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = self.name in _ARENA
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        return ort.InferenceSession(
            self.weights.read(self.name),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=_NOT_FUSED,
        )
