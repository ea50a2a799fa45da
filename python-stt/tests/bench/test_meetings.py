"""The benchmark's recordings: the same each time, with words where meeting.json says they are."""

import ctypes.util
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from support.bench_programs import DEMO_MODEL, run

_SAMPLES_PER_MS = 16
_SECONDS = 25
_AUDIBLE = 20
"""Of 32,768; the room's noise stays below three times this."""

_needs_espeak = pytest.mark.skipif(
    ctypes.util.find_library("espeak-ng") is None, reason="needs libespeak-ng: apt-get install espeak-ng"
)


def _make(scenario: str, directory: Path) -> dict[str, Any]:
    made = run(
        "materials/meetings/synthesise_meeting.py",
        *("--scenario", scenario, "--seconds", f"{_SECONDS}", "--seed", "3", "--out", str(directory)),
    )
    assert (made.returncode, made.stderr) == (0, "")
    return json.loads((directory / "meeting.json").read_text())


def _track(directory: Path, source: str) -> "np.ndarray[Any, np.dtype[np.int16]]":
    return np.frombuffer((directory / f"{source}.pcm").read_bytes(), "<i2")


@_needs_espeak
def test_a_meeting_is_the_same_each_time(tmp_path: Path) -> None:
    _make("meeting", tmp_path / "one")
    _make("meeting", tmp_path / "other")

    for name in ("tab.pcm", "mic.pcm", "meeting.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


@_needs_espeak
def test_every_word_is_known_to_the_demo_model_and_audible_where_it_stands(tmp_path: Path) -> None:
    meeting = _make("meeting", tmp_path)
    known = {word.casefold() for word in (DEMO_MODEL / "words.txt").read_text().split()}

    for utterance in meeting["utterances"]:
        track = _track(tmp_path, utterance["source"])
        ends = [0]
        for word in utterance["words"]:
            assert re.sub(r"[^a-z']", "", word["text"].casefold()) in known
            assert utterance["startMs"] <= word["startMs"] < word["endMs"] <= utterance["endMs"]
            assert word["startMs"] >= ends[-1]
            audio = track[word["startMs"] * _SAMPLES_PER_MS : word["endMs"] * _SAMPLES_PER_MS]
            assert np.abs(audio.astype(np.int32)).max() > 10 * _AUDIBLE
            ends.append(word["endMs"])


@_needs_espeak
def test_both_sources_of_a_meeting_are_quiet_where_it_says_so(tmp_path: Path) -> None:
    meeting = _make("meeting", tmp_path)
    spans = [span for span in meeting["nonSpeech"] if span["kind"] == "silence"]

    assert {span["source"] for span in spans} == {"tab", "mic"}
    for span in spans:
        # Times are rounded to milliseconds.
        start, end = (span["startMs"] + 1) * _SAMPLES_PER_MS, (span["endMs"] - 1) * _SAMPLES_PER_MS
        assert np.abs(_track(tmp_path, span["source"])[start:end].astype(np.int32)).max() < 3 * _AUDIBLE


def test_nothing_is_four_noises_at_different_times_in_the_sources(tmp_path: Path) -> None:
    meeting = _make("nothing", tmp_path)
    spans = meeting["nonSpeech"]
    orders = [[span["kind"] for span in spans if span["source"] == source] for source in ("tab", "mic")]

    assert meeting["utterances"] == []
    assert sorted(orders[0]) == sorted(orders[1]) == ["music", "noise", "silence", "typing"]
    assert all(tab != mic for tab, mic in zip(*orders, strict=True))


@_needs_espeak
def test_a_single_pass_understands_what_is_said(tmp_path: Path) -> None:
    meeting = _make("monologue", tmp_path)

    recognised = _single_pass(tmp_path, "told")

    said = [word["text"] for utterance in meeting["utterances"] for word in utterance["words"]]
    assert recognised["mic"] == []
    assert len(recognised["tab"]) == len(meeting["utterances"])
    assert len(" ".join(part["text"] for part in recognised["tab"]).split()) == pytest.approx(
        len(said), rel=0.1
    )


@_needs_espeak
def test_a_single_pass_finds_pauses_and_no_more_than_a_window_between_them(tmp_path: Path) -> None:
    _make("monologue", tmp_path)

    recognised = _single_pass(tmp_path, "found")

    lengths = [part["endMs"] - part["startMs"] for part in recognised["tab"]]
    assert recognised["mic"] == []
    assert len(lengths) > 1
    assert all(0 < length <= 6_400 for length in lengths), "six seconds and the padding"


def _single_pass(folder: Path, cuts: str) -> dict[str, list[dict[str, Any]]]:
    out = folder / "pass.json"
    ran = run(
        "materials/meetings/single_pass.py",
        *("--model", str(DEMO_MODEL), "--meeting", str(folder), "--cuts", cuts, "--out", str(out)),
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(out.read_text())
