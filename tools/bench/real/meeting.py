"""What was said in a meeting, and what an engine showed of it and when."""

from dataclasses import dataclass
from typing import Any

SOURCES = ("tab", "mic")


@dataclass(frozen=True)
class Utterance:
    """What one speaker said, of the reference; milliseconds since the meeting's start."""

    source: str
    start_ms: float
    end_ms: float
    text: str
    language: str


@dataclass(frozen=True)
class Arrival:
    """A caption as a message of the engine left it, `at_ms` after the first sample was fed."""

    at_ms: float
    source: str
    caption: str
    text: str
    is_final: bool
    start_ms: float
    end_ms: float
    stable_text: str | None
    language: str | None


@dataclass(frozen=True)
class Meeting:
    """A meeting, and what arrived, both in order of time."""

    utterances: tuple[Utterance, ...]
    arrivals: tuple[Arrival, ...]
    languages: frozenset[str]

    def said(self, source: str) -> list[Utterance]:
        return [each for each in self.utterances if each.source == source]

    def arrived(self, source: str) -> list[Arrival]:
        return [each for each in self.arrivals if each.source == source]

    def finals(self, source: str) -> list[Arrival]:
        """What stays, in the order of the speech."""
        last = {each.caption: each for each in self.arrived(source)}
        return sorted((each for each in last.values() if each.text.strip()), key=lambda each: each.start_ms)

    def language_of(self, arrival: Arrival) -> str:
        """As the engine says; the meeting's own where it has only one."""
        if len(self.languages) == 1:
            return next(iter(self.languages))
        return arrival.language or "en"


def meeting_of(reference: list[dict[str, Any]], arrivals: list[dict[str, Any]]) -> Meeting:
    """From `reference.json` and arrivals as the benchmark records them."""
    utterances = [
        Utterance(said["source"], said["startMs"], said["endMs"], said["text"], said["language"])
        for said in reference
    ]
    shown = [
        Arrival(
            each["atMs"],
            each["source"],
            str(each["caption"]),
            each["text"],
            each["isFinal"],
            each["startMs"],
            each["endMs"],
            each.get("stableText"),
            each.get("language"),
        )
        for each in arrivals
    ]
    languages = frozenset(said.language for said in utterances)
    return Meeting(tuple(sorted(utterances, key=lambda each: each.start_ms)), tuple(shown), languages)
