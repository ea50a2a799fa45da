"""Models as a download leaves them, made of the demo model, and the table that knows them."""

import hashlib
import json
from pathlib import Path

from earshot_stt.models.table import SHIPPED_TABLE
from support.sidecar import DEMO_MODEL

REVISION = "0123456789abcdef0123456789abcdef01234567"
SERVED = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.json")


def write_table(file: Path) -> Path:
    """The shipped table with the demo model's files under every name: what the miniature hub serves."""
    table = json.loads(SHIPPED_TABLE.read_text("utf-8"))
    contents = {name: (DEMO_MODEL / name).read_bytes() for name in SERVED}
    files = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
    ]
    for model in table["models"]:
        model |= {"revision": REVISION, "files": files}
        # A test that means an index names it itself: no other may ask the true one.
        model.pop("packages", None)
    file.write_text(json.dumps(table), "utf-8")
    return file


def install(cache: Path, size: str, filling: int = 0) -> Path:
    """The directory of an installed Whisper size, with so many bytes more to make it larger."""
    snapshot = cache / f"models--Systran--faster-whisper-{size}" / "snapshots" / REVISION
    snapshot.mkdir(parents=True)
    for name in SERVED:
        (snapshot / name).write_bytes((DEMO_MODEL / name).read_bytes())
    (snapshot / "filling").write_bytes(bytes(filling))
    return snapshot
