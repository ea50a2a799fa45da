"""One model, fetched for the host and reported by `model_download` events (SEC-1, STT-5).

It speaks the sidecar's wire: the version check, one `download_model`, `cancel_download`. It is given no
audio and no text, and it alone is given proxies, certificates and a mirror. It ends with its download, at
the latest with its stdin; what has come stays on the disk for the next one.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, MutableMapping
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import get_args

import msgspec

from earshot_stt.download.reach import reach
from earshot_stt.download.running_download import RunningDownload
from earshot_stt.models.catalogue import (
    AUTO_MODEL,
    DEMO_MODEL,
    ModelCatalogue,
    add_model_arguments,
    catalogue_of,
)
from earshot_stt.runtime.errors import EarshotError, ErrorCode
from earshot_stt.runtime.process import take_wire
from earshot_stt.wire.events import ModelDownload
from earshot_stt.wire.fields import MAX_MESSAGE_BYTES
from earshot_stt.wire.lines import LineBuffer, Oversized
from earshot_stt.wire.outbox import Outbox, SendPump
from earshot_stt.wire.parse import Incompatible, Invalid, NotRequest, RequestParser, UnknownMethod
from earshot_stt.wire.reports import DownloadState, ModelDownloadData
from earshot_stt.wire.requests import CancelDownload, DownloadingRequest, DownloadModel, VersionCheck
from earshot_stt.wire.results import Done, VersionResult

_PROGRESS_SECONDS = 0.5
_CANCEL_SECONDS = 1.0
"""Within which a download that is cancelled ends by itself, as a rule; then the process ends without it."""
_FLUSH_SECONDS = 1.0
_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")


def main() -> None:
    """Runs until the download has ended, or the host closes the wire."""
    set_certificates(os.environ)
    parser = argparse.ArgumentParser(prog="python -m earshot_stt.download")
    add_model_arguments(parser)
    parser.add_argument(
        "--reach", help="a model: only says which servers it comes from, and whether they answer"
    )
    given = parser.parse_args()
    catalogue = catalogue_of(given, parser)
    if given.reach is not None:
        return _print_reach(given.reach, catalogue, parser)
    outbox = Outbox()
    sender = SendPump(outbox, take_wire())
    sender.start()
    requests: SimpleQueue[DownloadingRequest | None] = SimpleQueue()
    receive = partial(_receive, sys.stdin.fileno(), requests, outbox)
    Thread(target=receive, name="receive", daemon=True).start()
    DownloadService(outbox, catalogue, requests, time.monotonic).run()
    outbox.close()
    sender.join(_FLUSH_SECONDS)
    # A connection that still hangs is of no use any more.
    os._exit(0)


def _print_reach(model: str, catalogue: ModelCatalogue, parser: argparse.ArgumentParser) -> None:
    """One JSON object a line, each as soon as it is known."""
    pinned = catalogue.table.models.get(model)
    if pinned is None:
        parser.error(f"there is no model {model}")
    wire = take_wire()
    for reached in reach(pinned):
        os.write(wire, msgspec.json.encode(reached) + b"\n")


def set_certificates(environment: MutableMapping[str, str]) -> None:
    """`SSL_CERT_FILE`, which the hub's client reads, from what other programs read; it comes first itself.

    These are the certificate authorities of a company's proxy, by whichever variable the user has set.
    """
    given = next((environment[name] for name in _CERTIFICATES if environment.get(name)), None)
    if given is not None:
        environment.setdefault("SSL_CERT_FILE", given)


def _receive(wire: int, requests: "SimpleQueue[DownloadingRequest | None]", outbox: Outbox) -> None:
    """Puts each request of the host's, and None at the end of the input; passes over what is no request."""
    lines = LineBuffer(MAX_MESSAGE_BYTES)
    parser = RequestParser[DownloadingRequest](get_args(DownloadingRequest))
    while chunk := os.read(wire, 65_536):
        for line in lines.feed(chunk):
            if isinstance(line, Oversized):
                continue
            match parser.parse(line):
                case NotRequest() | Incompatible() | Invalid():
                    pass
                case UnknownMethod(id=identity):
                    outbox.error("unknown_method", "no such method here", identity=identity)
                case request:
                    requests.put(request)
    requests.put(None)


class DownloadService:
    """Answers the host and reports on the one download. `clock` gives seconds that never go back."""

    def __init__(
        self,
        outbox: Outbox,
        catalogue: ModelCatalogue,
        requests: "SimpleQueue[DownloadingRequest | None]",
        clock: Callable[[], float],
    ) -> None:
        self._outbox = outbox
        self._catalogue = catalogue
        self._requests = requests
        self._clock = clock
        self._running: RunningDownload | None = None
        self._is_done = False
        self._reported_at = 0.0

    def run(self) -> None:
        while not self._is_done:
            try:
                request = self._requests.get(timeout=None if self._running is None else _PROGRESS_SECONDS)
            except Empty:
                self._follow()
                continue
            if request is None:
                return
            try:
                self._answer(request)
            except EarshotError as error:
                self._outbox.error(error.code, str(error), identity=request.id)
            self._follow()

    def _answer(self, request: DownloadingRequest) -> None:
        """Raises EarshotError with what the host is answered instead."""
        match request:
            case VersionCheck(id=identity):
                self._outbox.respond(identity, VersionResult())
            case DownloadModel(id=identity, params=params):
                self._check_downloadable(params.model)
                self._outbox.respond(identity, Done())
                self._start(params.model)
            case CancelDownload(id=identity, params=params):
                self._outbox.respond(identity, Done())
                if self._running is not None and self._running.model == params.model:
                    self._running.cancelled.set()
                    self._running.wait(_CANCEL_SECONDS)
                    self._report_end(self._running)

    def _check_downloadable(self, model: str) -> None:
        if self._running is not None and self._running.model != model:
            raise EarshotError("model_in_use", "one model per process")
        if model in (DEMO_MODEL, AUTO_MODEL) or model in self._catalogue.local:
            raise EarshotError("model_not_found", f"{model} is no model to download")
        if self._catalogue.store.find(model) is None and self._catalogue.is_offline:
            raise EarshotError("model_download_failed", "the network is not to be used")

    def _start(self, model: str) -> None:
        if self._running is None:
            self._running = RunningDownload(model, self._catalogue.store)
            self._running.start()
            self._report_progress(self._running)

    def _follow(self) -> None:
        running = self._running
        if running is None or self._is_done:
            return
        if running.has_ended:
            self._report_end(running)
        elif self._clock() - self._reported_at >= _PROGRESS_SECONDS:
            self._report_progress(running)

    def _report_progress(self, running: RunningDownload) -> None:
        progress = running.progress
        self._report(running.model, progress.state, progress.received_bytes, progress.total_bytes)

    def _report_end(self, running: RunningDownload) -> None:
        progress, error = running.progress, running.error
        received, total = progress.received_bytes, progress.total_bytes
        if error is not None:
            self._report(running.model, "failed", received, total, error.code)
        elif running.place is None:
            self._report(running.model, "cancelled", received, total)
        else:
            self._report(running.model, "installed", received, total)
        self._is_done = True

    def _report(
        self,
        model: str,
        state: DownloadState,
        received: int,
        total: int | None,
        error: ErrorCode | None = None,
    ) -> None:
        self._reported_at = self._clock()
        self._outbox.events(ModelDownload(ModelDownloadData(model, state, received, total, error)))
