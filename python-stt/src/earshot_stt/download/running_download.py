"""A download on a thread of its own, so that a cancel is answered while the hub is silent."""

from pathlib import Path
from threading import Event, Thread

from earshot_stt.download.progress import DownloadCancelledError, DownloadProgress
from earshot_stt.models.store import ModelStore
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.threads import end_with_defect


class RunningDownload:
    """`progress` is replaced whole, so reading needs no lock."""

    def __init__(self, model: str, store: ModelStore) -> None:
        self.model = model
        self.progress = DownloadProgress("downloading", 0, None)
        self.error: EarshotError | None = None
        """Once it has ended without a model; None also when it was cancelled."""
        self.place: Path | None = None
        """Once it has ended with one."""
        self.cancelled = Event()
        self._store = store
        self._ended = Event()

    @property
    def has_ended(self) -> bool:
        return self._ended.is_set()

    def start(self) -> None:
        # Never waited for at the end: a resolver may hang for minutes.
        Thread(target=self._run, name="download", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, for which it waits that long."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            self._download()
        except BaseException as defect:  # noqa: BLE001 - as in any thread
            end_with_defect("download", defect)
        self._ended.set()

    def _download(self) -> None:
        # Heavy to import: a cancel is answered meanwhile.
        from earshot_stt.download.model_download import download

        try:
            self.place = download(self.model, self._store, self._report, self.cancelled)
        except DownloadCancelledError:
            log("model_download_cancelled", model=self.model)
        except EarshotError as error:
            log("model_download_failed", model=self.model, code=error.code)
            self.error = error

    def _report(self, progress: DownloadProgress) -> None:
        self.progress = progress
