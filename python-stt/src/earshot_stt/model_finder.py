"""Which directory to load for the model that is wanted, after a download if need be (STT-5)."""

from collections.abc import Callable

from earshot_stt.errors import EarshotError, ErrorCode
from earshot_stt.log import log
from earshot_stt.model_calibrator import ModelCalibrator
from earshot_stt.model_catalogue import (
    AUTO_MODEL,
    DEMO_MODEL,
    FIRST_MODEL,
    LocatedModel,
    ModelCatalogue,
)
from earshot_stt.model_downloads import ModelDownloads
from earshot_stt.model_transfer import DownloadProgress
from earshot_stt.requests import Device

_PROGRESS_SECONDS = 0.5


class WishReplacedError(Exception):
    """Another model is wanted meanwhile; the download goes on."""


class ModelFinder:
    """Used by the loader's thread only."""

    def __init__(
        self, catalogue: ModelCatalogue, downloads: ModelDownloads, calibrator: ModelCalibrator
    ) -> None:
        self._catalogue = catalogue
        self._downloads = downloads
        self._calibrator = calibrator

    def find(
        self,
        model: str,
        device: Device,
        received: Callable[[DownloadProgress], None],
        is_replaced: Callable[[], bool],
    ) -> LocatedModel:
        """The directory of a model, or the demo model's where a download fails.

        Raises EarshotError(`model_not_found`), WishReplacedError.
        """
        name = self._choose(device) if model == AUTO_MODEL else model
        place = self._catalogue.find(name)
        if place is not None:
            return LocatedModel(name, place)
        try:
            self._download(name, received, is_replaced)
            place = self._catalogue.find(name)
            if place is None:
                raise EarshotError("model_download_failed", "the download left no model")
        except EarshotError as error:
            log("model_stood_in_for", model=name, reason=str(error))
            return self._demo(error.code)
        return LocatedModel(name, place)

    def _choose(self, device: Device) -> str:
        import ctranslate2

        has_card = device != "cpu" and ctranslate2.get_cuda_device_count() > 0
        chosen = self._calibrator.largest_model() if has_card else self._calibrator.choose_model()
        return chosen or FIRST_MODEL

    def _download(
        self, model: str, received: Callable[[DownloadProgress], None], is_replaced: Callable[[], bool]
    ) -> None:
        running = self._downloads.start(model)
        running.wait_for_answer()
        if running.progress.total_bytes is not None:
            received(running.progress)
        while not running.wait(_PROGRESS_SECONDS):
            if is_replaced():
                raise WishReplacedError
            received(running.progress)
        if running.error is not None:
            raise running.error

    def _demo(self, reason: ErrorCode) -> LocatedModel:
        place = self._catalogue.find(DEMO_MODEL)
        if place is None:
            raise EarshotError("model_not_found", "the demo model is not there")
        return LocatedModel(DEMO_MODEL, place, reason)
