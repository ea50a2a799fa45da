"""A model hub in miniature: what a download of one repository asks for, and nothing else."""

import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType

_REVISION = "0123456789abcdef0123456789abcdef01234567"
_SERVED = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.json")


class Hub:
    """Serves the files of one directory under whatever repository name is asked for."""

    def __init__(self, directory: Path) -> None:
        self._files = {name: (directory / name).read_bytes() for name in _SERVED}
        self.total_bytes = sum(map(len, self._files.values()))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._files))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Hub":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(files: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    siblings = [{"rfilename": name, "size": len(content)} for name, content in files.items()]
    repository = json.dumps({"id": "a/model", "sha": _REVISION, "siblings": siblings}).encode()
    tree = json.dumps(
        [
            {"type": "file", "path": name, "size": len(content), "oid": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ]
    ).encode()

    class Handler(BaseHTTPRequestHandler):
        """Names of methods and attributes are the standard library's."""

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            content = self._answer()
            self.wfile.write(content)

        def _answer(self) -> bytes:
            path = self.path.partition("?")[0]
            name = path.rsplit("/", 1)[-1]
            is_file = "/resolve/" in path and name in files
            content = files[name] if is_file else tree if "/tree/" in path else repository
            is_known = is_file or path.startswith("/api/models/")
            self.send_response(200 if is_known else 404)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", _REVISION)
            self.end_headers()
            return content

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    return Handler
