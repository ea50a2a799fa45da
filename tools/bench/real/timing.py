"""What a reader waits for, and how much of what was shown goes away again."""

from dataclasses import dataclass, field

from accuracy import Match
from meeting import SOURCES, Arrival, Meeting
from rapidfuzz.distance import LCSseq
from tokens import tokens


@dataclass(frozen=True)
class Delay:
    """Milliseconds, and the text of the final they were waited for."""

    ms: float
    caption: str


@dataclass
class Delays:
    """Each value is of one utterance of the reference; what never came is missing.

    `first_partial`: speech start → first text of the caption that it begins; where that was cut off another,
    the first with its first words. `last_word`: its end → its last word stood there, where that is right.
    `final`: its end → the final that holds its end.
    """

    first_partial: list[Delay] = field(default_factory=list)
    last_word: list[Delay] = field(default_factory=list)
    final: list[Delay] = field(default_factory=list)


@dataclass
class Steadiness:
    """Words: those called stable and those of them that did not stay; those taken back; those that stayed."""

    stable: int = 0
    stable_changed: int = 0
    erased: int = 0
    stayed: int = 0


_ONSET_MS = 600
"""A caption may begin so long before the speech that it is of."""


def delays_of(meeting: Meeting, matches: dict[str, list[Match]]) -> Delays:
    """`matches`: the right words by source."""
    found = Delays()
    for source in SOURCES:
        said, finals, arrived = meeting.said(source), meeting.finals(source), meeting.arrived(source)
        first: dict[str, Arrival] = {}
        final_of: dict[str, Arrival] = {}
        for each in arrived:
            if each.text.strip():
                first.setdefault(each.caption, each)
            if each.is_final:
                final_of.setdefault(each.caption, each)
        for caption in finals:
            begun = [each for each in said if each.start_ms - caption.start_ms + _ONSET_MS >= 0]
            begun = [each for each in begun if each.start_ms < caption.end_ms]
            if begun and not _continues(begun[0].start_ms, caption, meeting, source):
                shown_ms = first[caption.caption].at_ms
                before = [
                    each for each in arrived if each.at_ms < shown_ms and each.end_ms > begun[0].start_ms
                ]
                if in_line_before := _with_beginning(before, caption, meeting):
                    shown_ms = in_line_before.at_ms
                delay_ms = shown_ms - begun[0].start_ms
                found.first_partial.append(Delay(delay_ms, caption.text))
        held: dict[str, float] = {}
        for each in said:
            holders = [
                final for final in finals if final.start_ms < each.end_ms and final.end_ms > each.start_ms
            ]
            if holders:
                last = holders[-1].caption
                held[last] = max(held.get(last, 0.0), each.end_ms)
        for caption, end_ms in held.items():
            if final := final_of.get(caption):
                found.final.append(Delay(final.at_ms - end_ms, final.text))
        for match in matches.get(source, []):
            if match.is_last:
                final = finals[match.final]
                shown_ms = _first_seen(meeting, arrived, final, match.place)
                found.last_word.append(Delay(shown_ms - said[match.utterance].end_ms, final.text))
    return found


def _with_beginning(arrived: list[Arrival], caption: Arrival, meeting: Meeting) -> Arrival | None:
    """The first of `arrived` that has the first two words of `caption`."""
    words = tokens(caption.text, meeting.language_of(caption))[:2]
    for each in arrived:
        shown = tokens(each.text, meeting.language_of(each))
        if any(shown[at : at + len(words)] == words for at in range(len(shown) - len(words) + 1)):
            return each
    return None


def _continues(start_ms: float, caption: Arrival, meeting: Meeting, source: str) -> bool:
    """Whether an earlier utterance is still spoken where the caption begins: then it is of that one."""
    return any(
        each.start_ms < start_ms and each.end_ms > caption.start_ms + _ONSET_MS
        for each in meeting.said(source)
    )


def _first_seen(meeting: Meeting, arrived: list[Arrival], final: Arrival, place: int) -> float:
    """When the word at `place` of a final first stood in its caption, as often as up to there."""
    language = meeting.language_of(final)
    words = tokens(final.text, language)[: place + 1]
    wanted = words.count(words[-1])
    for each in arrived:
        if each.caption == final.caption and tokens(each.text, language).count(words[-1]) >= wanted:
            return each.at_ms
    return final.at_ms


def steadiness_of(meeting: Meeting) -> Steadiness:
    """Of all captions; erased words by normalised erasure (Arivazhagan et al. 2020, arXiv 1912.03393)."""
    found = Steadiness()
    for source in SOURCES:
        finals = meeting.finals(source)
        text: dict[str, tuple[str, ...]] = {}
        stable: dict[str, tuple[str, ...]] = {}
        for each in meeting.arrived(source):
            words = tokens(each.text, meeting.language_of(each))
            before = text.get(each.caption, ())
            found.erased += len(before) - _common_prefix(before, words)
            text[each.caption] = words
            claimed = stable.get(each.caption, ())
            now = words if each.is_final else tokens(each.stable_text or "", meeting.language_of(each))
            if each.is_final:
                # The last words of a claim may have become the beginning of the next caption.
                now = (*now, *(word for final in _next(finals, each) for word in tokens(final.text, "en")))
            kept = LCSseq.similarity(claimed, now)
            found.stable_changed += len(claimed) - kept
            if not each.is_final:
                found.stable += len(now) - kept
                stable[each.caption] = now
            else:
                stable.pop(each.caption, None)
        found.stayed += sum(len(words) for words in text.values())
    return found


def _next(finals: list[Arrival], final: Arrival) -> list[Arrival]:
    return [each for each in finals if each.start_ms > final.start_ms][:1]


def _common_prefix(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
