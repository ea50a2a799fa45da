"""What the sidecar reports of models, the engine and itself: mirror of `protocol/reports.ts`."""

from typing import Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType

from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.runtime.usage import ProcessUsage
from earshot_stt.sandbox.network import NetworkSandbox
from earshot_stt.wire.fields import PerSource

LoadingState: TypeAlias = Literal["downloading", "loading", "ready", "failed"]
DownloadState: TypeAlias = Literal["downloading", "checking", "installed", "cancelled", "failed"]
ModelKind: TypeAlias = Literal["whisper", "local", "demo"]
LadderStep: TypeAlias = Literal[
    "full", "rare_partials", "one_talker", "finals_only", "quick_finals", "catching_up"
]
CalibrationReason: TypeAlias = Literal[
    "keeps_up", "smaller_partials", "rare_partials", "finals_only", "graphics_card"
]


class LoadedModel(Struct, frozen=True):
    """The model that does the work, which may not be the one asked for."""

    model: str
    device: Literal["cpu", "cuda"]
    compute_type: str
    is_demo: bool
    fallback_reason: ErrorCode | None


class ModelProgressData(Struct, frozen=True):
    """How far the requested model is. This program downloads nothing: a download has an event of its own."""

    requested: str
    state: LoadingState
    loaded: LoadedModel | None
    error: ErrorCode | None
    received_bytes: int | None = None
    total_bytes: int | None = None


class Calibration(Struct, frozen=True):
    """What this machine is to do with a model, and why; `unit_ms`: see `loading/calibration`."""

    model: str
    partial_model: str
    threads: int
    unit_ms: float
    reason: CalibrationReason


class EngineReport(Struct, frozen=True):
    """How the engine does."""

    step: LadderStep
    partial_interval_ms: int
    redone: int
    suppressed: int
    calibration: Calibration | None = None


class SourceCoverage(Struct):
    """Where the samples of one source are."""

    received: int = 0
    no_speech: int = 0
    final: int = 0
    failed: int = 0
    """Decoded without result, which an error has reported."""
    open: int = 0
    """Waiting, being spoken, or on the way to its final."""


class EchoReport(Struct, frozen=True):
    """How late the tab comes back in the microphone; None while no echo was seen."""

    delay_ms: int | None


class HealthReport(Struct, frozen=True):
    """The answer to `get_health`; `coverage` and `echo` are there while a session runs."""

    model: ModelProgressData | None
    lag_samples: PerSource[int]
    network_sandbox: NetworkSandbox
    process: ProcessUsage
    engine: EngineReport | UnsetType = UNSET
    coverage: PerSource[SourceCoverage] | UnsetType = UNSET
    echo: EchoReport | UnsetType = UNSET


class SecondSource(Struct, frozen=True):
    """Where a model comes from when the hub cannot be reached, and how much that is."""

    server: str
    bytes: int


class ModelEntry(Struct, frozen=True):
    """A model by name, whether on this machine or not."""

    model: str
    kind: ModelKind
    is_installed: bool
    bytes: int | None
    is_in_use: bool
    second_source: SecondSource | UnsetType = UNSET


class ModelList(Struct, frozen=True):
    """The answer to `list_models`."""

    models: tuple[ModelEntry, ...]
    free_bytes: int | None
    hub: str


class ModelDownloadData(Struct, frozen=True):
    """How far a download is."""

    model: str
    state: DownloadState
    received_bytes: int
    total_bytes: int | None
    error: ErrorCode | None = None
