"""How far the requested model is, for the host and for `get_health` (`protocol/reports.ts`)."""

from typing import Literal

from earshot_stt.decoding.transcriber import LoadedModel
from earshot_stt.loading.calibration import Calibration
from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.json_object import JsonObject
from earshot_stt.wire.outbox import Outbox

State = Literal["loading", "ready", "failed"]


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
        state: State,
        *,
        loaded: LoadedModel | None = None,
        error: ErrorCode | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        progress: JsonObject = {
            "requested": requested,
            "state": state,
            # A download has an event of its own.
            "received_bytes": None,
            "total_bytes": None,
            "loaded": None if loaded is None else loaded.to_json(),
            "error": error,
        }
        self._health.model = progress
        self._health.calibration = None if calibration is None else calibration.to_json()
        self._outbox.events(("model_progress", progress))
        log("model", requested=requested, state=state, error=error)
