"""Which directory to load for the model that is wanted; nothing is fetched for it (SEC-1, STT-5)."""

from earshot_stt.loading.calibrator import ModelCalibrator
from earshot_stt.models.catalogue import AUTO_MODEL, DEMO_MODEL, LocatedModel, ModelCatalogue
from earshot_stt.runtime.errors import EarshotError, ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.wire.requests import Device


class ModelFinder:
    """Used by the loader's thread only."""

    def __init__(self, catalogue: ModelCatalogue, calibrator: ModelCalibrator) -> None:
        self._catalogue = catalogue
        self._calibrator = calibrator

    def find(self, model: str, device: Device) -> LocatedModel:
        """The directory of a model; of one that was never downloaded, that of the best one that was.

        Where none was, the demo model stands in.

        Raises EarshotError(`model_not_found`) for a name that is none of ours.
        """
        place = None if model == AUTO_MODEL else self._catalogue.find(model)
        if place is not None:
            return LocatedModel(model, place)
        reason: ErrorCode | None = None if model == AUTO_MODEL else "model_not_found"
        chosen = self._choose(device)
        place = None if chosen is None else self._catalogue.find(chosen)
        if chosen is None or place is None:
            return self._demo(model)
        if reason is not None:
            log("model_stood_in_for", model=model, by=chosen)
        return LocatedModel(chosen, place, reason)

    def _choose(self, device: Device) -> str | None:
        import ctranslate2

        has_card = device != "cpu" and ctranslate2.get_cuda_device_count() > 0
        return self._calibrator.largest_model() if has_card else self._calibrator.choose_model()

    def _demo(self, model: str) -> LocatedModel:
        log("model_stood_in_for", model=model, by=DEMO_MODEL)
        place = self._catalogue.find(DEMO_MODEL)
        if place is None:
            raise EarshotError("model_not_found", "the demo model is not there")
        return LocatedModel(DEMO_MODEL, place, "model_not_found")
