"""One model from the hub to the disk: room, files, checksums, place (STT-5)."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from filelock import Timeout
from huggingface_hub.utils import WeakFileLock

from earshot_stt.download.checksum import Checksum
from earshot_stt.download.hub import HubFile, HubRepository, describe, receive
from earshot_stt.download.plain_files import discard_unless_plain, is_plain, make_folder, open_plain
from earshot_stt.download.progress import DownloadCancelledError, DownloadProgress
from earshot_stt.models.store import ModelStore
from earshot_stt.models.table import PinnedModel
from earshot_stt.runtime.errors import EarshotError

_RESERVE_BYTES = 256 * 1024 * 1024
"""Left free for the meeting's own audio: an hour of both sources."""


def download(
    model: str, store: ModelStore, report: Callable[[DownloadProgress], None], cancelled: Event
) -> Path:
    """The directory of a model, going on where an earlier try was cut off.

    Files that are not the table's are fetched again: a download mends a damaged model, and asks the hub for
    nothing where all is right.

    Raises EarshotError (`model_download_failed`, `model_altered`, `disk_full`, `model_in_use`) and
    DownloadCancelledError; what was received is kept, unless its checksum is wrong.
    """
    folder = store.folder(model)
    report(DownloadProgress("downloading", 0, None))
    try:
        blobs = folder / "blobs"
        make_folder(folder)
        make_folder(blobs)
        # Two browsers have two hosts with one cache.
        with WeakFileLock(folder / "download.lock", timeout=0.1):
            pinned = store.pinned(model)
            _discard_wrong_files(pinned, folder / "snapshots" / pinned.revision)
            place = store.find(model)
            if place is not None:
                report(DownloadProgress("checking", pinned.bytes, pinned.bytes))
                return place
            repository = describe(pinned)
            if cancelled.is_set():
                raise DownloadCancelledError
            return _Fetch(repository, folder, report, cancelled).run(store.free_bytes())
    except Timeout as error:
        raise EarshotError("model_in_use", f"another program downloads {model}") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EarshotError("disk_full", "the disk is full") from error
        raise EarshotError("model_download_failed", type(error).__name__) from error


def _discard_wrong_files(pinned: PinnedModel, snapshot: Path) -> None:
    for file in pinned.files:
        target = snapshot / file.name
        discard_unless_plain(target)
        is_right = is_plain(target) and target.lstat().st_size == file.bytes
        if not is_right or not Checksum(file.sha256).fits(target):
            target.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Fetch:
    repository: HubRepository
    folder: Path
    report: Callable[[DownloadProgress], None]
    cancelled: Event

    def run(self, free_bytes: int | None) -> Path:
        snapshot = self.folder / "snapshots" / self.repository.revision
        for folder in (self.folder, snapshot.parent, snapshot):
            make_folder(folder)
        total = sum(file.bytes for file in self.repository.files)
        done = sum(file.bytes for file in self.repository.files if is_plain(snapshot / file.name))
        missing = [file for file in self.repository.files if not is_plain(snapshot / file.name)]
        kept = sum(self._part(file).lstat().st_size for file in missing if is_plain(self._part(file)))
        if free_bytes is not None and total - done - kept + _RESERVE_BYTES > free_bytes:
            raise EarshotError("disk_full", f"{total - done - kept} bytes are to come, {free_bytes} are free")
        for file in missing:
            self._fetch(file, snapshot / file.name, done, total)
            done += file.bytes
        return snapshot

    def _fetch(self, file: HubFile, target: Path, before: int, total: int) -> None:
        part = self._part(file)
        discard_unless_plain(part)
        open_plain(part, "ab").close()

        def received(length: int) -> None:
            self.report(DownloadProgress("downloading", before + length, total))

        received(part.lstat().st_size)
        receive(file, part, received, self.cancelled)
        self.report(DownloadProgress("checking", before + file.bytes, total))
        if not file.checksum.fits(part):
            part.unlink()
            raise EarshotError("model_altered", f"{file.name} is not the one of the table")
        with part.open("r+b") as written:
            os.fsync(written.fileno())
        part.replace(target)

    def _part(self, file: HubFile) -> Path:
        return self.folder / "blobs" / f"{file.checksum.digest}.part"
