"""A small network that the program ships, opened in ONNX Runtime."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_onnx_model(package: str, name: str) -> "InferenceSession":
    """On the CPU, on the thread that calls it, and without a word of its own on stderr."""
    # Takes a moment to import, which the version check need not wait for.
    import onnxruntime

    # Its switch in the environment has done so already (`runtime/process.py`); this is its own word for it.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = 1
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    with as_file(files(package) / name) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
