"""Spans through the demo model (STT-1, STT-2)."""

import math
import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from earshot_stt.decoding.faster_whisper_transcriber import (
    FasterWhisperTranscriber,
    first_that_works,
    open_transcriber,
)
from earshot_stt.decoding.language_choice import NOTHING_KNOWN, LanguageChoice
from earshot_stt.decoding.placement import CPU, Placement
from earshot_stt.decoding.transcriber import Continuation, DecodeOptions, Quality
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.wire.audio import Samples, silence
from support.demo_model import MultilingualWeights, failing_on_cuda, open_demo
from support.recordings import SENTENCES, recording, word_error_rate
from support.sidecar import DEMO_MODEL

_CUDA = Placement("cuda", "float16")
_LOST = RuntimeError("CUDA failed with error unspecified launch failure")


@pytest.fixture(scope="module")
def transcriber() -> FasterWhisperTranscriber:
    return FasterWhisperTranscriber(open_demo, CPU, WHISPER_LIMITS)


def _options(
    quality: Quality = "final",
    language: str | None = None,
    *,
    wants_times: bool = False,
    choice: LanguageChoice = NOTHING_KNOWN,
    context: str = "",
) -> DecodeOptions:
    return DecodeOptions(
        quality, language, "transcribe", (), context=context, wants_times=wants_times, choice=choice
    )


@pytest.mark.parametrize("quality", ["partial", "quick_final", "final"])
def test_every_piece_has_its_time_and_probability(
    transcriber: FasterWhisperTranscriber, quality: Quality
) -> None:
    """STT-2: in order, within the speech, after the silence before it."""
    for name in SENTENCES:
        spoken, text = recording(name)
        samples = np.concatenate([silence(5_120), spoken])

        hypothesis = transcriber.decode(samples, _options(quality, wants_times=True))

        assert word_error_rate(text, hypothesis.text) == 0
        assert [piece.strip() for piece in hypothesis.pieces] == text.split()
        assert len(hypothesis.times) == len(hypothesis.pieces)
        edges = [edge for time in hypothesis.times for edge in (time.start, time.end)]
        assert edges == sorted(edges)
        assert edges[-1] <= len(samples)
        assert edges[-1] > len(samples) / 2
        assert all(0 < time.probability <= 1 for time in hypothesis.times)
        assert -1 < hypothesis.mean_log_probability <= 0
        assert not any((hypothesis.was_redone, hypothesis.was_repeating))


_NOISE = np.random.default_rng(5).normal(0, 9_000, 320_000).clip(-32_768, 32_767).astype(np.int16)
_SQUARE = np.where(np.arange(320_000) % 80 < 40, 32_767, -32_768).astype(np.int16)


@pytest.mark.parametrize(
    "samples",
    [silence(0), silence(1), silence(161), np.full(16_000, -32_768, np.int16), _NOISE, _SQUARE],
    ids=["none", "one", "a frame", "loudest", "noise", "square"],
)
def test_nothing_a_microphone_gives_is_too_strange(
    transcriber: FasterWhisperTranscriber, samples: Samples
) -> None:
    """STT-2: no failure, and no more words than could be said."""
    for quality in ("partial", "final"):
        hypothesis = transcriber.decode(samples, _options(quality, wants_times=True))

        assert len(hypothesis.pieces) <= 10 + len(samples) // 1_600
        assert len(hypothesis.times) in (0, len(hypothesis.pieces))


def test_silence_is_decoded_again_before_it_is_believed(transcriber: FasterWhisperTranscriber) -> None:
    """STT-2: only a final has the time."""
    final = transcriber.decode(silence(16_000), _options())
    partial = transcriber.decode(silence(16_000), _options("partial"))

    assert (final.pieces, final.was_redone) == ((), True)
    assert (partial.pieces, partial.was_redone) == ((), False)
    assert final.no_speech_probability > 0.9


def test_words_that_the_model_itself_takes_for_silence_are_left_out(
    transcriber: FasterWhisperTranscriber,
) -> None:
    """STT-2: of hiss the model makes improbable words, and finds no speech."""
    hiss = np.random.default_rng(5).normal(0, 300, 80_000).astype(np.int16)

    hypothesis = transcriber.decode(hiss, _options("partial"))

    assert hypothesis.pieces == ()
    assert hypothesis.mean_log_probability < math.log(0.35)
    assert hypothesis.no_speech_probability > 0.3


