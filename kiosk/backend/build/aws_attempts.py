"""The recording of attempts on AWS, in the backend's one table.

Nothing sweeps there: each attempt that begins ends some of those that ran out, so that in a branch that is open an
abandoned attempt is counted within minutes, and in one that is closed with the next customer.
"""

from typing import TYPE_CHECKING, Final

from kiosk.backend.attempts.attempt_log import RecordedAttempts
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.ports import Clock, Metrics
from kiosk.backend.privacy.data_categories import HOUR_S
from kiosk.backend.stores.aws.tags import Tags
from kiosk.backend.stores.dynamodb.attempts import DynamoAttempts
from kiosk.backend.stores.dynamodb.audit import DynamoAudit
from kiosk.backend.stores.dynamodb.lockouts import DynamoLockouts
from kiosk.backend.stores.dynamodb.reference_hash import DynamoReferenceHash
from kiosk.backend.stores.dynamodb.table import Table
from kiosk.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SWEEP_WITH_BEGIN: Final = 4
"""More than begin, so that they never pile up."""


def build_attempts(
    settings: Settings, client: "DynamoDBClient", table: str, clock: Clock, metrics: Metrics, tags: Tags
) -> AttemptContext:
    """Put everything together; asks no service yet. The clock is that of the Lambda function, which AWS keeps right."""
    key_of, kept = DynamoReferenceHash(Table(client, table, tags)), settings.retention
    attempts = DynamoAttempts(client, table, key_of, kept.attempt_hours * HOUR_S, clock, tags)
    lockout_store = DynamoLockouts(client, table, key_of, settings.lockout, tags)
    lockouts = Lockouts(lockout_store, settings.lockout, settings.restarts, clock, metrics)
    return AttemptContext(
        log=RecordedAttempts(attempts, lockouts, metrics, clock, SWEEP_WITH_BEGIN),
        attempts=attempts,
        lockouts=lockouts,
        lockout_store=lockout_store,
        audit=DynamoAudit(client, table, key_of, kept.audit_hours * HOUR_S, clock, tags),
        metrics=metrics,
        key_of=key_of,
    )
