"""The demo model's parts, for tests of the decode layer."""

from functools import cache

import tokenizers
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from earshot_stt.decoding.faster_whisper_transcriber import OpenModel
from earshot_stt.decoding.placement import CPU, Placement
from support.sidecar import DEMO_MODEL


@cache
def tokenizer() -> Tokenizer:
    """Its vocabulary holds every byte: it can spell any script."""
    return Tokenizer(
        tokenizers.Tokenizer.from_file(str(DEMO_MODEL / "tokenizer.json")), multilingual=False, language="en"
    )


def open_demo(placement: Placement = CPU) -> WhisperModel:
    """The demo model on the CPU, wherever it is wanted."""
    del placement
    return WhisperModel(str(DEMO_MODEL), device="cpu", compute_type="int8", cpu_threads=1)


class FailingWeights:
    """A model of which one call fails, as on a graphics card that is full or lost.

    `result`: generation begins, and fails.
    """

    def __init__(self, whisper: WhisperModel, call: str, error: Exception) -> None:
        self._model = whisper.model
        self._call = call
        self._error = error

    def __getattr__(self, name: str) -> object:
        if name == "generate" and self._call == "result":
            return self._begin
        return self._fail if name == self._call else getattr(self._model, name)

    def _begin(self, *_arguments: object, **_options: object) -> list["FailingWeights"]:
        return [self]

    def _fail(self, *_arguments: object, **_options: object) -> None:
        raise self._error


def failing_on_cuda(call: str, error: Exception) -> tuple[OpenModel, list[Placement]]:
    """Opens the demo model; on a graphics card `call` fails. And where it was opened, in order."""
    opened: list[Placement] = []

    def open_model(placement: Placement) -> WhisperModel:
        opened.append(placement)
        whisper = open_demo()
        if placement.device == "cuda":
            if call == "open":
                raise error
            vars(whisper)["model"] = FailingWeights(whisper, call, error)
        return whisper

    return open_model, opened


class MultilingualWeights:
    """The demo model, taken for one of several languages that detects what it is given."""

    is_multilingual = True

    def __init__(self, whisper: WhisperModel, detected: tuple[str, float]) -> None:
        self._model = whisper.model
        self._detected = detected

    def __getattr__(self, name: str) -> object:
        return getattr(self._model, name)

    def detect_language(self, encoded: object) -> list[list[tuple[str, float]]]:
        del encoded
        language, probability = self._detected
        return [[(f"<|{language}|>", probability), ("<|en|>", 1 - probability)]]
