"""From frames to samples, and from samples to verdicts (IPC-8, IPC-13, STT-2)."""

import numpy as np
import pytest

from earshot_stt.speech.intake import FrameIntake, Gap
from earshot_stt.speech.sample_log import SampleLog
from earshot_stt.speech.speech_track import SpeechTrack
from earshot_stt.speech.vad import SileroFactory
from earshot_stt.wire.audio import FRAME_SAMPLES
from earshot_stt.wire.requests import AudioFrame
from support.recordings import SENTENCES, spoken


def test_frames_that_overlap_add_only_what_is_new() -> None:
    """IPC-8: a number may be new while its samples are not."""
    intake = FrameIntake()
    samples = np.arange(FRAME_SAMPLES, dtype=np.int16)
    for seq, first in ((4, 6400), (5, 7000), (6, 10_000)):
        assert intake.receive(AudioFrame("s", "tab", seq, first, samples)) == "queued"
    assert intake.receive(AudioFrame("s", "tab", 5, 7000, samples)) == "known"

    taken = [intake.take() for _ in range(4)]

    assert [len(item) for item in (*taken[0], *taken[1]) if isinstance(item, np.ndarray)] == [1600, 600]
    assert taken[2][0] == Gap(8600, 10_000)
    assert taken[3] == []
    assert intake.taken_seq == intake.next_seq == 7


def test_dropped_samples_are_gone_and_the_rest_stays_in_its_place() -> None:
    """IPC-13: a log does not grow with the meeting."""
    log = SampleLog(100)
    log.append(np.arange(50, dtype=np.int16))
    log.drop_before(120)

    assert log.slice(120, 123).tolist() == [20, 21, 22]
    with pytest.raises(ValueError, match="not within"):
        log.slice(119, 121)


def test_the_streaming_detector_judges_as_if_it_recognised_all_at_once() -> None:
    """STT-2: its state is carried from call to call."""
    new_detector = SileroFactory()
    audio, _ = spoken(SENTENCES)
    audio = audio[: len(audio) // 512 * 512]
    stream = new_detector()

    at_once = new_detector().probabilities(audio)
    in_steps = [p for at in range(0, len(audio), 1536) for p in stream.probabilities(audio[at : at + 1536])]

    assert in_steps == pytest.approx(at_once, abs=1e-4)
    assert max(at_once) > 0.9


def test_memory_is_bounded_by_the_speech_that_is_open() -> None:
    """IPC-13: an hour of silence leaves less than four seconds of samples after."""
    from earshot_stt.speech.limits import WHISPER_LIMITS

    class Deaf:
        def probabilities(self, samples: "np.ndarray[tuple[int], np.dtype[np.int16]]") -> list[float]:
            return [0.0] * (len(samples) // 512)

    track = SpeechTrack(Deaf, 0, 0)
    for _ in range(36_000):
        track.append(np.zeros(FRAME_SAMPLES, np.int16), WHISPER_LIMITS)
        track.forget()

    with pytest.raises(ValueError, match="not within"):
        track.samples(track.end - 64_000, track.end)
