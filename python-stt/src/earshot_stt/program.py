"""Wiring: receive pump (main thread), engine, loader, model service and send pump, joined by queues."""

import os
import sys
import time
from typing import TYPE_CHECKING

from earshot_stt.arguments import parse_arguments
from earshot_stt.decoding.delayed_transcriber import DelayedTranscriber
from earshot_stt.decoding.transcriber import Transcriber
from earshot_stt.engine.corrector import UNLOAD_AFTER_SECONDS, Corrector
from earshot_stt.engine.engine import Engine
from earshot_stt.engine.inbox import Inbox
from earshot_stt.engine.receive_pump import ReceivePump
from earshot_stt.engine.session_service import SessionService
from earshot_stt.loading.active_model import ActiveModel
from earshot_stt.loading.calibration import ModelCalibrator
from earshot_stt.loading.loader import ModelLoader, ProgressReporter
from earshot_stt.loading.measurement import measurements_in
from earshot_stt.models.check import ModelCheck, check_records
from earshot_stt.models.in_use import ModelsInUse
from earshot_stt.models.service import ModelService
from earshot_stt.models.trial import try_loading
from earshot_stt.runtime.process import take_wire
from earshot_stt.runtime.threads import end_with_defect
from earshot_stt.sandbox.network import NetworkSandbox
from earshot_stt.speech.vad import SileroFactory
from earshot_stt.voices.embedder import CampPlusEmbedder
from earshot_stt.voices.embedding_thread import EmbeddingThread
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox, SendPump

if TYPE_CHECKING:
    from earshot_stt.loading.opener import ModelOpener

_FLUSH_SECONDS = 1.0


def main(network_sandbox: NetworkSandbox) -> None:
    """Runs until the host closes the wire."""
    arguments = parse_arguments(sys.argv[1:])
    wire = take_wire()

    def prepare(transcriber: Transcriber) -> Transcriber:
        delay = arguments.decode_delay_seconds
        return DelayedTranscriber(transcriber, delay) if delay > 0 else transcriber

    inbox, outbox, health = Inbox(), Outbox(), HealthState(network_sandbox)
    catalogue, progress, uses = arguments.catalogue, ProgressReporter(outbox, health), ModelsInUse()

    def report_change(model: str) -> None:
        outbox.error("model_changed", f"other files of {model} than before")

    records = check_records(catalogue.cache)
    check = ModelCheck(records, catalogue.pinned, catalogue.demo, try_loading, report_change).check
    calibrator = ModelCalibrator(measurements_in(catalogue.cache), catalogue.downloaded, check=check)

    def new_opener() -> "ModelOpener":
        # Heavy to import.
        from earshot_stt.loading.opener import ModelOpener

        return ModelOpener(catalogue, calibrator, uses, arguments.switches.window)

    loader = ModelLoader(new_opener, progress, inbox.put, prepare)
    models = ModelService(outbox, catalogue, uses)
    model = ActiveModel(loader.want, progress.forget, arguments.unload_after_seconds)
    idle_seconds = min(UNLOAD_AFTER_SECONDS, arguments.unload_after_seconds)
    corrector = Corrector(outbox, loader.want_correction, idle_seconds)
    embeddings = EmbeddingThread(CampPlusEmbedder, inbox.put)
    detectors = SileroFactory()
    sessions = SessionService(outbox, health, model, corrector, detectors, embeddings, arguments.switches)
    sender = SendPump(outbox, wire)
    engine = Engine(inbox, sessions, time.monotonic, arguments.switches)
    for thread in (sender, loader, models, embeddings, engine):
        thread.start()

    try:
        ReceivePump(outbox, health, inbox, models.answer).run(sys.stdin.fileno())
    except BaseException as defect:  # noqa: BLE001 - as in a thread
        end_with_defect("receive", defect)
    outbox.close()
    sender.join(_FLUSH_SECONDS)
    # The host is gone: a decode that still runs is of no use any more.
    os._exit(0)
