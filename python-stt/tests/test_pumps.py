"""Sending, receiving and decoding wait for nothing but their own work (IPC-2, IPC-3, IPC-9)."""

from conftest import StartSidecar
from sidecar import DEMO_MODEL, transcription_settings
from speech import SENTENCES, spoken, word_error_rate

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
    """IPC-11: even while a decode runs; the fixture asserts the status 0."""
    sidecar = start_sidecar(*_SLOW)
    sidecar.start_session()
    audio, _ = spoken(SENTENCES[:1])
    sidecar.send_audio("tab", audio)
    sidecar.wait_for(lambda message: message.get("event") == "speech_start")


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
    assert sidecar.stop_session()["result"] == {"session": sidecar.session, "metrics": None}


def test_events_nobody_knows_are_ignored(start_sidecar: StartSidecar) -> None:
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
