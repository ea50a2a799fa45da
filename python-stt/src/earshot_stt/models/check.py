"""Whether a model's files are what they claim, asked before they are loaded (docs/adr/026)."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from earshot_stt.models.files import Fingerprint, fingerprints, open_file, read_small, sha256_of
from earshot_stt.models.table import PinnedFile
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.record_file import RecordFile
from earshot_stt.wire.json_object import JsonObject, is_object

_MOST_TOKENS = 100_000
_MOST_HEADS = 64
"""Of layers, and of heads in one; large-v3 has 32 and 20."""
_FEATURES: Mapping[str, tuple[int, ...]] = {
    "feature_size": (80, 128),
    "sampling_rate": (16_000,),
    "hop_length": (160,),
    "chunk_length": (30,),
    "n_fft": (400,),
}
"""What Whisper takes; anything else is no Whisper model, and may take all memory."""


@dataclass(frozen=True, slots=True)
class CheckedModel:
    """A directory that was checked and loaded once: each file's fingerprint and SHA-256 then."""

    files: Mapping[str, Fingerprint]
    digests: Mapping[str, str]


def check_records(folder: Path) -> RecordFile[CheckedModel]:
    """By directory, so that the next start need not read the files again."""
    return RecordFile(folder / "earshot-checked-models.json", "checked", CheckedModel)


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """`pinned` gives the table's files of a downloaded model, None of one of the user's own or of Earshot's.

    `try_loading` loads a directory where a crash costs nothing and raises EarshotError. `changed` is called
    with a model of the user's own whose files are no longer those that were used before, and load.
    """

    records: RecordFile[CheckedModel]
    pinned: Callable[[str, Path], Sequence[PinnedFile] | None]
    trusted: Path
    """Earshot's own model, which came with this program."""
    try_loading: Callable[[Path], None]
    changed: Callable[[str], None]
    passed: dict[Path, dict[str, Fingerprint]] = field(default_factory=dict[Path, dict[str, Fingerprint]])
    """What this process has found to be right."""

    def check(self, model: str, directory: Path) -> None:
        """Costs nothing while no file has changed, else a second per gigabyte, and a load if one is new.

        Raises EarshotError (`model_altered`, `model_corrupt`, `model_too_large`).
        """
        found = fingerprints(directory)
        if self.passed.get(directory) == found:
            return
        _check_settings(directory)
        if directory != self.trusted:
            self._check_content(model, directory, found)
        self.passed[directory] = found

    def _check_content(self, model: str, directory: Path, found: dict[str, Fingerprint]) -> None:
        key = str(directory.absolute())
        known = self.records.get(key)
        if known is not None and known.files == found:
            return
        pinned = self.pinned(model, directory)
        if pinned is not None:
            _refuse_links(directory)
            _compare_sizes(pinned, found)
        digests = {name: _digest(directory / name) for name in found}
        if fingerprints(directory) != found:
            raise EarshotError("model_altered", "the files change while they are checked")
        if pinned is not None:
            _compare_digests(pinned, digests)
        if known is None or known.digests != digests:
            if known is not None:
                log("model_changed", model=model, files=_different(known.digests, digests))
            self.try_loading(directory)
            log("model_checked", model=model, is_pinned=pinned is not None)
            if known is not None and pinned is None:
                self.changed(model)
        try:
            self.records.put(key, CheckedModel(found, digests))
        except OSError as error:
            log("check_not_kept", reason=type(error).__name__)


def _refuse_links(directory: Path) -> None:
    """`models--OWNER--NAME/snapshots/REVISION` is made of folders."""
    for place in (directory, directory.parent, directory.parent.parent):
        if place.is_symlink():
            raise EarshotError("model_altered", f"{place.name} is a link")


def _compare_sizes(pinned: Sequence[PinnedFile], found: Mapping[str, Fingerprint]) -> None:
    sizes = {file.name: file.bytes for file in pinned}
    wrong = _different(sizes, {name: each.bytes for name, each in found.items()})
    if wrong:
        raise EarshotError("model_altered", f"not as in the table: {wrong}")


def _compare_digests(pinned: Sequence[PinnedFile], digests: Mapping[str, str]) -> None:
    wrong = _different({file.name: file.sha256 for file in pinned}, digests)
    if wrong:
        raise EarshotError("model_altered", f"not as in the table: {wrong}")


def _different(ours: Mapping[str, object], theirs: Mapping[str, object]) -> str:
    """The names that differ, for the log."""
    return ", ".join(sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)))


def _digest(path: Path) -> str:
    try:
        with os.fdopen(open_file(path), "rb") as file:
            return sha256_of(file)
    except OSError as error:
        raise EarshotError("model_corrupt", f"{path.name}: {type(error).__name__}") from error


def _check_settings(directory: Path) -> None:
    """Raises EarshotError of settings that CTranslate2 reads beyond, or that ask for all memory."""
    features = _json(directory / "preprocessor_config.json")
    if any(features.get(name, usual[0]) not in usual for name, usual in _FEATURES.items()):
        raise EarshotError("model_corrupt", "preprocessor_config.json is no Whisper model's")
    config = _json(directory / "config.json")
    if not all(_is_list(config.get(name), _is_token) for name in ("suppress_ids", "suppress_ids_begin")):
        raise EarshotError("model_corrupt", "config.json is no Whisper model's")
    if not _is_list(config.get("lang_ids", []), _is_token):
        raise EarshotError("model_corrupt", "config.json names no languages")
    if not _is_list(config.get("alignment_heads", []), _is_head):
        raise EarshotError("model_corrupt", "config.json has no sensible alignment heads")


def _json(path: Path) -> JsonObject:
    """The object in a small file, which may be missing."""
    content = read_small(path)
    try:
        given: object = json.loads(content or b"{}")
    except (ValueError, RecursionError) as error:
        raise EarshotError("model_corrupt", f"{path.name} cannot be read") from error
    if not is_object(given) or content == b"":
        raise EarshotError("model_corrupt", f"{path.name} is no object")
    return given


def _is_list(value: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and all(fits(each) for each in cast("list[object]", value))


def _is_token(value: object) -> bool:
    return isinstance(value, int) and -1 <= value < _MOST_TOKENS


def _is_head(value: object) -> bool:
    """A layer and a head of it."""
    return _is_list(value, lambda each: isinstance(each, int) and 0 <= each < _MOST_HEADS) and (
        len(cast("list[object]", value)) == len(("layer", "head"))
    )
