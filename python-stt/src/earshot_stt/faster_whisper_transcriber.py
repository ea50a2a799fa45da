"""A Whisper model on CTranslate2, decoding windows as short as the speech (STT-1).

`WhisperModel.transcribe` pads every window to 30 s; calling the model itself costs a tenth of that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from earshot_stt.audio import SAMPLE_RATE, Samples, milliseconds, silence
from earshot_stt.errors import EarshotError
from earshot_stt.limits import EngineLimits
from earshot_stt.log import log
from earshot_stt.loops import without_loops
from earshot_stt.process import decode_threads
from earshot_stt.requests import Device
from earshot_stt.transcriber import DecodeOptions, Hypothesis

_HOP = 160
"""Samples of one mel frame."""
_PAD = milliseconds(1_280)
"""Silence behind the speech, without which a window that ends with it loses its last words."""
_FRAMES_STEP = 100
"""Windows are rounded up: oneDNN keeps about 1 MB for each length it has seen."""
_MOST_FRAMES = 3_000
_MOST_TOKENS = 224
_MOST_CONTEXT = 100
_TOKENS_PER_SECOND = 10
_FEWEST_TOKENS = 10
_FINAL_BEAM = 5
_LIKELY_SILENCE = 0.6
_UNLIKELY_WORDS = -1.0
_FAILURES = (RuntimeError, ValueError, OSError)
"""What CTranslate2 raises for broken files and a missing driver.

MemoryError is not one of them: this stretch is worth another try in a process with more room, so it ends
this one.
"""


@dataclass(frozen=True, slots=True)
class _Placement:
    """Where a model runs and with which arithmetic."""

    device: Literal["cpu", "cuda"]
    compute_type: str


_CPU = _Placement("cpu", "int8")


class FasterWhisperTranscriber:
    """One loaded model; used by one thread at a time."""

    def __init__(self, directory: Path, placement: _Placement, limits: EngineLimits) -> None:
        self.limits = limits
        self._directory = directory
        self._place(placement)

    @property
    def device(self) -> Literal["cpu", "cuda"]:
        """Where it runs at present."""
        return self._placement.device

    @property
    def compute_type(self) -> str:
        """Its arithmetic at present."""
        return self._placement.compute_type

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        try:
            try:
                return self._decode(samples, options)
            except RuntimeError as error:
                if self._placement == _CPU:
                    raise
                # A full or lost graphics card stays so: the processor goes on with this very stretch.
                log("cuda_failed", reason=type(error).__name__)
                self._place(_CPU)
                return self._decode(samples, options)
        except _FAILURES as error:
            if _is_out_of_memory(error):
                raise MemoryError from error
            raise EarshotError("transcription_failed", type(error).__name__) from error

    def close(self) -> None:
        self._model.unload_model()

    def _place(self, placement: _Placement) -> None:
        self._placement = placement
        self._whisper = WhisperModel(
            str(self._directory),
            device=placement.device,
            compute_type=placement.compute_type,
            cpu_threads=decode_threads(),
        )
        self._model = self._whisper.model

    def _decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        encoded = self._model.encode(self._features(samples))
        language = self._language(options.language, encoded)
        tokenizer = Tokenizer(self._whisper.hf_tokenizer, self._model.is_multilingual, options.task, language)
        context = _context(tokenizer, options.vocabulary)
        prompt = [*context, *tokenizer.sot_sequence, tokenizer.no_timestamps]
        seconds = len(samples) / SAMPLE_RATE
        most_tokens = min(_MOST_TOKENS, int(seconds * _TOKENS_PER_SECOND) + _FEWEST_TOKENS)
        (result,) = self._model.generate(
            encoded,
            [prompt],
            beam_size=_FINAL_BEAM if options.quality == "final" else 1,
            # CTranslate2 halves this bound, and takes the context off it.
            max_length=max(2 * most_tokens, len(context) + 4 + most_tokens),
            return_scores=True,
            return_no_speech_prob=True,
        )
        if result.no_speech_prob > _LIKELY_SILENCE and result.scores[0] < _UNLIKELY_WORDS:
            return Hypothesis((), language)
        tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
        pieces, _ = tokenizer.split_to_word_tokens(tokens)
        return Hypothesis(without_loops(pieces), language)

    def _features(self, samples: Samples) -> ctranslate2.StorageView:
        """Log-mel float32[1, mels, frames] of the samples with silence behind them."""
        step = _HOP * _FRAMES_STEP
        length = min(-(-(len(samples) + _PAD) // step) * step, _MOST_FRAMES * _HOP)
        window = np.concatenate([samples, silence(max(0, length - len(samples)))])[:length]
        sound = window.astype(np.float32) / np.float32(32768)
        mel = self._whisper.feature_extractor(sound)[:, : length // _HOP]
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(mel[None], np.float32))

    def _language(self, asked: str | None, encoded: ctranslate2.StorageView) -> str:
        """The language asked for if the model knows it, else the one it hears."""
        if not self._model.is_multilingual:
            return "en"
        if asked is not None and asked in self._whisper.supported_languages:
            return asked
        ((best, *_),) = self._model.detect_language(encoded)
        return best[0].strip("<|>")


def open_transcriber(directory: Path, device: Device, limits: EngineLimits) -> FasterWhisperTranscriber:
    """Loads and warms the model of a directory, on the CPU where CUDA is missing or fails.

    Raises EarshotError(`model_corrupt`).
    """
    if not (directory / "tokenizer.json").is_file():
        # Without it faster-whisper would fetch one from the network.
        raise EarshotError("model_corrupt", f"{directory} holds no tokenizer.json")
    for placement in _placements(device):
        try:
            transcriber = FasterWhisperTranscriber(directory, placement, limits)
            transcriber.decode(silence(SAMPLE_RATE), DecodeOptions("final", None, "transcribe", ()))
        except MemoryError:
            raise
        # The tokenizer's library raises Exception itself.
        except Exception as error:  # noqa: BLE001
            log("model_placement_failed", device=placement.device, reason=type(error).__name__)
        else:
            return transcriber
    raise EarshotError("model_corrupt", f"{directory} cannot be loaded")


def _is_out_of_memory(error: Exception) -> bool:
    """CTranslate2 tells of it as of any other failure: "failed to allocate memory"."""
    return "memory" in str(error)


def _placements(device: Device) -> Iterator[_Placement]:
    if device != "cpu" and ctranslate2.get_cuda_device_count() > 0:
        yield _Placement("cuda", "float16")
        yield _Placement("cuda", "int8_float16")
    yield _CPU


def _context(tokenizer: Tokenizer, vocabulary: tuple[str, ...]) -> list[int]:
    """The vocabulary as text that stood before, which makes its words likelier."""
    if not vocabulary:
        return []
    tokens = tokenizer.encode(" " + ", ".join(vocabulary) + ".")
    return [tokenizer.sot_prev, *tokens[:_MOST_CONTEXT]]
