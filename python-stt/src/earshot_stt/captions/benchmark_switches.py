"""What the benchmark can choose; the defaults are what it chose (docs/adr/021-streaming-policy.md)."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import Literal, get_args

WindowSwitch = Literal["auto", "full"]
CommitSwitch = Literal["agreement", "guard", "off"]


@dataclass(frozen=True, slots=True)
class EngineSwitches:
    """How the engine goes about its work, whatever the model."""

    window: WindowSwitch = "auto"
    """`full` pads every window to 30 s, as `WhisperModel.transcribe` does."""
    commit: CommitSwitch = "agreement"
    """What makes a word stable: two hypotheses; and its distance from the window's end; or only the final."""
    partial_interval_seconds: float | None = None
    """Least time between two partials of a source; None leaves it to the pacing."""
    degrades: bool = True
    """Whether quality gives way when the machine is too slow."""


def add_switches(parser: ArgumentParser) -> None:
    """For the benchmark only: nothing of it is the user's to choose."""
    switches = parser.add_argument_group("engine switches, for the benchmark")
    defaults = EngineSwitches()
    switches.add_argument("--window", choices=get_args(WindowSwitch), default=defaults.window)
    switches.add_argument("--commit", choices=get_args(CommitSwitch), default=defaults.commit)
    switches.add_argument("--partial-interval-ms", type=int, metavar="N")
    switches.add_argument("--degrade", choices=("on", "off"), default="on")


def switches_of(given: Namespace) -> EngineSwitches:
    """The switches among the parsed words."""
    interval = given.partial_interval_ms
    return EngineSwitches(
        given.window,
        given.commit,
        None if interval is None else interval / 1000,
        given.degrade == "on",
    )
