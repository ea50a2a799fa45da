"""Speech through a Whisper model: which window, how much search, when to try again (STT-1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import ctranslate2
from faster_whisper import WhisperModel

from earshot_stt.decoding.decode_result import DecodeResult
from earshot_stt.decoding.decode_window import FULL_WINDOW, WindowPolicy, second_window_length, window_length
from earshot_stt.decoding.pieces import to_characters, to_words, uses_spaces
from earshot_stt.decoding.prompt import is_style
from earshot_stt.decoding.repetition import repeats_end, without_long_laughter
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis, Quality
from earshot_stt.decoding.whisper_calls import WhisperCalls
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import SAMPLE_RATE, Samples, milliseconds

_BEAM: dict[Quality, int] = {"partial": 1, "quick_final": 1, "final": 5}
_TOKENS_PER_SECOND = 10
_FEWEST_TOKENS = 10
_ANY_WORD = " the"
_LISTENED, _LISTENING_WINDOW = milliseconds(3_500), milliseconds(5_000)
"""So much of a continuation gives its language, in a window that is too short for words only (ADR-035)."""
_PATIENCE = 2
"""Some scripts take two tokens for a character: being cut off twice would lose words."""


@dataclass(frozen=True, slots=True)
class _DecodeInput:
    """What is decoded and how; `previous` are the tokens of what stood before, `bare` those always there."""

    samples: Samples
    options: DecodeOptions
    language: str
    is_detected: bool
    previous: Sequence[int]
    bare: Sequence[int]


class WhisperDecoder:
    """One loaded model; used by one thread at a time."""

    def __init__(self, whisper: WhisperModel, limits: EngineLimits, window: WindowPolicy) -> None:
        self._calls = WhisperCalls(whisper, limits)
        self._is_truncating = window == "auto"

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        """What is said in int16[n], n at most 30 s.

        Raises RuntimeError or ValueError when the model fails on it.
        """
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        """Begins what `decode` does; both this and what it returns raise what that does."""
        if len(samples) > FULL_WINDOW:
            raise ValueError("longer than any window")
        length = window_length(len(samples)) if self._is_truncating else FULL_WINDOW
        window = self._calls.log_mel(samples, length)
        asked = self._asked(options)
        if options.wants_times or asked is None:
            window = self._calls.encode(window)
        language = asked or options.choice.choose(self._calls.detect(window), len(samples) / SAMPLE_RATE)
        # Words in another language mislead.
        context = options.context if options.choice.current in (None, language) else ""
        written = language if options.task == "transcribe" else None
        previous = self._calls.previous_text(options.vocabulary, context, written)
        bare = self._calls.previous_text((), "", written)
        given = _DecodeInput(samples, options, language, asked is None, previous, bare)
        return partial(self._hypothesis, given, window, self._begin_decode(given, window, previous))

    def warm_up(self, samples: Samples) -> None:
        """Makes every call of the model once on int16[n]; raises what `decode` does."""
        self.decode(samples, DecodeOptions("quick_final", None, "transcribe", ()))
        # Silence has no words to be aligned.
        tokenizer = self._calls.tokenizer("transcribe", "en")
        window = self._calls.encode(self._calls.log_mel(samples, window_length(len(samples))))
        words = to_characters(tokenizer, tokenizer.encode(_ANY_WORD))
        self._calls.times(window, tokenizer, words, len(samples))

    def _asked(self, options: DecodeOptions) -> str | None:
        """The language asked for, if the model knows it; None: it is to be detected."""
        if not self._calls.is_multilingual:
            return "en"
        asked = options.language
        return asked if asked is not None and self._calls.speaks(asked) else None

    def _continuation_language(self, given: _DecodeInput) -> str | None:
        continuation = given.options.continuation
        if continuation is None or not given.is_detected:
            return None
        samples = given.samples[continuation.start :][:_LISTENED]
        choice = replace(given.options.choice, current=continuation.before)
        probabilities = self._calls.detect(self._calls.log_mel(samples, _LISTENING_WINDOW))
        return choice.choose(probabilities, len(samples) / SAMPLE_RATE)

    def _hypothesis(
        self, given: _DecodeInput, window: ctranslate2.StorageView, first: Callable[[], DecodeResult]
    ) -> Hypothesis:
        # While the first is being decoded.
        continuation_language = self._continuation_language(given)
        results, was_redone = self._with_fallbacks(given, window, first())
        best = _best_of(results)
        is_echo = is_style("".join(piece.text for piece in best.pieces).strip(), given.language)
        is_silence = best.output.is_silence or is_echo
        if is_silence and given.options.is_voice and not is_echo:
            best = best.likely_beginning()
            is_silence = not best.pieces
        return Hypothesis(
            () if is_silence else tuple(piece.text for piece in best.pieces),
            given.language,
            () if is_silence else best.times,
            no_speech_probability=best.output.no_speech_probability,
            mean_log_probability=best.output.mean_log_probability,
            probabilities=() if is_silence else tuple(piece.probability for piece in best.pieces),
            was_repeating=any(result.output.was_repeating for result in results),
            was_redone=was_redone,
            continuation_language=continuation_language,
        )

    def _with_fallbacks(
        self, given: _DecodeInput, window: ctranslate2.StorageView, first: DecodeResult
    ) -> tuple[list[DecodeResult], bool]:
        """One, or as many as a final takes until it is to be believed; and whether its window was longer."""
        results = [first]
        if given.options.quality != "final":
            return results, False
        if _is_doubtful(first, given.options) and given.previous != given.bare:
            # Cheap, and what stood before may be what it repeats.
            results.append(self._begin_decode(given, window, given.bare)())
        if not (_is_doubtful(results[-1], given.options) and self._is_truncating):
            return results, False
        length = second_window_length(window_length(len(given.samples)))
        window = self._calls.encode(self._calls.log_mel(given.samples, length))
        results.append(self._begin_decode(given, window, given.bare, _PATIENCE)())
        return results, True

    def _begin_decode(
        self,
        given: _DecodeInput,
        window: ctranslate2.StorageView,
        previous: Sequence[int],
        patience: int = 1,
    ) -> Callable[[], DecodeResult]:
        """Begins one; what it returns waits for it."""
        samples, options, language = given.samples, given.options, given.language
        tokenizer = self._calls.tokenizer(options.task, language)
        seconds = len(samples) / SAMPLE_RATE
        generation = self._calls.generate(
            window,
            tokenizer,
            previous,
            beam=_BEAM[options.quality],
            most_tokens=patience * (int(seconds * _TOKENS_PER_SECOND) + _FEWEST_TOKENS),
            seconds=seconds,
        )

        def finish() -> DecodeResult:
            output = generation()
            has_words = options.task == "translate" or uses_spaces(language)
            pieces = to_words(output.characters) if has_words else list(output.characters)
            pieces = [pieces[at] for at in without_long_laughter([piece.text for piece in pieces])]
            text = "".join(piece.text for piece in pieces)
            repeats_context = previous != given.bare and repeats_end(options.context, text)
            result = DecodeResult(output, tuple(pieces), (), len(samples), repeats_context)
            if options.wants_times or (options.quality == "final" and result.copies is not None):
                return replace(result, times=self._calls.times(window, tokenizer, pieces, len(samples)))
            return result

        return finish


def _is_doubtful(result: DecodeResult, options: DecodeOptions) -> bool:
    return result.is_misled if options.is_cut_off else result.is_doubtful


def _best_of(results: Sequence[DecodeResult]) -> DecodeResult:
    """The best one; what it says twice only if all do, and there was time for it."""
    best = max(results, key=lambda result: result.rank)
    is_agreed = all(result.copies is not None for result in results)
    while best.copies is not None and not (is_agreed and best.has_time_for_copies):
        best = best.without_copies()
    return best
