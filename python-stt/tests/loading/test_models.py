"""Which model captions, and what happens when the wanted one cannot (STT-1, STT-5)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.hub import Hub
from support.installed_models import SERVED, install
from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import DEMO_MODEL, Message, StartSidecar, transcription_settings

_DEMO_INSTEAD = {
    "model": "demo",
    "device": "cpu",
    "compute_type": "int8",
    "is_demo": True,
    "fallback_reason": "model_not_found",
}


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A model hub on this computer that serves the demo model's files as `tiny`."""
    with Hub(DEMO_MODEL) as running:
        yield running


def test_the_demo_model_says_what_it_is(start_sidecar: StartSidecar) -> None:
    """STT-5."""
    sidecar = start_sidecar()
    sidecar.start_session()

    ready = sidecar.wait_for_model("ready")

    assert ready["loaded"] == _DEMO_INSTEAD | {"fallback_reason": None}
    assert sidecar.ask("get_health", {})["result"]["model"] == ready


@pytest.mark.parametrize("model", ["auto", "base", "large-v3-turbo"])
def test_nothing_is_fetched_until_a_person_asks(
    start_sidecar: StartSidecar, start_download: StartSidecar, hub: Hub, model: str
) -> None:
    """SEC-1 STT-5: not by a start, settings, a session, a second program; then exactly its files."""
    sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    sidecar.ask("list_models", {})
    settings = transcription_settings(model=model, correction_model="small")
    sidecar.ask("update_settings", {"settings": settings})
    assert sidecar.wait_for_model("ready")["loaded"] == _DEMO_INSTEAD
    sidecar.start_session(model=model)
    audio, _ = spoken(SENTENCES[:1])
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))
    again = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    again.start_session(model=model)
    again.wait_for_model("ready")
    again.stop_session()
    asked_before = list(hub.all_requests)

    wanted = "base" if model == "auto" else model
    download = start_download(environment={"HF_ENDPOINT": hub.address})
    download.ask("download_model", {"model": wanted})
    download.wait_for(lambda message: message.get("event") == "model_download" and _is_installed(message))
    sidecar.ask("update_settings", {"settings": transcription_settings(model=model)})

    assert sidecar.wait_for_model("ready", loaded=wanted)["loaded"]["fallback_reason"] is None
    assert asked_before == []
    assert sorted(hub.requests) == sorted(SERVED)


def _is_installed(message: Message) -> bool:
    return message["data"]["state"] == "installed"


def test_what_is_installed_stands_in_for_what_is_not(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """STT-5: the demo model only where there is nothing else."""
    install(tmp_path / "models", "tiny")
    sidecar = start_sidecar("--offline")
    sidecar.start_session(model="medium")

    loaded = sidecar.wait_for_model("ready")["loaded"]

    assert (loaded["model"], loaded["fallback_reason"]) == ("tiny", "model_not_found")


def test_a_missing_directory_is_named_and_another_model_catches_up(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    """STT-1, IPC-5: audio waits, unconfirmed, until there is a model for it."""
    sidecar = start_sidecar("--local-model", f"mine={tmp_path / 'nowhere'}")
    sidecar.start_session(model="mine")
    assert sidecar.wait_for_model("failed")["error"] == "model_not_found"
    audio, text = spoken(SENTENCES[:1])
    frames = sidecar.send_audio("tab", audio)
    sidecar.ask("get_health", {})
    assert sidecar.events("tab") == []

    sidecar.ask("update_settings", {"settings": transcription_settings()})
    sidecar.stop_session(tab=frames)

    assert word_error_rate(text, sidecar.text("tab")) == 0
    assert sidecar.events("tab", "audio_consumed")[-1]["next_seq"] == frames


def test_an_unknown_name_is_no_model(start_sidecar: StartSidecar) -> None:
    """STT-1, SEC-2."""
    sidecar = start_sidecar()
    sidecar.start_session(model="gigantic")

    assert sidecar.wait_for_model("failed")["error"] == "model_not_found"


@pytest.mark.parametrize("broken", ["model.bin", "tokenizer.json", "config.json"])
def test_a_broken_directory_is_named_and_a_stop_ends_the_session(
    start_sidecar: StartSidecar, tmp_path: Path, broken: str
) -> None:
    """STT-1, IPC-11: without a model the stop is answered with the reason, and a new session may start."""
    directory = tmp_path / "mine"
    directory.mkdir()
    for file in DEMO_MODEL.glob("*.*"):
        (directory / file.name).write_bytes(b"{broken" if file.name == broken else file.read_bytes())
    sidecar = start_sidecar("--local-model", f"mine={directory}")
    sidecar.start_session(model="mine")
    assert sidecar.wait_for_model("failed")["error"] == "model_corrupt"
    audio, _ = spoken(SENTENCES[:1])

    answer = sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    assert answer["error"]["code"] == "model_corrupt"
    assert sidecar.start_session()["type"] == "response"
