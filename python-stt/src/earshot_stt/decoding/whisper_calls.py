"""A Whisper model's own calls, without the 30 s of padding of `WhisperModel.transcribe`."""

from collections.abc import Callable, Sequence
from functools import partial

import ctranslate2
import numpy as np
from ctranslate2.models import WhisperGenerationResult, WhisperGenerationResultAsync
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from earshot_stt.decoding.decode_result import DecoderOutput
from earshot_stt.decoding.decode_window import FRAME_HOP, log_mel
from earshot_stt.decoding.pieces import BROKEN, Piece, to_characters
from earshot_stt.decoding.prompt import previous_text
from earshot_stt.decoding.repetition import without_repetition
from earshot_stt.decoding.segments import split_at, to_segments
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.decoding.word_times import piece_times
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import SAMPLE_RATE, Samples
from earshot_stt.wire.requests import Task

_POSITIONS = 448
"""Of the decoder: prompt and output together."""
_MOST_TIMESTAMPS = 12
"""Tokens beside the text: a segment has two."""
_SHORTEST_ALIGNED = 2
"""Frames; the alignment fails on fewer."""
_REMEMBERED_PROMPTS = 8
"""Two sources, each with its context, and settings that change."""


class WhisperCalls:
    """One loaded model; used by one thread at a time. Every call raises RuntimeError when the model fails."""

    def __init__(self, whisper: WhisperModel, limits: EngineLimits) -> None:
        self._whisper = whisper
        self._limits = limits
        self._model = whisper.model
        # Plain tables: a cache around a method would hold the model in memory until the collector comes.
        self._tokenizers: dict[tuple[Task, str], Tokenizer] = {}
        self._prompts: dict[tuple[tuple[str, ...], str, str | None], list[int]] = {}

    @property
    def is_multilingual(self) -> bool:
        return self._model.is_multilingual

    def tokenizer(self, task: Task, language: str) -> Tokenizer:
        """For a language that the model speaks, or any for an English one."""
        key = (task, language)
        if key not in self._tokenizers:
            self._tokenizers[key] = Tokenizer(
                self._whisper.hf_tokenizer, self._model.is_multilingual, task, language
            )
        return self._tokenizers[key]

    def previous_text(self, vocabulary: tuple[str, ...], context: str, language: str | None) -> list[int]:
        """Tokens of what stood before text in `language`; the same for every partial of an utterance."""
        key = (vocabulary, context, language)
        if key not in self._prompts:
            if len(self._prompts) >= _REMEMBERED_PROMPTS:
                del self._prompts[next(iter(self._prompts))]
            tokenizer = self.tokenizer("transcribe", "en")
            self._prompts[key] = previous_text(tokenizer, vocabulary, context, self._limits, language)
        return self._prompts[key]

    def speaks(self, language: str) -> bool:
        """Whether the model has a token for the language: an older one has none for Cantonese."""
        return (
            language in self._whisper.supported_languages
            and self._whisper.hf_tokenizer.token_to_id(f"<|{language}|>") is not None
        )

    def log_mel(self, samples: Samples, length: int) -> ctranslate2.StorageView:
        """int16[n] in a window of `length` samples; every call that takes a window encodes it by itself."""
        return log_mel(self._whisper, samples, length)

    def encode(self, window: ctranslate2.StorageView) -> ctranslate2.StorageView:
        """The window as the encoder hands it on, for several calls with it."""
        return self._model.encode(window)

    def detect(self, window: ctranslate2.StorageView) -> dict[str, float]:
        """The probability of each language, all together 1; of a multilingual model only."""
        (languages,) = self._model.detect_language(window)
        return {token.strip("<|>"): probability for token, probability in languages}

    def generate(
        self,
        window: ctranslate2.StorageView,
        tokenizer: Tokenizer,
        previous: Sequence[int],
        *,
        beam: int,
        most_tokens: int,
        seconds: float,
    ) -> Callable[[], DecoderOutput]:
        """Begins to decode a window with `seconds` of speech; what it returns waits for the text."""
        # Without `<|notimestamps|>` CTranslate2 applies the rules of timestamps: text in segments, times that
        # never go back. They are what ends a short window (ADR-033).
        prompt = [*previous, *tokenizer.sot_sequence]
        room = min(most_tokens + _MOST_TIMESTAMPS, _POSITIONS - len(prompt))
        (generation,) = self._model.generate(
            window,
            [prompt],
            asynchronous=True,
            beam_size=beam,
            # Costs a hundredth of a greedy decode; with a beam there is no use for it.
            return_logits_vocab=beam == 1,
            # CTranslate2 halves this bound, or takes the prompt off it where that leaves less.
            max_length=max(2 * room, len(prompt) + room),
            return_scores=True,
            return_no_speech_prob=True,
        )
        return partial(_output_of, generation, tokenizer, room, seconds)

    def times(
        self,
        window: ctranslate2.StorageView,
        tokenizer: Tokenizer,
        pieces: Sequence[Piece],
        length: int,
    ) -> tuple[PieceTime, ...]:
        """When each piece is spoken in `length` samples of speech; none where that is not known."""
        frames = length // FRAME_HOP
        if not pieces or frames < _SHORTEST_ALIGNED:
            return ()
        tokens = [token for piece in pieces for token in piece.tokens]
        (aligned,) = self._model.align(window, tokenizer.sot_sequence, [tokens], frames)
        spelled = [_is_spelled(tokenizer.decode([token])) for token in tokens]
        return piece_times(pieces, aligned.alignments, aligned.text_token_probs, spelled, length)


def _is_spelled(text: str) -> bool:
    """Whether a token is more than punctuation; one half of a character is."""
    return any(character.isalnum() or character == BROKEN for character in text)


def _output_of(
    generation: WhisperGenerationResultAsync, tokenizer: Tokenizer, room: int, seconds: float
) -> DecoderOutput:
    result = generation.result()
    tokens = result.sequences_ids[0]
    spoken, in_padding = split_at(int(seconds * SAMPLE_RATE), to_segments(tokenizer, tokens))
    # What was recognised in the padding comes last.
    characters = to_characters(tokenizer, spoken, _probabilities(result, tokenizer)[: len(spoken)])
    was_cut_off = len(tokens) >= room
    kept = without_repetition([piece.text for piece in characters], seconds, was_cut_off=was_cut_off)
    return DecoderOutput(
        tuple(characters[index] for index in kept),
        result.scores[0],
        result.no_speech_prob,
        was_repeating=len(kept) < len(characters),
        was_cut_off=was_cut_off,
        had_words_in_padding=bool(in_padding),
    )


def _probabilities(result: WhisperGenerationResult, tokenizer: Tokenizer) -> list[float]:
    """Of each text token; none where they were not asked for."""
    if not result.logits:
        return []
    found: list[float] = []
    for token, view in zip(result.sequences_ids[0], result.logits[0], strict=False):
        if token < tokenizer.eot:
            logits = np.asarray(view.to_device(ctranslate2.Device.cpu)).reshape(-1)
            found.append(float(1 / np.exp(logits - logits[token]).sum()))
    return found
