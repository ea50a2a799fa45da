"""A meeting through the sidecar's engine, on a clock that only its decodes move.

    PYTHONPATH=python-stt/src python virtual_time.py --model DIRECTORY --language {auto,CODE} --kept FILE \
        --out FILE TAB MIC [switches of the sidecar]

Each frame comes when its last sample would have been spoken, and each decode takes as long as it took the
CPU when it was first made; that is kept. So two policies differ by nothing but what they decide, on a machine
that does other things as well, and a second run makes only the decodes that no run before it made. Waiting,
starting and the wire take no time, and there is no other load: a real machine is slower. Writes
`{"arrivals", "cpuSeconds", "decodesMade"}`.
"""

import argparse
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper.audio import decode_audio
from kept_calls import KeptCalls, Samples

from earshot_stt.captions.benchmark_switches import EngineSwitches, add_switches, switches_of
from earshot_stt.decoding import whisper_decoder
from earshot_stt.decoding.faster_whisper_transcriber import FasterWhisperTranscriber, open_transcriber
from earshot_stt.decoding.session_model import SessionModel
from earshot_stt.engine.engine import Engine
from earshot_stt.engine.inbox import Inbox, Item
from earshot_stt.engine.session_service import SessionService
from earshot_stt.models.earshot_json import limits_of
from earshot_stt.speech.vad import SileroFactory
from earshot_stt.voices.embedder import CampPlusEmbedder
from earshot_stt.voices.embedding_thread import EmbeddingThread
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, SOURCES
from earshot_stt.wire.events import FinalText, PartialText, SpeechEnd
from earshot_stt.wire.fields import PerSource
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.requests import (
    AudioFrame,
    Settings,
    StartSession,
    StartSessionParams,
    StopSession,
    StopSessionParams,
)

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE


class Clock:
    """Seconds; `spent` of them by decodes."""

    def __init__(self) -> None:
        # The engine takes 0 for "never".
        self.now = self.start = 1.0
        self.spent = 0.0

    def __call__(self) -> float:
        return self.now

    def spend(self, seconds: float) -> None:
        self.now += seconds
        self.spent += seconds


class MeetingEnded(Exception):
    """Everything was fed, and nothing is left to do."""


class Feed(Inbox):
    """Gives out each item from its time on; waiting moves the clock."""

    def __init__(self, clock: Clock, items: Sequence[tuple[float, Item]]) -> None:
        super().__init__()
        self._clock = clock
        self._due = list(reversed(items))

    def wait(self, seconds: float | None) -> bool:
        if not self._due:
            raise MeetingEnded
        until = self._due[-1][0]
        if seconds is not None:
            until = min(until, self._clock.now + seconds)
        self._clock.now = max(self._clock.now, until)
        return True

    def take(self) -> Item | None:
        is_due = self._due and self._due[-1][0] <= self._clock.now
        return self._due.pop()[1] if is_due else None


class LoadedModel:
    """Stands in for `ActiveModel`: one that is there from the start and stays."""

    failure = None

    def __init__(self, transcriber: FasterWhisperTranscriber) -> None:
        self._transcriber = transcriber
        self.session_model: SessionModel | None = None

    def start_with(self, settings: Settings) -> None:
        self.session_model = SessionModel(self._transcriber, settings)

    def unload_if_idle(self, now: float, *, is_busy: bool) -> None:
        pass


class NoCorrector:
    is_ready = False

    def unload_if_idle(self, now: float) -> None:
        pass


