"""Loads models on a thread of its own, so that neither health answers nor captions wait for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Literal, TypeAlias

from earshot_stt.decoding.transcriber import Transcriber
from earshot_stt.loading.calibrator import ModelCalibrator
from earshot_stt.loading.finder import ModelFinder
from earshot_stt.loading.progress import ProgressReporter
from earshot_stt.models.catalogue import DEMO_MODEL, ModelCatalogue
from earshot_stt.models.use import ModelGuard, ModelsInUse
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.threads import CriticalThread
from earshot_stt.wire.reports import Calibration, LoadedModel
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
    calibration: Calibration | None = None


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
    wait for.
    """

    def __init__(
        self,
        catalogue: ModelCatalogue,
        finder: ModelFinder,
        new_opener: "Callable[[], ModelOpener]",
        uses: ModelsInUse,
        progress: ProgressReporter,
        deliver: Callable[[ModelOutcome], None],
        prepare: Callable[[Transcriber], Transcriber],
    ) -> None:
        super().__init__(name="load", daemon=True)
        self._catalogue = catalogue
        self._finder = finder
        self._new_opener = new_opener
        self._uses = uses
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
                self._caption(wanted, opener)
            if correction is not None:
                self._deliver(self._correction_outcome(correction, opener))

    def _next(self) -> tuple[WantedModel | None, WantedModel | None]:
        """Waits for a wish; wishes that a later one replaced are not worth loading."""
        with self._changed:
            self._changed.wait_for(lambda: self._wanted is not None or self._correction is not None)
            wishes = self._wanted, self._correction
            self._wanted = self._correction = None
            return wishes

    def _caption(self, wanted: WantedModel, opener: "ModelOpener") -> None:
        """Delivers what becomes of the model."""
        try:
            self._deliver(self._load(wanted, opener))
        except EarshotError as error:
            log("model_failed", requested=wanted.model, code=error.code)
            self._progress.report(wanted.model, "failed", error=error.code)
            self._deliver(ModelFailed(wanted, error))

    def _load(self, wanted: WantedModel, opener: "ModelOpener") -> ModelReady:
        located = self._finder.find(wanted.model, wanted.device)
        with ModelGuard(self._uses, located.name):
            opened = opener.open(located.name, located.directory, wanted.device)
        loaded = LoadedModel(
            located.name,
            opened.transcriber.device,
            opened.transcriber.compute_type,
            located.name == DEMO_MODEL,
            located.fallback_reason,
        )
        self._progress.report(wanted.model, "ready", loaded=loaded, calibration=opened.calibration)
        partial = opened.partial_transcriber
        return ModelReady(
            wanted,
            self._prepare(opened.transcriber),
            loaded,
            None if partial is None else self._prepare(partial),
            opened.calibration,
        )

    def _correction_outcome(
        self, wanted: WantedModel, opener: "ModelOpener"
    ) -> CorrectionReady | CorrectionFailed:
        try:
            with ModelGuard(self._uses, wanted.model):
                directory = self._catalogue.find(wanted.model)
                if directory is None:
                    raise EarshotError("model_not_found", f"{wanted.model} is not on this disk")
                transcriber = opener.open_one(wanted.model, directory, wanted.device)
        except EarshotError as error:
            log("correction_model_failed", model=wanted.model, code=error.code)
            return CorrectionFailed(wanted.model, error)
        return CorrectionReady(wanted.model, self._prepare(transcriber))


def new_opener(
    calibrator: ModelCalibrator,
    uses: ModelsInUse,
    find: Callable[[str], Path | None],
    window: Literal["auto", "full"],
    check: Callable[[str, Path], None],
) -> "Callable[[], ModelOpener]":
    """What makes a `ModelOpener` of these when it is called."""

    def make() -> "ModelOpener":
        from earshot_stt.loading.opener import ModelOpener

        return ModelOpener(calibrator, uses, find, window, check)

    return make
