"""The small pure parts, each by its contract."""

from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.captions.utterance import Utterance
from earshot_stt.decoding.language_choice import LanguageChoice
from earshot_stt.decoding.recogniser import Recogniser
from earshot_stt.engine.pacing import Pacing
from earshot_stt.speech.intake import FrameIntake, Gap
from earshot_stt.speech.sample_log import SampleLog
from earshot_stt.speech.speech_track import SpeechTrack
from earshot_stt.speech.vad import SileroFactory
from earshot_stt.wire.audio import FRAME_SAMPLES
from earshot_stt.wire.lines import LineBuffer, Oversized
from earshot_stt.wire.requests import AudioFrame
from earshot_stt.wire.version import is_compatible
from support.recordings import SENTENCES, spoken


@given(
    st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"")), max_size=8), st.integers(1, 9)
)
def test_lines_come_whole_however_the_bytes_are_cut(lines: list[bytes], step: int) -> None:
    """IPC-1."""
    stream = b"".join(line + b"\n" for line in lines)
    buffer = LineBuffer(longest=10)

    got = [line for at in range(0, len(stream), step) for line in buffer.feed(stream[at : at + step])]

    assert got == [Oversized() if len(line) > 10 else line for line in lines]


@pytest.mark.parametrize(
    ("version", "works"),
    [("1.0", True), ("1.1", True), ("1.0.1", True), ("1", True), ("2.0", False), ("one", False), ("", False)],
)
def test_majors_decide(version: str, works: bool) -> None:
    """VER-2."""
    assert is_compatible(version) is works


_EN_JA = ("en", "ja")


@pytest.mark.parametrize(
    ("current", "preferred", "heard", "seconds", "chosen"),
    [
        # Nothing is known: the likeliest, or the user's.
        (None, (), {"en": 0.6, "ja": 0.3}, 0.8, "en"),
        (None, _EN_JA, {"cy": 0.7, "en": 0.2, "ja": 0.05}, 0.8, "en"),
        # A single word that sounds foreign changes nothing.
        ("ja", (), {"en": 0.95, "ja": 0.02}, 1.0, "ja"),
        ("ja", (), {"en": 0.7, "ja": 0.1}, 1.5, "ja"),
        ("en", _EN_JA, {"nn": 0.8, "en": 0.1}, 1.5, "en"),
        # A clear change is followed at once, sooner between the languages that are expected.
        ("ja", (), {"en": 0.95, "ja": 0.02}, 2.0, "en"),
        ("ja", _EN_JA, {"en": 0.95, "ja": 0.02}, 1.5, "en"),
        ("en", _EN_JA, {"ja": 0.7, "en": 0.2}, 3.0, "ja"),
        # Another language than those expected needs more, and may still come.
        ("en", _EN_JA, {"de": 0.8, "en": 0.15}, 6.0, "en"),
        ("en", _EN_JA, {"de": 0.999, "en": 0.0005}, 6.0, "de"),
        # The model does not know the present one.
        ("yue", (), {"zh": 0.9, "en": 0.1}, 0.5, "zh"),
    ],
)
def test_a_language_is_chosen_by_what_is_heard_and_what_was_spoken_before(
    current: str | None, preferred: tuple[str, ...], heard: dict[str, float], seconds: float, chosen: str
) -> None:
    """STT-1."""
    assert LanguageChoice(current, preferred).choose(heard, seconds) == chosen


def test_partials_get_rarer_on_a_slow_machine() -> None:
    """STT-3."""
    pacing = Pacing()
    assert pacing.interval(talking=2) == 0.5

    for _ in range(40):
        pacing.observe(0.2)
    assert pacing.interval(talking=1) == pytest.approx(1.4, abs=0.01)
    assert pacing.interval(talking=2) == pytest.approx(2.8, abs=0.01)
    assert pacing.interval(talking=1, is_rare=True) == pytest.approx(2.8, abs=0.01)
    pacing.observe(60)
    assert pacing.interval(talking=2) == 3.0


def test_frames_that_overlap_add_only_what_is_new() -> None:
    """IPC-8: a number may be new while its samples are not."""
    intake = FrameIntake()
    samples = np.arange(FRAME_SAMPLES, dtype=np.int16)
    for seq, first in ((4, 6400), (5, 7000), (6, 10_000)):
        assert intake.receive(AudioFrame("s", "tab", seq, first, samples)) == "kept"
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


def test_the_streaming_detector_judges_as_if_it_heard_all_at_once() -> None:
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
    """IPC-13: an hour of silence leaves less than four seconds of samples behind."""
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


@pytest.mark.parametrize(("empty", "due_at"), [(0, 12.0), (1, 10.0), (2, 10.0), (3, None)])
def test_a_first_partial_without_words_is_soon_tried_again(empty: int, due_at: float | None) -> None:
    """STT-2."""
    utterance = Utterance(0, 0, cast("Recogniser", None))
    utterance.decoded_at, utterance.decoded_until, utterance.empty_partials = 10.0, 16_000, empty
    voiced_until = 16_000 + (10_240 if empty == 0 else 6_400)

    assert utterance.partial_due_at(voiced_until, interval=2.0) == due_at
    assert utterance.partial_due_at(voiced_until - 1, interval=2.0) is None
