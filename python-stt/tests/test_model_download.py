"""Fetching models from a hub on this computer, through the real program (STT-5)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import StartSidecar
from hub import LARGE_FILE, Hub
from installed import REVISION, SERVED, write_table
from sidecar import DEMO_MODEL, Message, Sidecar

_SNAPSHOT = Path("models--Systran--faster-whisper-tiny/snapshots") / REVISION


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(DEMO_MODEL) as running:
        yield running


def _download(sidecar: Sidecar, model: str = "tiny") -> None:
    assert sidecar.ask("download_model", {"model": model})["result"] == {}


def _end(sidecar: Sidecar, model: str = "tiny", start: int = 0) -> Message:
    """How the first download of a model ended, among the messages from number `start` on."""

    def is_end(message: Message) -> bool:
        return (
            message.get("event") == "model_download"
            and message["data"]["model"] == model
            and message["data"]["state"] in ("installed", "cancelled", "failed")
        )

    def is_new_end(message: Message) -> bool:
        return is_end(message) and not any(message is old for old in sidecar.messages[:start])

    return sidecar.wait_for(is_new_end)["data"]


def _told(sidecar: Sidecar) -> list[Message]:
    return [message["data"] for message in sidecar.messages if message.get("event") == "model_download"]


def _entry(sidecar: Sidecar, model: str) -> Message:
    models: list[Message] = sidecar.ask("list_models", {})["result"]["models"]
    (entry,) = [entry for entry in models if entry["model"] == model]
    return entry


def test_what_was_downloaded_is_listed_loaded_and_removed(
    start_sidecar: StartSidecar, hub: Hub, tmp_path: Path
) -> None:
    sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    size = hub.total_bytes
    absent = _entry(sidecar, "tiny")
    _download(sidecar)
    end = _end(sidecar)
    listed = _entry(sidecar, "tiny")
    removed = sidecar.ask("remove_model", {"model": "tiny"})

    assert absent == {
        "model": "tiny",
        "kind": "whisper",
        "is_installed": False,
        "bytes": size,
        "is_in_use": False,
    }
    assert end == {
        "model": "tiny",
        "state": "installed",
        "received_bytes": size,
        "total_bytes": size,
        "error": None,
    }
    assert listed == absent | {"is_installed": True, "bytes": size}
    assert removed["result"] == {}
    assert not (tmp_path / "models" / "models--Systran--faster-whisper-tiny").exists()
    assert not _entry(sidecar, "tiny")["is_installed"]
    assert sidecar.ask("remove_model", {"model": "tiny"})["error"]["code"] == "model_not_found"


def test_a_download_that_is_there_is_not_made_again(start_sidecar: StartSidecar, hub: Hub) -> None:
    sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    for _ in range(2):
        start = len(sidecar.messages)
        _download(sidecar)
        assert _end(sidecar, start=start)["state"] == "installed"

    assert sorted(hub.requests) == sorted(SERVED)


def test_a_download_goes_on_where_it_was_cut_off(start_sidecar: StartSidecar) -> None:
    """Cut off twice, each byte is served once."""
    with Hub(DEMO_MODEL, cut_after=(1_000_000, 1_700_000)) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)

        assert _end(sidecar)["state"] == "installed"

    requests = [request for request in hub.requests if request.startswith(LARGE_FILE)]
    assert requests == [LARGE_FILE, f"{LARGE_FILE} bytes=1000000-", f"{LARGE_FILE} bytes=1700000-"]
    assert hub.served[LARGE_FILE] == len(hub.files[LARGE_FILE])


def test_a_download_goes_on_in_the_next_program(start_sidecar: StartSidecar) -> None:
    """Also after a program that was killed in the middle."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        first = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(first)
        assert hub.is_held.wait(30)
        first.wait_for(lambda message: message.get("event") == "model_download" and _has(message, 1_000_000))
        first.kill()
        hub.release.set()
        hub.requests.clear()
        second = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(second)

        assert _end(second)["state"] == "installed"

    (request,) = [request for request in hub.requests if request.startswith(LARGE_FILE)]
    assert int(request.partition("bytes=")[2].removesuffix("-")) > 1_000_000


