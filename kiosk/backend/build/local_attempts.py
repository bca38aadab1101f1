"""The recording of attempts on this machine, in `attempts.sqlite3` of the data folder."""

from contextlib import ExitStack, closing
from typing import Final

from kiosk.backend.attempts.attempt_log import RecordedAttempts
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.metrics.tampering import report_tampering
from kiosk.backend.ports import Clock, Metrics
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.master_key import Keys
from kiosk.backend.stores.reference_hash import ReferenceHash
from kiosk.backend.stores.sqlite.attempt_schema import ATTEMPTS
from kiosk.backend.stores.sqlite.attempts import SqliteAttempts
from kiosk.backend.stores.sqlite.audit import SqliteAudit
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sqlite.lockouts import SqliteLockouts
from kiosk.backend.stores.sqlite.steady_clock import SteadyClock, uptime_s
from kiosk.settings import Settings

FILE: Final = "attempts.sqlite3"


def build_attempts(
    settings: Settings, keys: Keys, clock: Clock, stack: ExitStack, metrics: Metrics, uptime: Clock = uptime_s
) -> AttemptContext:
    """Open everything, closed by the stack; several processes may have the same folder. Raises StorageFailed."""
    cipher, key_of = Cipher(keys.database), ReferenceHash(keys.lookup)
    database = stack.enter_context(
        closing(Database(settings.data_dir / FILE, cipher, ATTEMPTS, report_tampering(metrics)))
    )
    attempts = SqliteAttempts(database, cipher, key_of)
    lockout_store = SqliteLockouts(database, cipher, key_of, settings.lockout)
    lockouts = Lockouts(
        lockout_store, settings.lockout, settings.restarts, SteadyClock(database, clock, uptime), metrics
    )
    return AttemptContext(
        log=RecordedAttempts(attempts, lockouts, metrics, clock),
        attempts=attempts,
        lockouts=lockouts,
        lockout_store=lockout_store,
        audit=SqliteAudit(database, cipher, key_of, clock),
        metrics=metrics,
        key_of=key_of,
    )
