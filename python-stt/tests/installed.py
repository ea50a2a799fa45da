"""Models as a download leaves them, made of the demo model."""

from pathlib import Path

from sidecar import DEMO_MODEL

_REVISION = "a" * 40


def install(cache: Path, size: str, filling: int = 0) -> Path:
    """The directory of an installed Whisper size, with so many bytes more to make it larger."""
    folder = cache / f"models--Systran--faster-whisper-{size}"
    snapshot = folder / "snapshots" / _REVISION
    snapshot.mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(_REVISION)
    for file in DEMO_MODEL.iterdir():
        (snapshot / file.name).write_bytes(file.read_bytes())
    (snapshot / "filling").write_bytes(bytes(filling))
    return snapshot
