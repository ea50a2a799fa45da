"""Measures models on this machine, once each, and chooses by what was found (STT-5)."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from earshot_stt.loading.calibration import (
    PARTIAL_UNIT_MS,
    best_threads,
    choose_partials,
    largest_that_keeps_up,
    thread_counts,
)
from earshot_stt.loading.measurement import Measured, Measurements, measurement_key
from earshot_stt.models.store import bytes_of
from earshot_stt.runtime.log import log
from earshot_stt.wire.reports import Calibration

_MOST_TIMES = 3


def _trust(_model: str, _directory: Path) -> None:
    """Nothing is asked of the files."""


@dataclass(frozen=True, slots=True)
class ModelCalibrator:
    """`downloaded` gives the directories of the Whisper models on this machine."""

    measurements: Measurements
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
        return Calibration(model, partial_model, threads, round(units[threads], 1), reason)

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
        self.measurements.put(key, measured)
        return measured.unit_ms

    def _measure(self, model: str, directory: Path) -> Mapping[int, float] | None:
        from earshot_stt.loading.measurement import measure_unit_ms

        try:
            self.check(model, directory)
            counts = thread_counts(os.cpu_count() or 1)
            units = {threads: measure_unit_ms(directory, threads, self.clock) for threads in counts}
        # Whatever is wrong with it shows, and is reported, when it is loaded.
        except Exception as error:  # noqa: BLE001
            log("model_not_measured", model=model, kind=type(error).__name__)
            return None
        for threads, unit in units.items():
            log("model_measured", model=model, threads=threads, unit_ms=round(unit, 1))
        return units


def _is_enough(known: Measured) -> bool:
    """A machine that was busy at the time gets another chance, at another start."""
    return known.times >= _MOST_TIMES or min(known.unit_ms.values()) <= PARTIAL_UNIT_MS


def _key(model: str, directory: Path) -> str:
    import ctranslate2

    return measurement_key(model, bytes_of(directory) or 0, os.cpu_count() or 1, ctranslate2.__version__)
