"""Which servers a download needs, and whether they answer (INS-2, SEC-1)."""

import json
import subprocess
import sys
from pathlib import Path

from support.hub import Hub
from support.installed_models import write_table
from support.package_index import PackageIndex
from support.sidecar import DEMO_MODEL

_RUN = Path(__file__).parents[2] / "run.py"
_CLOSED_PORT = "http://127.0.0.1:9"


def _reach(tmp_path: Path, table: Path, **environment: str) -> list[dict[str, str | None]]:
    command = [sys.executable, "-I", str(_RUN), "earshot_stt.download"]
    models = ["--demo-model", str(DEMO_MODEL), "--model-cache", str(tmp_path / "models")]
    done = subprocess.run(
        [*command, *models, "--model-table", str(table), "--reach", "tiny"],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert not list(tmp_path.glob("models/*"))
    return [json.loads(line) for line in done.stdout.splitlines()]


def _name(address: str) -> str:
    return address.removeprefix("http://").removesuffix("/simple")


def test_the_hub_is_named_and_asked_for_one_file(tmp_path: Path) -> None:
    with Hub(DEMO_MODEL) as hub:
        found = _reach(tmp_path, write_table(tmp_path / "table.json"), HF_ENDPOINT=hub.address)
        assert found == [{"source": "hub", "server": _name(hub.address), "error": None}]
        assert len(hub.requests) == 1


def test_a_hub_that_does_not_answer_hides_no_index_that_does(tmp_path: Path) -> None:
    with PackageIndex() as index:
        table = index.write_table(tmp_path / "table.json")
        found = _reach(tmp_path, table, HF_ENDPOINT=_CLOSED_PORT, PIP_INDEX_URL=index.address)
    assert [(each["source"], each["server"]) for each in found] == [
        ("hub", "127.0.0.1:9"),
        ("index", _name(index.address)),
    ]
    assert [each["error"] is None for each in found] == [False, True]
