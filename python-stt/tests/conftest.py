"""One started program per test that asks for one; it must end by itself when its stdin does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from installed import write_table
from sidecar import Sidecar

StartSidecar = Callable[..., Sidecar]

# How long an example takes is the machine's business; the benchmarks measure.
settings.register_profile("earshot", deadline=None)
settings.load_profile("earshot")


@pytest.fixture
def start_sidecar(tmp_path: Path) -> Iterator[StartSidecar]:
    """Starts the real program; every one started ends with its test."""
    started: list[Sidecar] = []

    def start(*arguments: str, environment: dict[str, str] | None = None) -> Sidecar:
        table = write_table(tmp_path / "models.json")
        sidecar = Sidecar(tmp_path / "models", table, arguments, environment or {}, tmp_path / "stderr.jsonl")
        started.append(sidecar)
        return sidecar

    yield start
    for sidecar in started:
        assert sidecar.end() == sidecar.expected_status
