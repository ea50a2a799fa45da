"""Wiring: receive pump (main thread), engine, model loader and send pump, joined by two queues."""

import os
import sys
import threading
import time
from queue import SimpleQueue

from earshot_stt.arguments import parse_arguments
from earshot_stt.delayed_transcriber import DelayedTranscriber
from earshot_stt.engine import Engine, Inbox
from earshot_stt.health import HealthBoard
from earshot_stt.log import log
from earshot_stt.model_in_force import ModelInForce
from earshot_stt.model_loader import ModelLoader
from earshot_stt.model_progress import ProgressReporter
from earshot_stt.outbox import Outbox, SendPump
from earshot_stt.process import set_library_environment, take_wire
from earshot_stt.receive_pump import ReceivePump
from earshot_stt.session_desk import SessionDesk
from earshot_stt.transcriber import Transcriber
from earshot_stt.vad import SileroFactory

_FLUSH_SECONDS = 1.0


def main() -> None:
    arguments = parse_arguments(sys.argv[1:])
    wire = take_wire()
    set_library_environment()
    threading.excepthook = _end_with_defect

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

    ReceivePump(outbox, board, inbox.put).run(sys.stdin.fileno())
    outbox.close()
    sender.join(_FLUSH_SECONDS)
    # The host is gone: a decode or a download that still runs is of no use to anybody.
    os._exit(0)


def _end_with_defect(failure: threading.ExceptHookArgs) -> None:
    """A thread that dies of a defect takes the program with it: the host restarts it and says so (IPC-10)."""
    name = failure.thread.name if failure.thread else None
    last = failure.exc_traceback
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last is not None else None
    # The exception's own text is left out, because it may hold speech.
    log("defect", thread=name, kind=failure.exc_type.__name__, place=place)
    os._exit(70)


main()
