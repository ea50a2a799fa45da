"""Two sources, their frames and their spans (IPC-4, IPC-6, IPC-7, IPC-8, CAP-2)."""

import uuid
from threading import Thread

import numpy as np
import pytest

from earshot_stt.wire.audio import FRAME_SAMPLES, Samples, Source
from support.recordings import SENTENCES, recording, seconds_of_silence, spoken, whole_frames, word_error_rate
from support.sidecar import Message, Sidecar, StartSidecar, transcription_settings


@pytest.fixture
def sidecar(start_sidecar: StartSidecar) -> Sidecar:
    """A program with a session, its model ready or about to be."""
    started = start_sidecar()
    started.start_session()
    return started


def _assert_tiled(sidecar: Sidecar, source: Source, *runs: tuple[int, int]) -> None:
    """Utterances and silences follow each other without a hole or an overlap within each run."""
    spans: list[tuple[int, int]] = []
    for event in sidecar.events(source, "speech_end", "no_speech"):
        start, end = event["start_sample"], event["end_sample"]
        before = spans.pop() if spans and spans[-1][1] == start else (start, start)
        spans.append((before[0], end))
    assert spans == list(runs)


def _assert_in_order(events: list[Message]) -> None:
    """IPC-7: speech_start, partials, at most one final, speech_end; revisions count up."""
    open_utterance: int | None = None
    revision = 0
    has_final = False
    for event in events:
        match event["event"]:
            case "speech_start":
                assert open_utterance is None
                open_utterance, revision, has_final = event["utterance"], 0, False
                assert event["revision"] == 0
            case "no_speech":
                assert open_utterance is None
            case "partial_text" | "final_text" | "speech_end":
                assert event["utterance"] == open_utterance
                assert not (has_final and event["event"] != "speech_end")
                revision += 1
                assert event["revision"] == revision
                has_final = event["event"] == "final_text"
                open_utterance = None if event["event"] == "speech_end" else open_utterance
            case _:
                pass
    assert open_utterance is None


def test_a_hundred_chunks_of_both_sources_at_once_in_order(sidecar: Sidecar) -> None:
    """IPC-8, CAP-2, STT-3: none lost, none duplicated, none mixed."""
    tab, tab_text = spoken([SENTENCES[0], SENTENCES[1]], pause_seconds=2.5)
    mic, mic_text = spoken([SENTENCES[2], SENTENCES[2]], pause_seconds=2.0)
    tab, mic = tab[: 100 * FRAME_SAMPLES], mic[: 100 * FRAME_SAMPLES]
    audio: dict[Source, Samples] = {
        "tab": np.pad(tab, (0, 100 * FRAME_SAMPLES - len(tab))),
        "mic": np.pad(mic, (0, 100 * FRAME_SAMPLES - len(mic))),
    }

    for seq in range(100):
        for source, samples in audio.items():
            sidecar.send_frame(source, seq, samples[seq * FRAME_SAMPLES : (seq + 1) * FRAME_SAMPLES])
    sidecar.stop_session(100, 100)

    texts: dict[Source, str] = {"tab": tab_text, "mic": mic_text}
    for source, text in texts.items():
        assert word_error_rate(text, sidecar.text(source)) <= 0.1
        assert sidecar.events(source, "audio_consumed")[-1]["next_seq"] == 100
        _assert_in_order(sidecar.events(source))
        _assert_tiled(sidecar, source, (0, 100 * FRAME_SAMPLES))


def test_two_senders_at_once_and_many_rounds(sidecar: Sidecar) -> None:
    """STT-3, IPC-5: more than a minute of each source faster than real time, by the host's credit."""
    audio, text = spoken(SENTENCES * 5)
    # The same words at once, or a little later, would be the tab's echo.
    later = np.concatenate([seconds_of_silence(2), audio])

    sender = Thread(target=sidecar.send_audio, args=("mic", later))
    sender.start()
    tab = sidecar.send_audio("tab", audio)
    sender.join()
    sidecar.stop_session(tab, len(later) // FRAME_SAMPLES)

    sent: dict[Source, Samples] = {"tab": audio, "mic": later}
    for source, samples in sent.items():
        assert word_error_rate(text, sidecar.text(source)) <= 0.1
        _assert_in_order(sidecar.events(source))
        _assert_tiled(sidecar, source, (0, len(samples)))


def test_silence_is_the_detectors_verdict_and_comes_while_it_lasts(sidecar: Sidecar) -> None:
    """IPC-6: reported every five seconds of ongoing silence, without an end of the source."""
    sidecar.send_audio("tab", seconds_of_silence(11.5))

    sidecar.wait_for(
        lambda message: message.get("event") == "no_speech" and message["data"]["end_sample"] > 150_000
    )

    verdicts = sidecar.events("tab", "no_speech")
    assert len(verdicts) == 2
    assert sidecar.events("mic") == []


@pytest.mark.parametrize("level", [0, 30, 1000])
def test_silence_and_noise_give_no_word(sidecar: Sidecar, level: int) -> None:
    """STT-2, IPC-6: nothing is hallucinated."""
    noise = np.random.default_rng(7).normal(0, level, 16_000 * 20).astype(np.int16)

    sidecar.stop_session(tab=sidecar.send_audio("tab", noise))

    assert sidecar.text("tab") == ""
    assert not sidecar.events("tab", "partial_text")
    _assert_tiled(sidecar, "tab", (0, len(noise)))


def test_frames_sent_twice_are_recognised_once(sidecar: Sidecar) -> None:
    """IPC-8: a host that resends after a reconnect repeats no word."""
    audio, text = spoken(SENTENCES[:2])
    half = len(audio) // FRAME_SAMPLES // 2
    next_seq = sidecar.send_audio("tab", audio[: half * FRAME_SAMPLES])

    answer = sidecar.ask("resume_session", {"session": sidecar.session, "sources": ["tab", "mic"]})
    sidecar.send_audio("tab", audio[: half * FRAME_SAMPLES])
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio[half * FRAME_SAMPLES :], half))

    assert answer["result"] == {"session": sidecar.session, "next": {"tab": next_seq, "mic": 0}}
    assert word_error_rate(text, sidecar.text("tab")) == 0
    _assert_tiled(sidecar, "tab", (0, len(audio)))


