"""What a machine is to do with a model, from what it was found to cost (STT-5)."""

import json
import os
from pathlib import Path

import ctranslate2
import pytest

from earshot_stt.loading.calibration import (
    ModelCalibrator,
    best_threads,
    choose_partials,
    decodes_at_once,
    largest_that_keeps_up,
    thread_counts,
)
from earshot_stt.loading.measurement import Measured, measurement_key, measurements_in
from earshot_stt.models.store import bytes_of
from earshot_stt.wire.reports import Calibration
from support.installed_models import install
from support.sidecar import DEMO_MODEL, Message, Sidecar, StartSidecar

_FILE = "earshot-measurements.json"


@pytest.mark.parametrize(
    ("cores", "counts"), [(1, (1,)), (2, (1,)), (3, (1, 2)), (4, (1, 2, 3)), (16, (1, 2, 3, 4))]
)
def test_a_core_is_left_for_the_meeting_where_there_is_another(cores: int, counts: tuple[int, ...]) -> None:
    assert thread_counts(cores) == counts


@pytest.mark.parametrize(
    ("threads", "cores", "at_once"),
    [(1, 1, 1), (1, 2, 1), (1, 3, 2), (1, 16, 2), (2, 4, 1), (2, 5, 2), (3, 4, 1)],
)
def test_both_sources_are_decoded_side_by_side_where_the_cores_suffice(
    threads: int, cores: int, at_once: int
) -> None:
    """CAP-9: and never on every core."""
    assert decodes_at_once(threads, cores) == at_once


def test_a_thread_more_must_be_worth_it() -> None:
    assert best_threads({1: 100, 2: 90}) == 1
    assert best_threads({1: 100, 2: 84, 3: 80}) == 2
    assert best_threads({1: 100, 2: 70, 3: 50, 4: 60}) == 3
    assert best_threads({1: 100, 2: 90, 3: 80}) == 3


@pytest.mark.parametrize(
    ("unit_ms", "expected"),
    [
        (300, ("small", "keeps_up")),
        (301, ("base", "smaller_partials")),
        (1_500, ("base", "smaller_partials")),
        (1_501, ("small", "finals_only")),
    ],
)
def test_partials_are_done_by_the_largest_model_that_is_quick_enough(
    unit_ms: float, expected: tuple[str, str]
) -> None:
    units = {"medium": None, "base": 231.0, "tiny": 131.0}
    asked: list[str] = []

    def unit_of(name: str) -> float | None:
        asked.append(name)
        return units[name]

    assert choose_partials("small", unit_ms, list(units), unit_of) == expected
    assert "tiny" not in asked


def test_partials_are_rare_where_no_model_is_quick_enough() -> None:
    assert choose_partials("small", 700, ["base"], lambda _: 301) == ("small", "rare_partials")
    assert choose_partials("small", 700, [], lambda _: 1) == ("small", "rare_partials")


def test_auto_is_the_largest_model_that_keeps_up() -> None:
    sizes = [("tiny", 75), ("base", 145), ("small", 480), ("medium", 1_500)]
    units = {"tiny": 131.0, "base": 231.0, "small": 684.0, "medium": 2_000.0}
    asked: list[str] = []

    def unit_of(name: str) -> float | None:
        asked.append(name)
        return units[name]

    assert largest_that_keeps_up(sizes, unit_of) == "small"
    # The one before shows that it is too slow: its measurement is not waited for.
    assert asked == ["tiny", "base", "small"]
    assert largest_that_keeps_up(sizes, lambda _: 5_000) == "tiny"
    assert largest_that_keeps_up(sizes, lambda name: None if name == "base" else 100) == "medium"
    assert largest_that_keeps_up([], unit_of) is None


def test_what_was_measured_is_remembered(tmp_path: Path) -> None:
    measurements = measurements_in(tmp_path / "new")
    measurements.put("one", Measured({1: 231.5, 2: 200.0}, 1))
    measurements.put("two", Measured({1: 5.0}, 2))

    assert measurements.get("one") == Measured({1: 231.5, 2: 200.0}, 1)
    assert measurements.get("three") is None
    assert [path.name for path in (tmp_path / "new").iterdir()] == [_FILE]


