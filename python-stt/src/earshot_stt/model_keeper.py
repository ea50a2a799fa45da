"""Lists, fetches and removes models for the user, on a thread of its own (STT-5)."""

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

from earshot_stt.errors import EarshotError
from earshot_stt.log import log
from earshot_stt.model_catalogue import AUTO_MODEL, DEMO_MODEL, ModelCatalogue
from earshot_stt.model_downloads import ModelDownloads, RunningDownload
from earshot_stt.model_list import list_models
from earshot_stt.model_store import bytes_of
from earshot_stt.model_use import ModelsInUse
from earshot_stt.outbox import Outbox
from earshot_stt.requests import CancelDownload, DownloadModel, ListModels, ModelRequest, RemoveModel
from earshot_stt.vital_thread import VitalThread

_PROGRESS_SECONDS = 0.5


class ModelKeeper(VitalThread):
    """One download at a time; those asked for meanwhile wait their turn.

    `clock` gives seconds that never go back.
    """

    def __init__(
        self,
        outbox: Outbox,
        catalogue: ModelCatalogue,
        downloads: ModelDownloads,
        uses: ModelsInUse,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(name="models", daemon=True)
        self._outbox = outbox
        self._catalogue = catalogue
        self._downloads = downloads
        self._uses = uses
        self._clock = clock
        self._requests: SimpleQueue[ModelRequest] = SimpleQueue()
        self._queue: deque[str] = deque()
        self._running: RunningDownload | None = None
        self._told_at = 0.0

    def answer(self, request: ModelRequest) -> None:
        """Takes a request; never waits."""
        self._requests.put(request)

    def work(self) -> None:
        while True:
            try:
                request = self._requests.get(timeout=None if self._running is None else _PROGRESS_SECONDS)
            except Empty:
                request = None
            if request is not None:
                self._answer(request)
            self._follow()

    def _answer(self, request: ModelRequest) -> None:
        try:
            match request:
                case ListModels():
                    self._uses.settle()
                    result = list_models(self._catalogue, self._uses)
                    self._outbox.respond(request.id, result)
                    return
                case DownloadModel(model=model):
                    self._check_downloadable(model)
                    act = self._want
                case CancelDownload(model=model):
                    act = self._cancel
                case RemoveModel(model=model):
                    self._remove(model)
                    act = None
        except EarshotError as error:
            self._outbox.error(error.code, str(error), identity=request.id)
            return
        self._outbox.respond(request.id, {})
        if act is not None:
            act(model)

    def _check_downloadable(self, model: str) -> None:
        """Raises EarshotError (`model_not_found`, `model_download_failed`)."""
        if model in (DEMO_MODEL, AUTO_MODEL) or model in self._catalogue.local:
            raise EarshotError("model_not_found", f"{model} is no model to download")
        if self._catalogue.store.find(model) is None and self._catalogue.is_offline:
            raise EarshotError("model_download_failed", "the network is not to be used")

    def _want(self, model: str) -> None:
        place = self._catalogue.store.find(model)
        if place is not None:
            size = bytes_of(place) or 0
            self._tell(model, "installed", size, size)
        elif model not in self._queue and not self._is_fetching(model):
            self._queue.append(model)

    def _is_fetching(self, model: str) -> bool:
        running = self._running
        return running is not None and running.model == model and not running.cancelled.is_set()

    def _cancel(self, model: str) -> None:
        if model in self._queue:
            self._queue.remove(model)
            self._tell(model, "cancelled", 0, self._downloads.total_bytes(model))
        elif self._running is not None and self._running.model == model:
            self._running.cancelled.set()

    def _remove(self, model: str) -> None:
        """Raises EarshotError (`model_not_found`, `model_in_use`, `internal_error`)."""
        if model in self._catalogue.local:
            raise EarshotError("model_not_found", "the folder is the user's own")
        # An unknown name is told of first.
        self._catalogue.store.folder(model)
        self._uses.settle()
        if model in self._uses or self._downloads.is_running(model) or model in self._queue:
            raise EarshotError("model_in_use", f"{model} is in use")
        try:
            self._catalogue.store.remove(model)
        except OSError as error:
            raise EarshotError(
                "internal_error", f"{model} cannot be deleted: {type(error).__name__}"
            ) from error
        log("model_removed", model=model)

    def _follow(self) -> None:
        """Tells of the download under way, and starts the next."""
        if self._running is not None:
            if self._running.has_ended:
                self._tell_end(self._running)
                self._running = None
            elif self._clock() - self._told_at >= _PROGRESS_SECONDS:
                self._tell_progress(self._running)
        while self._running is None and self._queue:
            model = self._queue.popleft()
            if self._catalogue.store.find(model) is not None:
                self._want(model)
                continue
            self._running = self._downloads.start(model)
            self._tell_progress(self._running)

    def _tell_progress(self, running: RunningDownload) -> None:
        progress = running.progress
        self._tell(running.model, progress.state, progress.received_bytes, progress.total_bytes)

    def _tell_end(self, running: RunningDownload) -> None:
        progress = running.progress
        if running.error is not None:
            code = running.error.code
            self._tell(running.model, "failed", progress.received_bytes, progress.total_bytes, code)
        else:
            is_there = self._catalogue.store.find(running.model) is not None
            state = "installed" if is_there else "cancelled"
            self._tell(running.model, state, progress.received_bytes, progress.total_bytes)

    def _tell(
        self, model: str, state: str, received: int, total: int | None, error: str | None = None
    ) -> None:
        self._told_at = self._clock()
        self._outbox.events(
            (
                "model_download",
                {
                    "model": model,
                    "state": state,
                    "received_bytes": received,
                    "total_bytes": total,
                    "error": error,
                },
            )
        )
