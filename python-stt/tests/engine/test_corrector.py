"""Spans decoded again: by which model, with what, and what becomes of those that cannot be."""

import json
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis
from earshot_stt.engine.corrector import Corrector
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.wire.audio import Samples
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.requests import CorrectionParams, CorrectStretch, Device, Settings, Task

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_SETTINGS = Settings("base", "auto", "transcribe", "cpu", ("Earshot",), "small")


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


_PARAMS = CorrectionParams(
    _SESSION, "tab", 16_000, "small", _SETTINGS, "en", "Before.", np.ones(3_200, np.int16)
)


def _request(number: int = 1, **changes: object) -> CorrectStretch:
    return CorrectStretch(id=_id(number), type="request", params=replace(_PARAMS, **changes))


_REQUEST = _request()


class _Model:
    """Says one text, or fails, and keeps what it was asked."""

    limits = WHISPER_LIMITS

    def __init__(self, says: str | EarshotError = "Better.", language: str = "en") -> None:
        self._says = says
        self._language = language
        self.asked: list[DecodeOptions] = []

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        return lambda: self.decode(samples, options)

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        self.asked.append(options)
        if isinstance(self._says, EarshotError):
            raise self._says
        return Hypothesis((self._says,), self._language)

    def close(self) -> None:
        pass


class _Bench:
    """A corrector with what it asked for and what it said."""

    def __init__(self) -> None:
        self._outbox = Outbox()
        self.wanted: list[tuple[str, Device]] = []
        self.corrector = Corrector(self._outbox, lambda name, device: self.wanted.append((name, device)))

    def sent(self) -> list[dict[str, Any]]:
        """Every answer since it was last asked."""
        self._outbox.close()
        sent: list[dict[str, Any]] = []
        while (lines := self._outbox.next_lines()) is not None:
            sent.extend(json.loads(line) for line in lines.splitlines())
        return sent

    def refusals(self) -> list[tuple[str, str]]:
        """Request and code of every refusal since it was last asked."""
        return [(answer["id"], answer["error"]["code"]) for answer in self.sent()]


def test_a_span_is_decoded_as_carefully_as_a_final_once_its_model_is_there() -> None:
    bench, model = _Bench(), _Model()
    bench.corrector.add(_REQUEST)
    was_ready = bench.corrector.is_ready
    bench.corrector.model_ready("small", model)
    is_ready = bench.corrector.is_ready

    bench.corrector.work()

    assert (was_ready, is_ready, bench.corrector.is_ready) == (False, True, False)
    assert bench.wanted == [("small", "cpu")]
    assert model.asked == [DecodeOptions("final", "en", "transcribe", ("Earshot",), "Before.")]
    assert [answer["result"] for answer in bench.sent()] == [
        {
            "session": _SESSION,
            "source": "tab",
            "utterance": 16_000,
            "text": "Better.",
            "language": "en",
            "model": "small",
        }
    ]


def test_a_loaded_model_is_not_asked_for_again_and_works_in_order() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.add(_request(2))
    bench.corrector.model_ready("small", _Model())

    bench.corrector.work()
    bench.corrector.add(_request(3))
    bench.corrector.work()
    bench.corrector.work()

    assert [answer["id"] for answer in bench.sent()] == [_id(1), _id(2), _id(3)]
    assert len(bench.wanted) == 1


@pytest.mark.parametrize(
    ("task", "chosen", "captioned", "fixed"),
    [
        ("transcribe", "auto", "ja", "ja"),
        ("transcribe", "de", None, "de"),
        ("transcribe", "auto", None, None),
        ("translate", "auto", "en", None),
        ("translate", "ja", "en", "ja"),
    ],
)
def test_the_language_is_the_one_spoken(
    task: Task, chosen: str, captioned: str | None, fixed: str | None
) -> None:
    bench, model = _Bench(), _Model(language="ja")
    settings = replace(_SETTINGS, task=task, language=chosen)
    bench.corrector.add(_request(settings=settings, language=captioned))
    bench.corrector.model_ready("small", model)

    bench.corrector.work()

    (answer,) = bench.sent()
    assert model.asked[0].language == fixed
    assert answer["result"]["language"] == ("en" if task == "translate" else "ja")


