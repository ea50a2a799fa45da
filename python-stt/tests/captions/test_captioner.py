"""One source through a scripted model: order, languages, failures (IPC-7, STT-1, STT-2, STT-4)."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.captions.captioner import Captioner
from earshot_stt.captions.source_events import SourceEvents
from earshot_stt.captions.source_memory import SourceMemory
from earshot_stt.decoding.session_model import SessionModel
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis, PieceTime
from earshot_stt.echo.repeated_lines import TabLines
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.vad import WINDOW_SAMPLES
from earshot_stt.wire.audio import FRAME_SAMPLES, Samples, milliseconds
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.requests import AudioFrame, Settings, Task

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_LOUD = np.full(FRAME_SAMPLES, 1000, np.int16)
_QUIET = np.zeros(FRAME_SAMPLES, np.int16)


class _LoudnessDetector:
    """Takes loud for speech, so that a test says where speech is."""

    def probabilities(self, samples: Samples) -> list[float]:
        return [float(window.max() > 0) for window in samples.reshape(-1, WINDOW_SAMPLES)]


class _ScriptedTranscriber:
    """Hears what the script says, decode by decode; an error is raised."""

    limits = WHISPER_LIMITS

    def __init__(self, *script: Hypothesis | EarshotError) -> None:
        self._script = iter(script)
        self.asked: list[DecodeOptions] = []

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        return lambda: self.decode(samples, options)

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        self.asked.append(options)
        hypothesis = next(self._script)
        if isinstance(hypothesis, EarshotError):
            raise hypothesis
        return hypothesis

    def close(self) -> None:
        pass


class _Source:
    """A captioner with its model, fed with runs of loud and quiet frames."""

    def __init__(
        self,
        transcriber: _ScriptedTranscriber,
        language: str = "auto",
        task: Task = "transcribe",
        settled: int = 0,
    ) -> None:
        self._outbox = Outbox()
        self._session_model = SessionModel(transcriber, Settings("m", language, task, "auto", ()))
        events = SourceEvents(self._outbox, _SESSION, "tab")
        self.covered: list[int] = []
        self.captioner = Captioner(_LoudnessDetector, events, self.covered.append, settled)
        memory = SourceMemory.after(None, task)
        self.lines = TabLines()
        self.decoder = CaptionDecoder(self.captioner, events, memory, self.lines, EngineSwitches())

    def take(self, *runs: tuple[Samples, int]) -> None:
        for samples, count in runs:
            for _ in range(count):
                seq = self.captioner.next_seq
                self.captioner.receive(AudioFrame(_SESSION, "tab", seq, seq * FRAME_SAMPLES, samples))
        self._take_in()

    def take_in_with_words(self, *runs: tuple[Samples, int]) -> None:
        """Hears frame by frame, as live, and decodes every final and pause."""
        for samples, count in runs:
            for _ in range(count):
                seq = self.captioner.next_seq
                self.captioner.receive(AudioFrame(_SESSION, "tab", seq, seq * FRAME_SAMPLES, samples))
                self.captioner.take_in(self._session_model, 0.0)
                self._decode_what_is_due()

    def _decode_what_is_due(self) -> None:
        while True:
            if self.captioner.final_due_since is not None:
                self.decoder.begin_final()()
            elif self.captioner.pause_due_since is not None:
                self.decoder.begin_pause(0.0)()
            else:
                return
            self.captioner.take_in(self._session_model, 0.0)

    def decode_final(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Decodes the final that is due, and takes in what waited for it."""
        self.decoder.begin_final("final", is_wanted)()
        self._take_in()

    def _take_in(self) -> None:
        """No one asks what was said before a pause: these tests count decodes."""
        self.captioner.take_in(self._session_model, 0.0)
        while self.captioner.pause_due_since is not None:
            self.captioner.go_on("unknown", 0.0)
            self.captioner.take_in(self._session_model, 0.0)

    def sent(self) -> list[tuple[str, dict[str, Any]]]:
        """Every event and error since it was last asked, but for credit."""
        return [sent for sent in self._messages() if sent[0] != "audio_consumed"]

    def credit(self) -> list[int]:
        """Every confirmation since it was last asked."""
        return [data["next_seq"] for event, data in self._messages() if event == "audio_consumed"]

    def _messages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        self._outbox.close()
        while (lines := self._outbox.next_lines()) is not None:
            for line in lines.splitlines():
                message: dict[str, Any] = json.loads(line)
                yield message.get("event", "error"), message.get("data") or message["error"]