def _has(message: Message, count: int) -> bool:
    return message["data"]["received_bytes"] > count


def test_a_cancelled_download_keeps_its_part(start_sidecar: StartSidecar) -> None:
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)
        assert hub.is_held.wait(30)
        in_use = sidecar.ask("remove_model", {"model": "tiny"})
        assert sidecar.ask("cancel_download", {"model": "tiny"})["result"] == {}
        hub.release.set()
        cancelled = _end(sidecar)
        is_installed = _entry(sidecar, "tiny")["is_installed"]
        start = len(sidecar.messages)
        _download(sidecar)

        assert _end(sidecar, start=start)["state"] == "installed"

    assert in_use["error"]["code"] == "model_in_use"
    assert cancelled["state"] == "cancelled"
    assert cancelled["error"] is None
    assert not is_installed
    assert [request.partition("=")[0] for request in hub.requests if request.startswith(LARGE_FILE)] == [
        LARGE_FILE,
        f"{LARGE_FILE} bytes",
    ]


def test_a_cancelled_download_can_be_removed(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)
        assert hub.is_held.wait(30)
        sidecar.ask("cancel_download", {"model": "tiny"})
        hub.release.set()
        assert _end(sidecar)["state"] == "cancelled"

        assert sidecar.ask("remove_model", {"model": "tiny"})["result"] == {}

    assert not list((tmp_path / "models").glob("models--*"))


@pytest.mark.parametrize("spoiled", [LARGE_FILE, "tokenizer.json"])
def test_a_file_that_is_not_the_one_of_the_table_is_deleted(
    start_sidecar: StartSidecar, hub: Hub, tmp_path: Path, spoiled: str
) -> None:
    """Of the right length, and one bit is wrong."""
    good = hub.files[spoiled]
    hub.spoil(spoiled)
    sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    _download(sidecar)
    failed = _end(sidecar)
    blobs = list((tmp_path / "models").glob("models--*/blobs/*"))
    is_installed = _entry(sidecar, "tiny")["is_installed"]
    hub.files[spoiled] = good
    start = len(sidecar.messages)
    _download(sidecar)

    assert failed["state"] == "failed"
    assert failed["error"] == "model_altered"
    assert blobs == []
    assert not is_installed
    assert _end(sidecar, start=start)["state"] == "installed"


@pytest.mark.parametrize("lie", ["revision", "size", "digest"])
def test_a_hub_that_tells_of_another_model_is_not_asked_for_it(
    start_sidecar: StartSidecar, tmp_path: Path, lie: str
) -> None:
    """SEC-1 STT-5: a named error, and nothing is kept."""
    with Hub(DEMO_MODEL, claimed_bytes=10**16 if lie == "size" else None) as hub:
        if lie == "revision":
            hub.revision = "f" * 40
        if lie == "digest":
            hub.checksums[LARGE_FILE] = "0" * 64
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)

        assert _end(sidecar)["error"] == "model_altered"

    assert hub.requests == []
    kept = [path for path in (tmp_path / "models").rglob("*") if path.is_file() and path.stat().st_size > 0]
    assert kept == []


