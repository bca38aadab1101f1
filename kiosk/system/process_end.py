"""How a process with native threads ends, once everything of its own is closed."""

import logging
import os
from typing import NoReturn

from kiosk.system import log


def end_process(status: int) -> NoReturn:
    """End at once with this exit status, everything written so far kept.

    The interpreter is not taken down: threads of cameras, models and Qt that nobody can join may still run, and one of
    them crashes now and then when the libraries below it are unloaded, which a supervisor would take for a fault.
    """
    logging.shutdown()
    log.drop_broken_streams()
    os._exit(status)
