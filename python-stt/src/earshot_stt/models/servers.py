"""Which servers models come from."""

import os
from urllib.parse import urlsplit

_USUAL_HUB = "https://huggingface.co"
_USUAL_INDEX = "https://pypi.org/simple"


def hub_server() -> str:
    """The hub's name for people, or that of the mirror in `HF_ENDPOINT`."""
    return _server(os.environ.get("HF_ENDPOINT", ""), _USUAL_HUB)


def package_index() -> str:
    """The address of the Python package index: `PIP_INDEX_URL`, as pip itself has it, else the usual one."""
    return os.environ.get("PIP_INDEX_URL") or _USUAL_INDEX


def package_index_server() -> str:
    """The package index's name for people."""
    return _server(package_index(), _USUAL_INDEX)


def _server(address: str, usual: str) -> str:
    """Not the whole address: it may hold a password."""
    usual_name = urlsplit(usual).hostname or ""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return usual_name
    name = parts.hostname or usual_name
    return name if port is None else f"{name}:{port}"
