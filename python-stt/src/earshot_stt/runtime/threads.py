"""Threads without which the program is of no use: a defect in one ends the program (IPC-10)."""

import os
import sys
from threading import Thread, get_native_id
from typing import NoReturn

from earshot_stt.runtime.log import log, place_of

DEFECT_STATUS = 70
"""The program's exit status after a defect or for want of memory; the host starts it again."""
_LOWEST_PRIORITY = 19
_THREAD_PRIORITY_LOWEST = -2


class CriticalThread(Thread):
    """A daemon whose `work` may return when it is done, but never fail unnoticed.

    Without this, health would be answered for ever by a program whose engine is dead.
    """

    def run(self) -> None:
        try:
            self.work()
        except BaseException as defect:  # noqa: BLE001 - no caller to report to
            end_with_defect(self.name, defect)

    def work(self) -> None:
        """What the thread is for."""
        raise NotImplementedError


def end_with_defect(thread: str, defect: BaseException) -> NoReturn:
    """Ends the program at once, even when there is no memory left to say why.

    The exception's own text is left out, because it may hold speech.
    """
    try:
        log("defect", thread=thread, kind=type(defect).__name__, place=place_of(defect.__traceback__))
    finally:
        os._exit(DEFECT_STATUS)


def lower_priority() -> None:
    """Lets every other thread go first, where the system gives each thread a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _LOWEST_PRIORITY)
    elif sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _THREAD_PRIORITY_LOWEST)
