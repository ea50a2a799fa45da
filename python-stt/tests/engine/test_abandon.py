"""Sessions that are dropped, and requests that are none of the sidecar's (IPC-3, IPC-4, SEC-2)."""

import uuid

import pytest

from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import Message, Sidecar, StartSidecar


def _abandon(sidecar: Sidecar, session: str) -> str:
    return sidecar.request("abandon_session", {"session": session})


def _of_session(message: Message, session: str) -> bool:
    return session in (message.get("data", {}).get("session"), message.get("error", {}).get("session"))


def test_a_session_is_dropped_in_the_middle_of_its_decode(start_sidecar: StartSidecar) -> None:
    """IPC-3, IPC-4: its late final is not sent, what waits for its end is refused, the next one begins."""
    sidecar = start_sidecar("--decode-delay-ms", "4000")
    sidecar.start_session()
    abandoned = sidecar.session
    audio, text = spoken(SENTENCES[:1])
    next_seq = sidecar.send_audio("tab", audio)
    end = sidecar.request("end_of_source", {"session": abandoned, "source": "tab", "next_seq": next_seq})
    stop = sidecar.request("stop_session", {"session": abandoned, "next": {"tab": next_seq, "mic": 0}})
    sidecar.wait_for(lambda message: message.get("event") == "speech_start")

    request = _abandon(sidecar, abandoned)
    for seq in range(next_seq, next_seq + 30):
        sidecar.send_frame("tab", seq, audio[:1600])
    begun = sidecar.start_session()
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    assert sidecar.answer_to(request)["result"] == {"session": abandoned}
    for waiting in (end, stop):
        error = sidecar.answer_to(waiting)["error"]
        assert (error["code"], error["message"]) == ("session_unknown", "the session was abandoned")
    assert begun["result"] == {"session": sidecar.session, "next": {"tab": 0, "mic": 0}}
    assert word_error_rate(text, sidecar.text("tab")) == 0
    behind = sidecar.messages[sidecar.messages.index(sidecar.answer_to(request)) :]
    assert not [message for message in behind if _of_session(message, abandoned)]
    names = [
        message["event"]
        for message in sidecar.messages
        if _of_session(message, abandoned) and "event" in message
    ]
    assert "final_text" not in names
    assert "speech_end" not in names


def test_an_abandoned_session_can_be_taken_up_again(start_sidecar: StartSidecar) -> None:
    """IPC-10: after the meeting that went before it."""
    sidecar = start_sidecar()
    sidecar.start_session()
    audio, text = spoken(SENTENCES[:2])
    sidecar.send_audio("tab", audio[:16_000])
    sidecar.answer_to(_abandon(sidecar, sidecar.session))
    assert sidecar.ask("get_health", {})["result"]["lag_samples"] == {"tab": 0, "mic": 0}

    begun = sidecar.continue_session(sidecar.session, {"tab": 0, "mic": 0})
    sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    assert begun["result"]["next"] == {"tab": 0, "mic": 0}
    assert word_error_rate(text, sidecar.text("tab")) == 0


def test_a_session_no_one_knows_cannot_be_abandoned(start_sidecar: StartSidecar) -> None:
    """IPC-4."""
    sidecar = start_sidecar()
    sidecar.start_session()

    answer = sidecar.answer_to(_abandon(sidecar, str(uuid.uuid4())))

    assert answer["error"]["code"] == "session_unknown"
    assert sidecar.stop_session()["type"] == "response"


def test_frames_that_never_came_are_not_taken_for_transcribed(start_sidecar: StartSidecar) -> None:
    """IPC-8, IPC-11: neither request that ends audio succeeds, and the host's journal still has it."""
    sidecar = start_sidecar()
    sidecar.start_session()
    audio, _ = spoken(SENTENCES[:1])
    next_seq = sidecar.send_audio("tab", audio)

    end = {"session": sidecar.session, "source": "tab", "next_seq": next_seq + 2}
    ended, stopped = sidecar.ask("end_of_source", end), sidecar.stop_session(tab=next_seq + 1)

    assert [answer["error"]["code"] for answer in (ended, stopped)] == ["audio_lost"] * 2
    assert ended["error"]["message"] == f"frames {next_seq} to {next_seq + 1} of tab never came"
    assert sidecar.stop_session(tab=next_seq)["type"] == "response"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("acknowledge_events", {"session": str(uuid.uuid4()), "next_number": 1}),
        ("list_sessions", {}),
        ("delete_session", {"session": str(uuid.uuid4())}),
        ("session_key", {"session": str(uuid.uuid4())}),
        ("rotate_session_key", {"session": str(uuid.uuid4())}),
        ("finish_key_rotation", {"session": str(uuid.uuid4()), "key": 44 * "A"}),
        ("destroy_session_key", {"session": str(uuid.uuid4())}),
        ("retry_transcription", {}),
    ],
)
def test_what_only_the_host_does_is_refused(
    start_sidecar: StartSidecar, method: str, parameters: Message
) -> None:
    """SEC-2."""
    assert start_sidecar().ask(method, parameters)["error"]["code"] == "unknown_method"
