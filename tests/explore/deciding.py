"""A small case that can be decided about in the browser's way, and somebody who does so."""

from __future__ import annotations

import time
from pathlib import Path

from starlette.testclient import TestClient

from graph.explore.web.app import application
from tests.making import case_of

HOST = "127.0.0.1:8417"
TOKEN = "secret-token"
TEXTS = {
    "a": "Mayor [PERSON:Yusef Vell] of [GPE:Belm] came. [PERSON:Vell] met [PERSON:Kasim Brand] 🎈 in"
    " [GPE:Arn]. [PERSON:Ana Torven] of the [ORG:Lake Guard] was told of it in 1988.",
    "b": "[PERSON:Kasim Brand] spoke in [GPE:Arn].",
    "c": "[PERSON:Ana Torven] stayed. [PERSON:Ana Torvan] left <b>[GPE:Belm]</b>.",
}


class Person:
    """Somebody with the token at the pages of a case."""

    def __init__(self, path: Path) -> None:
        self.app = application(path, token=TOKEN, hosts={HOST})
        self.client = TestClient(
            self.app,
            base_url=f"http://{HOST}",
            headers={"Authorization": f"Bearer {TOKEN}", "Origin": f"http://{HOST}"},
            follow_redirects=False,
        )

    def get(self, address):
        answer = self.client.get(f"/api{address}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, address, **body):
        return self.client.post(f"/api{address}", json=body)

    def do(self, address, **body):
        """Change something, and wait until it is seen."""
        answer = self.post(address, **body)
        assert answer.status_code == 200, answer.text
        self.wait()
        return answer.json()

    def wait(self, seconds=240):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.get("/work")
            assert now["error"] is None
            if not now["busy"] and not (now["reading"] or {}).get("running"):
                return now
            time.sleep(0.05)
        raise AssertionError("it is busy for ever")

    def entity(self, name):
        return self.get(f"/find?q={name}")["entities"][0]

    def claims(self, name):
        page = self.get(f"/entity/{self.entity(name)['id']}")
        return [
            claim
            for group in page["groups"]
            for topic in group["topics"]
            for claim in (*topic["affirmed"], *topic["denied"])
        ]

    def document(self, path):
        return next(
            row["document"] for row in self.get("/ledger")["rows"] if row["path"] == f"{path}.txt"
        )

    def close(self):
        self.app.state.close()


def small_case(path: Path) -> Path:
    case_of(path, **TEXTS).close()
    return path
