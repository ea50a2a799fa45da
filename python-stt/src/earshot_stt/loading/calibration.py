"""What this machine is to do with a model: measured once, remembered, and chosen by what it costs (STT-5).

A unit is the wall time of decoding four seconds of speech, as a partial does. The functions are pure.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ctranslate2

from earshot_stt.loading.measurement import Measured, measure_unit_ms, measurement_key
from earshot_stt.models.store import bytes_of
from earshot_stt.runtime.log import log
from earshot_stt.runtime.record_file import RecordFile
from earshot_stt.wire.reports import Calibration, CalibrationReason

PARTIAL_UNIT_MS = 300
"""Up to which two talkers get partials as often as one can read them."""
FINAL_UNIT_MS = 900
"""Up to which finals of two talkers come in time beside the partials."""
_TOO_SLOW_UNIT_MS = 1_500
_MOST_TIMES = 3
_WORTH_A_THREAD = 0.85
"""Of the wall time with fewer threads: the meeting itself needs the core as well."""


def thread_counts(cores: int) -> tuple[int, ...]:
    """Worth measuring: one core is left for the meeting, whose browser must not wait."""
    most = max(1, min(4, cores - 1))
    return tuple(range(1, most + 1))


def decodes_at_once(threads: int, cores: int) -> int:
    """How many decodes of so many threads may run side by side: one of each source where the cores suffice.

    With both sources talking, one core is still left to the meeting (CAP-9, ADR-036): on two they take turns.
    """
    return max(1, min(2, (cores - 1) // threads))


def best_threads(unit_ms: Mapping[int, float]) -> int:
    """The fewest threads that more of them hardly beat; `unit_ms` by thread count, not empty."""
    best = min(unit_ms)
    for threads in sorted(unit_ms):
        if unit_ms[threads] < _WORTH_A_THREAD * unit_ms[best]:
            best = threads
    return best


def choose_partials(
    model: str, unit_ms: float, smaller: Sequence[str], unit_ms_of: Callable[[str], float | None]
) -> tuple[str, CalibrationReason]:
    """Which model does the partials beside `model`, and why.

    `smaller`: installed ones, from large to small; each is measured only if it comes to that, None where it
    cannot be.
    """
    if unit_ms <= PARTIAL_UNIT_MS:
        return model, "keeps_up"
    if unit_ms > _TOO_SLOW_UNIT_MS:
        return model, "finals_only"
    for name in smaller:
        unit = unit_ms_of(name)
        if unit is not None and unit <= PARTIAL_UNIT_MS:
            return name, "smaller_partials"
    return model, "rare_partials"


def largest_that_keeps_up(
    sizes: Sequence[tuple[str, int]], unit_ms_of: Callable[[str], float | None]
) -> str | None:
    """The model for `auto` among those installed, as (name, bytes) from small to large; None of none.

    The smallest does when none keeps up. None is measured that the one before shows to be too slow.
    """
    best = sizes[0][0] if sizes else None
    measured: tuple[float, int] | None = None
    for name, size in sizes:
        # Decoding waits for the memory, so it costs about as much as there are weights to read.
        if measured is not None and measured[0] * size / max(1, measured[1]) > 2 * FINAL_UNIT_MS:
            break
        unit = unit_ms_of(name)
        if unit is None:
            continue
        if unit > FINAL_UNIT_MS:
            break
        best, measured = name, (unit, size)
    return best


def _trust(_model: str, _directory: Path) -> None:
    """Nothing is asked of the files."""


@dataclass(frozen=True, slots=True)
class ModelCalibrator:
    """`measurements`: of `measurements_in`; `downloaded`: the Whisper models' directories on this machine."""

    measurements: RecordFile[Measured]
    downloaded: Callable[[], dict[str, Path]]
    clock: Callable[[], float] = time.perf_counter
    check: Callable[[str, Path], None] = _trust
    """Raises EarshotError of a model whose files are not what they claim."""
    seen: set[str] = field(default_factory=set[str])
    """Keys of what this process has measured."""

    def calibrate(self, model: str, directory: Path) -> Calibration | None:
        """What the CPU is to do with a model; None of one that cannot be measured."""
        units = self._units(model, directory)
        if units is None:
            return None
        threads = best_threads(units)
        smaller = [
            (name, place) for name, place, size in self._by_size() if size < (bytes_of(directory) or 0)
        ]
        places = dict(reversed(smaller))
        partial_model, reason = choose_partials(
            model, units[threads], list(places), lambda name: self._unit_ms(name, places[name])
        )
        return Calibration(model, partial_model, threads, units[threads], reason)

    def choose_model(self) -> str | None:
        """The largest downloaded model that keeps up on the CPU; None when there is none."""
        models = self._by_size()
        places = {name: place for name, place, _ in models}
        return largest_that_keeps_up(
            [(name, size) for name, _, size in models], lambda name: self._unit_ms(name, places[name])
        )

    def largest_model(self) -> str | None:
        """The largest downloaded model; None when there is none."""
        models = self._by_size()
        return models[-1][0] if models else None

    def threads_of(self, model: str, directory: Path) -> int | None:
        """The thread count that was found to be best, if the model was ever measured."""
        known = self.measurements.get(_key(model, directory))
        return None if known is None else best_threads(known.unit_ms)

    def _by_size(self) -> list[tuple[str, Path, int]]:
        models = [(name, place, bytes_of(place) or 0) for name, place in self.downloaded().items()]
        return sorted(models, key=lambda model: model[2])

    def _unit_ms(self, model: str, directory: Path) -> float | None:
        units = self._units(model, directory)
        return None if units is None else units[best_threads(units)]

    def _units(self, model: str, directory: Path) -> Mapping[int, float] | None:
        key = _key(model, directory)
        known = self.measurements.get(key)
        if known is not None and (key in self.seen or _is_enough(known)):
            return known.unit_ms
        units = self._measure(model, directory)
        if units is None:
            return None
        self.seen.add(key)
        measured = Measured(units, 1) if known is None else known.again(units)
        try:
            self.measurements.put(key, measured)
        except OSError as error:
            log("measurement_not_kept", kind=type(error).__name__)
        return measured.unit_ms

    def _measure(self, model: str, directory: Path) -> Mapping[int, float] | None:
        try:
            self.check(model, directory)
            counts = thread_counts(os.cpu_count() or 1)
            units = {threads: measure_unit_ms(directory, threads, self.clock) for threads in counts}
        # Whatever is wrong with it shows, and is reported, when it is loaded.
        except Exception as error:  # noqa: BLE001
            log("model_not_measured", model=model, kind=type(error).__name__)
            return None
        for threads, unit in units.items():
            log("model_measured", model=model, threads=threads, unit_ms=unit)
        return units


def _is_enough(known: Measured) -> bool:
    """A machine that was busy at the time gets another chance, at another start."""
    return known.times >= _MOST_TIMES or min(known.unit_ms.values()) <= PARTIAL_UNIT_MS


def _key(model: str, directory: Path) -> str:
    return measurement_key(model, bytes_of(directory) or 0, os.cpu_count() or 1, ctranslate2.__version__)
