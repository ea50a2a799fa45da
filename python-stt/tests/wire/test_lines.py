"""Lines and versions of the wire (IPC-1, VER-2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.wire.lines import LineBuffer, Oversized
from earshot_stt.wire.version import is_compatible


@given(
    st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"")), max_size=8), st.integers(1, 9)
)
def test_lines_come_whole_however_the_bytes_are_cut(lines: list[bytes], step: int) -> None:
    """IPC-1."""
    stream = b"".join(line + b"\n" for line in lines)
    buffer = LineBuffer(longest=10)

    got = [line for at in range(0, len(stream), step) for line in buffer.feed(stream[at : at + step])]

    assert got == [Oversized() if len(line) > 10 else line for line in lines]


@pytest.mark.parametrize(
    ("version", "works"),
    [("1.0", True), ("1.1", True), ("1.0.1", True), ("1", True), ("2.0", False), ("one", False), ("", False)],
)
def test_majors_decide(version: str, works: bool) -> None:
    """VER-2."""
    assert is_compatible(version) is works
