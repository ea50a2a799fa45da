"""What the microphone gives depends on the audio of both sources, not on when it comes (WHO-3, IPC-10)."""

from itertools import pairwise

import numpy as np
import pytest

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.echo.intakes import echo_cancelled_intakes
from earshot_stt.speech.intake import EndOfAudio, FrameIntake, Gap
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples, Source
from earshot_stt.wire.requests import AudioFrame
from support.echo_scenes import echo_scene, frames_of

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_SETTLED: dict[Source, int] = {"tab": 0, "mic": 0}


def _frames(source: Source, samples: Samples, missing: range = range(0)) -> list[AudioFrame]:
    """The frames of `samples`, but for those that were never captured."""
    captured = [(at, frame) for at, frame in enumerate(frames_of(samples)) if at not in missing]
    return [
        AudioFrame(_SESSION, source, seq, at * FRAME_SAMPLES, frame)
        for seq, (at, frame) in enumerate(captured)
    ]


def _taken(intake: FrameIntake, cleaned: dict[int, Samples]) -> None:
    """Notes every sample that can be taken in by its position."""
    while items := intake.take():
        assert not any(isinstance(item, EndOfAudio) for item in items)
        for item in items:
            if not isinstance(item, Gap | EndOfAudio):
                cleaned[intake.taken_end - len(item)] = item


def _through(
    tab: list[AudioFrame], mic: list[AudioFrame], dice: np.random.Generator, most_ahead: int
) -> Samples:
    """What comes out when the tab is up to `most_ahead` frames ahead of the microphone or one behind it."""
    intakes = echo_cancelled_intakes(_SETTLED, EchoCanceller())
    cleaned: dict[int, Samples] = {}
    waiting = {"tab": list(tab), "mic": list(mic)}
    while waiting["tab"] or waiting["mic"]:
        heads = {name: frames[0].first_sample for name, frames in waiting.items() if frames}
        ahead = heads.get("tab", 1 << 40) - heads.get("mic", 1 << 40)
        may_be = [
            name
            for name in heads
            if (name == "mic" and ahead >= -FRAME_SAMPLES)
            or (name == "tab" and ("mic" not in heads or ahead <= most_ahead * FRAME_SAMPLES))
        ]
        frame = waiting[str(dice.choice(may_be))].pop(0)
        for _ in range(int(dice.integers(1, 3))):
            intakes[frame.source].receive(frame)
        if dice.random() < 0.4:
            for intake in intakes.values():
                _taken(intake, cleaned if intake is intakes["mic"] else {})
    intakes["mic"].finish(lambda: None)
    while not isinstance((items := intakes["mic"].take())[0], EndOfAudio):
        for item in items:
            if not isinstance(item, Gap | EndOfAudio):
                cleaned[intakes["mic"].taken_end - len(item)] = item
    positions = sorted(cleaned)
    assert all(start + len(cleaned[start]) <= after for start, after in pairwise(positions))
    return np.concatenate([cleaned[position] for position in positions])


@pytest.mark.parametrize(
    "missing", [(range(0), range(0)), (range(60, 90), range(0)), (range(0), range(70, 95))]
)
def test_words_do_not_depend_on_how_the_frames_come(missing: tuple[range, range]) -> None:
    """WHO-3, IPC-8: any interleaving, frames twice, taken in at any moment, with a gap in either source."""
    scene = echo_scene(3)
    tab, mic = _frames("tab", scene.tab, missing[0]), _frames("mic", scene.mic, missing[1])

    results = [
        _through(tab, mic, np.random.default_rng(seed), ahead) for seed, ahead in enumerate((1, 3, 50))
    ]

    captured = np.concatenate([frame.samples for frame in mic])
    assert len(results[0]) == len(captured)
    assert not np.array_equal(results[0], captured)
    assert all(np.array_equal(result, results[0]) for result in results)


def test_the_microphone_waits_for_a_late_tab_and_not_for_a_missing_one() -> None:
    """WHO-3: for 200 ms of its own audio at most; what comes then is as it was spoken."""
    scene = echo_scene(1)
    tab, mic = _frames("tab", scene.tab), _frames("mic", scene.mic)
    intakes = echo_cancelled_intakes(_SETTLED, EchoCanceller())
    for at in range(100):
        intakes["tab"].receive(tab[at])
        intakes["mic"].receive(mic[at])
    while intakes["mic"].take():
        pass

    held: list[int] = []
    came: list[Samples] = []
    for frame in mic[100:]:
        intakes["mic"].receive(frame)
        while items := intakes["mic"].take():
            came += [item for item in items if isinstance(item, np.ndarray)]
        held.append(intakes["mic"].waiting_samples)

    assert max(held) == 2 * FRAME_SAMPLES
    silent_from = SAMPLE_RATE // FRAME_SAMPLES
    cleaned = np.concatenate(came)
    captured = np.concatenate([frame.samples for frame in mic[100 : 100 + len(cleaned) // FRAME_SAMPLES]])
    assert np.array_equal(cleaned[silent_from * FRAME_SAMPLES :], captured[silent_from * FRAME_SAMPLES :])


def test_a_microphone_alone_waits_for_nothing() -> None:
    """WHO-3: a try-out has no tab."""
    intake = echo_cancelled_intakes(_SETTLED, EchoCanceller())["mic"]
    scene = echo_scene(1)
    for frame in _frames("mic", scene.mic)[:10]:
        intake.receive(frame)
        (samples,) = intake.take()

        assert samples is not None
        assert intake.waiting_samples == 0


def test_frames_that_overlap_leave_no_sample_out() -> None:
    """IPC-8: a number may be new while its samples are not, also where an echo is cancelled."""
    scene = echo_scene(1)
    intakes = echo_cancelled_intakes(_SETTLED, EchoCanceller())
    for seq, samples in enumerate(frames_of(scene.tab)):
        intakes["tab"].receive(AudioFrame(_SESSION, "tab", seq, seq * FRAME_SAMPLES, samples))
    moved = 700
    for seq in range(199):
        first = seq * FRAME_SAMPLES - (moved if seq >= 100 else 0)
        intakes["mic"].receive(AudioFrame(_SESSION, "mic", seq, first, scene.mic[first:][:FRAME_SAMPLES]))

    taken: dict[int, Samples] = {}
    _taken(intakes["mic"], taken)

    assert sum(map(len, taken.values())) == 199 * FRAME_SAMPLES - moved
