"""Loads models on a thread of its own, so that neither health answers nor captions wait for it."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeAlias

from earshot_stt.errors import EarshotError
from earshot_stt.log import log
from earshot_stt.model_catalogue import DEMO_MODEL, ModelCatalogue
from earshot_stt.model_limits import limits_of
from earshot_stt.model_progress import ProgressReporter
from earshot_stt.requests import Device
from earshot_stt.transcriber import LoadedModel, Transcriber
from earshot_stt.vital_thread import VitalThread


@dataclass(frozen=True, slots=True)
class WantedModel:
    """What a session's settings say about the model."""

    model: str
    device: Device


@dataclass(frozen=True, slots=True)
class ModelReady:
    wanted: WantedModel
    transcriber: Transcriber
    loaded: LoadedModel


@dataclass(frozen=True, slots=True)
class ModelFailed:
    wanted: WantedModel
    error: EarshotError


ModelOutcome: TypeAlias = ModelReady | ModelFailed


class ModelLoader(VitalThread):
    """Loads the model wanted last and delivers what became of it."""

    def __init__(
        self,
        catalogue: ModelCatalogue,
        progress: ProgressReporter,
        deliver: Callable[[ModelOutcome], None],
        prepare: Callable[[Transcriber], Transcriber],
    ) -> None:
        super().__init__(name="load", daemon=True)
        self._catalogue = catalogue
        self._progress = progress
        self._deliver = deliver
        self._prepare = prepare
        self._wanted: SimpleQueue[WantedModel] = SimpleQueue()

    def want(self, wanted: WantedModel) -> None:
        """Asks for a model; never waits."""
        self._wanted.put(wanted)

    def work(self) -> None:
        while True:
            wanted = self._newest()
            try:
                outcome: ModelOutcome = self._load(wanted)
            except EarshotError as error:
                log("model_failed", requested=wanted.model, reason=str(error))
                self._progress.report(wanted.model, "failed", error=error.code)
                outcome = ModelFailed(wanted, error)
            self._deliver(outcome)

    def _newest(self) -> WantedModel:
        """Waits for a wish; wishes that a later one replaced are not worth loading."""
        wanted = self._wanted.get()
        while True:
            try:
                wanted = self._wanted.get_nowait()
            except Empty:
                return wanted

    def _load(self, wanted: WantedModel) -> ModelReady:
        # Takes a second to import, which the version check need not wait for.
        from earshot_stt.faster_whisper_transcriber import open_transcriber

        def received(done: int, total: int | None) -> None:
            self._progress.report(wanted.model, "downloading", received=done, total=total)

        self._progress.report(wanted.model, "loading")
        located = self._catalogue.locate(wanted.model, received)
        transcriber = open_transcriber(located.directory, wanted.device, limits_of(located.directory))
        loaded = LoadedModel(
            located.name,
            transcriber.device,
            transcriber.compute_type,
            located.name == DEMO_MODEL,
            located.fallback_reason,
        )
        self._progress.report(wanted.model, "ready", loaded=loaded)
        return ModelReady(wanted, self._prepare(transcriber), loaded)
