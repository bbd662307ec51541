"""The command serves a case on this machine, says where, and stops when asked."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from graph.explore.web.server import ADDRESS, listen
from graph.model import WhenceError
from tests.making import case_of

TEXT = "Mayor [PERSON:Ana Vell] of [GPE:Belm] spoke."


def get(address, **headers):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60)


def test_the_command_serves_until_it_is_interrupted(tmp_path):
    case_of(tmp_path / "small.whence", one=TEXT).close()
    server = subprocess.Popen(
        [sys.executable, "-m", "graph.cli", "explore", str(tmp_path / "small.whence"),
         "--no-browser", "--port", "0", "--about", "Ana Vell"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        found = next(
            match
            for line in server.stdout
            if (match := re.search(r"(http://127\.0\.0\.1:\d+)(/entity/\S+)\?token=(\S+)", line))
        )
        here, page, token = found[1], found[2], found[3]
        with get(here + page, Authorization=f"Bearer {token}") as answer:
            assert b"Ana Vell" in answer.read()
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(here + page)
        assert refused.value.code == 403
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=60)
    assert server.returncode == 0, said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_named():
    with listen(0) as taken:
        number = taken.getsockname()[1]
        assert taken.getsockname()[0] == ADDRESS
        with pytest.raises(WhenceError, match=f"Port {number} cannot be used"):
            listen(number)
