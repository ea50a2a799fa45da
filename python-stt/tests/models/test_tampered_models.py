"""Models that are not what they claim: named, and fatal to nothing (SEC-1, STT-1, STT-5)."""

import json
import os
import shutil
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from earshot_stt.models.table import SHIPPED_TABLE, read_table
from earshot_stt.models.trial import try_loading
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.plain_files import discard_unless_plain, make_folder, open_plain
from support.installed_models import SERVED, install
from support.sidecar import DEMO_MODEL, Message, Sidecar, StartSidecar, transcription_settings

Damage = Callable[[Path], None]
_DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
_JSON_FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.json")


def _write(name: str, content: bytes) -> Damage:
    return lambda directory: _replace(directory / name, content)


def _replace(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _cut(name: str, share: float) -> Damage:
    def damage(directory: Path) -> None:
        content = (directory / name).read_bytes()
        _replace(directory / name, content[: int(share * len(content))])

    return damage


def _flip(name: str, count: int, seed: int = 7) -> Damage:
    """`count` bytes of the file, spread evenly, become others."""

    def damage(directory: Path) -> None:
        content = bytearray((directory / name).read_bytes())
        for number in range(count):
            content[(len(content) * number // count + seed) % len(content)] ^= 0x55
        _replace(directory / name, bytes(content))

    return damage


def _edit(name: str, **changes: object) -> Damage:
    def damage(directory: Path) -> None:
        content = json.loads((directory / name).read_text("utf-8"))
        _replace(directory / name, json.dumps(content | changes).encode())

    return damage


def _link(name: str) -> Damage:
    def damage(directory: Path) -> None:
        (directory / name).unlink()
        (directory / name).symlink_to(DEMO_MODEL / name)

    return damage


def _dangling(name: str) -> Damage:
    def damage(directory: Path) -> None:
        (directory / name).unlink()
        (directory / name).symlink_to("/nowhere/at/all")

    return damage


def _fifo(name: str) -> Damage:
    def damage(directory: Path) -> None:
        (directory / name).unlink(missing_ok=True)
        os.mkfifo(directory / name)

    return damage


def _folder(name: str) -> Damage:
    def damage(directory: Path) -> None:
        (directory / name).unlink()
        (directory / name).mkdir()

    return damage


def _socket(name: str) -> Damage:
    def damage(directory: Path) -> None:
        (directory / name).unlink()
        here = Path.cwd()
        os.chdir(directory)
        try:
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(name)
        finally:
            os.chdir(here)

    return damage


def _huge(name: str) -> Damage:
    """Sparse: it takes no room on the disk, and all memory of its reader."""

    def damage(directory: Path) -> None:
        os.truncate(directory / name, 1 << 36)

    return damage


def _swap_tokens(directory: Path) -> None:
    content = json.loads((directory / "tokenizer.json").read_text("utf-8"))
    words: dict[str, int] = content["model"]["vocab"]
    names = list(words)[:200]
    for one, other in zip(names[::2], names[1::2], strict=True):
        words[one], words[other] = words[other], words[one]
    _replace(directory / "tokenizer.json", json.dumps(content).encode())


def _header(offset: int, value: int) -> Damage:
    """The weights begin with a version and lengths, each little-endian."""

    def damage(directory: Path) -> None:
        content = bytearray((directory / "model.bin").read_bytes())
        content[offset : offset + 4] = struct.pack("<I", value)
        _replace(directory / "model.bin", bytes(content))

    return damage


_BREAKING: dict[str, Damage] = {
    **{
        f"{name} missing": lambda directory, name=name: (directory / name).unlink()
        for name in SERVED
        if name != "preprocessor_config.json"
    },
    **{f"{name} empty": _write(name, b"") for name in SERVED},
    **{f"{name} half": _cut(name, 0.5) for name in SERVED},
    **{f"{name} a link": _link(name) for name in SERVED},
    **{f"{name} a dangling link": _dangling(name) for name in SERVED},
    **{f"{name} a fifo": _fifo(name) for name in SERVED},
    **{f"{name} a folder": _folder(name) for name in SERVED},
    **{f"{name} a socket": _socket(name) for name in ("model.bin", "config.json")},
    **{f"{name} 64 GiB": _huge(name) for name in SERVED},
    **{f"{name} deep": _write(name, _DEEP) for name in _JSON_FILES},
    **{
        f"{name} a list": _write(name, b"[]")
        for name in ("config.json", "preprocessor_config.json", "tokenizer.json")
    },
    "config.json {}": _write("config.json", b"{}"),
    "a head that is not there": _edit("config.json", alignment_heads=[[63, 63]]),
    "a head below all": _edit("config.json", alignment_heads=[[-1, -1]]),
    "a language beyond all": _edit("config.json", lang_ids=[2_000_000_000]),
    "nothing suppressed by name": _edit("config.json", suppress_ids="all"),
    "earshot.json deep": _write("earshot.json", _DEEP),
    "earshot.json a fifo": _fifo("earshot.json"),
    "earshot.json senseless": _write("earshot.json", b"{}"),
    "features of a billion": _edit("preprocessor_config.json", feature_size=1_000_000_000),
    "features of none": _edit("preprocessor_config.json", feature_size=0),
    "features of text": _edit("preprocessor_config.json", feature_size="80"),
    "a hop of nothing": _edit("preprocessor_config.json", hop_length=0),
    "a year a chunk": _edit("preprocessor_config.json", chunk_length=31_536_000),
    "a version from the future": _header(0, 0x7FFFFFFF),
    "a name of 4 GB": _header(4, 0xFFFFFFFF),
    "weights nearly whole": _cut("model.bin", 0.999),
    "weights of zeros": lambda directory: _replace(
        directory / "model.bin", bytes((directory / "model.bin").stat().st_size)
    ),
}
"""Nothing can be loaded of these."""

_SUBTLE: dict[str, Damage] = {
    "20,000 other bytes of weights": lambda directory: _flip("model.bin", 20_000)(directory),
    "one other byte of weights": _flip("model.bin", 1, 2_000_000),
    "tokens swapped": _swap_tokens,
    "another vocabulary": _flip("vocabulary.json", 1),
    "another model's weights": lambda directory: _replace(
        directory / "model.bin", (directory / "model.bin").read_bytes() + b"\0"
    ),
    "other features": _edit("preprocessor_config.json", nb_max_frames=1),
    "limits that no release had": _write("earshot.json", (DEMO_MODEL / "earshot.json").read_bytes()),
    "a second vocabulary": _write("vocabulary.txt", b"a\nb\n"),
}
"""These may load, and are noticed in a downloaded model only by its table."""


def _own(tmp_path: Path) -> Path:
    directory = tmp_path / "own"
    directory.mkdir()
    for name in SERVED:
        shutil.copyfile(DEMO_MODEL / name, directory / name)
    return directory


def _outcome(sidecar: Sidecar, model: str, start: int) -> Message:
    """What became of a model, among the messages from number `start` on."""

    def is_end(message: Message) -> bool:
        if message.get("event") != "model_progress":
            return False
        data = message["data"]
        return data["requested"] == model and data["state"] in ("ready", "failed")

    def is_new_end(message: Message) -> bool:
        return is_end(message) and not any(message is old for old in sidecar.messages[:start])

    return sidecar.wait_for(is_new_end)["data"]


def _load(sidecar: Sidecar, model: str) -> Message:
    start = len(sidecar.messages)
    # What is loaded is not loaded again.
    sidecar.ask("update_settings", {"settings": transcription_settings()})
    sidecar.ask("update_settings", {"settings": transcription_settings(model=model)})
    return _outcome(sidecar, model, start)


def test_no_tampered_download_kills_or_hangs_the_program_and_each_is_named(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    """SEC-1 STT-5: one program outlives them all, and the right files load at the end."""
    directory = install(tmp_path / "models", "tiny")
    good = tmp_path / "good"
    shutil.copytree(directory, good)
    sidecar = start_sidecar("--offline")
    codes: dict[str, str] = {}
    for name, damage in (_BREAKING | _SUBTLE).items():
        damage(directory)
        outcome = _load(sidecar, "tiny")
        # A model that lacks a file counts as not installed: something else stands in.
        loaded = outcome["loaded"]
        codes[name] = outcome["error"] or (loaded["fallback_reason"] or "loaded")
        shutil.rmtree(directory)
        shutil.copytree(good, directory)
    healed = _load(sidecar, "tiny")

    missing = {name for name in codes if name.endswith(" missing")}
    assert {codes[name] for name in missing} == {"model_not_found"}
    assert {
        name: code
        for name, code in codes.items()
        if name not in missing and code not in ("model_altered", "model_corrupt")
    } == {}
    assert {codes[name] for name in _SUBTLE} == {"model_altered"}
    assert healed["loaded"]["model"] == "tiny"


def test_no_broken_folder_of_the_users_own_kills_or_hangs_the_program(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    """SEC-1 STT-1: no table knows these; what cannot be loaded ends a child, not the program."""
    directory = _own(tmp_path)
    sidecar = start_sidecar("--offline", f"--local-model=mine={directory}")
    codes: dict[str, str | None] = {}
    for name, damage in _BREAKING.items():
        damage(directory)
        codes[name] = _load(sidecar, "mine")["error"]
        shutil.rmtree(directory)
        _own(tmp_path)
    healed = _load(sidecar, "mine")

    assert {
        name: code for name, code in codes.items() if code not in ("model_corrupt", "model_too_large")
    } == {}
    assert healed["loaded"]["model"] == "mine"


def _checks(sidecar: Sidecar, event: str) -> int:
    return sum(f'"event": "{event}"' in line for line in sidecar.stderr.read_text("utf-8").splitlines())


def _reported_changes(sidecar: Sidecar) -> int:
    return sum(message.get("error", {}).get("code") == "model_changed" for message in sidecar.messages)


def test_a_model_is_read_and_tried_once_and_again_only_when_it_changes(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    """SEC-1 STT-5: a start with what is known pays nothing; a change of own files is reported once."""
    directory = _own(tmp_path)
    arguments = ("--offline", f"--local-model=mine={directory}")
    assert _load(start_sidecar(*arguments), "mine")["state"] == "ready"
    sidecar = start_sidecar(*arguments)
    assert _load(sidecar, "mine")["state"] == "ready"
    record = tmp_path / "models" / "earshot-checked-models.json"
    tried_at_first = _checks(sidecar, "model_checked")
    os.utime(directory / "model.bin")
    assert _load(sidecar, "mine")["state"] == "ready"
    tried_when_touched = _checks(sidecar, "model_checked")
    reported_when_touched = _reported_changes(sidecar)
    _swap_tokens(directory)
    assert _load(sidecar, "mine")["state"] == "ready"

    assert record.stat().st_mode & 0o777 == 0o600
    assert (tried_at_first, tried_when_touched, _checks(sidecar, "model_checked")) == (1, 1, 2)
    assert _checks(sidecar, "model_changed") == 1
    assert (reported_when_touched, _reported_changes(sidecar)) == (0, 1)


def test_a_load_that_hangs_costs_one_child(tmp_path: Path) -> None:
    """SEC-1: it is ended when no step of it comes."""
    asleep = (sys.executable, "-c", "print('libraries', flush=True); import time; time.sleep(600)")

    with pytest.raises(EarshotError, match="no step") as raised:
        try_loading(_own(tmp_path), command=asleep, patience_seconds=2)

    assert raised.value.code == "model_corrupt"


def test_a_load_that_kills_costs_one_child(tmp_path: Path) -> None:
    """SEC-1."""
    deadly = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(EarshotError, match="ended the program that tried it: -11") as raised:
        try_loading(_own(tmp_path), command=deadly)

    assert raised.value.code == "model_corrupt"


def test_a_download_through_a_linked_folder_is_refused(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """SEC-2."""
    directory = install(tmp_path / "models", "tiny")
    shutil.move(directory, tmp_path / "elsewhere")
    directory.symlink_to(tmp_path / "elsewhere")
    sidecar = start_sidecar("--offline")

    assert _load(sidecar, "tiny")["error"] == "model_altered"


def test_the_shipped_table_is_whole() -> None:
    """SEC-1 STT-5: every file of every model has its size and digest; the offered ones are in order."""
    table = read_table(SHIPPED_TABLE)

    assert table.offered == ("tiny", "base", "small", "medium", "large-v3-turbo", "large-v3")
    sizes = [table.models[name].bytes for name in table.offered]
    assert sizes == sorted(sizes)
    for model in table.models.values():
        names = {file.name for file in model.files}
        assert {"config.json", "model.bin", "tokenizer.json"} < names
        assert len(names & {"vocabulary.json", "vocabulary.txt"}) == 1


def test_a_part_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """SEC-2: what it points to stays as it was."""
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    part = tmp_path / "0.part"
    part.symlink_to(precious)

    with pytest.raises(OSError, match="symbolic links"):
        open_plain(part, "ab")
    discard_unless_plain(part)
    with open_plain(part, "ab") as file:
        file.write(b"new")
    (tmp_path / "folder").symlink_to(tmp_path)
    with pytest.raises(EarshotError, match="is a link"):
        make_folder(tmp_path / "folder")

    assert precious.read_bytes() == b"precious"
    assert part.stat().st_mode & 0o777 == 0o600
