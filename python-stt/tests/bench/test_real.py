"""How human speech is scored: what counts as right, doubled, lost or in a wrong language."""

import json
from typing import Any

from support.bench_programs import run

_ENGLISH = {"source": "tab", "startMs": 1000, "endMs": 3000, "language": "en"}
_JAPANESE = {"source": "tab", "startMs": 5000, "endMs": 6000, "language": "ja"}


def _arrival(at_ms: int, text: str, **more: object) -> dict[str, Any]:
    usual: dict[str, object] = {
        "source": "tab",
        "caption": "1",
        "isFinal": True,
        "startMs": 1000,
        "endMs": 3000,
        "language": "en",
    }
    return {**usual, "atMs": at_ms, "text": text, **more}


def _score(reference: list[dict[str, Any]], *arrivals: dict[str, Any]) -> dict[str, Any]:
    runs = [{"name": "test", "reference": reference, "arrivals": arrivals}]
    scored = run("bench/real/score.py", lines=json.dumps(runs))
    assert (scored.returncode, scored.stderr) == (0, "")
    return json.loads(scored.stdout)[0]


def test_case_punctuation_and_the_spelling_of_numbers_count_for_nothing() -> None:
    score = _score(
        [{**_ENGLISH, "text": "we have twenty one don't we"}], _arrival(3500, "We have 21, don't we?")
    )

    assert score["all"]["errorRate"] == 0
    assert score["lost"] == []


def test_words_in_brackets_count_and_marks_do_not() -> None:
    score = _score(
        [{**_ENGLISH, "text": "we have (as you know) a plan and"}],
        _arrival(3500, "We have, as you know, a plan and..."),
    )

    assert (score["all"]["spoken"], score["all"]["errorRate"]) == (8, 0)


def test_words_are_right_substituted_lost_or_hallucinated() -> None:
    score = _score([{**_ENGLISH, "text": "ask what you can do"}], _arrival(3500, "ask that can do now"))

    counts = {name: score["all"][name] for name in ("right", "substituted", "deleted", "inserted")}
    assert counts == {"right": 3, "substituted": 1, "deleted": 1, "inserted": 1}
    assert score["all"]["errorRate"] == 3 / 5


def test_a_phrase_said_twice_is_reported_unless_the_speaker_said_it_twice() -> None:
    reference = [{**_ENGLISH, "text": "very well very well what your country can do"}]
    score = _score(
        reference,
        _arrival(3500, "Very well, very well. What your country can do? What your country can do?"),
        _arrival(4500, "Country can do.", caption="2", startMs=3000, endMs=4000),
    )

    assert score["doubled"] == ["what your country can do", "country can do"]


def _copied(language: str, line: str, said_again: str, *partials: str) -> list[str]:
    """What `partials` of the line after `line` copied of it, where `said_again` is said there."""
    usual = {"language": language, "startMs": 5000, "endMs": 6000}
    score = _score(
        [
            {"source": "tab", "startMs": 1000, "endMs": 3000, "text": line, "language": language},
            {"source": "tab", "text": said_again, **usual},
        ],
        _arrival(3500, line, language=language),
        *(_arrival(5500, text, caption="2", isFinal=False, stableText="", **usual) for text in partials),
        _arrival(6500, said_again, caption="2", **usual),
    )
    assert score["copies"]["partials"] == len(partials)
    return score["copies"]["copied"]


def test_a_partial_that_says_the_line_before_again_is_reported() -> None:
    line = "My view is that the need for people to back up their data was made clear"
    said = "Well, at the moment our best guess is that the need for people is clear."

    assert _copied("en", line, said, "Well, I think people have to back up their data", "Well, at the") == [
        "to back up their data"
    ]
    assert _copied("en", line, said, "is that the need for people", "back up their") == []
    copied = _copied("ja", "今日は会議を始めます。", "明日は休みです。", "会議を始めます", "会議を始め")
    assert copied == ["会 議 を 始 め ま す"]


def test_a_line_of_a_word_or_two_out_of_a_longer_sentence_is_reported() -> None:
    reference = [
        {**_ENGLISH, "text": "who wants to take notes today"},
        {**_ENGLISH, "text": "thank you", "startMs": 5000, "endMs": 6000},
    ]
    score = _score(
        reference,
        _arrival(2500, "Who wants to take notes?", endMs=2400),
        _arrival(3500, "To me.", caption="2", startMs=2700),
        _arrival(6500, "Thank you.", caption="3", startMs=5000, endMs=6000),
    )

    assert score["scraps"] == ["To me."]


def test_laughter_is_no_phrase_said_twice() -> None:
    assert _score([], _arrival(3500, "Ha ha ha ha ha ha. No, no, no."))["doubled"] == []


def test_japanese_counts_characters_and_readings() -> None:
    reference = [{**_JAPANESE, "text": "昨日、東京に行きました。"}]
    score = _score(
        reference,
        _arrival(6500, "きのう東京に行きました", startMs=5000, endMs=6000, language="ja"),
    )

    assert score["languages"]["ja"]["spoken"] == 10
    assert score["languages"]["ja"]["errorRate"] == 0.3
    assert score["languages"]["ja (kana)"]["errorRate"] == 0


def test_a_line_in_a_language_that_no_one_speaks_there_is_reported() -> None:
    reference = [{**_ENGLISH, "text": "good morning"}, {**_JAPANESE, "text": "おはようございます"}]
    score = _score(
        reference,
        _arrival(3500, "Good morning."),
        _arrival(6500, "Good morning, sir.", caption="2", startMs=5000, endMs=6000, language="en"),
    )

    assert score["wrongLanguage"] == ["Good morning, sir."]
    assert score["lost"] == ["おはようございます"]
    assert score["languages"]["en"]["errorRate"] == 0


def test_delays_are_from_the_speech_and_steadiness_from_what_was_shown() -> None:
    score = _score(
        [{**_ENGLISH, "text": "ask not what"}],
        _arrival(1700, "Ask", isFinal=False, stableText=""),
        _arrival(2600, "Ask not that", isFinal=False, stableText="Ask not"),
        _arrival(3200, "Ask not what", isFinal=False, stableText="Ask not what"),
        _arrival(3900, "Ask not what"),
    )

    assert {name: spread["p50"] for name, spread in score["delaysMs"].items()} == {
        "first_partial": 700,
        "last_word": 200,
        "final": 900,
    }
    assert score["steadiness"] == {"stable": 3, "stable_changed": 0, "erased": 1, "stayed": 3}


def test_words_that_stood_in_the_line_before_were_seen_from_then_on() -> None:
    second = {**_ENGLISH, "startMs": 3200, "endMs": 5000, "text": "unless a system"}
    score = _score(
        [{**_ENGLISH, "text": "by the grave"}, second],
        _arrival(1500, "By the", isFinal=False, stableText=""),
        _arrival(3900, "By the grave, unless a", endMs=3800, isFinal=False, stableText=""),
        _arrival(5500, "By the grave,"),
        _arrival(
            5600, "Unless a system.", caption="2", startMs=3200, endMs=5000, isFinal=False, stableText=""
        ),
        _arrival(6000, "Unless a system.", caption="2", startMs=3200, endMs=5000),
    )

    assert score["slowest"]["first_partial"] == [
        {"ms": 700, "caption": "Unless a system."},
        {"ms": 500, "caption": "By the grave,"},
    ]


def test_words_where_no_one_speaks_are_all_hallucinated() -> None:
    score = _score([], _arrival(3500, "Thank you."))

    assert score["languages"]["none"]["inserted"] == 2
    assert score["all"]["errorRate"] is None
