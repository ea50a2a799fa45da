"""Which voice is whose by the page, on simulated timelines: unknown rather than wrong (WHO-1, WHO-2)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from earshot_stt.voices.name_vote import LabelledSpan, NameVote
from earshot_stt.voices.page_timeline import PageTimeline
from earshot_stt.wire.audio import SAMPLE_RATE
from earshot_stt.wire.page_evidence import PageInterval, PageNoteParams, PagePerson

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"


@dataclass(frozen=True)
class _Page:
    """One active speaker at a time. Seconds, and shares of the turns."""

    lag: float
    flicker: float
    unseen: float
    is_one_never_shown: bool = False


_GOOD = _Page(lag=0.8, flicker=0.05, unseen=0.05)
_USUAL = _Page(lag=1.2, flicker=0.15, unseen=0.15)
_POOR = _Page(lag=1.5, flicker=0.25, unseen=0.4, is_one_never_shown=True)

_TURNS = 60
"""Of a meeting."""
_EVERY = 6
"""Turns between two looks at the names while a meeting runs."""
_Turn = tuple[str, float, float]
"""A person's key, and from when to when."""


def _meeting(people: int, rng: np.random.Generator) -> list[_Turn]:
    """One speaks after the other, 0.4 to 10 s."""
    said: list[_Turn] = []
    at, last = 0.0, ""
    for _ in range(_TURNS):
        last = str(rng.choice([key for key in _keys(people) if key != last]))
        seconds = float(np.clip(rng.lognormal(0.9, 0.7), 0.4, 10))
        said.append((last, at, at + seconds))
        at += seconds + float(rng.uniform(0.15, 0.9))
    return said


def _keys(people: int) -> list[str]:
    return [f"p{number}" for number in range(1, people + 1)]


def _shown(said: Sequence[_Turn], page: _Page, rng: np.random.Generator) -> list[_Turn]:
    keys = sorted({key for key, _, _ in said})
    hidden = keys[0] if page.is_one_never_shown and len(keys) > 2 else None
    lit: list[_Turn] = []
    for key, start, end in said:
        if key == hidden or rng.random() < page.unseen:
            continue
        lit_from = start + max(0.1, rng.normal(page.lag, 0.25))
        lit_until = end + max(0.2, rng.normal(page.lag + 0.4, 0.3))
        if lit_until - lit_from > 0.3:
            lit.append((key, lit_from, lit_until))
        if rng.random() < page.flicker:
            other = str(rng.choice([each for each in keys if each != key]))
            at = float(rng.uniform(start, end))
            lit.append((other, at, at + float(rng.uniform(0.3, 1.2))))
    shown: list[_Turn] = []
    for key, start, end in sorted(lit, key=lambda each: each[1]):
        if shown and shown[-1][2] > start:
            shown[-1] = (*shown[-1][:2], start)
        shown.append((key, start, end))
    return shown


def _labelled(said: Sequence[_Turn]) -> list[LabelledSpan]:
    """The voices as they are told apart: short turns are of no known one."""
    return [
        LabelledSpan(_voice(key), _sample(start), _sample(end))
        for key, start, end in said
        if end - start >= 0.8
    ]


def _voice(key: str) -> str:
    return f"s{key[1:]}"


def _sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


def _person(key: str, name: str | None, *, is_self: bool = False, is_share: bool = False) -> PagePerson:
    return PagePerson(key, name, is_self, is_share)


def _timeline(shown: Sequence[_Turn], people: Sequence[PagePerson]) -> PageTimeline:
    timeline = PageTimeline()
    timeline.take(PageNoteParams(_SESSION, people=tuple(people)))
    for key, start, end in shown:
        interval = PageInterval(key, _sample(start), _sample(end), "meet_meter")
        timeline.take(PageNoteParams(_SESSION, intervals=(interval,)))
    return timeline


def _voted(said: Sequence[_Turn], shown: Sequence[_Turn], names: Mapping[str, str | None]) -> dict[str, str]:
    vote = NameVote()
    people = [_person(key, name) for key, name in names.items()]
    vote.count(_labelled(said), _timeline(shown, people).audible_spans())
    return vote.names


def _names(people: int) -> dict[str, str | None]:
    return {key: f"Person {key}" for key in _keys(people)}


