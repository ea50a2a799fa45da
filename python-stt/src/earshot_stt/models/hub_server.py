"""Which server models come from."""

import os
from urllib.parse import urlsplit

_USUAL = "huggingface.co"


def hub_server() -> str:
    """The server's name for people: the hub's, or that of the mirror in `HF_ENDPOINT`."""
    try:
        parts = urlsplit(os.environ.get("HF_ENDPOINT", ""))
        port = parts.port
    except ValueError:
        return _USUAL
    # Not the whole address: it may hold a password.
    name = parts.hostname or _USUAL
    return name if port is None else f"{name}:{port}"
