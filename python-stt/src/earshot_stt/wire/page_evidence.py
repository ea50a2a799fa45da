"""What the meeting's page shows of who is there and who is audible (`protocol/speakers/page-evidence.ts`)."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from earshot_stt.wire.fields import SampleIndex, Uuid, check_length

MAX_NOTED = 100
"""People, and intervals, of one page note."""
MAX_PERSON_NAME_LENGTH = 80
"""In UTF-16 units, as a person's key."""

PersonText: TypeAlias = Annotated[str, Meta(min_length=1, max_length=MAX_PERSON_NAME_LENGTH)]


class PagePerson(Struct, frozen=True):
    """Somebody whom the meeting's page shows; `name`: None where it does not say, or not clearly."""

    key: PersonText
    name: PersonText | None
    is_self: bool
    is_share: bool

    def __post_init__(self) -> None:
        check_length(self.key, MAX_PERSON_NAME_LENGTH)
        check_length(self.name or "", MAX_PERSON_NAME_LENGTH)


class PageInterval(Struct, frozen=True):
    """Samples [start, end) of the session, by the wall clock: the page showed that person as audible.

    It lags behind the sound by an unknown time. `end` is None while it goes on; where it is `start`, the
    interval was taken back.
    """

    key: PersonText
    start: SampleIndex = field(name="start_sample")
    end: SampleIndex | None = field(name="end_sample")
    sign: Literal["meet_meter", "zoom_active"]

    def __post_init__(self) -> None:
        check_length(self.key, MAX_PERSON_NAME_LENGTH)


class PageNoteParams(Struct, frozen=True):
    """Takes the place of what was noted of the same person, and of an interval of the same key and start."""

    session: Uuid
    people: Annotated[tuple[PagePerson, ...], Meta(max_length=MAX_NOTED)] = ()
    intervals: Annotated[tuple[PageInterval, ...], Meta(max_length=MAX_NOTED)] = ()
