"""How quickly the explorer answers on a large case: ten readers at once, each view on its own.

Run: ``python -m benchmarks.explorer_load`` (``--entities``, ``--claims``, ``--documents`` for
another size, ``--case`` to keep the case for the next time).
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import random
import re
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from benchmarks.explorer_case import FULL, Size, names_of, write
from benchmarks.explorer_served import served
from corpus import document_id

READERS = 10
LIMITS = {"path": 500.0}
LIMIT = 300.0
MEMORY = 1024.0


def main() -> int:
    """Make the case, start the server on it, ask, and print what was measured; 1 if too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--entities", type=int, default=FULL.entities)
    parser.add_argument("--claims", type=int, default=FULL.claims)
    parser.add_argument("--documents", type=int, default=FULL.documents)
    parser.add_argument("--rounds", type=int, default=6, help="of all views, for each reader")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two requests")
    asked = parser.parse_args()
    size = Size(asked.entities, asked.claims, asked.documents)
    with tempfile.TemporaryDirectory() as folder:
        case = asked.case or Path(folder) / "large.whence"
        if not case.exists():
            began = time.perf_counter()
            write(case, size)
            print(f"made in {time.perf_counter() - began:.0f} s")
        print(f"{case.stat().st_size / 1e6:,.0f} MB")
        return measure(case, size, readers=asked.readers, rounds=asked.rounds, pause=asked.pause)


def measure(case: Path, size: Size, *, readers: int, rounds: int, pause: float) -> int:
    """Start the server and ask it; return 1 if a view is slower than it may be."""
    with served(case) as server:
        port, token = server.port, server.token
        first = time.perf_counter()
        for begun in (f"/api/path?one=m-{1:016x}&other=m-{2:016x}", "/api/whole"):
            _Reader(port, token).get(begun)
        print(f"ready {time.perf_counter() - first:.1f} s after it listens")
        taken: dict[str, list[float]] = defaultdict(list)
        lock = threading.Lock()
        before = _cpu(server.pid)
        began = time.perf_counter()
        threads = [
            threading.Thread(
                target=_read, args=(_Reader(port, token), number, size, rounds, pause, taken, lock)
            )
            for number in range(readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        used = _cpu(server.pid) - before
        memory = _memory(server.pid)
    slow = False
    count = sum(len(times) for times in taken.values())
    print(f"{'view':<16}{'requests':>9}{'median':>9}{'95 %':>9}{'most':>9}   milliseconds")
    for view, times in sorted(taken.items()):
        ordered = sorted(times)
        high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        slow |= high > LIMITS.get(view, LIMIT)
        print(
            f"{view:<16}{len(ordered):>9}{ordered[len(ordered) // 2]:>9.0f}{high:>9.0f}"
            f"{ordered[-1]:>9.0f}{'   too slow' if high > LIMITS.get(view, LIMIT) else ''}"
        )
    print(f"{count} requests in {seconds:.1f} s, {1000 * used / count:.0f} ms of processor each")
    print(f"of the machine's processors the server had {used / seconds:.2f}")
    print(f"memory of the server at most: {memory:.0f} MB")
    return int(slow or memory > MEMORY)


class _Reader:
    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, address: str) -> bytes:
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {body[:200]!r}")
        return body


def _read(
    reader: _Reader,
    number: int,
    size: Size,
    rounds: int,
    pause: float,
    taken: dict[str, list[float]],
    lock: threading.Lock,
) -> None:
    random_ = random.Random(number)
    names = names_of(min(size.entities, 2_000), random.Random(0))
    for _ in range(rounds):
        views = _views(random_, size, names)
        random_.shuffle(views)
        for view, address in views:
            began = time.perf_counter()
            reader.get(address)
            spent = (time.perf_counter() - began) * 1000
            with lock:
                taken[view].append(spent)
            time.sleep(pause)


def _views(random_: random.Random, size: Size, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return an address for each view: some entities are hubs, most are not.

    Review is not among them: it works out the pairs of the whole case, once for each state of it.
    """

    def entity() -> str:
        rank = int(size.entities * random_.random() ** 4)
        return f"m-{min(rank, size.entities - 1):016x}"

    claim = f"clm-{random_.randint(1, size.claims):016x}"
    name = random_.choice(names)
    number = random_.randrange(size.documents)
    document = document_id(hashlib.sha256(f"{number}".encode()).hexdigest())
    one, other = entity(), entity()
    return [
        ("find", f"/find?q={quote(name.split()[0])}"),
        ("find, texts", f"/find?q={quote(name)}"),
        ("find, empty", "/find"),
        ("suggest", f"/api/suggest?q={quote(name[:4])}"),
        ("entity", f"/entity/{one}"),
        ("entity, claims", f"/entity/{one}/claims"),
        ("together", f"/entity/{one}/together"),
        ("claim", f"/claim/{claim}"),
        ("document", f"/document/{document}"),
        ("network", f"/api/network?id={one}"),
        ("network, deep", f"/api/network?id={other}&depth=3&limit=150"),
        ("network, filter", f"/api/network?id={one}&first=1990&last=1995&sources=2"),
        ("network, groups", "/api/network?show=groups"),
        ("network, group", f"/api/network?show=groups&group=9.{one}"),
        ("network, all", "/api/whole"),
        ("network, page", f"/network?id={one}"),
        ("path", f"/path?one={one}&other={other}"),
        ("timeline", f"/timeline?id={one}"),
        ("timeline, all", "/timeline"),
        ("contradictions", f"/contradictions?page={random_.randint(1, 20)}"),
        ("single source", f"/single-source?page={random_.randint(1, 20)}"),
        ("speakers", f"/speakers?page={random_.randint(1, 20)}"),
        ("speaker", f"/speakers/{random_.randint(1, 200)}"),
        ("sources", f"/sources?page={random_.randint(1, 20)}"),
        ("decisions", "/decisions"),
        ("retract", f"/document/{document}/retract"),
        ("ledger", f"/ledger?page={random_.randint(1, 20)}"),
    ]


def _cpu(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Return the most memory that a process has held, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
