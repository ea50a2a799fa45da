"""What the meeting's page has shown of one session: who is audible when (pure); evidence, never a name.

Bounded: a page that lies takes no more memory, and no more time, than that.
"""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from earshot_stt.wire.page_evidence import PageInterval, PageNoteParams, PagePerson

_Key = TypeVar("_Key")
_Noted = TypeVar("_Noted")

_MOST_PEOPLE = 500
_MOST_INTERVALS = 5_000

Span: TypeAlias = tuple[int, int]
"""Samples [start, end)."""
PersonName: TypeAlias = str


class PageTimeline:
    """People and intervals by what was noted last of them."""

    def __init__(self) -> None:
        self._people: dict[str, PagePerson] = {}
        self._intervals: dict[tuple[int, str], PageInterval] = {}

    def take(self, note: PageNoteParams) -> None:
        for person in note.people:
            self._people[person.key] = person
        for interval in note.intervals:
            self._intervals[interval.start, interval.key] = interval
        _drop_first(self._people, _MOST_PEOPLE)
        _drop_first(self._intervals, _MOST_INTERVALS)

    def audible_spans(self) -> dict[PersonName | None, list[Span]]:
        """Who was audible when, by name; under None is who has none. Spans of one name do not overlap.

        Neither the user himself nor what somebody shares. An interval that goes on is none yet: a page that
        is hidden meanwhile does not end it.
        """
        spans: dict[PersonName | None, list[Span]] = {}
        for interval in self._intervals.values():
            person = self._people.get(interval.key)
            if person is None or person.is_self or person.is_share:
                continue
            if interval.end is not None and interval.end > interval.start:
                spans.setdefault(person.name, []).append((interval.start, interval.end))
        return {name: merged(of_name) for name, of_name in spans.items()}


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same samples in order, by spans that neither overlap nor touch."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _drop_first(noted: dict[_Key, _Noted], most: int) -> None:
    for key in list(noted)[: max(0, len(noted) - most)]:
        noted.pop(key)
