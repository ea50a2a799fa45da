"""How far the requested model is, for the host and for `get_health` (`protocol/reports.ts`)."""

from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.wire.events import ModelProgress
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import Calibration, LoadedModel, LoadingState, ModelProgressData


class ProgressReporter:
    """Sends `model_progress` and keeps the last one for `get_health`."""

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
