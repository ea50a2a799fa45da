"""WhisperLiveKit's own server, behind the lines that the benchmark speaks with any rival.

    python whisperlivekit_engine.py --model DIRECTORY --policy {localagreement,simulstreaming} --language CODE

Runs in an environment of its own that has WhisperLiveKit; one web socket for each source, as its users'
browsers open. Lines in: `{"source", "pcm"}` (base64 of int16 at 16 kHz), at last `{"end": true}`. Lines out:
`{"ready": true}`; `{"source", "caption", "text", "isFinal", "startMs", "endMs", "stableText"}` for each
change; `{"consumed": {"tab", "mic"}}` in frames; `{"done": true}`.
"""

import argparse
import asyncio
import base64
import json
import socket
import sys
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

SOURCES = ("tab", "mic")
_START_SECONDS = 300


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def milliseconds(clock: str) -> int:
    """Of `H:MM:SS.cc`."""
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


class Shown:
    """The captions of one source: every message of the server holds all of them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._told: dict[str, tuple[str, bool]] = {}
        self._last: dict[str, dict[str, Any]] = {}

    def take(self, message: dict[str, Any]) -> None:
        """Says what has changed; the server's buffer is the unstable end of its last line."""
        lines = [line for line in message.get("lines", ()) if line.get("text")]
        buffer = message.get("buffer_transcription", "")
        for index, line in enumerate(lines):
            is_last = index == len(lines) - 1
            stable = line["text"].strip()
            text = f"{stable} {buffer.strip()}".strip() if is_last else stable
            start, end = milliseconds(line["start"]), milliseconds(line["end"])
            self._say(str(index), text, stable, start, end, is_final=not is_last)
        if not lines and buffer.strip():
            self._say("0", buffer.strip(), "", 0, 0, is_final=False)

    def end(self) -> None:
        """Everything that stands there stays."""
        for caption, (_, is_final) in list(self._told.items()):
            if not is_final:
                say({**self._last[caption], "isFinal": True})

    def _say(self, caption: str, text: str, stable: str, start: int, end: int, *, is_final: bool) -> None:
        if self._told.get(caption) == (text, is_final):
            return
        self._told[caption] = text, is_final
        times = {"startMs": start, "endMs": max(start, end)}
        self._last[caption] = {
            "source": self._source,
            "caption": caption,
            "text": text,
            "stableText": stable,
        } | times
        say({**self._last[caption], "isFinal": is_final})


async def listen(connection: ClientConnection, shown: Shown) -> None:
    """Until the server has said everything."""
    async for message in connection:
        parsed: dict[str, Any] = json.loads(message)
        if parsed.get("type") == "ready_to_stop":
            break
        shown.take(parsed)
    shown.end()


async def opened(port: int, language: str, server: asyncio.subprocess.Process) -> ClientConnection:
    """A connection, once the server has loaded its model; it accepts none before."""
    for _ in range(_START_SECONDS):
        if server.returncode is not None:
            raise SystemExit(f"the server ended with exit code {server.returncode}")
        try:
            return await connect(f"ws://127.0.0.1:{port}/asr?language={language}", max_size=None)
        except OSError:
            await asyncio.sleep(1)
    raise SystemExit("the server did not start")


async def main(model: Path, policy: str, language: str) -> None:
    """Feeds what comes in until its end."""
    port = free_port()
    words = ["--host", "127.0.0.1", "--port", str(port), "--backend", "faster-whisper", "--pcm-input"]
    words += ["--backend-policy", policy, "--model_dir", str(model), "--language", language]
    quiet = asyncio.subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "whisperlivekit.basic_server", *words, stdout=quiet, stderr=quiet
    )
    try:
        connections = {source: await opened(port, language, server) for source in SOURCES}
        listeners = [
            asyncio.create_task(listen(connection, Shown(source)))
            for source, connection in connections.items()
        ]
        say({"ready": True})
        await feed(connections)
        await asyncio.gather(*listeners)
        say({"done": True})
    finally:
        server.kill()
        await server.wait()


async def feed(connections: dict[str, ClientConnection]) -> None:
    """The server takes everything at once and queues it itself."""
    consumed = dict.fromkeys(SOURCES, 0)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        message = json.loads(line)
        if message.get("end"):
            break
        await connections[message["source"]].send(base64.b64decode(message["pcm"]))
        consumed[message["source"]] += 1
        say({"consumed": consumed})
    for connection in connections.values():
        # Its sign for the end of the sound.
        await connection.send(b"")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--policy", required=True)
    parser.add_argument("--language", required=True)
    given = parser.parse_args()
    asyncio.run(main(given.model, given.policy, given.language))
