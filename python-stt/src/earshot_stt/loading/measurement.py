"""How long this machine takes for a unit of a model's work, measured and remembered (STT-5)."""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import ctranslate2
import numpy as np
import tokenizers
from msgspec import Meta

from earshot_stt.decoding.placement import CPU
from earshot_stt.runtime.record_file import RecordFile

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
    return round(1000 * seconds, 1)


@dataclass(frozen=True, slots=True)
class Measured:
    """`unit_ms`: the least wall time of a unit by thread count, not empty; `times`: how often measured."""

    unit_ms: Annotated[Mapping[Annotated[int, Meta(gt=0)], Annotated[float, Meta(gt=0)]], Meta(min_length=1)]
    times: int

    def again(self, unit_ms: Mapping[int, float]) -> "Measured":
        """With another measurement: what disturbs one only ever makes it longer."""
        least = {threads: min(unit, self.unit_ms.get(threads, unit)) for threads, unit in unit_ms.items()}
        return Measured(least, self.times + 1)


def measurements_in(folder: Path) -> RecordFile[Measured]:
    """By a key that names the model and the machine, so that the next start need not measure again."""
    return RecordFile(folder / "earshot-measurements.json", "measured", Measured)


def measurement_key(model: str, size: int, cores: int, library: str) -> str:
    """`size`: bytes of the model's files, which change with its weights; `library`: CTranslate2's version."""
    machine = f"{platform.node()} {platform.machine()}"
    return " ".join((model, str(size), f"cpu{cores}", machine, library))
