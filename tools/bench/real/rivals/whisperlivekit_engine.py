"""WhisperLiveKit's own server; `rival.py` says what goes in and out.

    python whisperlivekit_engine.py --model DIRECTORY --language CODE

By its LocalAgreement policy; the other one takes PyTorch's weights only, which no package index has.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

from rival import SOURCES, Captions, feed, free_port, given, opened, say, served
from websockets.asyncio.client import ClientConnection


def milliseconds(clock: str) -> int:
    """Of `H:MM:SS.cc`."""
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def take(message: dict[str, Any], captions: Captions) -> None:
    """Every message holds all lines; the server's buffer is the unstable end of the last one."""
    lines = [line for line in message.get("lines", ()) if line.get("text")]
    buffer = message.get("buffer_transcription", "").strip()
    for index, line in enumerate(lines):
        is_last = index == len(lines) - 1
        stable = line["text"].strip()
        text = f"{stable} {buffer}".strip() if is_last else stable
        start, end = milliseconds(line["start"]), milliseconds(line["end"])
        captions.show(str(index), text, start, end, is_final=not is_last, stable=stable)
    if not lines:
        captions.show("0", buffer, 0, 0, is_final=False, stable="")


async def listen(connection: ClientConnection, captions: Captions) -> None:
    """Until the server has said everything."""
    async for message in connection:
        parsed: dict[str, Any] = json.loads(message)
        if parsed.get("type") == "ready_to_stop":
            break
        take(parsed, captions)
    captions.end()


async def main(model: Path, language: str) -> None:
    """Feeds what comes in until its end."""
    port = free_port()
    words = ["--host", "127.0.0.1", "--port", str(port), "--backend", "faster-whisper", "--pcm-input"]
    words += ["--backend-policy", "localagreement", "--model_dir", str(model), "--language", language]
    async with served("-m", "whisperlivekit.basic_server", *words) as server:
        url = f"ws://127.0.0.1:{port}/asr?language={language}"
        # It accepts none before it has loaded its model.
        connections = {source: await opened(url, server) for source in SOURCES}
        listeners = [
            asyncio.create_task(listen(connection, Captions(source)))
            for source, connection in connections.items()
        ]
        say({"ready": True})
        await feed(connections)
        for connection in connections.values():
            # Its sign for the end of the sound.
            await connection.send(b"")
        await asyncio.gather(*listeners)
        say({"done": True})


if __name__ == "__main__":
    asyncio.run(main(*given()))
