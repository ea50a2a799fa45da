"""Sending, receiving and decoding wait for nothing but their own work (IPC-2, IPC-3, IPC-9)."""

import socket
import time
from threading import Thread

from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import DEMO_MODEL, StartSidecar, transcription_settings

_AT_ONCE_SECONDS = 60.0
"""A tenth of what a wait for the decode would take: a busy machine is late, and how late is not tested."""
_SLOW = ("--decode-delay-ms", "6000")


def test_health_is_answered_and_audio_taken_while_a_decode_runs(start_sidecar: StartSidecar) -> None:
    """IPC-2, IPC-3: 100 frames with no caption in between, and a decode of 6 s still gives its final."""
    sidecar = start_sidecar(*_SLOW)
    sidecar.start_session()
    sidecar.wait_for_model("ready")
    audio, text = spoken(SENTENCES[:1], pause_seconds=4.3)
    assert len(audio) == 100 * 1600

    for seq in range(100):
        sidecar.send_frame("tab", seq, audio[seq * 1600 : (seq + 1) * 1600])
    sidecar.wait_for(lambda message: message.get("event") == "speech_start")
    health = sidecar.ask("get_health", {})

    assert not sidecar.events("tab", "final_text")
    assert health["result"]["lag_samples"]["tab"] > 0
    assert health["result"]["lag_samples"]["mic"] == 0
    final = sidecar.wait_for(lambda message: message.get("event") == "final_text")["data"]
    assert final["session"] == sidecar.session
    assert final["utterance"] == sidecar.events("tab", "speech_start")[0]["utterance"]
    assert word_error_rate(text, final["text"]) == 0
    sidecar.wait_for(
        lambda message: message.get("event") == "audio_consumed" and message["data"]["next_seq"] == 100
    )


def test_the_program_ends_at_once_when_its_input_does(start_sidecar: StartSidecar) -> None:
    """IPC-11: in the middle of a decode of ten minutes, of which it does not wait for the end."""
    sidecar = start_sidecar("--decode-delay-ms", "600000")
    sidecar.start_session()
    audio, _ = spoken(SENTENCES[:1])
    sidecar.send_audio("tab", audio)
    sidecar.wait_for(lambda message: message.get("event") == "speech_start")

    sidecar.close_input()

    assert sidecar.wait_for_end(_AT_ONCE_SECONDS) == 0


def test_health_is_answered_again_and_again_during_one_decode(start_sidecar: StartSidecar) -> None:
    """IPC-10: a program that decodes for minutes is not one that hangs."""
    sidecar = start_sidecar("--decode-delay-ms", "600000")
    sidecar.start_session()
    audio, _ = spoken(SENTENCES[:1])
    sidecar.send_audio("tab", audio)
    sidecar.wait_for(lambda message: message.get("event") == "speech_start")

    for _ in range(6):
        asked = time.monotonic()
        assert sidecar.ask("get_health", {})["result"]["lag_samples"]["tab"] > 0
        assert time.monotonic() - asked < _AT_ONCE_SECONDS
    assert not sidecar.events("tab", "final_text", "speech_end")


def test_health_is_answered_while_the_model_loads(start_sidecar: StartSidecar) -> None:
    """IPC-10: a hub that never answers keeps the loader waiting, and no one else."""
    with socket.create_server(("127.0.0.1", 0)) as silent_hub:
        sidecar = start_sidecar(
            environment={"HF_ENDPOINT": f"http://127.0.0.1:{silent_hub.getsockname()[1]}"}
        )
        sidecar.start_session(model="tiny")
        sidecar.wait_for_model("loading")

        for _ in range(6):
            assert sidecar.ask("get_health", {})["result"]["model"]["state"] == "loading"
        sidecar.close_input()

        assert sidecar.wait_for_end(_AT_ONCE_SECONDS) == 0


def test_health_is_answered_while_the_input_is_flooded(start_sidecar: StartSidecar) -> None:
    """IPC-9, IPC-10: 30,000 lines of garbage and 20 MB without a line feed are not answered one by one."""
    sidecar = start_sidecar()
    sidecar.start_session()

    def flood() -> None:
        for _ in range(30):
            sidecar.write(b"garbage\n" * 1_000)
        sidecar.write(b"x" * 20_000_000 + b"\n")

    sender = Thread(target=flood)
    sender.start()
    answers = [sidecar.ask("get_health", {})["type"] for _ in range(6)]
    sender.join()

    assert answers == ["response"] * 6
    assert sidecar.stop_session()["type"] == "response"


def test_corrupt_lines_are_named_and_change_nothing(start_sidecar: StartSidecar) -> None:
    """IPC-9, SEC-2: neither garbage nor a line of 2 MiB ends the program or a session."""
    sidecar = start_sidecar()
    sidecar.start_session()

    sidecar.write(b"garbage\n\xff\xfe\n[]\n" + b"x" * 2_097_152 + b"\n")
    unknown = sidecar.ask("open_folder", {"path": "/etc"})
    bad_audio = sidecar.ask(
        "process_audio_stream",
        {"session": sidecar.session, "source": "tab", "seq": 0, "first_sample": 0, "pcm": "?" * 4268},
    )

    codes = [message["error"]["code"] for message in sidecar.messages if message["type"] == "error"]
    assert codes == [*["invalid_message"] * 3, "message_too_large", "unknown_method", "invalid_message"]
    assert unknown["error"]["code"] == "unknown_method"
    assert bad_audio["error"]["message"].startswith("params.pcm")
    assert sidecar.stop_session()["result"]["session"] == sidecar.session


def test_events_no_one_knows_are_ignored(start_sidecar: StartSidecar) -> None:
    """VER-2: a newer minor version may say more."""
    sidecar = start_sidecar()

    sidecar.write(b'{"type":"event","version":"1.7","event":"speech_pause","data":{}}\n')
    sidecar.ask("get_health", {})

    assert len(sidecar.messages) == 1


def test_no_spoken_word_is_logged(start_sidecar: StartSidecar) -> None:
    """SEC-2."""
    sidecar = start_sidecar()
    sidecar.start_session(vocabulary=["Xylophone"])
    audio, text = spoken(SENTENCES)

    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    log = sidecar.stderr.read_text("utf-8").lower()
    assert sidecar.text("tab") != ""
    assert all(word not in log for word in ["xylophone", *text.lower().rstrip(".").split()[:4]])


def test_settings_change_while_a_session_runs(start_sidecar: StartSidecar) -> None:
    """STT-1: another model takes over at the next utterance, and no audio is lost."""
    sidecar = start_sidecar("--local-model", f"mine={DEMO_MODEL}")
    sidecar.start_session()
    audio, text = spoken(SENTENCES[1:2])
    next_seq = sidecar.send_audio("tab", audio)

    assert sidecar.ask("update_settings", {"settings": transcription_settings(model="mine")})["result"] == {}
    sidecar.wait_for_model("ready", loaded="mine")
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio, next_seq))

    assert word_error_rate(f"{text} {text}", sidecar.text("tab")) == 0
