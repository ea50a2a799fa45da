"""What is due, of which source (pure)."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.wire.audio import SAMPLE_RATE

_Item = TypeVar("_Item")

_QUIET_SECONDS = 1.0
"""A decode cannot be broken off, and the next speaker waits for it."""


def earliest(candidates: Iterable[tuple[float | None, _Item]]) -> _Item | None:
    """The item that has been due for longest; None when none is."""
    return next(iter(_oldest_first(candidates)), None)


def finals_due(decoders: Collection[CaptionDecoder]) -> list[CaptionDecoder]:
    """Those with a final due, the oldest first."""
    return _oldest_first((each.captioner.final_due_since, each) for each in decoders)


def pauses_due(decoders: Collection[CaptionDecoder]) -> list[CaptionDecoder]:
    """Those with a pause due and no final, the oldest first."""
    without_final = [each for each in decoders if each.captioner.final_due_since is None]
    return _oldest_first((each.captioner.pause_due_since, each) for each in without_final)


def partials_due(
    decoders: Collection[CaptionDecoder], interval: float, *, only_one: bool
) -> list[tuple[float, CaptionDecoder]]:
    """Clock times from which partials are due; `only_one`: of the source that spoke last."""
    wanted = [max(decoders, key=lambda each: each.captioner.spoke_at)] if only_one and decoders else decoders
    due = ((each.captioner.partial_due_at(interval), each) for each in wanted)
    return [(at, each) for at, each in due if at is not None]


def lag_seconds(decoders: Collection[CaptionDecoder], now: float) -> float:
    """How long the oldest final or pause has been due, or how much audio there was no room for."""
    captioners = [each.captioner for each in decoders]
    waits = [now - since for each in captioners if (since := each.final_due_since) is not None]
    pauses = [now - since for each in captioners if (since := each.pause_due_since) is not None]
    backlogs = [each.backlog_samples / SAMPLE_RATE for each in captioners if not each.has_room]
    return max([*waits, *pauses, *backlogs], default=0.0)


def is_quiet(decoders: Collection[CaptionDecoder], now: float) -> bool:
    """Whether no one speaks or has just spoken: what takes long may be begun."""
    captioners = [each.captioner for each in decoders]
    return not any(each.is_talking or now - each.spoke_at < _QUIET_SECONDS for each in captioners)


def _oldest_first(candidates: Iterable[tuple[float | None, _Item]]) -> list[_Item]:
    due = [(at, item) for at, item in candidates if at is not None]
    return [item for _, item in sorted(due, key=lambda candidate: candidate[0])]
