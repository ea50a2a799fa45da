"""How far a download is, from the part that fetches to the part that reports."""

from dataclasses import dataclass
from typing import Literal

REACHABLE_SECONDS = 4.0
"""Within which a hub must answer."""


class DownloadCancelledError(Exception):
    """The user wants no more of it."""


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """`total_bytes`: None until the hub has answered."""

    state: Literal["downloading", "checking"]
    received_bytes: int
    total_bytes: int | None
