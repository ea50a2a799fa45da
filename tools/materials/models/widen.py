"""The demo model at the cost of a bigger one: the same words from more arithmetic (pure).

Every vector inside the wide model is the demo model's own, several times over: means and variances stay, and
so does each int8 weight and activation. Only the weights' scales change, because every sum has that many
times the terms. Layers that the demo model lacks are copies whose last step adds nothing.
"""

import re
from collections.abc import Iterator

import numpy as np
from sizes import VOCABULARY_ROWS, Size
from variables_file import Array, Variables

_DEMO_WIDTH = 128
_NEVER = -1e4
"""Added to the logit of every token that the demo model does not have."""
_LAYER = re.compile(r"^(encoder|decoder)/layer_(\d+)/(.*)$")
_LAST_STEPS = ("self_attention/linear_1", "attention/linear_2", "ffn/linear_1")
"""What a layer's blocks add to the residual stream."""


def widen(demo: Variables, size: Size) -> Variables:
    """The variables of a model of `size` that says what `demo` says."""
    copies = size.width // _DEMO_WIDTH
    wide = {name: _widened(name, array, copies) for name, array in demo.arrays.items()}
    for part in ("encoder", "decoder"):
        wide |= dict(_layers_that_add_nothing(wide, part, size.layers))
        wide[f"{part}/num_heads"] = np.array(size.heads, np.int16)
    known = len(demo.arrays["decoder/embeddings/weight"])
    # The embeddings are the projection too and cannot be divided: what is projected is.
    for name in ("gamma", "beta"):
        wide[f"decoder/layer_norm/{name}"] = wide[f"decoder/layer_norm/{name}"] / np.float32(copies)
    wide["decoder/embeddings/weight"] = _with_unknown_rows(wide["decoder/embeddings/weight"])
    wide["decoder/embeddings/weight_scale"] = np.resize(
        wide["decoder/embeddings/weight_scale"], VOCABULARY_ROWS
    )
    bias = np.full(VOCABULARY_ROWS, _NEVER, np.float32)
    bias[:known] = 0
    wide["decoder/projection/bias"] = bias
    return Variables(wide, demo.aliases)


def _widened(name: str, array: Array, copies: int) -> Array:
    if array.ndim == 0 or name == "decoder/embeddings/weight_scale":
        return array
    if name == "encoder/conv1/weight":
        return np.tile(array, (copies, 1, 1))  # the mel bands are no wider
    if name == "encoder/conv1/weight_scale":
        return np.tile(array, copies)
    if name.endswith("weight_scale"):  # CTranslate2 divides by it
        return np.tile(_in_parts(name, array), (1, copies)).ravel() * np.float32(copies)
    if name.endswith(("embeddings/weight", "encodings")):
        return np.tile(array, (1, copies))
    if array.ndim == 1:
        return np.tile(_in_parts(name, array), (1, copies)).ravel()
    rows = _in_parts(name, array)
    copied = np.tile(rows, (1, copies, copies, *[1] * (array.ndim - 2)))
    return copied.reshape(-1, *copied.shape[2:])


def _in_parts(name: str, array: Array) -> Array:
    """Queries, keys and values stand in one matrix; each of them is copied for itself."""
    parts = 3 if "self_attention/linear_0" in name else 2 if "/attention/linear_1" in name else 1
    return array.reshape(parts, -1, *array.shape[1:])


def _layers_that_add_nothing(wide: dict[str, Array], part: str, layers: int) -> Iterator[tuple[str, Array]]:
    own = [match for match in map(_LAYER.match, wide) if match is not None and match[1] == part]
    own_layers = 1 + max(int(match[2]) for match in own)
    for layer in range(own_layers, layers):
        for match in own:
            if int(match[2]) == layer % own_layers:
                last = match[3].startswith(_LAST_STEPS) and not match[3].endswith("weight_scale")
                array = wide[match[0]]
                yield f"{part}/layer_{layer}/{match[3]}", np.zeros_like(array) if last else array


def _with_unknown_rows(rows: Array) -> Array:
    return np.resize(rows, (VOCABULARY_ROWS, rows.shape[1]))
