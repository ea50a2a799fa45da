"""Stretches of speech through a Whisper model: which window, how much search, when to try again (STT-1)."""

from dataclasses import dataclass

import ctranslate2
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from earshot_stt.attempt import Attempt
from earshot_stt.audio import SAMPLE_RATE, Samples
from earshot_stt.decode_window import FULL_WINDOW, WindowPolicy, window_length
from earshot_stt.pieces import to_words, uses_spaces
from earshot_stt.transcriber import DecodeOptions, Hypothesis, Quality
from earshot_stt.whisper_calls import WhisperCalls

_BEAM: dict[Quality, int] = {"partial": 1, "quick_final": 1, "final": 5}
_TOKENS_PER_SECOND = 10
_FEWEST_TOKENS = 10
_PATIENCE = 2
"""Some scripts take two tokens for a character: being cut off twice would lose words."""


@dataclass(frozen=True, slots=True)
class _Language:
    """The one a stretch is decoded in, and the one heard where it was listened for."""

    used: str
    heard: str | None = None
    probability: float = 0.0


class WhisperDecoder:
    """One loaded model; used by one thread at a time."""

    def __init__(self, whisper: WhisperModel, window: WindowPolicy) -> None:
        self._calls = WhisperCalls(whisper)
        self._is_truncating = window == "auto"

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        """What is said in int16[n], n at most 30 s.

        Raises RuntimeError or ValueError when the model fails on it.
        """
        if len(samples) > FULL_WINDOW:
            raise ValueError("longer than any window")
        length = window_length(len(samples)) if self._is_truncating else FULL_WINDOW
        encoded = self._calls.encode(samples, length)
        language = self._language(options, encoded)
        tokenizer = self._calls.tokenizer(options.task, language.used)
        attempts = self._attempts(samples, options, tokenizer, encoded)
        best = max(attempts, key=lambda attempt: attempt.rank)
        pieces = [] if best.is_silence else list(best.characters)
        if options.task == "translate" or uses_spaces(language.used):
            pieces = to_words(pieces)
        times = (
            self._calls.times(best.encoded, tokenizer, pieces, len(samples)) if options.wants_times else ()
        )
        return Hypothesis(
            tuple(piece.text for piece in pieces),
            language.used,
            times,
            detected_language=language.heard,
            detection_probability=language.probability,
            no_speech_probability=best.no_speech_probability,
            mean_log_probability=best.mean_log_probability,
            was_looping=any(attempt.was_looping for attempt in attempts),
            was_redone=attempts[-1].encoded is not encoded,
            was_taken_for_silence=best.is_silence and bool(best.characters),
        )

    def _language(self, options: DecodeOptions, encoded: ctranslate2.StorageView) -> _Language:
        """The language asked for if the model knows it, else the one it hears."""
        if not self._calls.is_multilingual:
            return _Language("en")
        asked = options.language
        is_known = asked is not None and self._calls.speaks(asked)
        if asked is not None and is_known and not options.detects:
            return _Language(asked)
        heard, probability = self._calls.detect(encoded)
        return _Language(asked if asked is not None and is_known else heard, heard, probability)

    def _attempts(
        self,
        samples: Samples,
        options: DecodeOptions,
        tokenizer: Tokenizer,
        encoded: ctranslate2.StorageView,
    ) -> list[Attempt]:
        """One, or as many as a final takes until it is to be believed."""
        previous = self._calls.previous_text(options.vocabulary, options.context)
        seconds = len(samples) / SAMPLE_RATE
        most_tokens = int(seconds * _TOKENS_PER_SECOND) + _FEWEST_TOKENS

        def attempt(patience: int) -> Attempt:
            return self._calls.generate(
                encoded,
                tokenizer,
                previous,
                beam=_BEAM[options.quality],
                most_tokens=patience * most_tokens,
                seconds=seconds,
            )

        attempts = [attempt(1)]
        if options.quality == "final" and attempts[-1].was_looping and previous:
            # What stood before may be what it repeats.
            previous = []
            attempts.append(attempt(1))
        if options.quality == "final" and attempts[-1].is_doubtful and self._is_truncating:
            encoded = self._calls.encode(samples, FULL_WINDOW)
            attempts.append(attempt(_PATIENCE))
        return attempts
