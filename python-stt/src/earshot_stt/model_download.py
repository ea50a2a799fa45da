"""Whisper models from the hub by faster-whisper's own downloader: the only network use (SEC-1, STT-5)."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar

from faster_whisper.utils import _MODELS as REPOSITORIES  # pyright: ignore[reportPrivateUsage]
from faster_whisper.utils import available_models, download_model
from huggingface_hub import HfApi
from huggingface_hub.errors import LocalEntryNotFoundError

from earshot_stt.errors import EarshotError
from earshot_stt.model_catalogue import ReceivedBytes

_Result = TypeVar("_Result")

_REACHABLE_SECONDS = 4.0
_PROGRESS_SECONDS = 0.5
_FILES = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*")
"""What `download_model` fetches of a repository."""


def whisper_sizes() -> list[str]:
    """The names faster-whisper can download."""
    return available_models()


def find_cached(size: str, cache: Path) -> Path | None:
    """The directory of an earlier, complete download; touches no network."""
    try:
        directory = Path(download_model(size, cache_dir=str(cache), local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    return directory if (directory / "model.bin").is_file() else None


def download(size: str, cache: Path, received: ReceivedBytes) -> Path:
    """Downloads a model, going on where an earlier try was cut off.

    Raises EarshotError(`model_download_failed`), within seconds when no hub is reachable.
    """
    repository = REPOSITORIES[size]
    # Never waited for at the end: a resolver may hang for longer than anybody should wait.
    workers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="download")
    try:
        total = _finished(workers.submit(_total_bytes, repository), _REACHABLE_SECONDS)
        job = workers.submit(download_model, size, cache_dir=str(cache))
        blobs = cache / f"models--{repository.replace('/', '--')}" / "blobs"
        while not job.done():
            received(_bytes_in(blobs), total)
            try:
                job.exception(timeout=_PROGRESS_SECONDS)
            except NotYet:
                continue
        return Path(_finished(job, 0))
    finally:
        workers.shutdown(wait=False, cancel_futures=True)


def _total_bytes(repository: str) -> int:
    """Bytes of the files to fetch; also the test whether the hub can be reached."""
    files = HfApi().model_info(repository, files_metadata=True, timeout=_REACHABLE_SECONDS).siblings or []
    return sum(file.size or 0 for file in files if any(fnmatch(file.rfilename, name) for name in _FILES))


def _bytes_in(blobs: Path) -> int:
    """Bytes on disk so far, unfinished files included."""
    return sum(path.stat().st_size for path in blobs.glob("*")) if blobs.is_dir() else 0


def _finished(job: Future[_Result], seconds: float) -> _Result:
    try:
        error = job.exception(timeout=seconds)
    except NotYet as late:
        raise EarshotError("model_download_failed", "the model hub does not answer") from late
    if error is not None:
        raise EarshotError("model_download_failed", type(error).__name__) from error
    return job.result()