def _japanese(text: str) -> Hypothesis:
    return Hypothesis(tuple(text), "ja")


def test_japanese_partials_and_final_cross_the_wire_as_they_are() -> None:
    """STT-4, STT-2."""
    source = _Source(
        _ScriptedTranscriber(_japanese("会議を"), _japanese("会議を始めま"), _japanese("会議を始めます。"))
    )

    source.take((_LOUD, 10))
    source.decoder.decode_partial(1.0)
    source.take((_LOUD, 10))
    source.decoder.decode_partial(2.0)
    source.take((_QUIET, 10))
    source.decode_final()

    captions = [
        (event, data.get("stable"), data.get("tail"), data.get("text")) for event, data in source.sent()
    ]
    assert captions == [
        ("speech_start", None, None, None),
        ("partial_text", "", "会議", None),
        ("partial_text", "会議を", "始め", None),
        ("final_text", None, None, "会議を始めます。"),
        ("speech_end", None, None, None),
    ]


@pytest.mark.parametrize(
    ("voice", "spoken", "is_voice"),
    [(0.99, 5, True), (0.6, 5, False), (0.99, 40, False)],
    ids=["sure", "unsure", "no beginning"],
)
def test_a_beginning_is_decoded_knowing_whether_the_detector_is_sure_of_a_voice(
    voice: float, spoken: int, is_voice: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STT-7: of the first half second a model says that nobody speaks."""

    def probabilities(_: _LoudnessDetector, samples: Samples) -> list[float]:
        return [voice * float(window.max() > 0) for window in samples.reshape(-1, WINDOW_SAMPLES)]

    monkeypatch.setattr(_LoudnessDetector, "probabilities", probabilities)
    transcriber = _ScriptedTranscriber(Hypothesis((" Press",), "en"))
    source = _Source(transcriber)

    source.take((_QUIET, 10), (_LOUD, spoken))
    source.decoder.decode_partial(1.0)

    assert [options.is_voice for options in transcriber.asked] == [is_voice]


def test_a_failed_decode_closes_its_utterance_and_the_next_goes_on() -> None:
    """IPC-7: the error names session and source, and nothing waits for the lost text."""
    failure = EarshotError("transcription_failed", "RuntimeError")
    source = _Source(_ScriptedTranscriber(failure, Hypothesis((" Hello",), "en")))

    source.take((_LOUD, 5), (_QUIET, 20), (_LOUD, 5), (_QUIET, 20))
    source.decode_final()
    source.decode_final()

    sent = source.sent()
    names = [event for event, _ in sent]
    assert names[:3] == ["speech_start", "error", "speech_end"]
    assert names[3:] == ["no_speech", "speech_start", "final_text", "speech_end"]
    assert sent[1][1] == {
        "code": "transcription_failed",
        "message": "RuntimeError",
        "recoverable": True,
        "session": _SESSION,
        "source": "tab",
    }


def test_a_gap_in_the_middle_of_speech_ends_the_utterance_with_what_was_recognised() -> None:
    """IPC-5, IPC-6: no span covers what never came, and what is said after it is another utterance."""
    for gap_samples in (milliseconds(200), 20_000, 16_000 * 3_600):
        source = _Source(_ScriptedTranscriber(*[Hypothesis((" Hello",), "en")] * 2))
        source.take((_LOUD, 8))
        begin = 8 * FRAME_SAMPLES
        end = begin + gap_samples
        source.captioner.receive(AudioFrame(_SESSION, "tab", 8, end, _LOUD))
        source.captioner.receive(AudioFrame(_SESSION, "tab", 9, end + FRAME_SAMPLES, _QUIET))
        source.captioner.finish(lambda: None)
        source.take()
        while source.captioner.final_due_since is not None:
            source.decode_final()

        sent = source.sent()
        spans = [data for event, data in sent if event in ("speech_end", "no_speech")]
        assert [(span["start_sample"], span["end_sample"]) for span in spans] == [
            (0, begin),
            (end, end + 2 * FRAME_SAMPLES),
        ]
        finals = [(data["start_sample"], data["end_sample"]) for event, data in sent if event == "final_text"]
        assert finals[0] == (0, begin - begin % WINDOW_SAMPLES)
        assert finals[1][0] - end < WINDOW_SAMPLES


@pytest.mark.parametrize("hole_samples", [1, FRAME_SAMPLES - 1, FRAME_SAMPLES, milliseconds(199)])
def test_a_hole_of_less_than_200_ms_is_silence_and_cuts_no_word_in_two(
    hole_samples: int,
) -> None:
    """IPC-5: what follows stands at its true time, and the hole is accounted for."""
    source = _Source(_ScriptedTranscriber(Hypothesis((" Hello",), "en")))
    source.take((_LOUD, 8))
    begin = 8 * FRAME_SAMPLES + hole_samples
    source.captioner.receive(AudioFrame(_SESSION, "tab", 8, begin, _LOUD))
    source.captioner.finish(lambda: None)
    source.take()
    source.decode_final()

    sent = source.sent()
    assert [event for event, _ in sent] == ["speech_start", "final_text", "speech_end"]
    assert (sent[2][1]["start_sample"], sent[2][1]["end_sample"]) == (0, begin + FRAME_SAMPLES)
    assert source.captioner.coverage.received == begin + FRAME_SAMPLES


def test_a_frame_that_is_not_due_is_refused_and_the_one_that_is_taken() -> None:
    """IPC-8: the host guarantees the order; a breach is named once, and nothing is skipped."""
    source = _Source(_ScriptedTranscriber())
    source.take((_QUIET, 2))

    for seq in (4, 3, 1, 2, 3):
        source.captioner.receive(AudioFrame(_SESSION, "tab", seq, seq * FRAME_SAMPLES, _QUIET))
    source.take()

    assert source.captioner.next_seq == 4
    assert source.captioner.misses(5)
    errors = [data for event, data in source.sent() if event == "error"]
    assert [(error["code"], error["message"]) for error in errors] == [
        ("internal_error", "frame 4 came too early, 2 is due")
    ]


def test_what_is_not_wanted_any_more_after_its_decode_is_not_reported() -> None:
    """IPC-4: the session was abandoned meanwhile."""
    failure = EarshotError("transcription_failed", "RuntimeError")
    for hypothesis in (Hypothesis((" Hello",), "en"), failure):
        source = _Source(_ScriptedTranscriber(hypothesis, hypothesis))
        source.take((_LOUD, 10))
        source.decoder.decode_partial(1.0, lambda: False)
        source.take((_QUIET, 20))
        source.decode_final(lambda: False)

        assert [event for event, _ in source.sent()] == ["speech_start"]
        assert source.covered == []


@pytest.mark.parametrize(
    "ending",
    [Hypothesis((), "en"), EarshotError("transcription_failed", "RuntimeError")],
    ids=["empty", "error"],
)
def test_what_ends_without_a_final_is_no_line_that_an_echo_may_repeat(
    ending: Hypothesis | EarshotError,
) -> None:
    """WHO-3: its original would not exist."""
    source = _Source(_ScriptedTranscriber(Hypothesis((" Hello",), "en"), ending))

    source.take((_LOUD, 10))
    source.decoder.decode_partial(1.0)
    begun = source.lines.near(0, 10 * FRAME_SAMPLES)
    source.take((_QUIET, 20))
    source.decode_final()

    assert len(begun) == 1
    assert source.lines.near(0, 10 * FRAME_SAMPLES) == []


def test_speech_without_a_word_has_no_final() -> None:
    """STT-2: a cough."""
    source = _Source(_ScriptedTranscriber(Hypothesis((), "en")))

    source.take((_LOUD, 5), (_QUIET, 20))
    source.decode_final()

    assert [event for event, _ in source.sent()] == ["speech_start", "speech_end"]


def test_a_language_is_listened_for_in_every_final_knowing_the_last() -> None:
    """STT-1: a change is followed in the utterance that brings it."""
    transcriber = _ScriptedTranscriber(_japanese("はい"), Hypothesis((" Yes",), "en"), _japanese("はい"))
    source = _Source(transcriber)

    source.take(*[(_LOUD, 5), (_QUIET, 20)] * 3)
    for _ in range(3):
        source.decode_final()

    assert [(options.language, options.choice.current) for options in transcriber.asked] == [
        (None, None),
        (None, "ja"),
        (None, "en"),
    ]
    assert [data["language"] for event, data in source.sent() if event == "final_text"] == ["ja", "en", "ja"]


def test_only_finals_are_given_what_was_said_before() -> None:
    """STT-2: of speech that has just begun a model may say that again."""
    said = [Hypothesis((text,), "en") for text in (" We need time.", " And", " And money.")]
    transcriber = _ScriptedTranscriber(*said)
    source = _Source(transcriber)

    source.take((_LOUD, 10), (_QUIET, 15))
    source.decode_final()
    source.take((_LOUD, 10))
    source.decoder.decode_partial(1.0)
    source.take((_QUIET, 15))
    source.decode_final()

    assert [(options.quality, options.context) for options in transcriber.asked] == [
        ("final", ""),
        ("partial", ""),
        ("final", "We need time."),
    ]


@pytest.mark.parametrize(
    ("spoken", "end_probability", "finals"),
    [(20, 0.9, 2), (20, 0.3, 1), (65, 0.3, 2)],
    ids=["a sure full stop", "a doubtful one", "a doubtful one of a long line"],
)
def test_a_pause_behind_a_full_stop_that_the_model_doubts_is_waited_for(
    spoken: int, end_probability: float, finals: int
) -> None:
    """STT-7: "Okay", whispered, was "The key." until it was decoded with what followed."""
    end = (PieceTime(0, 16_000, 0.9, 0.9, end_probability),)
    source = _Source(_ScriptedTranscriber(*[Hypothesis((" Okay.",), "en", end)] * 6))

    source.take_in_with_words((_QUIET, 10), (_LOUD, spoken), (_QUIET, 9), (_LOUD, 20), (_QUIET, 20))

    assert [event for event, _ in source.sent()].count("final_text") == finals


def test_a_partial_in_another_language_begins_again() -> None:
    """STT-1, STT-2: words that the wrong language gave do not stay in front of the right ones."""
    wrong = Hypothesis((" Kai", " gi", " o"), "en")
    transcriber = _ScriptedTranscriber(wrong, wrong, _japanese("会議を始めま"))
    source = _Source(transcriber)

    for _ in range(3):
        source.take((_LOUD, 8))
        source.decoder.decode_partial(1.0)

    captions = [(data["stable"], data["tail"]) for event, data in source.sent() if event == "partial_text"]
    assert captions == [("", "Kai gi"), ("Kai gi", " o"), ("", "会議を始め")]


def test_another_language_after_a_pause_is_another_utterance() -> None:
    """STT-1: what the model gave for both together is one of them translated, or lost."""
    japanese = _japanese("先方には、")
    both = Hypothesis(tuple("先方には、目的は"), "ja", continuation_language="en")
    english = Hypothesis((" The", " purpose"), "en")
    transcriber = _ScriptedTranscriber(japanese, both, english)
    source = _Source(transcriber)

    source.take_in_with_words((_QUIET, 5), (_LOUD, 20), (_QUIET, 5), (_LOUD, 20), (_QUIET, 20))

    finals = [data for event, data in source.sent() if event == "final_text"]
    assert [(data["language"], data["text"]) for data in finals] == [
        ("ja", "先方には、"),
        ("en", "The purpose"),
    ]
    first, second = finals
    assert first["end_sample"] <= second["start_sample"]
    tails = [options.continuation for options in transcriber.asked]
    assert tails[0] is None
    assert tails[1] is not None
    assert tails[1].before == "ja"


def test_a_long_utterance_that_goes_on_is_final_up_to_its_last_whole_sentence() -> None:
    """STT-7, IPC-6: with one decode, and nothing lost after the cut."""
    words = " We are ready now.|And this|goes|on".replace("|", " ").split(" ")[1:]
    pieces = tuple(f" {word}" for word in words)
    times = tuple(PieceTime(at * 16_000, (at + 1) * 16_000, 0.9, 0.9) for at in range(len(pieces)))
    transcriber = _ScriptedTranscriber(Hypothesis(pieces, "en", times), Hypothesis(pieces[4:], "en"))
    source = _Source(transcriber)

    source.take_in_with_words((_LOUD, 81))
    source.captioner.finish(lambda: None)
    source.take()
    source.decode_final()

    sent = source.sent()
    assert [data["text"] for event, data in sent if event == "final_text"] == [
        "We are ready now.",
        "And this goes on",
    ]
    ends = [data["end_sample"] for event, data in sent if event == "speech_end"]
    assert abs(ends[0] - 4 * 16_000) <= 3_200
    assert ends[1] == 81 * FRAME_SAMPLES
    assert len(transcriber.asked) == 2
    # What goes on after the sentence stays in sight, but for its last word, which may be cut off.
    behind = [data for event, data in sent if event == "partial_text"][-1]
    assert (behind["utterance"], behind["stable"] + behind["tail"]) == (ends[0], "And this goes")
    assert [asked.is_cut_off for asked in transcriber.asked] == [True, False]


def test_a_translation_is_english_whatever_is_spoken() -> None:
    """STT-1."""
    transcriber = _ScriptedTranscriber(Hypothesis((" Yes",), "ja"))
    source = _Source(transcriber, language="ja", task="translate")

    source.take((_LOUD, 5), (_QUIET, 20))
    source.decode_final()

    assert transcriber.asked == [DecodeOptions("final", "ja", "translate", (), wants_times=True)]
    assert [data["language"] for event, data in source.sent() if event == "final_text"] == ["en"]


def test_no_more_is_taken_in_than_finals_can_follow() -> None:
    """IPC-5: beyond half a minute of undecoded speech the host keeps the audio."""
    source = _Source(_ScriptedTranscriber(*[Hypothesis((), "en")] * 8))

    source.take(*[(_LOUD, 100), (_QUIET, 10)] * 6)
    before = source.credit()[-1]
    source.decode_final()

    # Ten frames at a time, the third and then the fourth of the ten-second utterances had ended.
    assert before == 330
    assert source.credit()[-1] == 440


_RUNS = st.lists(
    st.tuples(st.sampled_from(["loud", "quiet", "gap", "jitter"]), st.integers(1, 40)), max_size=12
)


@given(_RUNS, st.integers(0, 30_000))
def test_every_sample_is_accounted_for_at_every_moment(runs: list[tuple[str, int]], settled: int) -> None:
    """IPC-6, IPC-10: received = no speech + final + failed + open, and nothing is open at the end."""
    failure = EarshotError("transcription_failed", "RuntimeError")
    source = _Source(_ScriptedTranscriber(*[Hypothesis((" Hello",), "en"), failure] * 500), settled=settled)
    position = 0
    for kind, count in runs:
        if kind in ("gap", "jitter"):
            position += count * (FRAME_SAMPLES if kind == "gap" else 10)
            continue
        for _ in range(count):
            samples = _LOUD if kind == "loud" else _QUIET
            source.captioner.receive(
                AudioFrame(_SESSION, "tab", source.captioner.next_seq, position, samples)
            )
            position += FRAME_SAMPLES
            assert source.captioner.coverage.uncovered == 0
        source.take()
        assert source.captioner.coverage.uncovered == 0
        source.decode_final()
        assert source.captioner.coverage.uncovered == 0
    source.captioner.finish(lambda: None)
    source.take()
    while source.captioner.final_due_since is not None:
        source.decode_final()

    coverage = source.captioner.coverage
    assert (coverage.uncovered, coverage.open) == (0, 0)
    assert coverage.received == coverage.no_speech + coverage.final + coverage.failed
    spans = [data for event, data in source.sent() if event in ("speech_end", "no_speech")]
    assert coverage.received == sum(span["end_sample"] - span["start_sample"] for span in spans)
