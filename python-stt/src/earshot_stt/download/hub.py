"""The model hub: what a repository holds, and the bytes of its files. The only network use (SEC-1, STT-5).

`huggingface_hub` describes and connects; its own downloader deletes what it has when it is interrupted, so
the bytes are received here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from httpx2 import HTTPError, InvalidURL, Response
from huggingface_hub import HfApi, get_session, hf_hub_url
from huggingface_hub.hf_api import RepoSibling

from earshot_stt.download.progress import REACHABLE_SECONDS, DownloadCancelledError
from earshot_stt.models.table import PinnedFile, PinnedModel
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.plain_files import is_plain, open_plain

_SILENT_SECONDS = 10.0
"""Without a byte, after which a connection is given up."""
_TRIES = 5
"""In a row, without a byte."""
_PAUSE_SECONDS = 0.5
"""Before the second try; doubled with each."""
_PARTIAL_CONTENT = 206
_RANGE_NOT_SATISFIABLE = 416


@dataclass(frozen=True, slots=True)
class HubFile:
    name: str
    address: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HubRepository:
    """`revision`: the commit, 40 hexadecimal digits."""

    revision: str
    files: tuple[HubFile, ...]


def describe(model: PinnedModel) -> HubRepository:
    """Where the hub has the files of a model, once it is sure that they are the table's.

    Raises EarshotError: `model_download_failed`, within seconds when no hub is reachable; `model_altered`
    when the hub has something else under that revision.
    """
    try:
        info = HfApi().model_info(
            model.repository, revision=model.revision, files_metadata=True, timeout=REACHABLE_SECONDS
        )
    # The client raises what its layers raise, and they are many.
    except Exception as error:
        raise EarshotError("model_download_failed", type(error).__name__) from error
    if info.sha != model.revision:
        raise EarshotError("model_altered", "the hub has another revision")
    siblings = {file.rfilename: file for file in info.siblings or []}
    return HubRepository(
        model.revision, tuple(_file(model, file, siblings.get(file.name)) for file in model.files)
    )


def receive(file: HubFile, part: Path, received: Callable[[int], None], cancelled: Event) -> None:
    """Appends to `part` until it is as long as the file; `received` is given its length so far.

    A connection that breaks is made again where it broke. Raises EarshotError(`model_download_failed`) when
    the hub gives nothing more, DownloadCancelledError, and OSError when the disk takes nothing.
    """
    failures = 0
    while (length := _length(part)) != file.bytes:
        reason = _receive_once(file, part, received, cancelled)
        if cancelled.is_set():
            raise DownloadCancelledError
        failures = 0 if _length(part) > length else failures + 1
        if failures == _TRIES:
            raise EarshotError("model_download_failed", reason)
        if _length(part) != file.bytes:
            cancelled.wait(_PAUSE_SECONDS * 2**failures)


def _receive_once(file: HubFile, part: Path, received: Callable[[int], None], cancelled: Event) -> str:
    """Goes on where `part` ends; why it ended before the file does, if it did."""
    start = _length(part)
    if start > file.bytes:
        part.unlink()
        start = 0
    # Compressed bytes could not be counted.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    try:
        with get_session().stream(
            "GET", file.address, headers=headers, timeout=_SILENT_SECONDS, follow_redirects=True
        ) as response:
            if response.status_code == _RANGE_NOT_SATISFIABLE:
                part.unlink(missing_ok=True)
                return "the hub knows no such range"
            # By the status alone: what `huggingface_hub` reads in an error's body may be anything.
            response.raise_for_status()
            is_continued = response.status_code == _PARTIAL_CONTENT and _begins_at(response, start)
            with open_plain(part, "ab" if is_continued else "wb") as out:
                for chunk in response.iter_bytes():
                    # A hub that sends more than it promised shall not fill the disk.
                    out.write(chunk[: max(0, file.bytes - out.tell())])
                    received(out.tell())
                    if cancelled.is_set() or out.tell() == file.bytes:
                        break
    except (HTTPError, InvalidURL, ValueError) as error:
        # ValueError, as UnicodeError: a host's name that is none, which the client passes on.
        return type(error).__name__
    return "the hub sent too little"


def _begins_at(response: Response, start: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _length(part: Path) -> int:
    return part.lstat().st_size if is_plain(part) else 0


def _file(model: PinnedModel, file: PinnedFile, stated: RepoSibling | None) -> HubFile:
    """`stated` is what the hub says of it; of small files that is no SHA-256, which is checked on arrival."""
    sha256 = None if stated is None or stated.lfs is None else stated.lfs.sha256
    if stated is None or stated.size != file.bytes or sha256 not in (None, file.sha256):
        raise EarshotError("model_altered", f"the hub has another {file.name}")
    address = hf_hub_url(model.repository, file.name, revision=model.revision)
    return HubFile(file.name, address, file.bytes, file.sha256)
