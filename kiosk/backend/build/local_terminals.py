"""Enrolled terminals on this machine, in `terminals.sqlite3` of the data folder."""

from kiosk.backend.build.local_identity import LocalBuildContext
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.terminals import FILE_NAME, SqliteTerminals
from kiosk.backend.terminals.own_terminal import own_terminal
from kiosk.backend.terminals.ports import TerminalStore


def open_terminals(context: LocalBuildContext, public_key: str = "") -> TerminalStore:
    """Open those of the data folder, or know the one with this public key alone; raises StorageFailed."""
    if public_key:
        return own_terminal(public_key)
    path = context.settings.data_dir / FILE_NAME
    store = SqliteTerminals(path, Cipher(context.keys.database), context.report)
    context.stack.callback(store.close)
    return store
