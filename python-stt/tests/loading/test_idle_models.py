"""Models that are not used leave the memory, and come back when they are needed (STT-5)."""

import base64
import time
from collections.abc import Callable
from pathlib import Path

from earshot_stt.loading.active_model import IdleTimer
from support.hub import Hub
from support.installed_models import install
from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import DEMO_MODEL, Message, Sidecar, StartSidecar, transcription_settings

_PATIENCE_SECONDS = 60.0


def test_a_rest_begins_after_a_whole_while_of_idleness() -> None:
    rest = IdleTimer(10)

    assert rest.seconds_left(0, is_busy=True) is None
    assert rest.seconds_left(100, is_busy=False) == 10
    assert rest.seconds_left(104, is_busy=False) == 6
    assert rest.seconds_left(105, is_busy=True) is None
    assert rest.seconds_left(111, is_busy=False) == 10
    assert rest.seconds_left(121, is_busy=False) == 0


def _until(is_so: Callable[[], bool]) -> None:
    """Asks again and again, each time over the wire."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"


def _in_use(sidecar: Sidecar) -> list[str]:
    entries: list[Message] = sidecar.ask("list_models", {})["result"]["models"]
    return [entry["model"] for entry in entries if entry["is_in_use"]]


def test_an_idle_model_is_unloaded_and_loaded_again(start_sidecar: StartSidecar) -> None:
    """Never while a session runs; the next one captions as if nothing had been."""
    sidecar = start_sidecar("--unload-after-s=0.01")
    audio, text = spoken(SENTENCES[:1])
    for _ in range(2):
        start = len(sidecar.messages)
        sidecar.start_session()
        frames = sidecar.send_audio("tab", audio)
        assert sidecar.stop_session(tab=frames)["type"] == "response"
        assert word_error_rate(text, sidecar.text("tab")) == 0
        states = [
            message["data"]["state"]
            for message in sidecar.messages[start:]
            if message.get("event") == "model_progress"
        ]
        assert states == ["loading", "ready"]
        _until(lambda: _in_use(sidecar) == [])
        assert sidecar.ask("get_health", {})["result"]["model"] is None


def test_a_choice_loads_a_model_that_was_unloaded(start_sidecar: StartSidecar) -> None:
    """And a model that no session uses is unloaded as well."""
    sidecar = start_sidecar("--unload-after-s=0.01")
    for count in (1, 2):
        sidecar.ask("update_settings", {"settings": transcription_settings()})
        sidecar.wait_for(lambda _, count=count: _times_ready(sidecar) == count)
        _until(lambda: sidecar.ask("get_health", {})["result"]["model"] is None)

        assert _times_ready(sidecar) == count
        assert _in_use(sidecar) == []


def _times_ready(sidecar: Sidecar) -> int:
    progress = [message["data"] for message in sidecar.messages if message.get("event") == "model_progress"]
    return sum(data["state"] == "ready" for data in progress)


def _correct(sidecar: Sidecar, model: str) -> tuple[Message, str]:
    """The answer to a segment that is to be transcribed again, and what is said in it."""
    audio, text = spoken(SENTENCES[:1])
    params = {
        "session": sidecar.session,
        "source": "tab",
        "utterance": 0,
        "model": model,
        "settings": transcription_settings(correction_model=model),
        "language": "en",
        "context": "",
        "pcm": base64.b64encode(audio.astype("<i2").tobytes()).decode(),
    }
    return sidecar.ask("correct_stretch", params), text


def test_an_installed_model_corrects_and_leaves_the_memory(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    install(tmp_path / "models", "base")
    sidecar = start_sidecar("--unload-after-s=0.01")
    for _ in range(2):
        answer, text = _correct(sidecar, "base")

        assert answer["result"]["model"] == "base"
        assert word_error_rate(text, answer["result"]["text"]) == 0
        _until(lambda: _in_use(sidecar) == [])


def test_a_correction_downloads_nothing(start_sidecar: StartSidecar) -> None:
    """SEC-1: and the demo model does not stand in."""
    with Hub(DEMO_MODEL) as hub:
        sidecar = start_sidecar(environment={"HF_ENDPOINT": hub.address})

        for model in ("base", "gigantic", "auto"):
            answer, _ = _correct(sidecar, model)
            assert answer["error"]["code"] == "model_not_found"

    assert hub.requests == []
