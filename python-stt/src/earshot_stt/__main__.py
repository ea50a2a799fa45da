"""Wiring: receive pump (main thread), engine, model loader and send pump, joined by two queues."""

import os
import sys
import time
from queue import SimpleQueue

from earshot_stt.arguments import parse_arguments
from earshot_stt.delayed_transcriber import DelayedTranscriber
from earshot_stt.engine import Engine, Inbox
from earshot_stt.health import HealthBoard
from earshot_stt.model_in_force import ModelInForce
from earshot_stt.model_loader import ModelLoader
from earshot_stt.model_progress import ProgressReporter
from earshot_stt.outbox import Outbox, SendPump
from earshot_stt.process import set_library_environment, take_wire
from earshot_stt.receive_pump import ReceivePump
from earshot_stt.session_desk import SessionDesk
from earshot_stt.transcriber import Transcriber
from earshot_stt.vad import SileroFactory
from earshot_stt.vital_thread import end_with_defect

_FLUSH_SECONDS = 1.0


def main() -> None:
    arguments = parse_arguments(sys.argv[1:])
    wire = take_wire()
    set_library_environment()

    def prepare(transcriber: Transcriber) -> Transcriber:
        delay = arguments.decode_delay_seconds
        return DelayedTranscriber(transcriber, delay) if delay > 0 else transcriber

    inbox: Inbox = SimpleQueue()
    outbox, board = Outbox(), HealthBoard()
    loader = ModelLoader(arguments.catalogue, ProgressReporter(outbox, board), inbox.put, prepare)
    desk = SessionDesk(outbox, board, ModelInForce(loader.want), SileroFactory())
    sender = SendPump(outbox, wire)
    for thread in (sender, loader, Engine(inbox, desk, time.monotonic)):
        thread.start()

    try:
        ReceivePump(outbox, board, inbox).run(sys.stdin.fileno())
    except BaseException as defect:  # noqa: BLE001 - as in a thread
        end_with_defect("receive", defect)
    outbox.close()
    sender.join(_FLUSH_SECONDS)
    # The host is gone: a decode or a download that still runs is of no use to anybody.
    os._exit(0)


main()
