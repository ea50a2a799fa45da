"""Loads models on a thread of its own, so that neither health answers nor captions wait for it.

Here is which model is loaded next, and who learns of it. How one is loaded:

1. `opener.py` finds the directory of a name, or of what stands in for it;
2. `models/check.py` refuses files that are not what they claim, before anything of them is read;
3. `calibration.py` measures once what the CPU is to do with it: threads, and a smaller model for partials;
4. `decoding/faster_whisper_transcriber.py` opens and warms the weights (`open_transcriber`).

What is delivered goes through the engine's inbox; `active_model.py` says which model captions meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, TypeAlias

from earshot_stt.decoding.transcriber import Transcriber
from earshot_stt.runtime.errors import EarshotError, ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.runtime.threads import CriticalThread
from earshot_stt.wire.events import ModelProgress
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import Calibration, LoadedModel, LoadingState, ModelProgressData
from earshot_stt.wire.requests import Device

if TYPE_CHECKING:
    from earshot_stt.loading.opener import ModelOpener


@dataclass(frozen=True, slots=True)
class WantedModel:
    """What a session's settings say about the model."""

    model: str
    device: Device


@dataclass(frozen=True, slots=True)
class ModelReady:
    """`partial_transcriber` does the partials; None when one model does everything."""

    wanted: WantedModel
    transcriber: Transcriber
    loaded: LoadedModel
    partial_transcriber: Transcriber | None = None


@dataclass(frozen=True, slots=True)
class ModelFailed:
    wanted: WantedModel
    error: EarshotError


@dataclass(frozen=True, slots=True)
class CorrectionReady:
    model: str
    transcriber: Transcriber


@dataclass(frozen=True, slots=True)
class CorrectionFailed:
    model: str
    error: EarshotError


ModelOutcome: TypeAlias = ModelReady | ModelFailed | CorrectionReady | CorrectionFailed


class ModelLoader(CriticalThread):
    """Loads the models wanted last, the one for captions first, and delivers what became of them.

    `new_opener` is called once, by the loader's thread: it takes a second, which the version check need not
    wait for. `prepare` is given each loaded model and returns the one to be used.
    """

    def __init__(
        self,
        new_opener: "Callable[[], ModelOpener]",
        progress: "ProgressReporter",
        deliver: Callable[[ModelOutcome], None],
        prepare: Callable[[Transcriber], Transcriber],
    ) -> None:
        super().__init__(name="load", daemon=True)
        self._new_opener = new_opener
        self._progress = progress
        self._deliver = deliver
        self._prepare = prepare
        self._changed = Condition()
        self._wanted: WantedModel | None = None
        self._correction: WantedModel | None = None

    def want(self, wanted: WantedModel) -> None:
        """Asks for a model to caption with; never waits."""
        with self._changed:
            self._wanted = wanted
            self._changed.notify_all()

    def want_correction(self, model: str, device: Device) -> None:
        """Asks for an installed model that transcribes again; never waits, and downloads nothing."""
        with self._changed:
            self._correction = WantedModel(model, device)
            self._changed.notify_all()

    def work(self) -> None:
        opener: ModelOpener | None = None
        while True:
            wanted, correction = self._next()
            if wanted is not None:
                self._progress.report(wanted.model, "loading")
            opener = opener or self._new_opener()
            # No name of this thread may hold what was delivered: it is to be freed while this thread waits.
            if wanted is not None:
                self._deliver(self._load(wanted, opener))
            if correction is not None:
                self._deliver(self._load_correction(correction, opener))

    def _next(self) -> tuple[WantedModel | None, WantedModel | None]:
        """Waits for a request; one that a later one superseded is not worth loading."""
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._correction is not None)
            requested = self._wanted, self._correction
            self._wanted = self._correction = None
            return requested

    def _load(self, wanted: WantedModel, opener: "ModelOpener") -> ModelReady | ModelFailed:
        try:
            opened = opener.open(wanted.model, wanted.device)
        except EarshotError as error:
            log("model_failed", requested=wanted.model, code=error.code)
            self._progress.report(wanted.model, "failed", error=error.code)
            return ModelFailed(wanted, error)
        self._progress.report(wanted.model, "ready", loaded=opened.loaded, calibration=opened.calibration)
        partial = opened.partial_transcriber
        return ModelReady(
            wanted,
            self._prepare(opened.transcriber),
            opened.loaded,
            None if partial is None else self._prepare(partial),
        )

    def _load_correction(
        self, wanted: WantedModel, opener: "ModelOpener"
    ) -> CorrectionReady | CorrectionFailed:
        try:
            transcriber = opener.open_for_correction(wanted.model, wanted.device)
        except EarshotError as error:
            log("correction_model_failed", model=wanted.model, code=error.code)
            return CorrectionFailed(wanted.model, error)
        return CorrectionReady(wanted.model, self._prepare(transcriber))


class ProgressReporter:
    """Sends `model_progress` and leaves the last one to `get_health`."""

    def __init__(self, outbox: Outbox, health: HealthState) -> None:
        self._outbox = outbox
        self._health = health

    def forget(self) -> None:
        """No model is held any more, and none is wanted."""
        self._health.model = self._health.calibration = None

    def report(
        self,
        requested: str,
        state: LoadingState,
        *,
        loaded: LoadedModel | None = None,
        error: ErrorCode | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        progress = ModelProgressData(requested, state, loaded, error)
        self._health.model, self._health.calibration = progress, calibration
        self._outbox.events(ModelProgress(progress))
        log("model", requested=requested, state=state, error=error)