@pytest.mark.parametrize(("page", "right"), [(_GOOD, 0.95), (_USUAL, 0.95), (_POOR, 0.65)])
def test_a_page_names_most_of_the_speech_and_none_of_it_wrongly(page: _Page, right: float) -> None:
    """Of the speech, at the end and while meetings run; what no voice is known of counts as unknown."""
    running: Counter[str] = Counter()
    at_end: Counter[str] = Counter()
    for seed in range(8):
        rng = np.random.default_rng(seed)
        for people in (2, 3, 4, 6):
            said = _meeting(people, rng)
            shown = _shown(said, page, rng)
            vote = NameVote()
            for count in range(_EVERY, _TURNS + 1, _EVERY):
                so_far = said[:count]
                seen = [each for each in shown if each[2] <= so_far[-1][2] or count == _TURNS]
                persons = [_person(key, name) for key, name in _names(people).items()]
                vote.count(_labelled(so_far), _timeline(seen, persons).audible_spans())
                running += _verdicts(so_far, vote.names)
            at_end += _verdicts(said, vote.names)

    assert at_end["wrong"] == 0
    assert at_end["right"] / at_end.total() >= right
    assert running["wrong"] / running.total() <= 0.005


def _verdicts(said: Sequence[_Turn], names: Mapping[str, str]) -> Counter[str]:
    """Milliseconds of speech that are named right, wrong, or not at all."""
    verdicts: Counter[str] = Counter()
    for key, start, end in said:
        name = names.get(_voice(key)) if end - start >= 0.8 else None
        verdict = "unknown" if name is None else "right" if name == f"Person {key}" else "wrong"
        verdicts[verdict] += round((end - start) * 1_000)
    return verdicts


def test_names_that_are_swapped_swap_the_labels_and_nothing_else() -> None:
    rng = np.random.default_rng(3)
    said = _meeting(4, rng)
    shown = _shown(said, _USUAL, rng)
    straight = _voted(said, shown, {"p1": "Aki", "p2": "Ben", "p3": "Eva", "p4": "Tom"})
    swapped = _voted(said, shown, {"p1": "Ben", "p2": "Aki", "p3": "Eva", "p4": "Tom"})

    assert straight == {"s1": "Aki", "s2": "Ben", "s3": "Eva", "s4": "Tom"}
    assert swapped == {"s1": "Ben", "s2": "Aki", "s3": "Eva", "s4": "Tom"}


def test_a_name_that_two_people_have_is_neither_s() -> None:
    said = [(f"p{turn % 3 + 1}", turn * 5.0, turn * 5.0 + 4) for turn in range(12)]
    names = _voted(said, said, {"p1": "Aki", "p2": "Aki", "p3": "Eva"})

    assert names == {"s3": "Eva"}


def test_somebody_who_comes_back_under_another_key_has_one_name() -> None:
    said = [(f"p{turn % 2 + 1}", turn * 5.0, turn * 5.0 + 4) for turn in range(12)]
    shown = [("p9" if key == "p1" and start > 25 else key, start, end) for key, start, end in said]

    assert _voted(said, shown, {"p1": "Aki", "p9": "Aki", "p2": "Ben"}) == {"s1": "Aki", "s2": "Ben"}


def test_who_has_no_name_on_the_page_gets_none_and_gives_nobody_his() -> None:
    said = [(f"p{turn % 2 + 1}", turn * 5.0, turn * 5.0 + 4) for turn in range(12)]
    # The second is mostly shown without a name, and now and then as the first.
    shown = [*said, *[("p1", start, start + 1) for key, start, _ in said if key == "p2"]]

    assert _voted(said, shown, {"p1": "Aki", "p2": None}) == {"s1": "Aki"}


def _pinned(said: Sequence[_Turn]) -> list[_Turn]:
    return [("p1", 0, said[-1][2])]


def _everybody(said: Sequence[_Turn]) -> list[_Turn]:
    return [(key, 0, said[-1][2]) for key in _keys(4)]


def _unrelated(said: Sequence[_Turn]) -> list[_Turn]:
    rng = np.random.default_rng(11)
    order = rng.permutation([key for key, _, _ in said])
    return [(str(key), start, end) for key, (_, start, end) in zip(order, said, strict=True)]


def _flashes(said: Sequence[_Turn]) -> list[_Turn]:
    return [(key, start, start + 0.05) for key, start, _ in said]


@pytest.mark.parametrize("lie", [_pinned, _everybody, _unrelated, _flashes])
def test_a_page_that_lies_names_nobody(lie: Callable[[Sequence[_Turn]], list[_Turn]]) -> None:
    said = [(f"p{turn % 4 + 1}", turn * 5.0, turn * 5.0 + 4) for turn in range(60)]

    assert _voted(said, lie(said), _names(4)) == {}