def test_the_least_disturbed_measurement_counts() -> None:
    assert Measured({1: 100, 2: 80}, 1).again({1: 90, 2: 120}) == Measured({1: 90, 2: 80}, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"version": 2, "measured": {"one": {"times": 1, "unit_ms": {"1": 5}}}}',
        b'{"version": 1, "measured": []}',
        b'{"version": 1, "measured": {"one": 5}}',
        b'{"version": 1, "measured": {"one": {"times": 1, "unit_ms": {}}}}',
        b'{"version": 1, "measured": {"one": {"times": 1, "unit_ms": {"1": "5"}}}}',
        b'{"version": 1, "measured": {"one": {"times": 1, "unit_ms": {"0": 5}}}}',
        b'{"version": 1, "measured": {"one": {"times": 1, "unit_ms": {"1": -5}}}}',
        b'{"version": 1, "measured": {"one": {"times": 1, "unit_ms": {"1": NaN}}}}',
    ],
)
def test_a_broken_or_foreign_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / _FILE).write_bytes(content)
    measurements = measurements_in(tmp_path)
    assert measurements.get("one") is None

    measurements.put("one", Measured({1: 5.0}, 1))

    assert measurements.get("one") == Measured({1: 5.0}, 1)


def test_a_machine_that_was_busy_is_measured_again_and_no_more_than_thrice(tmp_path: Path) -> None:
    """With a clock under which every unit takes 0.5 s."""

    class Clock:
        def __init__(self) -> None:
            self.seconds = 0.0

        def __call__(self) -> float:
            self.seconds += 0.5
            return self.seconds

    clocks = [Clock() for _ in range(5)]
    for clock in clocks:
        calibrator = ModelCalibrator(measurements_in(tmp_path), dict, clock)
        for _ in range(2):
            calibration = calibrator.calibrate("demo", DEMO_MODEL)
            assert calibration == Calibration("demo", "demo", 1, 500.0, "rare_partials")

    assert [clock.seconds > 0 for clock in clocks] == [True, True, True, False, False]
    assert clocks[0].seconds == clocks[1].seconds


def _calibration(sidecar: Sidecar) -> Message:
    return sidecar.ask("get_health", {})["result"]["engine"]["calibration"]


def test_the_first_load_calibrates_and_the_next_remembers(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    first = start_sidecar()
    first.start_session()
    first.wait_for_model("ready")
    chosen = _calibration(first)
    second = start_sidecar()
    second.start_session()
    second.wait_for_model("ready")

    assert chosen["model"] == chosen["partial_model"] == "demo"
    assert chosen["unit_ms"] > 0
    assert _calibration(second) == chosen
    measured = [line for line in _log(first) if line["event"] == "model_measured"]
    # Both programs log to one file.
    assert [line["threads"] for line in measured] == sorted({line["threads"] for line in measured})
    assert (tmp_path / "models" / _FILE).is_file()


def _log(sidecar: Sidecar) -> list[Message]:
    return [json.loads(line) for line in sidecar.stderr.read_text().splitlines() if line.startswith("{")]


def _remember(cache: Path, units: dict[str, float]) -> None:
    """As if this machine had been measured with the installed models."""
    for model, unit in units.items():
        (snapshot,) = (cache / f"models--Systran--faster-whisper-{model}" / "snapshots").iterdir()
        key = measurement_key(model, bytes_of(snapshot) or 0, os.cpu_count() or 1, ctranslate2.__version__)
        measurements_in(cache).put(key, Measured({1: unit}, 3))


def test_a_smaller_model_does_the_partials_and_both_are_in_use(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    cache = tmp_path / "models"
    for number, size in enumerate(("tiny", "base", "small")):
        install(cache, size, filling=1_000 * number)
    _remember(cache, {"tiny": 131, "base": 231, "small": 684})
    sidecar = start_sidecar("--offline")
    sidecar.start_session(model="small", device="cpu")
    sidecar.wait_for_model("ready")

    assert _calibration(sidecar) == {
        "model": "small",
        "partial_model": "base",
        "threads": 1,
        "unit_ms": 684,
        "reason": "smaller_partials",
    }
    listed = {entry["model"]: entry for entry in sidecar.ask("list_models", {})["result"]["models"]}
    assert [name for name, entry in listed.items() if entry["is_in_use"]] == ["base", "small"]
    for model in ("base", "small"):
        assert sidecar.ask("remove_model", {"model": model})["error"]["code"] == "model_in_use"


def test_auto_takes_the_largest_installed_model_that_keeps_up(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    cache = tmp_path / "models"
    for number, size in enumerate(("tiny", "base", "small")):
        install(cache, size, filling=1_000 * number)
    _remember(cache, {"tiny": 131, "base": 231, "small": 901})
    sidecar = start_sidecar()
    sidecar.start_session(model="auto", device="cpu")

    ready = sidecar.wait_for_model("ready")

    assert ready["requested"] == "auto"
    assert ready["loaded"]["model"] == "base"
    assert ready["loaded"]["fallback_reason"] is None
