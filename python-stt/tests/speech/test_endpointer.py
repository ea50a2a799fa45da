"""Where speech begins and ends, on a track whose detector says what the audio spells (STT-2, IPC-6)."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.speech.endpointer import NonSpeechPassed, SpeechBegan, SpeechEnded, SpeechEvent, SpeechPaused
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from earshot_stt.speech.line_end import PauseHint
from earshot_stt.speech.speech_track import SpeechTrack
from earshot_stt.speech.vad import WINDOW_SAMPLES as WINDOW
from earshot_stt.wire.audio import Samples

_LIMITS = EngineLimits(soft=160 * WINDOW, hard=240 * WINDOW, cut_search=20 * WINDOW)
_VERDICTS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.3, 0.4, 0.9]), st.integers(1, 60)).map(lambda run: [run[0]] * run[1]),
    max_size=30,
).map(lambda runs: [probability for run in runs for probability in run])
_HINTS: tuple[PauseHint, ...] = ("unknown", "finished", "unfinished")


class _SpeltDetector:
    """Each window begins with its own verdict, in thousandths."""

    def probabilities(self, samples: Samples) -> list[float]:
        return [float(window[0]) / 1000 for window in samples.reshape(-1, WINDOW)]


class _MoodyDetector(_SpeltDetector):
    """Takes every seventh window for silence: what it says depends on where it began, as with Silero."""

    def __init__(self) -> None:
        self._detected = 0

    def probabilities(self, samples: Samples) -> list[float]:
        spelt = super().probabilities(samples)
        first, self._detected = self._detected, self._detected + len(spelt)
        return [0.0 if index % 7 == 6 else p for index, p in enumerate(spelt, first)]


def _audio(probabilities: list[float], energies: list[float] | None = None) -> Samples:
    """int16[n · 512] that spells the verdicts, as loud as given."""
    windows = np.zeros((len(probabilities), WINDOW), np.int16)
    windows[:, 1:] = np.reshape(energies or [1.0] * len(probabilities), (-1, 1)).astype(np.int16) * 1000
    windows[:, 0] = [round(1000 * probability) for probability in probabilities]
    # A voice is louder than what is around it.
    windows[:, 1] = [-round(4000 * probability) for probability in probabilities]
    return windows.reshape(-1)


def _hint_at(position: int, hints: bool) -> PauseHint:
    """A hint that depends on the place alone, as the words before it do."""
    return _HINTS[position // WINDOW % 3] if hints else "unknown"


def _events(
    audio: Samples,
    start: int = 0,
    settled: int = 0,
    chunk: int = WINDOW,
    *,
    hints: bool = False,
    detector: type[_SpeltDetector] = _SpeltDetector,
) -> list[SpeechEvent]:
    track = SpeechTrack(detector, start, settled)
    events: list[SpeechEvent] = []
    for at in range(0, len(audio), chunk):
        new = track.append(audio[at : at + chunk], _LIMITS)
        while track.is_paused:
            pause = new[-1]
            assert isinstance(pause, SpeechPaused)
            new += track.go_on(_hint_at(pause.voiced_until, hints), _LIMITS)
        events += new
        track.forget()
    return events + track.finish()


def _without_pauses(events: list[SpeechEvent]) -> list[SpeechEvent]:
    return [event for event in events if not isinstance(event, SpeechPaused)]


def test_speech_begins_before_its_first_loud_window_and_ends_after_its_last() -> None:
    """STT-2: 480 ms before, 200 ms after, so that no first and no last audio is lost."""
    events = _events(_audio([0.0] * 20 + [0.9] * 10 + [0.0] * 30))

    start, end, voiced_until = 20 * WINDOW - 7680, 30 * WINDOW + 3200, 30 * WINDOW
    assert events == [
        NonSpeechPassed(0, start),
        SpeechBegan(start, voiced_from=20 * WINDOW),
        SpeechPaused(end, voiced_until),
        SpeechEnded(end, voiced_until),
        NonSpeechPassed(end, 60 * WINDOW),
    ]


def test_one_loud_window_is_no_speech() -> None:
    """STT-2, IPC-6: a click."""
    assert _events(_audio([0.0] * 20 + [0.9] + [0.0] * 20)) == [NonSpeechPassed(0, 41 * WINDOW)]


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    """STT-2: the two utterances share the border, so nothing is lost and nothing recognised twice."""
    energies = [5.0] * 300
    # A stop consonant is as quiet, but shorter.
    energies[225] = energies[226] = 0.0
    energies[229:233] = [0.0] * 4

    events = _without_pauses(_events(_audio([0.9] * 300, energies)))

    cut = 231 * WINDOW
    assert events[:3] == [SpeechBegan(0, 0), SpeechEnded(cut, cut), SpeechBegan(cut, cut)]


@pytest.mark.parametrize(
    ("spoken", "hint", "wanted"),
    [
        # Short: what follows belongs to it as often as not.
        (1_440, "finished", 1_100),
        (1_920, "finished", 600),
        (2_496, "finished", 429),
        (3_200, "finished", 256),
        (3_200, "unknown", 700),
        (3_200, "unfinished", 1_300),
    ],
)
def test_what_was_said_decides_how_long_a_pause_may_be(spoken: int, hint: PauseHint, wanted: int) -> None:
    """STT-2, STT-7: after a sentence the shorter, the more was said."""
    voiced = spoken // 32
    track = SpeechTrack(_SpeltDetector, 0, 0)
    track.append(_audio([0.9] * voiced + [0.0] * 8), WHISPER_LIMITS)
    assert track.is_paused
    events = track.go_on(hint, WHISPER_LIMITS)
    while not events:
        events = track.append(_audio([0.0]), WHISPER_LIMITS)

    assert events[0] == SpeechEnded(voiced * WINDOW + 3_200, voiced * WINDOW)
    assert wanted <= (track.end - voiced * WINDOW) / 16 < wanted + 32


def test_a_long_enough_sentence_ends_at_its_pause_anything_goes_on_then() -> None:
    """STT-7: the next speaker is 0.3 s after, and heard before the words before the pause are known."""
    track = SpeechTrack(_SpeltDetector, 0, 0)
    events = track.append(_audio([0.9] * 100 + [0.0] * 9 + [0.9] * 40), WHISPER_LIMITS)
    assert events[1:] == [SpeechPaused(100 * WINDOW + 3_200, 100 * WINDOW)]

    end = 100 * WINDOW + 3_200
    assert track.go_on("finished", WHISPER_LIMITS) == [
        SpeechEnded(end, 100 * WINDOW),
        SpeechBegan(end, 109 * WINDOW),
    ]


def test_a_voice_is_recognised_after_steady_silence_that_costs_no_detector() -> None:
    """STT-2: a third of the windows of a silence are judged, and every one from the first louder one on."""
    judged: list[int] = []

    class CountingDetector(_SpeltDetector):
        def probabilities(self, samples: Samples) -> list[float]:
            judged.append(len(samples) // WINDOW)
            return super().probabilities(samples)

    silence, voice = _audio([0.0] * 1_000), _audio([0.9] * 20 + [0.0] * 40)
    _events(silence, detector=CountingDetector)
    assert sum(judged) <= 350
    events = _events(np.concatenate([silence, voice]), detector=CountingDetector)
    assert SpeechBegan(1_000 * WINDOW - 7_680, 1_000 * WINDOW) in events


@pytest.mark.parametrize(("event_at", "voice_at"), [(5, 100), (120, 200)])
def test_a_voice_is_recognised_after_a_noise_as_loud_as_itself(event_at: int, voice_at: int) -> None:
    """STT-2: a cough or a door in a silence hides no sentence behind it, wherever the silence is reported."""
    energies = [9.0 if event_at <= index < event_at + 30 else 0.0 for index in range(voice_at + 60)]
    probabilities = [0.0] * voice_at + [0.9] * 20 + [0.0] * 40

    assert SpeechBegan(voice_at * WINDOW - 7_680, voice_at * WINDOW) in _events(
        _audio(probabilities, energies)
    )


def test_a_voice_is_recognised_within_loud_steady_noise_of_its_own_loudness() -> None:
    """STT-2: what is steady and loud is judged like everything else."""
    probabilities = [0.0] * 100 + [0.9] * 20 + [0.0] * 40

    events = _events(_audio(probabilities, [30.0] * 160))
    assert SpeechBegan(100 * WINDOW - 7_680, 100 * WINDOW) in events


def test_the_words_of_speech_without_a_pause_are_wanted_before_it_becomes_too_long() -> None:
    """STT-7: at 8/12 of the soft limit and every 3/12, so that a monologue can be cut after a sentence."""
    events = _events(_audio([0.9] * 230))

    wanted = [event.end // WINDOW for event in events if isinstance(event, SpeechPaused)]
    assert wanted == [107, 147, 187, 227]


@given(_VERDICTS, st.integers(0, 10**9), st.integers(0, 100_000))
def test_spans_tile_the_source_whatever_is_recognised(
    probabilities: list[float], start: int, settled: int
) -> None:
    """IPC-6, IPC-7, IPC-10: each sample is in one span, settled ones in none, none is over the limit."""
    audio = np.concatenate([_audio(probabilities), np.zeros(100, np.int16)])
    end = start + len(audio)
    position, opened = start + settled, None
    for event in _events(audio, start, position):
        match event:
            case NonSpeechPassed(start=begin, end=stop):
                assert opened is None
                assert begin == position < stop
                position = stop
            case SpeechBegan(start=begin, voiced_from=voiced_from):
                assert opened is None
                assert position == begin <= voiced_from
                opened = begin
            case SpeechPaused(end=stop, voiced_until=voiced_until):
                assert opened is not None
                assert opened < voiced_until <= stop
            case SpeechEnded(end=stop):
                assert opened is not None
                assert 0 < stop - opened <= _LIMITS.hard
                position, opened = stop, None
    assert opened is None
    assert position == max(end, start + settled)


@given(
    _VERDICTS,
    st.sampled_from([WINDOW // 3, WINDOW, 1600, 7 * WINDOW + 1, 16_000, 97 * WINDOW]),
    st.integers(1, 50),
)
def test_spans_do_not_depend_on_how_the_audio_comes(
    probabilities: list[float], chunk: int, loud_every: int
) -> None:
    """IPC-10: live, out of steady silence a second at a time, or from the journal, the same words."""
    energies = [9.0 if index % loud_every == 0 else 1.0 for index in range(len(probabilities))]
    audio = _audio(probabilities, energies)

    in_chunks = _events(audio, chunk=chunk, hints=True, detector=_MoodyDetector)
    assert in_chunks == _events(audio, hints=True, detector=_MoodyDetector)


@given(_VERDICTS, st.integers(60, 1_000))
def test_going_on_after_any_settled_span_tells_the_rest_alike(
    probabilities: list[float], context: int
) -> None:
    """IPC-10: by construction, whatever was recognised, as long as the warm-up is there."""
    audio = _audio(probabilities)
    whole = _events(audio, hints=True, detector=_MoodyDetector)
    for at, event in enumerate(whole):
        if isinstance(event, NonSpeechPassed | SpeechEnded):
            begin = max(0, event.end // WINDOW - context) * WINDOW
            rest = _events(audio[begin:], begin, event.end, hints=True, detector=_MoodyDetector)
            assert rest == whole[at + 1 :]


@given(_VERDICTS)
def test_a_cut_tiles_like_an_end(probabilities: list[float]) -> None:
    """IPC-6: a sentence's end in the middle of an utterance."""
    track = SpeechTrack(_SpeltDetector, 0, 0)
    events = track.append(_audio([0.9] * 30), _LIMITS)
    events += track.cut(20 * WINDOW + 7, _LIMITS)
    events += track.append(_audio(probabilities), _LIMITS)
    while track.is_paused:
        events += track.go_on("unknown", _LIMITS)
    events = _without_pauses(events + track.finish())

    ends = [event.end for event in events if isinstance(event, NonSpeechPassed | SpeechEnded)]
    assert ends[0] == 20 * WINDOW + 7
    assert all(one < other for one, other in pairwise(ends))
    assert ends[-1] == (30 + len(probabilities)) * WINDOW
