"""What Earshot uses of ONNX Runtime, whose own types are incomplete."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

def disable_telemetry_events() -> None: ...

class SessionOptions:
    inter_op_num_threads: int
    intra_op_num_threads: int
    enable_cpu_mem_arena: bool
    log_severity_level: int

class InferenceSession:
    def __init__(
        self, path_or_bytes: str, sess_options: SessionOptions, providers: Sequence[str]
    ) -> None: ...
    def run(
        self, output_names: None, input_feed: Mapping[str, npt.NDArray[np.float32]]
    ) -> list[npt.NDArray[np.float32]]: ...
