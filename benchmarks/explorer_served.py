"""The explorer, served for a benchmark as `whence explore` serves it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A server's process, its port, and the token of its address."""

    pid: int
    port: int
    token: str


@contextlib.contextmanager
def served(case: Path) -> Iterator[Served]:
    """Serve a case in a process of its own until the end of the block."""
    server = subprocess.Popen(
        [sys.executable, "-m", "graph.cli", "explore", str(case), "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        found = next(
            match
            for line in server.stdout
            if (match := re.search(r"127\.0\.0\.1:(\d+)/\S*\?token=(\S+)", line))
        )
        yield Served(server.pid, int(found[1]), found[2])
    finally:
        server.terminate()
        server.wait(timeout=30)