def test_a_context_that_misleads_the_model_costs_no_word(transcriber: FasterWhisperTranscriber) -> None:
    """STT-2: the demo model is at a loss after a long one; a doubtful final goes without."""
    nonsense = "a the of to in " * 40
    samples, text = recording("five-questions")

    misled = transcriber.decode(samples, _options("quick_final", context=nonsense))
    final = transcriber.decode(samples, _options(context=nonsense))

    assert misled.mean_log_probability < -1
    assert word_error_rate(text, misled.text) > 0.5
    assert final.text == text
    assert not final.was_redone


def test_a_repetition_is_decoded_again_without_what_it_repeats(transcriber: FasterWhisperTranscriber) -> None:
    """STT-2: a quick caption keeps one copy."""
    nonsense = "xyz qrs ..." * 30
    samples, text = recording("five-questions")

    quick = transcriber.decode(samples, _options("quick_final", context=nonsense))
    final = transcriber.decode(samples, _options(context=nonsense))

    assert quick.was_repeating
    assert final.was_repeating
    assert final.text == text


def test_the_full_window_is_a_switch() -> None:
    """STT-1: for the benchmark; there is nothing longer to try then."""
    full = FasterWhisperTranscriber(open_demo, CPU, WHISPER_LIMITS, "full")
    samples, text = recording(SENTENCES[0])

    assert full.decode(samples, _options()).text == text
    assert not full.decode(silence(16_000), _options()).was_redone


def test_two_sources_recognise_side_by_side_what_each_recognises_alone(
    transcriber: FasterWhisperTranscriber,
) -> None:
    """STT-3: to the last digit, doubted ones among them; and a failure of one costs the other nothing."""
    both = open_transcriber(DEMO_MODEL, "cpu", WHISPER_LIMITS, threads=1, at_once=2)
    spans = [recording(name)[0] for name in SENTENCES] + [silence(16_000)]
    alone = [transcriber.decode(samples, _options()) for samples in spans]

    begun = [both.begin(samples, _options()) for samples in spans]
    too_long = both.begin(silence(480_001), _options())
    last = both.begin(spans[0], _options())

    assert [decoding() for decoding in begun] == alone
    assert alone[-1].was_redone
    with pytest.raises(EarshotError):
        too_long()
    assert last() == alone[0]


def test_more_than_a_window_is_refused(transcriber: FasterWhisperTranscriber) -> None:
    """STT-2: cutting it off would lose words and tell no one."""
    with pytest.raises(EarshotError) as raised:
        transcriber.decode(silence(480_001), _options())

    assert raised.value.code == "transcription_failed"


def test_an_english_model_recognises_english_whatever_is_asked(transcriber: FasterWhisperTranscriber) -> None:
    """STT-1."""
    samples, text = recording(SENTENCES[0])
    for language in (None, "ja", "xx"):
        hypothesis = transcriber.decode(
            samples, _options(language=language, choice=LanguageChoice("ja", ("ja",)))
        )

        assert (hypothesis.text, hypothesis.language) == (text, "en")


def _multilingual(directory: Path, hypothesis: tuple[str, float]) -> FasterWhisperTranscriber:
    """The demo model with a token for Chinese."""
    shutil.copytree(DEMO_MODEL, directory)
    for name in ("tokenizer.json", "vocabulary.json"):
        file = directory / name
        file.write_text(file.read_text("utf-8").replace("<|startoflm|>", "<|zh|>"), "utf-8")

    def open_model(placement: Placement) -> WhisperModel:
        del placement
        whisper = WhisperModel(str(directory), device="cpu", compute_type="int8", cpu_threads=1)
        vars(whisper)["model"] = MultilingualWeights(whisper, hypothesis)
        return whisper

    return FasterWhisperTranscriber(open_model, CPU, WHISPER_LIMITS)


def test_a_language_is_listened_for_where_none_is_given(tmp_path: Path) -> None:
    """STT-1: a language the model does not know is no reason to fail; what was spoken before counts."""
    transcriber = _multilingual(tmp_path / "model", ("zh", 0.75))
    samples, _ = recording(SENTENCES[0])

    def decoded(language: str | None, current: str | None = None) -> str | None:
        options = _options("partial", language=language, choice=LanguageChoice(current))
        return transcriber.decode(samples, options).language

    assert decoded("en") == "en"
    assert decoded(None) == "zh"
    assert decoded("yue") == "zh"
    assert decoded(None, current="en") == "en"


