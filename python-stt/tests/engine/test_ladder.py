"""What gives way on a machine that is too slow, and in which order sources are served (STT-3)."""

from dataclasses import dataclass, field
from typing import cast

from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.engine.ladder import Ladder
from earshot_stt.engine.schedule import earliest, finals_due, is_quiet, lag_seconds, partials_due, pauses_due


@dataclass
class _Captioner:
    """What the schedule asks a captioner."""

    final_due_since: float | None = None
    pause_due_since: float | None = None
    partial_due: float | None = None
    backlog_samples: int = 0
    has_room: bool = True
    is_talking: bool = False
    spoke_at: float = 0.0

    def partial_due_at(self, interval: float) -> float | None:
        return None if self.partial_due is None else self.partial_due + interval


@dataclass
class _Decoder:
    captioner: _Captioner = field(default_factory=_Captioner)


def _decoders(*captioners: _Captioner) -> list[CaptionDecoder]:
    return cast("list[CaptionDecoder]", [_Decoder(captioner) for captioner in captioners])


def test_quality_gives_way_step_by_step_and_comes_back_in_reverse() -> None:
    """STT-3: one step for five seconds of lag, one back for ten without; audio is never given up."""
    ladder = Ladder()
    steps: list[str] = []
    for tick in range(60):
        ladder.observe(tick * 0.5, 2.0)
        steps.append(ladder.step)
    assert list(dict.fromkeys(steps)) == ["rare_partials", "one_talker", "finals_only", "quick_finals"]
    assert steps.count("rare_partials") == 10

    steps = []
    for tick in range(120):
        ladder.observe(30 + tick * 0.5, 0.1)
        steps.append(ladder.step)
    assert list(dict.fromkeys(steps)) == [
        "quick_finals",
        "finals_only",
        "one_talker",
        "rare_partials",
        "full",
    ]
    assert steps.count("finals_only") == 20


def test_a_lag_that_is_bearable_changes_nothing() -> None:
    """STT-3."""
    ladder = Ladder()
    ladder.observe(0.0, 2.0)
    for second in range(1, 60):
        ladder.observe(float(second), 1.0)

    assert ladder.step == "rare_partials"
    assert ladder.gives_up("rare_partials")
    assert not ladder.gives_up("one_talker")


def test_a_lag_that_comes_and_goes_takes_no_more_steps_than_one_that_stays() -> None:
    """STT-3: as at full speed, where the backlog is now above the bound and now below it."""
    ladder = Ladder()
    for tick in range(40):
        ladder.observe(tick * 0.1, 20.0 if tick % 2 else 1.0)

    assert ladder.step == "rare_partials"


def test_a_ladder_that_may_not_degrade_stays_where_it_is() -> None:
    ladder = Ladder(degrades=False)
    for second in range(60):
        ladder.observe(float(second), 60.0)

    assert ladder.step == "full"


def test_what_has_waited_longest_is_first() -> None:
    """STT-3."""
    assert earliest([(3.0, "late"), (None, "nothing"), (1.0, "early")]) == "early"
    assert earliest([(None, "nothing")]) is None


def test_each_source_has_one_thing_due_and_a_final_goes_before_a_pause() -> None:
    """STT-3: whose final is due may have paused again after it."""
    talker = _Captioner(final_due_since=3.0, pause_due_since=5.0)
    other = _Captioner(pause_due_since=4.0)
    decoders = _decoders(_Captioner(), talker, other)

    assert finals_due(decoders) == [decoders[1]]
    assert pauses_due(decoders) == [decoders[2]]

    other.final_due_since = 2.0
    assert finals_due(decoders) == [decoders[2], decoders[1]]
    assert pauses_due(decoders) == []


def test_only_the_last_talker_may_keep_its_partials() -> None:
    """STT-3."""
    decoders = _decoders(_Captioner(partial_due=1.0, spoke_at=5.0), _Captioner(partial_due=0.0, spoke_at=9.0))

    assert [at for at, _ in partials_due(decoders, 0.5, only_one=False)] == [1.5, 0.5]
    assert [at for at, _ in partials_due(decoders, 0.5, only_one=True)] == [0.5]
    assert partials_due([], 0.5, only_one=True) == []


def test_lag_is_the_oldest_wait() -> None:
    """STT-3: of a final, of a pause, or of audio there is no room for."""
    assert lag_seconds(_decoders(_Captioner(), _Captioner(backlog_samples=16_000)), 10.0) == 0.0
    assert lag_seconds(_decoders(_Captioner(final_due_since=7.0), _Captioner()), 10.0) == 3.0
    assert lag_seconds(_decoders(_Captioner(pause_due_since=8.0)), 10.0) == 2.0
    assert lag_seconds(_decoders(_Captioner(backlog_samples=80_000, has_room=False)), 10.0) == 5.0


def test_what_takes_long_waits_for_quiet() -> None:
    """STT-3: a correction cannot be broken off, and whoever speaks would wait for it."""
    assert is_quiet(_decoders(_Captioner(spoke_at=1.0), _Captioner()), 3.0)
    assert not is_quiet(_decoders(_Captioner(spoke_at=2.5)), 3.0)
    assert not is_quiet(_decoders(_Captioner(is_talking=True)), 3.0)
