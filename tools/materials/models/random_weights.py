"""Weights that cost what a trained model's cost and say nothing (pure)."""

import numpy as np
from variables_file import Array, Variables

_SEED = 5


def randomised(model: Variables) -> Variables:
    """`model` with every weight, bias and encoding replaced; the scales stay those of trained weights."""
    generator = np.random.default_rng(_SEED)
    return Variables(
        {name: _random(generator, name, array) for name, array in model.arrays.items()}, model.aliases
    )


def _random(generator: np.random.Generator, name: str, array: Array) -> Array:
    if array.dtype == np.int8 and array.ndim > 0:
        return generator.integers(-127, 128, array.shape, np.int8)
    if name.endswith("encodings"):
        return generator.normal(0, 0.1, array.shape).astype(np.float32)
    if name == "decoder/projection/bias":
        return np.zeros_like(array)
    return array
