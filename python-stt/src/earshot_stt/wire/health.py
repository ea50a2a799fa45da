"""What `get_health` answers: written by every part, read by the receive pump, never waited for.

Each field has one writer and is replaced whole, so reading needs no lock.
"""

from collections.abc import Mapping

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from earshot_stt.runtime.usage import measure
from earshot_stt.sandbox.network import NetworkSandbox
from earshot_stt.wire.audio import Source
from earshot_stt.wire.fields import PerSource
from earshot_stt.wire.reports import (
    Calibration,
    EchoReport,
    EngineReport,
    HealthReport,
    ModelProgressData,
    SourceCoverage,
)


class HealthState:
    """The model's progress and, per source, samples received and samples covered."""

    def __init__(self, network_sandbox: NetworkSandbox) -> None:
        self._network_sandbox: NetworkSandbox = network_sandbox
        self.model: ModelProgressData | None = None
        """`model_progress` as last sent; written by the loader."""
        self.calibration: Calibration | None = None
        """What this machine was found to do; written by the loader."""
        self._engine: EngineReport | UnsetType = UNSET
        self._coverage: PerSource[SourceCoverage] | UnsetType = UNSET
        self._echo: EchoReport | UnsetType = UNSET
        self._session: str | None = None
        self._first: dict[Source, int] = {}
        self._received: dict[Source, int] = {}
        self._covered: dict[Source, int] = {}

    def begin(self, session: str, settled: Mapping[Source, int]) -> None:
        """Counts for `session` from now on; an earlier process has covered what is below `settled`."""
        self._first, self._received, self._covered = {}, {}, {**settled}
        self._session = session

    def end(self) -> None:
        """Counts for no session any more."""
        self._session, self._coverage, self._echo = None, UNSET, UNSET
        self._first, self._received, self._covered = {}, {}, {}

    def receive(self, session: str, source: Source, start: int, end: int) -> None:
        """A frame of samples [start, end) came; called by the receive pump."""
        if session == self._session:
            self._first.setdefault(source, start)
            self._received[source] = max(end, self._received.get(source, 0))

    def cover(self, session: str, source: Source, end: int) -> None:
        """A final or a verdict of silence covers everything below `end`; called by the engine."""
        if session == self._session:
            self._covered[source] = max(end, self._covered.get(source, 0))

    def publish(
        self,
        engine: EngineReport,
        coverage: PerSource[SourceCoverage] | UnsetType,
        echo: EchoReport | UnsetType,
    ) -> None:
        """How the engine does, where the session's samples are, and its echo; called by the engine."""
        self._engine, self._coverage, self._echo = engine, coverage, echo

    def report(self) -> HealthReport:
        engine = self._engine
        return HealthReport(
            self.model,
            PerSource(self._lag("tab"), self._lag("mic")),
            self._network_sandbox,
            measure(),
            engine if engine is UNSET else replace(engine, calibration=self.calibration),
            self._coverage,
            self._echo,
        )

    def _lag(self, source: Source) -> int:
        covered = max(self._covered.get(source, 0), self._first.get(source, 0))
        return max(0, self._received.get(source, 0) - covered)
