"""The real program says whose voice each line of the tab is (WHO-2)."""

import json
import uuid
from collections.abc import Callable, Sequence

from earshot_stt.wire.audio import SAMPLE_RATE, Samples, Source
from support.recordings import meeting
from support.sidecar import ROOT, Message, Sidecar, StartSidecar


def _said(
    sidecar: Sidecar, audio: dict[Source, Samples], **settings: object
) -> Callable[[str], list[Message]]:
    """Has the whole meeting said, and gives the tab's events of a name."""
    sidecar.start_session(**settings)
    tab = sidecar.send_audio("tab", audio["tab"])
    if settings.get("voices"):
        _wait_for_labels(sidecar, tab)
    sidecar.stop_session(tab=tab)
    return lambda name: sidecar.events("tab", name)


def _wait_for_labels(sidecar: Sidecar, tab: int) -> None:
    """Every line of the meeting gets one; the session's end does not wait for them on a busy machine."""
    sidecar.ask("end_of_source", {"session": sidecar.session, "source": "tab", "next_seq": tab})
    finals = {event["utterance"] for event in sidecar.events("tab", "final_text")}
    sidecar.wait_for(lambda _: finals <= {event["utterance"] for event in sidecar.events("tab", "speaker")})


def test_lines_are_labelled_by_their_voices(start_sidecar: StartSidecar) -> None:
    """WHO-2: two people speak in the demo meeting's tab."""
    sidecar = start_sidecar()
    events = _said(sidecar, meeting(), voices=True)

    finals = {event["utterance"]: event for event in events("final_text")}
    labels = events("speaker")
    assert {label["speaker"] for label in labels} == {"s1", "s2"}
    assert all(
        (label["start_sample"], label["end_sample"])
        == (finals[label["utterance"]]["start_sample"], finals[label["utterance"]]["end_sample"])
        for label in labels
    )
    order = sidecar.events("tab", "final_text", "speaker")
    assert all(
        order.index(finals[label["utterance"]]) < position
        for position, label in enumerate(order)
        if label["event"] == "speaker"
    )


def test_who_is_audible_on_the_page_names_the_voice(start_sidecar: StartSidecar) -> None:
    """WHO-1, WHO-2: what the page shows of the meeting goes to the voice that speaks then."""
    sidecar = start_sidecar()
    sidecar.start_session(voices=True)
    lag_ms = 1_200
    script = json.loads((ROOT / "demo" / "script.json").read_text("utf-8"))
    intervals = [
        {
            "key": line["speaker"],
            "start_sample": (line["startMs"] + lag_ms) * SAMPLE_RATE // 1_000,
            "end_sample": (line["endMs"] + lag_ms) * SAMPLE_RATE // 1_000,
            "sign": "meet_meter",
        }
        for line in script["lines"]
    ]
    people = [
        {"key": key, "name": f"{key} of the page", "is_self": key == "You", "is_share": False}
        for key in ("Alice", "Bob", "You")
    ]
    sidecar.request("page_note", {"session": str(uuid.uuid4()), "people": [people[2]]})
    sidecar.request("page_note", {"session": sidecar.session, "people": people, "intervals": intervals})
    tab = sidecar.send_audio("tab", meeting()["tab"])
    _wait_for_labels(sidecar, tab)
    sidecar.stop_session(tab=tab)

    labels = sidecar.events("tab", "speaker")
    voices = {line["speaker"]: _voice_at(labels, line) for line in script["lines"][:2]}
    called = {label["speaker"]: label.get("name") for label in labels}
    assert {key: called[voice] for key, voice in voices.items()} == {
        "Alice": "Alice of the page",
        "Bob": "Bob of the page",
    }
    assert "of the page" not in sidecar.stderr.read_text("utf-8")


def _voice_at(labels: Sequence[Message], line: Message) -> str:
    """The voice of the label that has the middle of that line."""
    middle = (line["startMs"] + line["endMs"]) * SAMPLE_RATE // 2_000
    return next(label["speaker"] for label in labels if label["start_sample"] <= middle < label["end_sample"])


def test_without_the_setting_no_voice_is_looked_at(start_sidecar: StartSidecar) -> None:
    """VER-2: a host that does not know of voices asks for none."""
    events = _said(start_sidecar(), meeting())

    assert len(events("final_text")) > 0
    assert events("speaker") == []
