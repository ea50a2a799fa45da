"""The downloads under way, each on a thread of its own: at most one of a model, whoever asks for it."""

from collections.abc import Callable
from threading import Event, Lock, Thread

from earshot_stt.errors import EarshotError
from earshot_stt.log import log
from earshot_stt.model_catalogue import ModelCatalogue
from earshot_stt.model_transfer import REACHABLE_SECONDS, DownloadCancelledError, DownloadProgress
from earshot_stt.vital_thread import end_with_defect


class RunningDownload:
    """`progress` is replaced whole, so reading needs no lock."""

    def __init__(self, model: str, work: Callable[["RunningDownload"], None]) -> None:
        self.model = model
        self.progress = DownloadProgress("downloading", 0, None)
        self.error: EarshotError | None = None
        """Once it has ended without a model; None also when it was cancelled."""
        self.cancelled = Event()
        self._ended = Event()
        self._has_answer = Event()
        self._work = work

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    def start(self) -> None:
        # Never waited for at the end: a resolver may hang for longer than anybody should wait.
        Thread(target=self._run, name="download", daemon=True).start()

    def report(self, progress: DownloadProgress) -> None:
        self.progress = progress
        if progress.total_bytes is not None:
            self._has_answer.set()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, for which it waits that long."""
        return self._ended.wait(seconds)

    def wait_for_answer(self) -> None:
        """Raises EarshotError(`model_download_failed`) when no hub answers within seconds."""
        # The client's own bound comes first, where it works.
        if not self._has_answer.wait(REACHABLE_SECONDS + 1):
            self.cancelled.set()
            raise EarshotError("model_download_failed", "the model hub does not answer")

    def _run(self) -> None:
        try:
            self._work(self)
        except BaseException as defect:  # noqa: BLE001 - as in any thread
            end_with_defect("download", defect)
        self._has_answer.set()
        self._ended.set()


class ModelDownloads:
    """Safe from any thread."""

    def __init__(self, catalogue: ModelCatalogue) -> None:
        self._catalogue = catalogue
        self._lock = Lock()
        self._running: dict[str, RunningDownload] = {}
        self._total_bytes: dict[str, int] = {}

    def start(self, model: str) -> RunningDownload:
        """The download of a model, which may run already.

        Raises EarshotError(`model_download_failed`) when the network is not to be used.
        """
        if self._catalogue.is_offline:
            raise EarshotError("model_download_failed", "the network is not to be used")
        with self._lock:
            running = self._running.get(model)
            if running is None:
                running = self._running[model] = RunningDownload(model, self._download)
                running.start()
            return running

    def is_running(self, model: str) -> bool:
        with self._lock:
            return model in self._running

    def total_bytes(self, model: str) -> int | None:
        """What the hub said of a model, if it was asked."""
        return self._total_bytes.get(model)

    def _download(self, running: RunningDownload) -> None:
        # Heavy to import, and only a download needs it.
        from earshot_stt.model_download import download

        try:
            download(running.model, self._catalogue.store, running.report, running.cancelled)
        except DownloadCancelledError:
            log("model_download_cancelled", model=running.model)
        except EarshotError as error:
            log("model_download_failed", model=running.model, code=error.code)
            running.error = error
        finally:
            with self._lock:
                del self._running[running.model]
            if running.progress.total_bytes is not None:
                self._total_bytes[running.model] = running.progress.total_bytes
