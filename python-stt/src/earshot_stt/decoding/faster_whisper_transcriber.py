"""A Whisper model on CTranslate2, on the graphics card as long as that works (STT-1)."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Literal

from faster_whisper import WhisperModel

from earshot_stt.decoding.decode_window import WindowPolicy
from earshot_stt.decoding.placement import CPU, Placement, placements
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis
from earshot_stt.decoding.whisper_decoder import WhisperDecoder
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.process import decode_threads
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import Samples, milliseconds, silence
from earshot_stt.wire.requests import Device

_FAILURES = (RuntimeError, ValueError, OSError)
"""What CTranslate2 raises for broken files and a missing driver.

MemoryError is not one of them: this speech is worth another try in a process with more room, so it ends
this one.
"""
_WARM_UP = (milliseconds(8_720), milliseconds(13_720))
"""Samples; windows of 10 s and 15 s. What is set up at the first call of a kind is then in place."""

OpenModel = Callable[[Placement], WhisperModel]
"""Loads the weights to a place."""


class FasterWhisperTranscriber:
    """One loaded model; used by one thread at a time."""

    def __init__(
        self, open_model: OpenModel, placement: Placement, limits: EngineLimits, window: WindowPolicy = "auto"
    ) -> None:
        self.limits = limits
        self._open_model = open_model
        self._window: WindowPolicy = window
        self._decoder: WhisperDecoder | None = None
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
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        decoder = self._decoder
        try:
            decoding = self._loaded().begin(samples, options)
        except (*_FAILURES, EarshotError) as error:
            decoding = _failed(error)

        def result() -> Hypothesis:
            try:
                return self._result(decoder, decoding, samples, options)
            except _FAILURES as error:
                if _is_out_of_memory(error):
                    raise MemoryError from error
                raise EarshotError("transcription_failed", type(error).__name__) from error

        return result

    def warm_up(self) -> None:
        """Makes every call of the model once, in which any failure of it shows.

        Raises what the model raises.
        """
        for length in _WARM_UP:
            self._loaded().warm_up(silence(length))

    def close(self) -> None:
        # With the last reference goes the memory; `unload_model` was seen to keep it, at times.
        self._decoder = None

    def _result(
        self, decoder: WhisperDecoder | None, decoding: Decoding, samples: Samples, options: DecodeOptions
    ) -> Hypothesis:
        """What `decoder` recognises, or the processor where that is a graphics card and fails."""
        try:
            return decoding()
        except _FAILURES as error:
            is_replaced = decoder is not self._decoder
            if self._placement == CPU and not is_replaced:
                raise
            # A full or lost graphics card stays so: the processor goes on with this very speech.
            if not is_replaced:
                log("cuda_failed", kind=type(error).__name__)
                self._place(CPU)
            return self._loaded().decode(samples, options)

    def _place(self, placement: Placement) -> None:
        self._placement = placement
        self._decoder = WhisperDecoder(self._open_model(placement), self.limits, self._window)

    def _loaded(self) -> WhisperDecoder:
        if self._decoder is None:
            raise EarshotError("transcription_failed", "the model is closed")
        return self._decoder


def open_transcriber(
    directory: Path,
    device: Device,
    limits: EngineLimits,
    *,
    window: WindowPolicy = "auto",
    threads: int | None = None,
    at_once: int = 1,
) -> FasterWhisperTranscriber:
    """Loads and warms the model of a directory, on the CPU where CUDA is missing or fails.

    `threads`: of one decode on the CPU; None for what this machine can spare. `at_once`: so many decodes that
    were begun run side by side, on weights that they share; what is begun beyond waits for its turn.

    Raises EarshotError(`model_corrupt`), MemoryError.
    """
    if not (directory / "tokenizer.json").is_file():
        # Without it faster-whisper would fetch one from the network.
        raise EarshotError("model_corrupt", f"{directory} holds no tokenizer.json")
    open_model = partial(_open_model, directory, threads or decode_threads(), at_once)
    transcriber = first_that_works(open_model, placements(device), limits, window)
    if transcriber is None:
        raise EarshotError("model_corrupt", f"{directory} cannot be loaded")
    return transcriber


def first_that_works(
    open_model: OpenModel, tried: Iterable[Placement], limits: EngineLimits, window: WindowPolicy = "auto"
) -> FasterWhisperTranscriber | None:
    """The model where it loads and decodes, warmed; None where it does so nowhere."""
    for placement in tried:
        try:
            transcriber = FasterWhisperTranscriber(open_model, placement, limits, window)
            transcriber.warm_up()
        except MemoryError:
            raise
        # The tokenizer's library raises Exception itself.
        except Exception as error:
            if placement == CPU and _is_out_of_memory(error):
                raise MemoryError from error
            log("model_placement_failed", device=placement.device, kind=type(error).__name__)
        else:
            return transcriber
    return None


def _open_model(directory: Path, threads: int, at_once: int, placement: Placement) -> WhisperModel:
    return WhisperModel(
        str(directory),
        device=placement.device,
        compute_type=placement.compute_type,
        cpu_threads=threads,
        num_workers=at_once,
    )


def _failed(error: Exception) -> Decoding:
    def decoding() -> Hypothesis:
        raise error

    return decoding


def _is_out_of_memory(error: Exception) -> bool:
    """CTranslate2 reports it as any other failure: "failed to allocate memory"."""
    return "memory" in str(error)
