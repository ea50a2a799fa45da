"""What bytes of another program are (`protocol/messages.ts`): a request, or why there is none."""

import json
import re
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeAlias, TypeVar, Union

import msgspec
from msgspec import Meta, Raw, Struct

from earshot_stt.wire.fields import Uuid
from earshot_stt.wire.requests import RequestMessage, decode_samples
from earshot_stt.wire.version import ASSUMED_VERSION, is_compatible

_R = TypeVar("_R", bound=RequestMessage)


@dataclass(frozen=True, slots=True)
class NotRequest:
    """A response, an event or an error: the host sends none, and none is acted on."""


@dataclass(frozen=True, slots=True)
class UnknownMethod:
    id: str


@dataclass(frozen=True, slots=True)
class Incompatible:
    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """`issue` names the field and the rule, never the value."""

    id: str | None
    issue: str


Refusal: TypeAlias = NotRequest | UnknownMethod | Incompatible | Invalid


class RequestParser(Generic[_R]):
    """Parses lines into the variants of one union: `CaptioningRequest` or `DownloadingRequest`.

    A line that is right is decoded once; only one that is not is looked at again, for the reason.
    """

    def __init__(self, variants: tuple[type[_R], ...]) -> None:
        self._methods = frozenset(variant.__struct_config__.tag for variant in variants)
        self._decoder = msgspec.json.Decoder[_R](Union[variants], dec_hook=decode_samples)  # noqa: UP007 - a value

    def parse(self, line: bytes) -> _R | Refusal:
        """Never raises."""
        try:
            request = self._decoder.decode(line)
        except msgspec.ValidationError as error:
            return self._refusal(line, _issue(error))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            well_formed = _without_lone_surrogates(line)
            return Invalid(None, "line: not JSON") if well_formed is None else self.parse(well_formed)
        if not is_compatible(request.version):
            return Incompatible(request.id, request.version)
        return request

    def _refusal(self, line: bytes, issue: str) -> Refusal:
        """Why `line`, which is JSON, is no request of this program's; `issue` if its parameters are wrong."""
        try:
            if _ENVELOPE.decode(line).type != "request":
                return NotRequest()
            envelope = _REQUEST_ENVELOPE.decode(line)
        except msgspec.ValidationError as error:
            return Invalid(_identity(line), _issue(error))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # The first decoder stopped at a wrong field, before the place where the line is no JSON.
            return Invalid(None, "line: not JSON")
        if not is_compatible(envelope.version):
            return Incompatible(envelope.id, envelope.version)
        if envelope.method not in self._methods:
            return UnknownMethod(envelope.id)
        return Invalid(envelope.id, issue)


class _Envelope(Struct):
    type: Literal["request", "response", "event", "error"]


class _RequestEnvelope(Struct):
    id: Uuid
    method: str
    version: str = ASSUMED_VERSION
    params: dict[str, Raw] = {}


class _Identity(Struct):
    id: Annotated[str, Meta(max_length=64)] | None = None


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_REQUEST_ENVELOPE = msgspec.json.Decoder(_RequestEnvelope)
_IDENTITY = msgspec.json.Decoder(_Identity)
_OURS = re.compile(r"Expected [^']*|Object missing required field `[a-z_]+`")
"""What says only types, bounds and names of our own; msgspec's other messages hold values, or patterns."""
_PATH = re.compile(r"\$[a-z0-9_.\[\]]*")


def _issue(error: msgspec.ValidationError) -> str:
    """The rule and the field, without a word of the message."""
    rule, _, path = str(error).partition(" - at `")
    field = _PATH.match(path)
    name = field[0].removeprefix("$.") if field else "message"
    return f"{name}: {rule if _OURS.fullmatch(rule) else 'invalid value'}"


def _identity(line: bytes) -> str | None:
    try:
        return _IDENTITY.decode(line).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _without_lone_surrogates(line: bytes) -> bytes | None:
    r"""JavaScript writes half of a character as `\ud83d`, which is no Unicode: U+FFFD instead.

    None for what is no JSON, and for what was rewritten already.
    """
    try:
        rewritten = json.dumps(json.loads(line), allow_nan=False, ensure_ascii=False).encode(errors="replace")
    except (ValueError, RecursionError):
        return None
    return None if rewritten == line else rewritten