@pytest.mark.parametrize("gap_frames", [3, 45, 36_000_000])
def test_a_gap_is_reported_by_no_one_and_time_does_not_shift(sidecar: Sidecar, gap_frames: int) -> None:
    """IPC-5: what was never stored leaves a hole of its own length, even one of a thousand hours."""
    audio, text = spoken(SENTENCES[1:2])
    frames = len(audio) // FRAME_SAMPLES
    sidecar.send_audio("tab", audio)

    for seq in range(frames):
        first = (frames + gap_frames + seq) * FRAME_SAMPLES
        sidecar.send_frame("tab", frames + seq, audio[seq * FRAME_SAMPLES :][:FRAME_SAMPLES], first)
    sidecar.stop_session(tab=2 * frames)

    first, second = sidecar.events("tab", "speech_start")
    shift = (frames + gap_frames) * FRAME_SAMPLES
    assert abs(second["utterance"] - first["utterance"] - shift) < 4 * 512
    assert word_error_rate(f"{text} {text}", sidecar.text("tab")) == 0
    behind = frames + gap_frames
    _assert_tiled(
        sidecar,
        "tab",
        (0, frames * FRAME_SAMPLES),
        (behind * FRAME_SAMPLES, (behind + frames) * FRAME_SAMPLES),
    )


def test_a_session_may_begin_in_its_middle(sidecar: Sidecar) -> None:
    """IPC-10: after a restart the host goes on where the last final ended."""
    audio, text = spoken(SENTENCES[1:2])

    sidecar.stop_session(tab=sidecar.send_audio("tab", audio, 5_000))

    assert word_error_rate(text, sidecar.text("tab")) == 0
    _assert_tiled(sidecar, "tab", (5_000 * FRAME_SAMPLES, 5_000 * FRAME_SAMPLES + len(audio)))


def test_an_ended_source_gives_its_last_words_first(sidecar: Sidecar) -> None:
    """IPC-11: the answer to end_of_source comes after the last final, with no silence after the speech."""
    samples, text = recording(SENTENCES[2])
    audio = whole_frames(np.concatenate([seconds_of_silence(0.5), samples]))
    next_seq = sidecar.send_audio("mic", audio)
    end = {"session": sidecar.session, "source": "mic", "next_seq": next_seq}

    answer = sidecar.ask("end_of_source", end)

    assert answer["result"] == {"session": sidecar.session, "source": "mic"}
    before = sidecar.messages[: sidecar.messages.index(answer)]
    assert (
        word_error_rate(text, next(m["data"]["text"] for m in before if m.get("event") == "final_text")) == 0
    )
    _assert_tiled(sidecar, "mic", (0, len(audio)))


def test_a_stranger_session_is_refused_once_and_never_mixed_in(sidecar: Sidecar) -> None:
    """IPC-4."""
    own = sidecar.session
    audio, _ = spoken(SENTENCES[:1])
    sidecar.session = stranger = str(uuid.uuid4())

    for seq in range(30):
        sidecar.send_frame("tab", seq, audio[seq * FRAME_SAMPLES :][:FRAME_SAMPLES])
    answer = sidecar.ask("stop_session", {"session": stranger, "next": {"tab": 30, "mic": 0}})
    second = sidecar.ask(
        "start_session",
        {"session": stranger, "started_at": "2026-11-22T09:00:00Z", "settings": transcription_settings()},
    )

    errors = [message["error"] for message in sidecar.messages if message["type"] == "error"]
    assert [error["code"] for error in errors] == [*["session_unknown"] * 2, "session_already_running"]
    assert answer["error"]["session"] == second["error"]["session"] == stranger
    sidecar.session = own
    assert sidecar.stop_session()["type"] == "response"
    assert sidecar.events("tab") == []
