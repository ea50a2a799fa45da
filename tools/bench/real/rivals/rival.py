"""What every rival's program has in common: the lines that the benchmark speaks with it, and its own server.

Each runs in an environment of its own that has the rival, with one web socket for each source, as its users
open them. Lines in: `{"source", "pcm"}` (base64 of int16 at 16 kHz), at last `{"end": true}`. Lines out:
`{"ready": true}`; `{"source", "caption", "text", "isFinal", "startMs", "endMs", "stableText"}` for each
change; `{"consumed": {"tab", "mic"}}` in frames; `{"done": true}`.
"""

import argparse
import asyncio
import base64
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

SOURCES = ("tab", "mic")
_START_SECONDS = 300


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def given() -> tuple[Path, str]:
    """The model's directory and the language that the benchmark asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--language", required=True)
    words = parser.parse_args()
    return words.model, words.language


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@asynccontextmanager
async def served(*words: str, env: dict[str, str] | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
    """The rival's server, by this Python's `words`, until the block ends."""
    quiet = asyncio.subprocess.DEVNULL
    environment = os.environ | (env or {})
    server = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=quiet, stderr=quiet, env=environment
    )
    try:
        yield server
    finally:
        if server.returncode is None:
            server.kill()
        await server.wait()


async def opened(url: str, server: asyncio.subprocess.Process) -> ClientConnection:
    """A connection, as soon as the server accepts one."""
    for _ in range(_START_SECONDS):
        if server.returncode is not None:
            raise SystemExit(f"the server ended with exit code {server.returncode}")
        try:
            return await connect(url, max_size=None)
        except OSError:
            await asyncio.sleep(1)
    raise SystemExit("the server did not start")


async def feed(connections: dict[str, ClientConnection]) -> None:
    """All that comes in until its end, as int16; the server takes everything at once and queues it itself."""
    consumed = dict.fromkeys(SOURCES, 0)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        message = json.loads(line)
        if message.get("end"):
            break
        await connections[message["source"]].send(base64.b64decode(message["pcm"]))
        consumed[message["source"]] += 1
        say({"consumed": consumed})


class Captions:
    """The captions of one source as its reader sees them; each change is said once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._told: dict[str, dict[str, Any]] = {}

    def show(
        self,
        caption: str,
        text: str,
        start_ms: int,
        end_ms: int,
        *,
        is_final: bool,
        stable: str | None = None,
    ) -> None:
        told = self._told.get(caption)
        if (told["text"], told["isFinal"]) == (text, is_final) if told else not text:
            return
        line = {
            "source": self._source,
            "caption": caption,
            "text": text,
            "isFinal": is_final,
            "startMs": start_ms,
            "endMs": max(start_ms, end_ms),
        }
        self._told[caption] = line if stable is None else {**line, "stableText": stable}
        say(self._told[caption])

    def end(self) -> None:
        """Everything that stands there stays."""
        for line in self._told.values():
            if line["text"] and not line["isFinal"]:
                say({**line, "isFinal": True})