def test_a_model_that_cannot_be_had_answers_all_that_wait_for_it_and_nothing_else() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.add(_request(2, model="medium"))
    bench.corrector.add(_request(3))

    bench.corrector.model_failed("small", EarshotError("model_not_found", "no such model"))
    refusals = bench.refusals()
    bench.corrector.add(_request(4))

    assert refusals == [(_id(1), "model_not_found"), (_id(3), "model_not_found")]
    assert bench.wanted == [("small", "cpu"), ("medium", "cpu")]


def test_a_model_whose_loading_another_one_replaced_is_asked_for_again() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.abandon(_SESSION)
    bench.corrector.add(_request(2, model="medium"))
    bench.corrector.add(_request(3))
    bench.corrector.model_ready("medium", _Model())

    bench.corrector.work()

    assert bench.wanted == [("small", "cpu"), ("medium", "cpu"), ("small", "cpu")]
    assert not bench.corrector.is_ready


def test_more_than_eight_are_refused() -> None:
    bench = _Bench()
    for index in range(9):
        bench.corrector.add(_request(index))

    assert bench.refusals() == [(_id(8), "internal_error")]


def test_a_failed_decode_is_answered_and_the_next_span_goes_on() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.model_ready("small", _Model(EarshotError("transcription_failed", "RuntimeError")))
    bench.corrector.work()
    bench.corrector.model_ready("small", _Model())
    bench.corrector.add(_request(2))
    bench.corrector.work()

    failed, done = bench.sent()
    assert failed["error"] | {"message": ""} == {
        "code": "transcription_failed",
        "message": "",
        "recoverable": True,
        "session": _SESSION,
        "source": "tab",
    }
    assert done["id"] == _id(2)


def test_a_span_longer_than_the_model_takes_is_no_span_for_it() -> None:
    bench, model = _Bench(), _Model()
    bench.corrector.add(_request(samples=np.zeros(WHISPER_LIMITS.hard + 1, np.int16)))
    bench.corrector.model_ready("small", model)

    bench.corrector.work()

    assert bench.refusals() == [(_id(1), "transcription_failed")]
    assert model.asked == []


def test_an_abandoned_session_is_answered_once_also_in_the_middle_of_a_decode() -> None:
    bench = _Bench()
    other = "0f8fad5b-d9cb-469f-a165-70867728950e"
    for number, session in ((1, _SESSION), (2, _SESSION), (3, other)):
        bench.corrector.add(_request(number, session=session))
    bench.corrector.model_ready("small", _Model())

    def abandon() -> bool:
        bench.corrector.abandon(_SESSION)
        return False

    bench.corrector.work(abandon)
    refusals = bench.refusals()
    bench.corrector.work()

    assert refusals == [(_id(1), "session_unknown"), (_id(2), "session_unknown")]
    assert [answer["id"] for answer in bench.sent()] == [_id(3)]


def test_what_is_no_longer_wanted_is_answered_without_its_text() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.model_ready("small", _Model())

    bench.corrector.work(lambda: False)

    assert bench.refusals() == [(_id(1), "session_unknown")]


def test_an_unloaded_model_is_asked_for_again_by_what_waits() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.model_ready("small", _Model())
    bench.corrector.model_gone()

    assert not bench.corrector.is_ready
    assert bench.wanted == [("small", "cpu"), ("small", "cpu")]


def test_a_decoder_gone_wild_makes_no_version() -> None:
    bench = _Bench()
    bench.corrector.add(_REQUEST)
    bench.corrector.model_ready("small", _Model("la " * 4_000))

    bench.corrector.work()

    (answer,) = bench.sent()
    assert answer["result"]["text"] == ""
