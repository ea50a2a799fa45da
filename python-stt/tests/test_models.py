"""Which model captions, and what happens when the wanted one cannot (STT-1, STT-5)."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import StartSidecar
from hub import Hub
from sidecar import DEMO_MODEL, transcription_settings
from speech import SENTENCES, spoken, word_error_rate

_DEMO_INSTEAD = {
    "model": "demo",
    "device": "cpu",
    "compute_type": "int8",
    "is_demo": True,
    "fallback_reason": "model_download_failed",
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


def test_the_demo_model_stands_in_when_the_network_is_off(start_sidecar: StartSidecar) -> None:
    """STT-5."""
    sidecar = start_sidecar("--offline")
    sidecar.start_session(model="base")

    assert sidecar.wait_for_model("ready")["loaded"] == _DEMO_INSTEAD


def test_the_demo_model_stands_in_when_no_hub_is_there(start_sidecar: StartSidecar) -> None:
    """STT-5: nobody listens on the port."""
    sidecar = start_sidecar(environment={"HF_ENDPOINT": "http://127.0.0.1:9"})
    sidecar.start_session(model="large-v3-turbo")

    assert sidecar.wait_for_model("ready")["loaded"] == _DEMO_INSTEAD


def test_the_demo_model_stands_in_when_the_hub_is_silent(start_sidecar: StartSidecar) -> None:
    """STT-5: a hub that accepts and never answers costs seconds, and the speech meanwhile is not lost."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        sidecar = start_sidecar(environment={"HF_ENDPOINT": f"http://127.0.0.1:{port}"})
        sidecar.start_session(model="base")
        audio, text = spoken(SENTENCES[:1])
        frames = sidecar.send_audio("tab", audio)

        assert sidecar.wait_for_model("ready")["loaded"] == _DEMO_INSTEAD

    sidecar.stop_session(tab=frames)
    assert word_error_rate(text, sidecar.text("tab")) == 0


def test_a_download_tells_its_progress_and_is_kept(start_sidecar: StartSidecar, hub: Hub) -> None:
    """STT-5: once downloaded, it works without a network."""
    first = start_sidecar(environment={"HF_ENDPOINT": hub.address})
    first.start_session(model="tiny")
    downloading = first.wait_for_model("downloading")
    downloaded = first.wait_for_model("ready")
    second = start_sidecar("--offline")
    second.start_session(model="tiny")

    assert downloading["total_bytes"] == hub.total_bytes
    assert downloaded["loaded"] == _DEMO_INSTEAD | {
        "model": "tiny",
        "is_demo": False,
        "fallback_reason": None,
    }
    assert second.wait_for_model("ready")["loaded"] == downloaded["loaded"]


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
