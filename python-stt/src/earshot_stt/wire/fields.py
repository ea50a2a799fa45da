"""The types that the messages' fields share: mirror of what `protocol/*.ts` builds its schemas from."""

from typing import Annotated, Generic, Literal, TypeAlias, TypeVar

from msgspec import Meta, Struct

from earshot_stt.wire.audio import FRAME_SAMPLES, MAX_SESSION_SAMPLES, Source

_T = TypeVar("_T")

MAX_MESSAGE_BYTES = 1_048_576
"""Longest line on the sidecar wire (`limits.ts`)."""
MAX_CAPTION_LENGTH = 8_000
"""Longest text one caption may carry, in UTF-16 units."""
MAX_DOUBTFUL_WORDS = 500
"""Most words of one final that are marked as doubtful."""
MAX_TERM_LENGTH = 64
"""Longest name or term of a vocabulary, in UTF-16 units."""
MAX_SEGMENT_SAMPLES = 328_000
"""Longest segment that is transcribed again at once; the 874,668 characters of base64 in `limits.ts`."""
MAX_OPEN_GAPS = 16
MAX_VOICES = 9_999
"""Ids of voices in one session (`speakers/voices.ts`)."""
SHORTEST_OVERLOAD_GAP = 3_200
"""Samples; what is missing for less is taken for silence in its place (`protocol/gaps.ts`, ADR-014)."""

# `\Z`: Python's `$` also matches before a line feed at the end.
UUID_PATTERN = (
    r"^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
    r"|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)\Z"
)
_DATE_TIME = (
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9](?:\.[0-9]+)?)?Z"
)

Uuid: TypeAlias = Annotated[str, Meta(pattern=UUID_PATTERN)]
DateTime: TypeAlias = Annotated[str, Meta(pattern=rf"^{_DATE_TIME}\Z")]
"""UTC, ISO 8601."""
VersionText: TypeAlias = Annotated[str, Meta(min_length=1, max_length=32)]
SampleIndex: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_SESSION_SAMPLES)]
FrameNumber: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_SESSION_SAMPLES // FRAME_SAMPLES)]
ModelName: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}\Z")]
LanguageCode: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")]
LanguageSetting: TypeAlias = Annotated[str, Meta(pattern=r"^(?:auto|[a-z]{2,3})\Z")]
SpeakerId: TypeAlias = Annotated[str, Meta(pattern=r"^s[1-9][0-9]{0,3}\Z")]
CaptionLanguage: TypeAlias = Annotated[str, Meta(max_length=8)]
CaptionText: TypeAlias = Annotated[str, Meta(max_length=MAX_CAPTION_LENGTH)]
"""Code points; the structs that hold one check its UTF-16 length as well, by `check_length`."""
GapReason: TypeAlias = Literal[
    "paused",
    "muted",
    "muted_in_meeting",
    "meeting_left",
    "microphone_off",
    "overload",
    "asleep",
    "not_stored",
    "tab_crashed",
    "damaged",
    "struck",
]


class PerSource(Struct, Generic[_T], frozen=True):
    """One value of each source."""

    tab: _T
    mic: _T

    def by_source(self) -> dict[Source, _T]:
        return {"tab": self.tab, "mic": self.mic}


def utf16_length(text: str) -> int:
    """Length as JavaScript counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_length(text: str, longest: int) -> None:
    """Raises ValueError, which holds no part of the text, when it has more than `longest` UTF-16 units."""
    if utf16_length(text) > longest:
        raise ValueError(f"Expected `str` of at most {longest} UTF-16 units")
