"""What the sidecar loads, and what it says that it uses (IPC-12, STT-2)."""

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import psutil
import pytest

import earshot_stt
from earshot_stt.runtime.unused_libraries import leave_out
from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import ROOT, StartSidecar

_SOURCES = Path(earshot_stt.__file__).parent
_PROGRAMS = Path(__file__).parent / "programs"
_PYTHON_STT = ROOT / "python-stt"


def test_no_library_that_decodes_audio_files_is_loaded(start_sidecar: StartSidecar) -> None:
    """SEC-2: whatever faster_whisper imports; and captions are made as ever."""
    sidecar = start_sidecar(
        program="names_its_libraries",
        environment={"PYTHONPATH": f"{_SOURCES.parent}:{_PROGRAMS}"},
    )
    sidecar.start_session()
    audio, text = spoken(SENTENCES[:1])
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))
    assert word_error_rate(text, sidecar.text("tab")) == 0

    sidecar.close_input()
    assert sidecar.wait_for_end() == 0

    loaded = json.loads(sidecar.stderr.read_text("utf-8").splitlines()[-1])
    assert loaded == {"av": [None], "faster_whisper": True}


def test_a_library_that_is_left_out_fails_by_name_where_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.delitem(sys.modules, "left_out_library", raising=False)
    leave_out("left_out_library")

    import left_out_library  # pyright: ignore[reportMissingImports]

    with pytest.raises(AttributeError, match="left_out_library"):
        left_out_library.open()  # pyright: ignore[reportUnknownMemberType]
    monkeypatch.delitem(sys.modules, "left_out_library")


def test_the_sidecar_says_what_it_has_used(start_sidecar: StartSidecar) -> None:
    """IPC-12: on every system, by its own measure."""
    sidecar = start_sidecar()
    held = psutil.Process(sidecar.process_id).memory_info().rss

    used = sidecar.ask("get_health", {})["result"]["process"]

    assert (used["name"], used["pid"]) == ("sidecar", sidecar.process_id)
    assert used["cpu_seconds"] > 0
    assert used["peak_rss_bytes"] >= held


def _heaps_of_threads(process_id: int) -> list[str]:
    """GNU's C library reserves 64 MiB for a thread's heap, aligned to that, and makes part of it usable."""
    heap = 64 * 1024 * 1024
    lines = Path(f"/proc/{process_id}/maps").read_text("utf-8").splitlines()
    ranges = [tuple(int(end, 16) for end in line.split()[0].split("-")) for line in lines]
    return [
        line
        for line, (start, end), (then, last) in zip(lines, ranges, ranges[1:], strict=False)
        if start % heap == 0 and end == then and last == start + heap
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' C libraries share one heap")
def test_all_threads_share_one_heap(start_sidecar: StartSidecar) -> None:
    """STT-5: each would keep the buffers of the largest decode for itself."""
    sidecar = start_sidecar()
    sidecar.start_session()
    sidecar.stop_session(tab=sidecar.send_audio("tab", spoken(SENTENCES[:1])[0]))

    assert _heaps_of_threads(sidecar.process_id) == []


def _declared(file: str) -> set[str]:
    """Names of distributions, one a line or one a quoted string, whatever follows them."""
    lines = (_PYTHON_STT / file).read_text("utf-8").splitlines()
    return {match[1] for line in lines if (match := re.match(r'(?:  ")?([a-z][a-z0-9-]*)\b', line))}


def test_every_library_that_is_imported_is_declared() -> None:
    """What another library happens to bring may go with its next version."""
    nodes = [node for path in _SOURCES.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    libraries = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"earshot_stt"}
    declared = _declared("requirements.in")
    distributions = packages_distributions()

    undeclared = [
        library
        for library in libraries
        if declared.isdisjoint(name.replace("_", "-") for name in distributions[library])
    ]

    assert undeclared == []


def test_the_package_declares_what_the_lock_is_made_of() -> None:
    project = (_PYTHON_STT / "pyproject.toml").read_text("utf-8")
    dependencies = project.partition("dependencies = [\n")[2].partition("]")[0]

    assert set(re.findall(r'"([a-z0-9-]+)', dependencies)) == _declared("requirements.in")
