"""Captions of real speech while it goes on (STT-2), with the real program and the demo model."""

from earshot_stt.wire.audio import FRAME_SAMPLES
from support.recordings import SENTENCES, recording, spoken, word_error_rate
from support.sidecar import StartSidecar


def test_a_caption_appears_while_the_speaker_is_still_speaking(start_sidecar: StartSidecar) -> None:
    """STT-2: partials grow, stable words stay, the final replaces them under the same utterance."""
    sidecar = start_sidecar()
    sidecar.start_session()
    sidecar.wait_for_model("ready")
    audio, text = spoken([SENTENCES[2]])
    middle = len(audio) // FRAME_SAMPLES // 2

    next_seq = sidecar.send_audio("tab", audio[: middle * FRAME_SAMPLES])
    early = sidecar.wait_for(lambda message: message.get("event") == "partial_text")["data"]
    assert not sidecar.events("tab", "final_text")
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio[middle * FRAME_SAMPLES :], next_seq))

    assert (early["stable"], early["revision"]) == ("", 1)
    assert early["tail"].startswith("Let's")
    (final,) = sidecar.events("tab", "final_text")
    assert final["utterance"] == early["utterance"]
    assert final["text"] == text


def test_a_long_turn_keeps_its_words(start_sidecar: StartSidecar) -> None:
    """STT-2: sentence on sentence, hardly a pause between them, at most one word in ten wrong."""
    sidecar = start_sidecar()
    sidecar.start_session()
    audio, text = spoken(SENTENCES * 3, pause_seconds=0.3)

    sidecar.stop_session(mic=sidecar.send_audio("mic", audio))

    assert word_error_rate(text, sidecar.text("mic")) <= 0.1
    for final in sidecar.events("mic", "final_text"):
        # STT-7: every decode that has the time for it tells how sure the model is.
        doubted = [final["text"][word["start"] : word["end"]] for word in final["doubtful"]]
        assert all(word and word in final["text"].split() for word in doubted)


def test_vocabulary_and_translation_reach_the_model_and_do_no_harm(start_sidecar: StartSidecar) -> None:
    """STT-1: with a model that knows one language only, a translation is what was said."""
    sidecar = start_sidecar()
    sidecar.start_session(vocabulary=["Earshot", "budget"], task="translate", language="ja")
    audio, text = spoken([SENTENCES[2]])

    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    assert sidecar.events("tab", "final_text")[0]["language"] == "en"
    assert word_error_rate(text, sidecar.text("tab")) <= 0.1


def test_the_recordings_are_what_the_other_tests_take_them_for() -> None:
    """STT-2: whole sentences of one to three seconds."""
    for name in SENTENCES:
        samples, text = recording(name)
        assert 16_000 < len(samples) < 48_000
        assert len(text.split()) >= 3


def test_every_sample_is_accounted_for_at_the_stop(start_sidecar: StartSidecar) -> None:
    """IPC-6, STT-2: nothing skipped; coverage comes with the health and closes the stop's answer."""
    sidecar = start_sidecar()
    sidecar.start_session()
    audio, _ = spoken(SENTENCES)

    frames = sidecar.send_audio("tab", audio)
    coverage = sidecar.stop_session(tab=frames)["result"]["coverage"]
    engine = sidecar.ask("get_health", {})["result"]["engine"]

    tab = coverage["tab"]
    assert tab["received"] == frames * FRAME_SAMPLES
    assert tab["received"] == tab["no_speech"] + tab["final"]
    assert tab["final"] > tab["received"] // 2
    assert (tab["open"], tab["failed"]) == (0, 0)
    assert set(coverage["mic"].values()) == {0}
    assert engine["calibration"]["model"] == "demo"
