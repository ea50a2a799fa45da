"""Fetching models from a hub on this computer, through the real program that does it (STT-5, SEC-1)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.hub import LARGE_FILE, Hub
from support.installed_models import REVISION, SERVED, write_table
from support.sidecar import DEMO_MODEL, Message, Sidecar, StartSidecar, transcription_settings

_SNAPSHOT = Path("models--Systran--faster-whisper-tiny/snapshots") / REVISION


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(DEMO_MODEL) as running:
        yield running


def _download(process: Sidecar, model: str = "tiny") -> None:
    assert process.ask("download_model", {"model": model})["result"] == {}


def _end(process: Sidecar, model: str = "tiny") -> Message:
    """How the download ended, after which the process ends."""

    def is_end(message: Message) -> bool:
        return (
            message.get("event") == "model_download"
            and message["data"]["model"] == model
            and message["data"]["state"] in ("installed", "cancelled", "failed")
        )

    end: Message = process.wait_for(is_end)["data"]
    assert process.wait_for_end() == 0
    return end


def _entry(sidecar: Sidecar, model: str) -> Message:
    models: list[Message] = sidecar.ask("list_models", {})["result"]["models"]
    (entry,) = [entry for entry in models if entry["model"] == model]
    return entry


def test_what_was_downloaded_is_listed_loaded_and_removed(
    start_sidecar: StartSidecar, start_download: StartSidecar, hub: Hub, tmp_path: Path
) -> None:
    sidecar = start_sidecar()
    size = hub.total_bytes
    absent = _entry(sidecar, "tiny")
    process = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(process)
    end = _end(process)
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


def test_a_download_that_is_there_is_not_made_again(start_download: StartSidecar, hub: Hub) -> None:
    for _ in range(2):
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)
        assert _end(process)["state"] == "installed"

    assert sorted(hub.requests) == sorted(SERVED)


def test_a_download_repairs_a_damaged_model(start_download: StartSidecar, hub: Hub, tmp_path: Path) -> None:
    """Files that are not the table's are fetched again, and no others."""
    process = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(process)
    assert _end(process)["state"] == "installed"
    (weights,) = (tmp_path / "models").rglob("model.bin")
    right = weights.read_bytes()
    weights.write_bytes(bytes(len(right)))

    process = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(process)

    assert _end(process)["state"] == "installed"
    assert weights.read_bytes() == right
    assert len([request for request in hub.requests if request.startswith(LARGE_FILE)]) == 2


def test_a_download_goes_on_where_it_was_interrupted(start_download: StartSidecar) -> None:
    """Cut off twice, each byte is served once."""
    with Hub(DEMO_MODEL, cut_after=(1_000_000, 1_700_000)) as hub:
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)

        assert _end(process)["state"] == "installed"

    requests = [request for request in hub.requests if request.startswith(LARGE_FILE)]
    assert requests == [LARGE_FILE, f"{LARGE_FILE} bytes=1000000-", f"{LARGE_FILE} bytes=1700000-"]
    assert hub.served[LARGE_FILE] == len(hub.files[LARGE_FILE])


