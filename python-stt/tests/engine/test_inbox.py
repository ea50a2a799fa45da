"""What the engine is woken for, and what waits (STT-2)."""

from queue import SimpleQueue
from threading import Thread
from uuid import uuid4

import numpy as np

from earshot_stt.engine.inbox import Inbox
from earshot_stt.speech.noise_floor import NoiseFloor, peak_to_peak
from earshot_stt.wire.audio import FRAME_SAMPLES, Source
from earshot_stt.wire.requests import AbandonSession, AudioFrame, SessionParams

_LONG_SECONDS = 60.0
_ROOM = np.random.default_rng(7).normal(0, 10, (40, FRAME_SAMPLES)).astype(np.int16)


def _frame(seq: int, loudness: int = 1, source: Source = "mic") -> AudioFrame:
    return AudioFrame("session", source, seq, seq * FRAME_SAMPLES, _ROOM[seq % len(_ROOM)] * loudness)


def _expectation() -> int:
    noise_floor = NoiseFloor()
    noise_floor.observe(_ROOM[:, :512])
    return noise_floor.below


def _is_woken_by(inbox: Inbox) -> bool:
    """Whether somebody who waits finds the bell rung."""
    woken: SimpleQueue[bool] = SimpleQueue()
    Thread(target=lambda: woken.put(inbox.wait(0.01)), daemon=True).start()
    return woken.get(timeout=_LONG_SECONDS)


def test_steady_silence_waits_and_what_is_louder_takes_it_along() -> None:
    inbox = Inbox()
    inbox.expect("mic", _expectation())
    quiet = [_frame(seq) for seq in range(3)]
    for frame in quiet:
        inbox.put(frame)
    assert not _is_woken_by(inbox)

    loud = _frame(3, loudness=3)
    inbox.put(loud)

    assert _is_woken_by(inbox)
    assert [inbox.take() for _ in range(5)] == [*quiet, loud, None]


def test_requests_never_wait_and_keep_their_place_after_the_audio() -> None:
    inbox = Inbox()
    inbox.expect("mic", _expectation())
    frame, request = (
        _frame(0),
        AbandonSession(id=str(uuid4()), type="request", params=SessionParams("session")),
    )
    inbox.put(frame)
    inbox.put(request)

    assert _is_woken_by(inbox)
    assert [inbox.take(), inbox.take()] == [frame, request]


def test_a_second_of_both_sources_is_enough_to_be_recognised() -> None:
    """Audio that comes faster than it is spoken is not held up by the wait for news."""
    inbox = Inbox()
    for source in ("tab", "mic"):
        inbox.expect(source, _expectation())
    for seq in range(10):
        assert not _is_woken_by(inbox)
        inbox.put(_frame(seq, source="tab"))
        inbox.put(_frame(seq, source="mic"))
    assert _is_woken_by(inbox)


def test_nothing_is_quiet_that_no_one_knows() -> None:
    """STT-2: another source's silence, and less than a second of it, say nothing."""
    inbox = Inbox()
    inbox.expect("tab", _expectation())
    inbox.put(_frame(0, source="mic"))
    assert _is_woken_by(inbox)

    noise_floor = NoiseFloor()
    noise_floor.observe(_ROOM[:30, :512])
    assert noise_floor.below == 0


def test_a_voice_over_the_quietest_moment_is_news_however_loud_the_rest_was() -> None:
    """STT-2: after a click, what is quieter than the click is not taken for silence."""
    windows = _ROOM[:31, :512].copy()
    windows[3:20] *= 50
    noise_floor = NoiseFloor()
    noise_floor.observe(windows)
    assert peak_to_peak(_ROOM[0]) < noise_floor.below <= 2 * peak_to_peak(_ROOM[0])

    noise_floor.reset()
    assert noise_floor.below == 0


def test_digital_silence_is_quiet_and_the_widest_peak_to_peak_is_counted_right() -> None:
    noise_floor = NoiseFloor()
    noise_floor.observe(np.zeros((31, 512), np.int16))
    assert 0 < noise_floor.below < 50
    assert peak_to_peak(np.array([-32768, 32767], np.int16)) == 65_535
