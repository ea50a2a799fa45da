"""What was measured on this machine, kept so that the next start need not measure again (STT-5)."""

import json
import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import cast

import ctranslate2
import numpy as np
import tokenizers

from earshot_stt.decoding.placement import CPU
from earshot_stt.runtime.log import log
from earshot_stt.wire.json_object import JsonObject, is_object

_FRAMES = 600
"""Mel frames of the window that holds four seconds of speech and the silence after it."""
_TOKENS = 14
"""Of four seconds at the usual pace."""
_PROMPT = ("<|startoftranscript|>", "<|notimestamps|>")
_END = "<|endoftext|>"
_REPEATS = 3
_LONG_SECONDS = 3.0
"""A unit that takes so long is not worth another."""


def measure_unit_ms(directory: Path, threads: int, clock: Callable[[], float]) -> float:
    """The median wall time of three units, each of one window and a fixed count of tokens.

    The model is loaded beside whatever is loaded, and freed. Raises RuntimeError, ValueError or OSError when
    it cannot be loaded.
    """
    model = ctranslate2.models.Whisper(
        str(directory), device=CPU.device, compute_type=CPU.compute_type, intra_threads=threads
    )
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(directory / "tokenizer.json"))
        prompt = [token for word in _PROMPT if (token := tokenizer.token_to_id(word)) is not None]
        end = tokenizer.token_to_id(_END)
        # The words cost nothing; only its length does.
        noise = np.random.default_rng(0).standard_normal((1, model.n_mels, _FRAMES)).astype(np.float32)
        features = ctranslate2.StorageView.from_array(noise)

        def unit() -> float:
            started = clock()
            model.generate(
                model.encode(features),
                [prompt],
                beam_size=1,
                # CTranslate2 halves it; without an end, every token is decoded.
                max_length=2 * _TOKENS,
                suppress_tokens=[] if end is None else [end],
            )
            return clock() - started

        first = unit()
        seconds = first if first > _LONG_SECONDS else median(unit() for _ in range(_REPEATS))
    finally:
        model.unload_model()
    return 1000 * seconds


_FILE = "earshot-measurements.json"
_VERSION = 1
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Measured:
    """`unit_ms`: the least wall time of a unit by thread count, not empty; `times`: how often measured."""

    unit_ms: Mapping[int, float]
    times: int

    def again(self, unit_ms: Mapping[int, float]) -> "Measured":
        """With another measurement: what disturbs one only ever makes it longer."""
        least = {threads: min(unit, self.unit_ms.get(threads, unit)) for threads, unit in unit_ms.items()}
        return Measured(least, self.times + 1)


@dataclass(frozen=True, slots=True)
class Measurements:
    """By a key that names the model and the machine."""

    folder: Path

    def get(self, key: str) -> Measured | None:
        """None where nothing sensible is remembered."""
        return _measured(self._read().get(key))

    def put(self, key: str, measured: Measured) -> None:
        """Remembers; a disk that takes nothing costs no more than another measurement."""
        kept = {name: value for name, value in self._read().items() if name != key}
        units = {str(threads): round(unit, 1) for threads, unit in measured.unit_ms.items()}
        kept[key] = {"times": measured.times, "unit_ms": units}
        newest = dict(list(kept.items())[-_MOST_KEPT:])
        draft = self.folder / f"{_FILE}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps({"version": _VERSION, "measured": newest}, indent=1), "utf-8")
            draft.replace(self.folder / _FILE)
        except OSError as error:
            log("measurement_not_kept", kind=type(error).__name__)

    def _read(self) -> JsonObject:
        try:
            content: object = json.loads((self.folder / _FILE).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = content.get("measured") if is_object(content) and content.get("version") == _VERSION else None
        return kept if is_object(kept) else {}


def measurement_key(model: str, size: int, cores: int, library: str) -> str:
    """`size`: bytes of the model's files, which change with its weights; `library`: CTranslate2's version."""
    machine = f"{platform.node()} {platform.machine()}"
    return " ".join((model, str(size), f"cpu{cores}", machine, library))


def _measured(value: object) -> Measured | None:
    if not is_object(value):
        return None
    times, units = value.get("times"), value.get("unit_ms")
    if not isinstance(times, int) or not is_object(units) or not units:
        return None
    is_sound = all(
        threads.isdecimal()
        and int(threads) > 0
        and isinstance(unit, int | float)
        and not isinstance(unit, bool)
        and 0 < unit < float("inf")
        for threads, unit in units.items()
    )
    if not is_sound:
        return None
    return Measured({int(threads): cast("float", unit) for threads, unit in units.items()}, times)
