"""WhisperLive's own server with its faster-whisper backend; `rival.py` says what goes in and out.

    python whisperlive_engine.py --model DIRECTORY --language CODE

Its package holds the server but not the program that starts it: that one's choices are made here (one model
for all clients, one thread), and those of its own client.
"""

import asyncio
import json
from pathlib import Path
from time import monotonic
from typing import Any

from rival import SOURCES, Captions, feed, free_port, given, opened, say, served
from websockets.asyncio.client import ClientConnection

_SERVER = """
import sys
from whisper_live.server import TranscriptionServer
TranscriptionServer().run("127.0.0.1", port=int(sys.argv[1]), backend="faster_whisper",
    faster_whisper_custom_model_path=sys.argv[2], single_model=True, max_connection_time=3600)
"""
_QUIET_SECONDS = 15
"""Its client gives up waiting for more so long after the last change."""


class Listener:
    """The captions of one source: a message holds the last completed segments, and the one that goes on."""

    def __init__(self, source: str, connection: ClientConnection) -> None:
        self._source = source
        self._connection = connection
        self._captions = Captions(source)
        self._completed: set[tuple[str, str, str]] = set()
        self._changed_at = monotonic()
        self._newest = ""

    async def greet(self, language: str) -> None:
        """Says what its client says, and waits for the model."""
        options = {
            "uid": self._source,
            "language": None if language == "auto" else language,
            "task": "transcribe",
            "model": "small",  # the server's own is taken instead
            "use_vad": True,
            "send_last_n_segments": 10,
            "no_speech_thresh": 0.45,
            "clip_audio": False,
            "same_output_threshold": 10,
            "audio_format": "int16",
        }
        await self._connection.send(json.dumps(options))
        async for message in self._connection:
            if json.loads(message).get("message") == "SERVER_READY":
                return
        raise SystemExit("the server closed the connection")

    async def listen(self) -> None:
        async for message in self._connection:
            self._take(json.loads(message).get("segments") or [])

    async def rest(self) -> None:
        """Waits until nothing changes any more; everything that stands there stays."""
        self._changed_at = monotonic()
        while (left := self._changed_at + _QUIET_SECONDS - monotonic()) > 0:
            await asyncio.sleep(left)
        self._captions.end()

    def _take(self, segments: list[dict[str, Any]]) -> None:
        for segment in segments:
            place = segment["start"], segment["end"], segment["text"]
            if not segment["completed"] or place in self._completed:
                continue
            self._show(segment, is_final=True)
            self._completed.add(place)
        last = segments[-1] if segments else None
        if last is None or last["completed"]:
            self._captions.show(str(len(self._completed)), "", 0, 0, is_final=False)
        else:
            self._show(last, is_final=False)
        if last is not None and last["text"] != self._newest:
            self._newest = last["text"]
            self._changed_at = monotonic()

    def _show(self, segment: dict[str, Any], *, is_final: bool) -> None:
        start, end = (round(float(segment[each]) * 1000) for each in ("start", "end"))
        caption = str(len(self._completed))
        self._captions.show(caption, segment["text"].strip(), start, end, is_final=is_final)


async def main(model: Path, language: str) -> None:
    """Feeds what comes in until its end."""
    port = free_port()
    async with served("-c", _SERVER, str(port), str(model), env={"OMP_NUM_THREADS": "1"}) as server:
        connections = {source: await opened(f"ws://127.0.0.1:{port}", server) for source in SOURCES}
        listeners = [Listener(source, connection) for source, connection in connections.items()]
        # One after the other, for the first one loads the model.
        for listener in listeners:
            await listener.greet(language)
        listening = [asyncio.create_task(listener.listen()) for listener in listeners]
        say({"ready": True})
        await feed(connections)
        await asyncio.gather(*(listener.rest() for listener in listeners))
        say({"done": True})
        for task in listening:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(main(*given()))