def test_the_language_of_a_tail_is_reported_where_it_is_detected(tmp_path: Path) -> None:
    """STT-1: by itself, knowing what was spoken before the pause."""
    transcriber = _multilingual(tmp_path / "model", ("zh", 0.99))
    samples = np.concatenate([recording(SENTENCES[0])[0]] * 3)

    def continuation_language(language: str | None, before: str) -> str | None:
        options = replace(_options("partial", language), continuation=Continuation(len(samples) // 3, before))
        return transcriber.decode(samples, options).continuation_language

    assert continuation_language(None, "en") == "zh"
    assert continuation_language(None, "zh") == "zh"
    assert continuation_language("en", "zh") is None


def test_a_translation_is_reported_in_words(tmp_path: Path) -> None:
    """STT-1, STT-4: it is English, whatever is spoken."""
    transcriber = _multilingual(tmp_path / "model", ("zh", 1.0))
    samples, _ = recording(SENTENCES[2])

    translated = transcriber.decode(samples, DecodeOptions("final", "zh", "translate", ()))
    transcribed = transcriber.decode(samples, DecodeOptions("final", "zh", "transcribe", ()))

    assert all(piece.startswith(" ") for piece in translated.pieces)
    assert len(transcribed.pieces) > len(transcribed.text.split())


@pytest.mark.parametrize("call", ["encode", "generate", "result", "align"])
@pytest.mark.parametrize("error", [_LOST, ValueError("unsupported")], ids=["lost", "unsupported"])
def test_the_processor_takes_over_the_very_span_on_which_the_graphics_card_failed(
    call: str, error: Exception
) -> None:
    """STT-1: and keeps all that follow."""
    open_model, opened = failing_on_cuda(call, error)
    transcriber = FasterWhisperTranscriber(open_model, _CUDA, WHISPER_LIMITS)
    samples, text = recording(SENTENCES[0])

    hypothesis = [transcriber.decode(samples, _options(wants_times=True)).text for _ in range(2)]

    assert hypothesis == [text, text]
    assert opened == [_CUDA, CPU]
    assert (transcriber.device, transcriber.compute_type) == ("cpu", "int8")


@pytest.mark.parametrize("call", ["generate", "result"])
def test_the_processor_takes_over_both_spans_that_were_begun_on_a_lost_graphics_card(call: str) -> None:
    """STT-1: it is opened once."""
    open_model, opened = failing_on_cuda(call, _LOST)
    transcriber = FasterWhisperTranscriber(open_model, _CUDA, WHISPER_LIMITS)
    spoken = [recording(name) for name in SENTENCES[:2]]

    begun = [transcriber.begin(samples, _options()) for samples, _ in spoken]

    assert [decoding().text for decoding in begun] == [text for _, text in spoken]
    assert opened == [_CUDA, CPU]


@pytest.mark.parametrize("call", ["open", "encode", "generate", "result", "align"])
def test_a_graphics_card_that_fails_in_load_or_warm_up_is_not_used(call: str) -> None:
    """STT-1."""
    open_model, opened = failing_on_cuda(call, _LOST)
    small = Placement("cuda", "int8_float16")

    transcriber = first_that_works(open_model, [_CUDA, small, CPU], WHISPER_LIMITS)

    assert transcriber is not None
    assert transcriber.device == "cpu"
    assert [place for place in opened if place != CPU] == [_CUDA, small]


def test_too_little_memory_ends_the_process_and_not_only_the_span() -> None:
    """IPC-10: another process may have more room for it."""
    open_failing, _ = failing_on_cuda("generate", RuntimeError("failed to allocate memory"))

    def open_model(placement: Placement) -> WhisperModel:
        del placement
        return open_failing(_CUDA)

    transcriber = FasterWhisperTranscriber(open_model, CPU, WHISPER_LIMITS)
    with pytest.raises(MemoryError):
        transcriber.decode(silence(16_000), _options())


def test_a_closed_model_has_given_its_memory_back() -> None:
    """STT-5: it decodes nothing more."""
    transcriber = open_transcriber(DEMO_MODEL, "cpu", WHISPER_LIMITS, threads=1)
    weights = weakref.ref(vars(transcriber)["_decoder"])
    transcriber.close()

    assert weights() is None
    with pytest.raises(EarshotError) as raised:
        transcriber.decode(silence(16_000), _options())
    assert raised.value.code == "transcription_failed"
