"""Which servers a model's download needs, and whether they answer: for the doctor's `--net` alone.

Asked by the client that downloads, so with the user's proxy, certificates and mirrors. Of a file it opens
the answer, and reads none of it.
"""

from collections.abc import Callable, Iterator

from httpx2 import HTTPError, InvalidURL
from huggingface_hub import get_session
from msgspec import Struct

from earshot_stt.download.hub import HubFile, describe
from earshot_stt.download.package_index import locate
from earshot_stt.download.progress import REACHABLE_SECONDS
from earshot_stt.models.servers import hub_server, package_index_server
from earshot_stt.models.table import PinnedModel
from earshot_stt.runtime.errors import EarshotError


class Reached(Struct, frozen=True):
    """`server`: its name, and port where it has one. `error`: why it gives nothing; None where it does."""

    source: str
    server: str
    error: str | None


def reach(model: PinnedModel) -> Iterator[Reached]:
    """The model hub, and the package index where it has the model; behind each the server of its files."""
    yield from _reach("hub", hub_server(), lambda: describe(model).files[0])
    if model.packages is not None:
        wheel = model.packages.wheels[0]
        yield from _reach("index", package_index_server(), lambda: locate(wheel))


def _reach(source: str, server: str, find: Callable[[], HubFile]) -> Iterator[Reached]:
    try:
        file = find()
    except EarshotError as error:
        yield Reached(source, server, str(error))
        return
    yield Reached(source, server, None)
    try:
        with get_session().stream(
            "GET",
            file.address,
            timeout=REACHABLE_SECONDS,
            follow_redirects=True,
        ) as response:
            response.raise_for_status()
            behind = response.url.netloc.decode()
            if behind != server:
                yield Reached(source, behind, None)
    except (HTTPError, InvalidURL, ValueError) as error:
        # The client does not say at which of the servers it failed.
        yield Reached(source, f"files of {server}", type(error).__name__)
