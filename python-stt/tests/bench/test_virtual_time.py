"""A meeting in virtual time: what the engine says does not depend on the machine, nor does its clock."""

import json
from pathlib import Path
from typing import Any

from support.bench_programs import DEMO_MODEL, run

_AUDIO = Path(__file__).parents[1] / "support" / "audio"


def _replayed(folder: Path) -> dict[str, Any]:
    """The same two recordings each time; what was decoded is kept in `folder`."""
    given = ("--model", DEMO_MODEL, "--language", "en", "--kept", folder / "kept.db", "--out", folder / "out")
    sounds = (_AUDIO / "good-morning.wav", _AUDIO / "five-questions.wav")
    ended = run("bench/real/virtual/virtual_time.py", *map(str, (*given, *sounds)))
    assert (ended.returncode, ended.stderr) == (0, "")
    return json.loads((folder / "out").read_text("utf-8"))


def test_a_second_run_decodes_nothing_and_says_the_same_at_the_same_time(tmp_path: Path) -> None:
    first, second = _replayed(tmp_path), _replayed(tmp_path)

    assert first["decodesMade"] > 0
    assert second == {**first, "decodesMade": 0}


def test_no_caption_comes_before_its_speech_and_each_source_gets_its_own(tmp_path: Path) -> None:
    arrivals = _replayed(tmp_path)["arrivals"]

    assert all(each["atMs"] > each["endMs"] for each in arrivals)
    finals = {each["source"]: each["text"] for each in arrivals if each["isFinal"]}
    for source, name in (("tab", "good-morning"), ("mic", "five-questions")):
        spoken = (_AUDIO / f"{name}.txt").read_text("utf-8").strip()
        assert finals[source].split()[-1].strip(".?").casefold() == spoken.split()[-1].strip(".?").casefold()
