"""Loads a model's directory in the way that suits this machine (STT-5); used by the loader's thread only."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import ctranslate2
import numpy as np
from msgspec.structs import replace

from earshot_stt.decoding.decode_window import WindowPolicy
from earshot_stt.decoding.faster_whisper_transcriber import FasterWhisperTranscriber, open_transcriber
from earshot_stt.decoding.transcriber import DecodeOptions
from earshot_stt.loading.calibration import decodes_at_once
from earshot_stt.loading.calibrator import ModelCalibrator
from earshot_stt.models.limits import limits_of
from earshot_stt.models.use import ModelsInUse
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.memory import check_memory, release_memory
from earshot_stt.runtime.process import decode_threads
from earshot_stt.wire.audio import Samples, milliseconds
from earshot_stt.wire.reports import Calibration
from earshot_stt.wire.requests import Device

_UNIT_SAMPLES = milliseconds(4_000)
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class OpenedModel:
    """`partial_transcriber`: None when one model does everything."""

    transcriber: FasterWhisperTranscriber
    partial_transcriber: FasterWhisperTranscriber | None
    calibration: Calibration | None


class ModelOpener:
    """`find` gives the directory of a model on this machine; `window`: see `open_transcriber`.

    `check` raises EarshotError of files that are not what they claim; nothing of a model is read before.
    """

    def __init__(
        self,
        calibrator: ModelCalibrator,
        uses: ModelsInUse,
        find: Callable[[str], Path | None],
        window: WindowPolicy,
        check: Callable[[str, Path], None],
    ) -> None:
        self._calibrator = calibrator
        self._uses = uses
        self._find = find
        self._window: WindowPolicy = window
        self._check = check

    def open(self, model: str, directory: Path, device: Device) -> OpenedModel:
        """The model, and beside it the one for the partials where calibration says so.

        Raises EarshotError (`model_altered`, `model_corrupt`, `model_too_large`).
        """
        self._check(model, directory)
        if device != "cpu" and ctranslate2.get_cuda_device_count() > 0:
            transcriber = self.open_one(model, directory, device)
            if transcriber.device == "cuda":
                return OpenedModel(transcriber, None, self._on_card(model, transcriber))
            # The card failed: what follows may choose other threads.
            transcriber.close()
        calibration = self._calibrator.calibrate(model, directory)
        release_memory()
        threads = decode_threads() if calibration is None else calibration.threads
        at_once = decodes_at_once(threads, os.cpu_count() or 1)
        transcriber = self.open_one(model, directory, "cpu", threads, at_once)
        if calibration is None or calibration.partial_model == model:
            return OpenedModel(transcriber, None, calibration)
        try:
            partial = self._open_partial(calibration)
        except EarshotError as error:
            log("partial_model_failed", model=calibration.partial_model, code=error.code)
            only_one = replace(calibration, partial_model=model, reason="rare_partials")
            return OpenedModel(transcriber, None, only_one)
        return OpenedModel(transcriber, partial, calibration)

    def open_one(
        self, model: str, directory: Path, device: Device, threads: int | None = None, at_once: int = 1
    ) -> FasterWhisperTranscriber:
        """One model by itself; None: the threads that were found to be best, if it was measured ever.

        `at_once`: see `open_transcriber`.

        Raises EarshotError (`model_altered`, `model_corrupt`, `model_too_large`).
        """
        self._check(model, directory)
        limits = limits_of(directory)
        check_memory(directory)
        count = threads or self._calibrator.threads_of(model, directory)
        try:
            transcriber = open_transcriber(
                directory, device, limits, window=self._window, threads=count, at_once=at_once
            )
        except MemoryError as error:
            raise EarshotError("model_too_large", "the memory is full") from error
        self._uses.hold(model, transcriber)
        return transcriber

    def _open_partial(self, calibration: Calibration) -> FasterWhisperTranscriber:
        directory = self._find(calibration.partial_model)
        if directory is None:
            raise EarshotError("model_not_found", "it was removed meanwhile")
        return self.open_one(calibration.partial_model, directory, "cpu", calibration.threads)

    def _on_card(self, model: str, transcriber: FasterWhisperTranscriber) -> Calibration:
        noise: Samples = np.random.default_rng(0).integers(-3000, 3000, _UNIT_SAMPLES).astype(np.int16)
        options = DecodeOptions("partial", "en", "transcribe", ())

        def unit_ms() -> float:
            started = self._calibrator.clock()
            transcriber.decode(noise, options)
            return 1000 * (self._calibrator.clock() - started)

        unit = round(median(unit_ms() for _ in range(_REPEATS)), 1)
        return Calibration(model, model, decode_threads(), unit, "graphics_card")
