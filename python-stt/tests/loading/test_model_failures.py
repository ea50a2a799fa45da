"""Models that are broken, too large or gone are named as what they are (STT-5)."""

import shutil
from pathlib import Path

import pytest

from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.memory import available_bytes, check_memory
from support.installed_models import install
from support.sidecar import Sidecar, StartSidecar, transcription_settings


def test_a_damaged_model_is_named_and_can_be_removed(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """What can be damaged is in `test_tampered_models`."""
    directory = install(tmp_path / "models", "tiny")
    (directory / "model.bin").write_bytes(b"")
    sidecar = start_sidecar("--offline")
    sidecar.ask("update_settings", {"settings": transcription_settings(model="tiny")})

    assert sidecar.wait_for_model("failed")["error"] == "model_altered"
    assert sidecar.ask("remove_model", {"model": "tiny"})["result"] == {}


def _load_again(sidecar: Sidecar) -> None:
    for model in ("demo", "tiny"):
        sidecar.ask("update_settings", {"settings": transcription_settings(model=model)})


def test_a_model_that_vanishes_captions_on_and_is_missed_at_the_next_load(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    directory = install(tmp_path / "models", "tiny")
    sidecar = start_sidecar("--offline")
    sidecar.start_session(model="tiny")
    sidecar.wait_for_model("ready", loaded="tiny")
    shutil.rmtree(directory)
    assert sidecar.stop_session()["type"] == "response"

    _load_again(sidecar)

    sidecar.wait_for(
        lambda message: (
            message.get("event") == "model_progress"
            and message["data"]["requested"] == "tiny"
            and message["data"]["state"] == "ready"
            and message["data"]["loaded"]["fallback_reason"] == "model_not_found"
        )
    )


def test_weights_that_the_memory_cannot_hold_are_not_loaded(tmp_path: Path) -> None:
    """Linux would end the program, again after each restart."""
    directory = install(tmp_path, "tiny")
    size = (directory / "model.bin").stat().st_size

    check_memory(directory, lambda: size)
    with pytest.raises(EarshotError) as raised:
        check_memory(directory, lambda: size - 1)

    assert raised.value.code == "model_too_large"
    assert available_bytes() > size


def test_where_the_systems_memory_is_unknown_the_model_is_tried(tmp_path: Path) -> None:
    directory = install(tmp_path, "tiny")
    asked: list[Path] = []

    def unknown() -> int:
        asked.append(directory)
        raise OSError

    check_memory(directory, unknown)

    assert asked == [directory]
