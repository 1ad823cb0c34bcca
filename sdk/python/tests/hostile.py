"""A server that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Dict, List, Optional, Type

JSON = "application/json"


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Dict[str, str]
    body: str


@dataclass(frozen=True)
class Reply:
    """``cut``: the connection ends after so many bytes of the body. ``drop``: it ends without a word."""

    status: int = 200
    body: str = "{}"
    headers: Optional[Dict[str, str]] = None
    kind: Optional[str] = JSON
    cut: Optional[int] = None
    drop: bool = False


def reply(body: Any = None, status: int = 200, **headers: str) -> Reply:
    return Reply(status, json.dumps({} if body is None else body), {name.replace("_", "-"): value for name, value in headers.items()})


Script = Callable[[int, Asked], Reply]


class Hostile:
    def __init__(self, script: Script) -> None:
        self.asked: List[Asked] = []
        self.connections = 0
        outer, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                with lock:
                    outer.connections += 1

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                asked = Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                with lock:
                    outer.asked.append(asked)
                    number = len(outer.asked)
                self.send(script(number, asked))

            def send(self, told: Reply) -> None:
                if told.drop:
                    self.close_connection = True
                    return
                self.send_response_only(told.status)
                for name, value in (told.headers or {}).items():
                    self.send_header(name, value)
                if told.kind is not None:
                    self.send_header("content-type", told.kind)
                data = told.body.encode()
                if told.status not in (204, 304):
                    self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[: told.cut] if told.cut is not None else data)
                if told.cut is not None:
                    self.close_connection = True

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Hostile":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