class Arrivals:
    """Stands in for the outbox: takes captions down with their time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, dict[str, Any]] = {}
        self.all: list[dict[str, Any]] = []

    def respond(self, identity: str, result: object) -> None:
        pass

    def error(self, code: str, message: str, **about: object) -> None:
        raise RuntimeError(f"{code}: {message}")

    def events(self, *events: object) -> None:
        for event in events:
            match event:
                case PartialText(data=data):
                    partial_text = {"text": data.stable + data.tail, "stableText": data.stable}
                    self._open[data.source] = self._take(data, partial_text, is_final=False)
                case FinalText(data=data):
                    self._open.pop(data.source, None)
                    self._take(data, {"text": data.text}, is_final=True)
                case SpeechEnd(data=data) if data.source in self._open:
                    # Without a final, its partials are taken back.
                    empty = {"text": "", "stableText": "", "isFinal": True, "atMs": self._now_ms}
                    self.all.append({**self._open.pop(data.source), **empty})
                case _:
                    pass

    @property
    def _now_ms(self) -> float:
        return (self._clock.now - self._clock.start) * 1000

    def _take(self, data: Any, text: dict[str, str], *, is_final: bool) -> dict[str, Any]:  # noqa: ANN401
        place = {"source": data.source, "caption": str(data.utterance), "isFinal": is_final}
        times = {
            "atMs": self._now_ms,
            "startMs": data.start_sample * 1000 / SAMPLE_RATE,
            "endMs": data.end_sample * 1000 / SAMPLE_RATE,
        }
        language = {} if data.language is None else {"language": data.language}
        self.all.append({**place, **times, **text, **language})
        return self.all[-1]


def _items(tracks: dict[str, Samples], language: str, start: float) -> list[tuple[float, Item]]:
    settings = Settings("bench-model", language, "transcribe", "cpu", ())
    params = StartSessionParams(_SESSION, "2026-01-01T00:00:00Z", settings)
    frames = [
        (
            start + (index + 1) * _FRAME_SECONDS,
            AudioFrame(_SESSION, source, index, index * FRAME_SAMPLES, samples),
        )
        for source in SOURCES
        for index, samples in enumerate(tracks[source].reshape(-1, FRAME_SAMPLES))
    ]
    frames.sort(key=lambda item: item[0])
    sent = PerSource(*(len(tracks[source]) // FRAME_SAMPLES for source in SOURCES))
    stop = StopSession(id=_SESSION, type="request", params=StopSessionParams(_SESSION, sent))
    begin = StartSession(id=_SESSION, type="request", params=params)
    return [(start, begin), *frames, (frames[-1][0], stop)]


def _frames_of(sound: Path) -> Samples:
    samples = (decode_audio(str(sound), SAMPLE_RATE) * 32768).clip(-32768, 32767).astype(np.int16)
    return np.pad(samples, (0, -len(samples) % FRAME_SAMPLES))


def replay(
    model: Path, language: str, kept: Path, sounds: Sequence[Path], switches: EngineSwitches
) -> dict[str, Any]:
    """What the engine says of the sounds of tab and microphone, and when."""
    clock = Clock()
    arrivals = Arrivals(clock)
    calls: list[KeptCalls] = []

    def keep(whisper: Any, limits: Any) -> KeptCalls:  # noqa: ANN401 - handed on
        calls.append(KeptCalls(plain_calls(whisper, limits), kept, weights, clock.spend))
        return calls[-1]

    weights = f"{model.resolve()} {(model / 'model.bin').stat().st_size}"
    plain_calls = whisper_decoder.WhisperCalls
    whisper_decoder.WhisperCalls = keep
    transcriber = open_transcriber(model, "cpu", limits_of(model), window=switches.window, threads=1)
    tracks = dict(zip(SOURCES, map(_frames_of, sounds), strict=True))
    # Warming up is no part of the meeting.
    clock.__init__()
    # No voice is told apart here: of what is measured it takes no part.
    embeddings = EmbeddingThread(CampPlusEmbedder, lambda _: None)
    sessions = SessionService(
        arrivals,
        HealthState(None),
        LoadedModel(transcriber),
        NoCorrector(),
        SileroFactory(),
        embeddings,
        switches,
    )
    engine = Engine(Feed(clock, _items(tracks, language, clock.start)), sessions, clock, switches)
    with suppress(MeetingEnded):
        engine.work()
    return {
        "arrivals": arrivals.all,
        "cpuSeconds": clock.spent,
        "decodesMade": sum(each.made for each in calls),
    }


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("sounds", type=Path, nargs=2)
    add_switches(parser)
    given = parser.parse_args()
    found = replay(given.model, given.language, given.kept, given.sounds, switches_of(given))
    given.out.write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
