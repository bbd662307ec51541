"""The explorer served in a thread, for tests with a real browser."""

from __future__ import annotations

import contextlib
import socket
import threading

import uvicorn

from graph.explore.web.app import application

TOKEN = "for-tests-only"


@contextlib.contextmanager
def served(path):
    """Serve a case on a free port, in a thread; give its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(16)
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    app = application(path, token=TOKEN, hosts={host})
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://{host}"
    server.should_exit = True
    thread.join(timeout=20)
    app.state.close()
    listening.close()