def test_a_download_goes_on_in_the_next_program(start_download: StartSidecar) -> None:
    """Also after a program that was killed in the middle."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        first = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(first)
        assert hub.is_held.wait(90)
        first.wait_for(lambda message: message.get("event") == "model_download" and _has(message, 1_000_000))
        first.kill()
        hub.release.set()
        hub.requests.clear()
        second = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(second)

        assert _end(second)["state"] == "installed"

    (request,) = [request for request in hub.requests if request.startswith(LARGE_FILE)]
    assert int(request.partition("bytes=")[2].removesuffix("-")) > 1_000_000


def _has(message: Message, count: int) -> bool:
    return message["data"]["received_bytes"] > count


def test_a_cancelled_download_keeps_its_part(
    start_download: StartSidecar, start_sidecar: StartSidecar
) -> None:
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        first = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(first)
        assert hub.is_held.wait(90)
        assert first.ask("cancel_download", {"model": "tiny"})["result"] == {}
        # The hub still says nothing: a cancel does not wait for it.
        cancelled = _end(first)
        hub.release.set()
        is_installed = _entry(start_sidecar(), "tiny")["is_installed"]
        second = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(second)

        assert _end(second)["state"] == "installed"

    assert cancelled["state"] == "cancelled"
    assert cancelled["error"] is None
    assert not is_installed
    assert [request.partition("=")[0] for request in hub.requests if request.startswith(LARGE_FILE)] == [
        LARGE_FILE,
        f"{LARGE_FILE} bytes",
    ]


def test_a_cancelled_download_can_be_removed(
    start_download: StartSidecar, start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)
        assert hub.is_held.wait(90)
        process.ask("cancel_download", {"model": "tiny"})
        assert _end(process)["state"] == "cancelled"

        assert start_sidecar().ask("remove_model", {"model": "tiny"})["result"] == {}

    assert not list((tmp_path / "models").glob("models--*"))


@pytest.mark.parametrize("spoiled", [LARGE_FILE, "tokenizer.json"])
def test_a_file_that_is_not_the_one_of_the_table_is_deleted(
    start_download: StartSidecar, start_sidecar: StartSidecar, hub: Hub, tmp_path: Path, spoiled: str
) -> None:
    """Of the right length, and one bit is wrong."""
    good = hub.files[spoiled]
    hub.spoil(spoiled)
    first = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(first)
    failed = _end(first)
    blobs = list((tmp_path / "models").glob("models--*/blobs/*"))
    is_installed = _entry(start_sidecar(), "tiny")["is_installed"]
    hub.files[spoiled] = good
    second = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(second)

    assert failed["state"] == "failed"
    assert failed["error"] == "model_altered"
    assert blobs == []
    assert not is_installed
    assert _end(second)["state"] == "installed"


@pytest.mark.parametrize("lie", ["revision", "size", "digest"])
def test_a_hub_that_has_another_model_is_not_asked_for_it(
    start_download: StartSidecar, tmp_path: Path, lie: str
) -> None:
    """SEC-1 STT-5: a named error, and nothing is kept."""
    with Hub(DEMO_MODEL, claimed_bytes=10**16 if lie == "size" else None) as hub:
        if lie == "revision":
            hub.revision = "f" * 40
        if lie == "digest":
            hub.checksums[LARGE_FILE] = "0" * 64
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)

        assert _end(process)["error"] == "model_altered"

    assert hub.requests == []
    kept = [path for path in (tmp_path / "models").rglob("*") if path.is_file() and path.stat().st_size > 0]
    assert kept == []


def test_a_full_disk_is_reported_before_it_is_full(start_download: StartSidecar, tmp_path: Path) -> None:
    table = json.loads(write_table(tmp_path / "models.json").read_text())
    for model in table["models"]:
        for file in model["files"]:
            file["bytes"] = 10**16 if file["name"] == LARGE_FILE else file["bytes"]
    (tmp_path / "large.json").write_text(json.dumps(table))
    with Hub(DEMO_MODEL, claimed_bytes=10**16) as hub:
        arguments = ("--model-table", str(tmp_path / "large.json"))
        process = start_download(*arguments, environment={"HF_ENDPOINT": hub.address})
        _download(process)

        assert _end(process)["error"] == "disk_full"

    assert hub.requests == []


def test_a_process_fetches_one_model(start_download: StartSidecar) -> None:
    """Models wait their turn at the host."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)
        assert hub.is_held.wait(90)
        refused = process.ask("download_model", {"model": "base"})
        _download(process)
        hub.release.set()

        assert _end(process)["state"] == "installed"

    assert refused["error"]["code"] == "model_in_use"
    assert sorted(hub.requests) == sorted(SERVED)


def test_two_browsers_do_not_fetch_one_model_at_once(start_download: StartSidecar) -> None:
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        first = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(first)
        assert hub.is_held.wait(90)
        second = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(second)
        refused = _end(second)
        hub.release.set()

        assert _end(first)["state"] == "installed"

    assert refused["error"] == "model_in_use"


