"""The programs that a test asks for; each must end by itself when its stdin does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from support.installed_models import write_table
from support.sidecar import Sidecar, StartSidecar

# How long an example takes is the machine's business; the benchmarks measure.
settings.register_profile("earshot", deadline=None)
settings.load_profile("earshot")

_NEVER_TOO_SLOW = ("--degrade", "off")
"""Audio comes as fast as it goes, on a machine that may be busy: no reason for cheaper captions (STT-3)."""


@pytest.fixture
def start_sidecar(tmp_path: Path) -> Iterator[StartSidecar]:
    """Starts the real program; every one started ends with its test."""
    started: list[Sidecar] = []

    def start(
        *arguments: str,
        environment: dict[str, str] | None = None,
        inherited: tuple[int, ...] = (),
        program: str = "earshot_stt",
    ) -> Sidecar:
        table, log = write_table(tmp_path / "models.json"), tmp_path / "stderr.jsonl"
        switches = (*_NEVER_TOO_SLOW, *arguments)
        sidecar = Sidecar(tmp_path / "models", table, switches, environment or {}, log, program, inherited)
        started.append(sidecar)
        return sidecar

    yield start
    for sidecar in started:
        assert sidecar.end() == sidecar.expected_status


@pytest.fixture
def start_download(tmp_path: Path) -> Iterator[StartSidecar]:
    """As `start_sidecar`, of the program that downloads one model into the same folder."""
    started: list[Sidecar] = []

    def start(*arguments: str, environment: dict[str, str] | None = None) -> Sidecar:
        table, log = write_table(tmp_path / "models.json"), tmp_path / "download-stderr.jsonl"
        process = Sidecar(
            tmp_path / "models", table, arguments, environment or {}, log, program="earshot_stt.download"
        )
        started.append(process)
        return process

    yield start
    for process in started:
        assert process.end() == process.expected_status
