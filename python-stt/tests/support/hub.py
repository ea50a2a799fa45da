"""A model hub in miniature: what a download of one repository asks for, and nothing else."""

import hashlib
import json
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from urllib.parse import urlsplit

from support.installed_models import REVISION, SERVED

LARGE_FILE = "model.bin"
"""Kept, as on the real hub, outside of Git; so its checksum is SHA-256."""
_CHUNK_BYTES = 65_536


class Hub:
    """Serves the files of one directory under whatever repository name is asked for.

    `cut_after`: bytes of `model.bin` after which the first connections break, one of each.
    `hold_after`: bytes of `model.bin` after which every connection waits for `release`.
    `refusal`: of every file, with the status 404.
    """

    def __init__(
        self,
        directory: Path,
        *,
        cut_after: tuple[int, ...] = (),
        hold_after: int | None = None,
        claimed_bytes: int | None = None,
        extra_names: tuple[str, ...] = (),
        refusal: bytes | None = None,
    ) -> None:
        self.files = {name: (directory / name).read_bytes() for name in SERVED}
        self.cuts = list(cut_after)
        self.hold_after = hold_after
        self.refusal = refusal
        self.extra_names = extra_names
        self.total_bytes = sum(map(len, self.files.values()))
        self.claimed_bytes = claimed_bytes
        """What is said of the length of `model.bin`."""
        self.served = Counter[str]()
        """Bytes of each file that left so far."""
        self.hosts: set[str] = set()
        """Whom requests were for: itself, or another if it is used as a proxy."""
        self.requests: list[str] = []
        """`NAME` or `NAME bytes=…-`, in the order they came."""
        self.all_requests: list[str] = []
        """Every path asked for."""
        self.revision = REVISION
        self.release = Event()
        self.is_held = Event()
        self.checksums = {name: _checksum(name, content) for name, content in self.files.items()}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def spoil(self, name: str) -> None:
        """From now on another content than promised is sent, of the same length."""
        content = bytearray(self.files[name])
        content[len(content) // 2] ^= 1
        self.files[name] = bytes(content)

    def describe(self) -> bytes:
        """What the hub's API says of the repository."""
        siblings: list[dict[str, object]] = [{"rfilename": name} for name in self.extra_names]
        for name, content in self.files.items():
            size = len(content) if name != LARGE_FILE else self.claimed_bytes or len(content)
            sibling: dict[str, object] = {"rfilename": name, "size": size, "blobId": "0" * 40}
            if name == LARGE_FILE:
                sibling["lfs"] = {"sha256": self.checksums[name], "size": size, "pointerSize": 134}
            else:
                sibling["blobId"] = self.checksums[name]
            siblings.append(sibling)
        return json.dumps({"id": "a/model", "sha": self.revision, "siblings": siblings}).encode()

    def __enter__(self) -> "Hub":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()


def _checksum(name: str, content: bytes) -> str:
    if name == LARGE_FILE:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Names of methods and attributes are the standard library's."""

        def do_GET(self) -> None:
            # A proxy is asked for a whole address.
            path = urlsplit(self.path).path
            hub.hosts.add(self.headers.get("Host", ""))
            name = path.rsplit("/", 1)[-1]
            if "/resolve/" in path and hub.refusal is not None:
                self._send_head(404, hub.refusal)
                self.wfile.write(hub.refusal)
            elif "/resolve/" in path and name in hub.files:
                self._send_file(name)
            elif path.startswith("/api/models/"):
                self._send_head(200, hub.describe())
                self.wfile.write(hub.describe())
            else:
                self._send_head(404, b"")

        def _send_file(self, name: str) -> None:
            wanted = self.headers.get("Range")
            hub.requests.append(name if wanted is None else f"{name} {wanted}")
            content, start = hub.files[name], 0
            if wanted is None:
                self._send_head(200, content)
            else:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                place = f"bytes {start}-{len(content) - 1}/{len(content)}"
                self._send_head(206, content[start:], place)
            cut = hub.cuts.pop(0) if name == LARGE_FILE and hub.cuts else len(content)
            self._send_body(name, content, start, cut)

        def _send_body(self, name: str, content: bytes, start: int, cut: int) -> None:
            at = start
            while at < min(cut, len(content)):
                if name == LARGE_FILE and hub.hold_after is not None and at >= hub.hold_after:
                    hub.is_held.set()
                    hub.release.wait()
                chunk = content[at : min(at + _CHUNK_BYTES, cut)]
                try:
                    self.wfile.write(chunk)
                except ConnectionError:
                    # The client wants no more.
                    return
                hub.served[name] += len(chunk)
                at += len(chunk)
            self.close_connection = True

        def _send_head(self, status: int, content: bytes, place: str | None = None) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if place is not None:
                self.send_header("Content-Range", place)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    return Handler
