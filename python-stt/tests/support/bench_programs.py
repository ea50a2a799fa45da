"""The benchmark's Python programs, run as the benchmark runs them."""

import os
import subprocess
import sys
from pathlib import Path

_TOOLS = Path(__file__).resolve().parents[3] / "tools"
_SIDECAR = _TOOLS.parent / "python-stt" / "src"
DEMO_MODEL = _TOOLS.parent / "demo-model"


def run(program: str, *arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    """A program of `tools`, which is given `lines` and has to end by itself."""
    return subprocess.run(
        [sys.executable, str(_TOOLS / program), *arguments],
        input=lines,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_SIDECAR)},
        timeout=60,
        check=False,
    )
