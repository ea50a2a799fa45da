"""What the sidecar answers to each request, as it stands on the wire (`result` in `protocol/requests.ts`).

`HealthReport` and `ModelList`, which are answers as well, are in `reports`.
"""

from msgspec import UNSET, Struct, UnsetType

from earshot_stt.wire.audio import Source
from earshot_stt.wire.fields import CaptionLanguage, CaptionText, PerSource
from earshot_stt.wire.reports import SourceCoverage
from earshot_stt.wire.version import PROTOCOL_VERSION


class Done(Struct, frozen=True):
    """The answer that says nothing more."""


class VersionResult(Struct, frozen=True):
    """`product_version` is the host's to name: the sidecar comes with it."""

    version: str = PROTOCOL_VERSION
    product_version: str | UnsetType = UNSET


class NextFrames(Struct, frozen=True):
    """Of a session that is started or resumed: per source, the frame expected next."""

    session: str
    next: PerSource[int]


class SourceEnded(Struct, frozen=True):
    session: str
    source: Source


class SessionStopped(Struct, frozen=True):
    """`metrics` are the host's to add."""

    session: str
    coverage: PerSource[SourceCoverage] | UnsetType = UNSET
    metrics: None = None


class SessionAbandoned(Struct, frozen=True):
    session: str


class Correction(Struct, frozen=True):
    """One segment by the correction model."""

    session: str
    source: Source
    utterance: int
    text: CaptionText
    language: CaptionLanguage | None
    model: str