def test_somebody_whom_the_page_hardly_shows_is_not_named_by_the_rest() -> None:
    said = [("p1", turn * 10.0, turn * 10.0 + 9) for turn in range(12)]
    little = [("p2", start, start + 2) for _, start, _ in said]
    enough = [("p2", start, start + 3) for _, start, _ in said]

    assert _voted(said, little, _names(2)) == {}
    assert _voted(said, enough, _names(2)) == {"s1": "Person p2"}


def test_thin_evidence_names_nobody() -> None:
    """Four seconds, and two utterances."""
    once = [("p1", 0.0, 9.0)]
    twice_short = [("p1", 0.0, 1.5), ("p1", 5.0, 6.5)]

    assert _voted(once, once, _names(1)) == {}
    assert _voted(twice_short, twice_short, _names(1)) == {}
    assert _voted([*once, *_later(twice_short, 20)], [*once, *_later(twice_short, 20)], _names(1)) == {
        "s1": "Person p1"
    }


def _later(turns: Sequence[_Turn], seconds: float) -> list[_Turn]:
    return [(key, start + seconds, end + seconds) for key, start, end in turns]


def test_another_name_needs_two_more_utterances_that_agree() -> None:
    """Until then the voice is unknown, not called by the name before."""
    said = [("p1", turn * 5.0, turn * 5.0 + 4) for turn in range(20)]
    people = [_person("p1", "Aki"), _person("p2", "Ben")]
    vote = NameVote()
    called: list[str | None] = []
    for count in range(1, len(said) + 1):
        shown = [("p1" if at < 2 else "p2", start, end) for at, (_, start, end) in enumerate(said[:count])]
        vote.count(_labelled(said[:count]), _timeline(shown, people).audible_spans())
        called.append(vote.names.get("s1"))

    # Two say Aki. The third to say Ben has 60 % of the time, the fourth the lead.
    assert called == [None, *["Aki"] * 3, None, *["Ben"] * 15]


def test_a_voice_of_long_ago_keeps_its_name_unless_another_has_it_by_now() -> None:
    """What the bounds of a long meeting leave no evidence of."""
    early = [("p1", turn * 5.0, turn * 5.0 + 4) for turn in range(4)]
    late = [("p2", turn * 5.0, turn * 5.0 + 4) for turn in range(10, 14)]
    vote = NameVote()
    vote.count(_labelled(early), _timeline(early, [_person("p1", "Aki")]).audible_spans())
    vote.count(_labelled(late), _timeline(late, [_person("p2", "Ben")]).audible_spans())
    both = vote.names
    vote.count(_labelled(late), _timeline(late, [_person("p2", "Aki")]).audible_spans())

    assert both == {"s1": "Aki", "s2": "Ben"}
    assert vote.names == {"s2": "Aki"}


def test_what_the_user_and_shares_and_unended_intervals_show_is_no_evidence() -> None:
    timeline = _timeline(
        [("self", 0, 9), ("share", 0, 9), ("stranger", 0, 9), ("p1", 20, 24)],
        [
            _person("self", "You", is_self=True),
            _person("share", "Slides", is_share=True),
            _person("p1", "Aki"),
        ],
    )
    going_on = PageInterval("p1", _sample(30), None, "meet_meter")
    taken_back = PageInterval("p1", _sample(40), _sample(40), "meet_meter")
    timeline.take(PageNoteParams(_SESSION, intervals=(going_on, taken_back)))

    assert timeline.audible_spans() == {"Aki": [(_sample(20), _sample(24))]}


def test_the_last_that_the_page_said_of_somebody_counts_and_spans_of_a_name_do_not_overlap() -> None:
    timeline = _timeline([("p1", 0, 9), ("p2", 5, 12)], [_person("p1", "Aki"), _person("p2", None)])
    timeline.take(PageNoteParams(_SESSION, people=(_person("p2", "Aki"),)))
    timeline.take(
        PageNoteParams(_SESSION, intervals=(PageInterval("p1", 0, _sample(6), "meet_meter"),)),
    )

    assert timeline.audible_spans() == {"Aki": [(0, _sample(12))]}


def test_a_page_takes_no_more_memory_than_the_bounds() -> None:
    timeline = _timeline([("p1", at, at + 0.5) for at in range(6_000)], [_person("p1", "Aki")])

    assert len(timeline.audible_spans()["Aki"]) == 5_000