def test_a_model_is_used_once_it_has_come(
    start_sidecar: StartSidecar, start_download: StartSidecar, hub: Hub
) -> None:
    """A running session changes to it, and it cannot be removed then."""
    sidecar = start_sidecar()
    sidecar.start_session(model="tiny")
    assert sidecar.wait_for_model("ready")["loaded"]["model"] == "demo"
    process = start_download(environment={"HF_ENDPOINT": hub.address})
    _download(process)
    assert _end(process)["state"] == "installed"
    sidecar.ask("update_settings", {"settings": transcription_settings(model="tiny")})

    assert sidecar.wait_for_model("ready", loaded="tiny")["loaded"]["fallback_reason"] is None
    assert _entry(sidecar, "tiny")["is_in_use"]
    assert sidecar.ask("remove_model", {"model": "tiny"})["error"]["code"] == "model_in_use"


def test_a_download_ends_with_its_input(start_download: StartSidecar) -> None:
    """A host that died leaves no process on the network."""
    with Hub(DEMO_MODEL, hold_after=1_500_000) as hub:
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)
        assert hub.is_held.wait(90)
        process.close_input()

        assert process.wait_for_end(20) == 0


def test_the_users_proxy_is_used(start_download: StartSidecar, hub: Hub) -> None:
    """The hub is nowhere; only the proxy knows it."""
    process = start_download(
        environment={"HF_ENDPOINT": "http://hub.invalid", "HTTP_PROXY": hub.address, "NO_PROXY": "127.0.0.1"}
    )
    _download(process)

    assert _end(process)["state"] == "installed"
    assert hub.hosts == {"hub.invalid"}


def test_the_process_on_the_network_loads_no_engine(start_download: StartSidecar, hub: Hub) -> None:
    """SEC-1: what recognises speech, or reports home, is not even imported there."""
    process = start_download(environment={"HF_ENDPOINT": hub.address, "PYTHONPROFILEIMPORTTIME": "1"})
    _download(process)
    assert _end(process)["state"] == "installed"
    imported = {line.rpartition("|")[2].strip() for line in process.stderr.read_text().splitlines()}

    assert "huggingface_hub" in imported
    assert imported.isdisjoint({"onnxruntime", "ctranslate2", "faster_whisper", "tokenizers", "av"})


@pytest.mark.parametrize("model", ["demo", "auto", "mine", "gigantic", "tiny"])
def test_only_models_of_the_hub_are_fetched_and_removed(
    start_sidecar: StartSidecar, start_download: StartSidecar, tmp_path: Path, model: str
) -> None:
    """SEC-2: a folder of the user's own is not touched, even under a name of the hub's."""
    own = tmp_path / "own"
    own.mkdir()
    locals_ = (f"--local-model=mine={own}", f"--local-model=tiny={own}")

    fetched = start_download(*locals_).ask("download_model", {"model": model})
    removed = start_sidecar(*locals_).ask("remove_model", {"model": model})

    assert fetched["error"]["code"] == "model_not_found"
    assert removed["error"]["code"] == "model_not_found"
    assert own.is_dir()


def test_the_sidecar_fetches_nothing(start_sidecar: StartSidecar, hub: Hub) -> None:
    """SEC-1: not even when it is asked."""
    sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    for method in ("download_model", "cancel_download"):
        assert sidecar.ask(method, {"model": "tiny"})["error"]["code"] == "unknown_method"

    assert hub.all_requests == []


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


def test_a_repository_cannot_choose_where_its_files_go(start_download: StartSidecar, tmp_path: Path) -> None:
    """SEC-2: names are a fixed few."""
    names = ("vocabulary./../../../evil", "../model.bin", "vocabulary.json/x", "evil.bin")
    with Hub(DEMO_MODEL, extra_names=names) as hub:
        process = start_download(environment={"HF_ENDPOINT": hub.address})
        _download(process)

        assert _end(process)["state"] == "installed"

    assert sorted(hub.requests) == sorted(SERVED)
    assert sorted(path.name for path in (tmp_path / "models" / _SNAPSHOT).iterdir()) == sorted(SERVED)


def test_offline_is_reported_at_once(start_download: StartSidecar) -> None:
    answer = start_download("--offline").ask("download_model", {"model": "tiny"})

    assert answer["error"]["code"] == "model_download_failed"
    assert "network" in answer["error"]["message"]


def test_an_unreachable_hub_is_reported(start_download: StartSidecar) -> None:
    """Nothing listens on the port."""
    process = start_download(environment={"HF_ENDPOINT": "http://127.0.0.1:9"})
    _download(process)

    assert _end(process)["error"] == "model_download_failed"