def test_a_full_disk_is_told_before_it_is_full(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    table = json.loads(write_table(tmp_path / "models.json").read_text())
    for model in table["models"]:
        for file in model["files"]:
            file["bytes"] = 10**16 if file["name"] == LARGE_FILE else file["bytes"]
    (tmp_path / "large.json").write_text(json.dumps(table))
    with Hub(DEMO_MODEL, claimed_bytes=10**16) as hub:
        arguments = ("--model-table", str(tmp_path / "large.json"))
        sidecar = start_sidecar(*arguments, environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)

        assert _end(sidecar)["error"] == "disk_full"

    assert hub.requests == []


def test_models_wait_their_turn(start_sidecar: StartSidecar) -> None:
    """The second begins when the first is done; one that waits can be cancelled."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        for model in ("tiny", "base", "small"):
            _download(sidecar, model)
        assert hub.is_held.wait(30)
        sidecar.ask("cancel_download", {"model": "base"})
        assert _end(sidecar, "base")["state"] == "cancelled"
        hub.release.set()

        assert _end(sidecar, "small")["state"] == "installed"

    order = list(dict.fromkeys(data["model"] for data in _told(sidecar)))
    assert order == ["tiny", "base", "small"]
    assert _end(sidecar, "tiny")["state"] == "installed"
    assert not _entry(sidecar, "base")["is_installed"]


@pytest.mark.parametrize("model", ["demo", "auto", "mine", "gigantic"])
def test_only_models_of_the_hub_are_fetched_and_removed(
    start_sidecar: StartSidecar, tmp_path: Path, model: str
) -> None:
    """SEC-2: a folder of the user's own is not touched, even under a name of the hub's."""
    own = tmp_path / "own"
    own.mkdir()
    sidecar = start_sidecar(f"--local-model=mine={own}", f"--local-model=tiny={own}")
    for method in ("download_model", "remove_model"):
        assert sidecar.ask(method, {"model": model})["error"]["code"] == "model_not_found"

    assert sidecar.ask("remove_model", {"model": "tiny"})["error"]["code"] == "model_not_found"
    assert own.is_dir()


def test_removal_follows_no_link(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """SEC-2."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").touch()
    cache = tmp_path / "models"
    (cache / "models--Systran--faster-whisper-base" / "snapshots").mkdir(parents=True)
    (cache / "models--Systran--faster-whisper-base" / "snapshots" / "link").symlink_to(outside)
    (cache / "models--Systran--faster-whisper-tiny").symlink_to(outside)
    sidecar = start_sidecar()

    for model in ("tiny", "base"):
        assert sidecar.ask("remove_model", {"model": model})["result"] == {}

    assert (outside / "precious").exists()
    assert list(cache.glob("models--*")) == []


def test_a_repository_cannot_choose_where_its_files_go(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """SEC-2: names are a fixed few."""
    names = ("vocabulary./../../../evil", "../model.bin", "vocabulary.json/x", "evil.bin")
    with Hub(DEMO_MODEL, extra_names=names) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        _download(sidecar)

        assert _end(sidecar)["state"] == "installed"

    assert sorted(hub.requests) == sorted(SERVED)
    assert sorted(path.name for path in (tmp_path / "models" / _SNAPSHOT).iterdir()) == sorted(SERVED)


def test_offline_is_told_at_once(start_sidecar: StartSidecar) -> None:
    sidecar = start_sidecar("--offline")

    answer = sidecar.ask("download_model", {"model": "tiny"})

    assert answer["error"]["code"] == "model_download_failed"
    assert "network" in answer["error"]["message"]


def test_no_hub_is_told(start_sidecar: StartSidecar) -> None:
    """Nobody listens on the port."""
    sidecar = start_sidecar(environment={"HF_ENDPOINT": "http://127.0.0.1:9"})
    _download(sidecar)

    assert _end(sidecar)["error"] == "model_download_failed"


def test_captions_and_health_go_on_beside_a_download(start_sidecar: StartSidecar) -> None:
    """IPC-2."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
        sidecar.start_session()
        sidecar.wait_for_model("ready")
        _download(sidecar)
        assert hub.is_held.wait(30)

        assert sidecar.stop_session()["type"] == "response"
        assert sidecar.ask("get_health", {})["result"]["model"]["state"] == "ready"
        assert sidecar.ask("list_models", {})["result"]["free_bytes"] > 0
