"""`kiosk selftest`: does everything that the installed program brings work on this machine?"""

from kiosk.terminal.selftest.run import run_selftest

__all__ = ["run_selftest"]
