"""A session whose process is killed goes on in another one as if nothing had happened (IPC-10)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pytest

from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, SOURCES, Samples, Source
from support.recordings import meeting
from support.sidecar import Message, Sidecar, StartSidecar

_SEED = 20_261_123
_KILLS = 4
_CONTEXT_FRAMES = 100
_SETTLING = ("final_text", "speech_end", "no_speech")
_Sent: TypeAlias = dict[Source, list[Message]]


@dataclass(frozen=True)
class _Recording:
    """Both sources; from frame `pause_at` on, everything comes `pause` samples later."""

    audio: dict[Source, Samples]
    pause_at: int
    pause: int

    @property
    def frames(self) -> int:
        return len(self.audio["tab"]) // FRAME_SAMPLES

    def first_sample(self, seq: int) -> int:
        return seq * FRAME_SAMPLES + (self.pause if seq >= self.pause_at else 0)

    def frame_at(self, sample: int) -> int:
        """The frame that holds `sample`, or begins at it."""
        seqs = range(self.frames)
        return max((seq for seq in seqs if self.first_sample(seq) <= sample), default=0)


def _feed(
    sidecar: Sidecar, recording: _Recording, first: dict[Source, int], is_over: Callable[[], bool]
) -> None:
    """Sends both sources side by side until everything is sent or `is_over`."""
    for seq in range(recording.frames):
        if seq % 10 == 0 and is_over():
            return
        for source in SOURCES:
            if seq >= first[source]:
                sidecar.wait_for_credit(source, seq, first[source])
                samples = recording.audio[source][seq * FRAME_SAMPLES :][:FRAME_SAMPLES]
                sidecar.send_frame(source, seq, samples, recording.first_sample(seq))


def _sent(sidecar: Sidecar) -> _Sent:
    return {source: sidecar.events(source, *_SETTLING) for source in SOURCES}


def _undisturbed(sidecar: Sidecar, recording: _Recording) -> _Sent:
    sidecar.start_session()
    _feed(sidecar, recording, {"tab": 0, "mic": 0}, lambda: False)
    sidecar.stop_session(recording.frames, recording.frames)
    return _sent(sidecar)


def _killed_once(start: StartSidecar, recording: _Recording, settled_events: int) -> _Sent:
    """What two processes report together, of which the first is killed once it has reported that much."""
    first = start()
    first.start_session()

    def has_sent_enough() -> bool:
        return sum(map(len, _sent(first).values())) >= settled_events

    _feed(first, recording, {"tab": 0, "mic": 0}, has_sent_enough)
    first.wait_for(lambda _: has_sent_enough())
    first.kill()
    before = _sent(first)

    settled: dict[Source, int] = {
        source: max((event["end_sample"] for event in before[source]), default=0) for source in SOURCES
    }
    begin: dict[Source, int] = {
        source: max(0, recording.frame_at(settled[source]) - _CONTEXT_FRAMES) for source in SOURCES
    }
    second = start()
    second.continue_session(first.session, settled)
    _feed(second, recording, begin, lambda: False)
    second.stop_session(recording.frames, recording.frames)
    after = _sent(second)
    return {source: before[source] + after[source] for source in SOURCES}


def _finals(sent: _Sent, source: Source, field: str) -> list[Any]:
    return [event[field] for event in sent[source] if event["event"] == "final_text"]


def _runs(sent: _Sent, source: Source) -> list[tuple[int, int]]:
    """The spans that ends of speech and silences cover without a hole or an overlap."""
    runs: list[tuple[int, int]] = []
    for event in sent[source]:
        if event["event"] != "final_text":
            start, end = event["start_sample"], event["end_sample"]
            before = runs.pop() if runs and runs[-1][1] == start else (start, start)
            runs.append((before[0], end))
    return runs


# Frame 180 is in the middle of a sentence of the tab's.
@pytest.mark.parametrize("pause_seconds", [0, 40])
def test_a_killed_process_costs_no_word_and_doubles_none(
    start_sidecar: StartSidecar, pause_seconds: int
) -> None:
    """IPC-10, IPC-6: at settled points anywhere in a meeting, words, times and spans are the same."""
    recording = _Recording(meeting(), pause_at=180, pause=pause_seconds * SAMPLE_RATE)
    whole = _undisturbed(start_sidecar(), recording)
    dice = np.random.default_rng(_SEED + pause_seconds)
    # The last spans are reported only once a source has ended.
    points = dice.integers(1, sum(map(len, whole.values())) - 8, _KILLS).tolist()

    for point in points:
        sent = _killed_once(start_sidecar, recording, point)

        for source in SOURCES:
            where = f"{source}, killed after {point} of the spans, seed {_SEED}"
            assert _finals(sent, source, "text") == _finals(whole, source, "text"), where
            for edge in ("start_sample", "end_sample"):
                assert _finals(sent, source, edge) == _finals(whole, source, edge), where
            assert _runs(sent, source) == _runs(whole, source), where

    end = recording.first_sample(recording.frames - 1) + FRAME_SAMPLES
    pause = (recording.pause_at * FRAME_SAMPLES, recording.first_sample(recording.pause_at))
    spans = [(0, pause[0]), (pause[1], end)] if pause_seconds > 0 else [(0, end)]
    assert [_runs(whole, source) for source in SOURCES] == [spans, spans]
