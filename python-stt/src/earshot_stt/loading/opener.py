"""From a model's name to a loaded model: which directory, checked, calibrated, opened (STT-1, STT-5).

Nothing is fetched for it (SEC-1). Used by the loader's thread only.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import ctranslate2
import numpy as np
from msgspec.structs import replace

from earshot_stt.decoding.decode_window import WindowPolicy
from earshot_stt.decoding.faster_whisper_transcriber import FasterWhisperTranscriber, open_transcriber
from earshot_stt.decoding.transcriber import DecodeOptions
from earshot_stt.loading.calibration import ModelCalibrator, decodes_at_once
from earshot_stt.models.catalogue import AUTO_MODEL, DEMO_MODEL, ModelCatalogue
from earshot_stt.models.earshot_json import limits_of
from earshot_stt.models.in_use import ModelsInUse
from earshot_stt.runtime.errors import EarshotError, ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.runtime.memory import check_memory, release_memory
from earshot_stt.runtime.process import decode_threads
from earshot_stt.wire.audio import Samples, milliseconds
from earshot_stt.wire.reports import Calibration, LoadedModel
from earshot_stt.wire.requests import Device

_UNIT_SAMPLES = milliseconds(4_000)
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class OpenedModel:
    """`partial_transcriber` does the partials; None when one model does everything."""

    loaded: LoadedModel
    transcriber: FasterWhisperTranscriber
    partial_transcriber: FasterWhisperTranscriber | None
    calibration: Calibration | None


class ModelOpener:
    """`window`: see `open_transcriber`. The calibrator's check comes before anything of a model is read."""

    def __init__(
        self, catalogue: ModelCatalogue, calibrator: ModelCalibrator, uses: ModelsInUse, window: WindowPolicy
    ) -> None:
        self._catalogue = catalogue
        self._calibrator = calibrator
        self._uses = uses
        self._window: WindowPolicy = window

    def open(self, model: str, device: Device) -> OpenedModel:
        """The model, or what stands in for it, and beside it the one for the partials as calibration says.

        Raises EarshotError (`model_not_found` of a name that is none of ours, `model_altered`,
        `model_corrupt`, `model_too_large`).
        """
        name, directory, fallback_reason = self._find(model, device)
        with self._uses.loading(name):
            transcriber, partial, calibration = self._open_calibrated(name, directory, device)
        is_demo = name == DEMO_MODEL
        loaded = LoadedModel(name, transcriber.device, transcriber.compute_type, is_demo, fallback_reason)
        return OpenedModel(loaded, transcriber, partial, calibration)

    def open_for_correction(self, model: str, device: Device) -> FasterWhisperTranscriber:
        """An installed model that transcribes again; nothing stands in for it. Raises as `open` does."""
        with self._uses.loading(model):
            directory = self._catalogue.find(model)
            if directory is None:
                raise EarshotError("model_not_found", f"{model} is not on this disk")
            return self._open_one(model, directory, device)

    def _find(self, model: str, device: Device) -> tuple[str, Path, ErrorCode | None]:
        """Name and directory of what is loaded for `model`, and why it is another, if it is.

        Of a model that was never downloaded the best one that was, on this device; where none was, the demo
        model.
        """
        directory = None if model == AUTO_MODEL else self._catalogue.find(model)
        if directory is not None:
            return model, directory, None
        reason: ErrorCode | None = None if model == AUTO_MODEL else "model_not_found"
        has_card = device != "cpu" and ctranslate2.get_cuda_device_count() > 0
        chosen = self._calibrator.largest_model() if has_card else self._calibrator.choose_model()
        directory = None if chosen is None else self._catalogue.find(chosen)
        if chosen is None or directory is None:
            chosen, directory, reason = DEMO_MODEL, self._catalogue.find(DEMO_MODEL), "model_not_found"
        if reason is not None:
            log("model_stood_in_for", model=model, by=chosen)
        if directory is None:
            raise EarshotError("model_not_found", "the demo model is not there")
        return chosen, directory, reason

    def _open_calibrated(
        self, model: str, directory: Path, device: Device
    ) -> tuple[FasterWhisperTranscriber, FasterWhisperTranscriber | None, Calibration | None]:
        self._calibrator.check(model, directory)
        if device != "cpu" and ctranslate2.get_cuda_device_count() > 0:
            transcriber = self._open_one(model, directory, device)
            if transcriber.device == "cuda":
                return transcriber, None, self._on_card(model, transcriber)
            # The card failed: what follows may choose other threads.
            transcriber.close()
        calibration = self._calibrator.calibrate(model, directory)
        release_memory()
        threads = decode_threads() if calibration is None else calibration.threads
        at_once = decodes_at_once(threads, os.cpu_count() or 1)
        transcriber = self._open_one(model, directory, "cpu", threads, at_once)
        if calibration is None or calibration.partial_model == model:
            return transcriber, None, calibration
        try:
            partial = self._open_partial(calibration)
        except EarshotError as error:
            log("partial_model_failed", model=calibration.partial_model, code=error.code)
            only_one = replace(calibration, partial_model=model, reason="rare_partials")
            return transcriber, None, only_one
        return transcriber, partial, calibration

    def _open_partial(self, calibration: Calibration) -> FasterWhisperTranscriber:
        directory = self._catalogue.find(calibration.partial_model)
        if directory is None:
            raise EarshotError("model_not_found", "it was removed meanwhile")
        return self._open_one(calibration.partial_model, directory, "cpu", calibration.threads)

    def _open_one(
        self, model: str, directory: Path, device: Device, threads: int | None = None, at_once: int = 1
    ) -> FasterWhisperTranscriber:
        """One model by itself; None: the threads that were found to be best, if it was measured ever.

        `at_once`: see `open_transcriber`.
        """
        self._calibrator.check(model, directory)
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

    def _on_card(self, model: str, transcriber: FasterWhisperTranscriber) -> Calibration:
        noise: Samples = np.random.default_rng(0).integers(-3000, 3000, _UNIT_SAMPLES).astype(np.int16)
        options = DecodeOptions("partial", "en", "transcribe", ())

        def unit_ms() -> float:
            started = self._calibrator.clock()
            transcriber.decode(noise, options)
            return 1000 * (self._calibrator.clock() - started)

        unit = round(median(unit_ms() for _ in range(_REPEATS)), 1)
        return Calibration(model, model, decode_threads(), unit, "graphics_card")
