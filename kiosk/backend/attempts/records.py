"""Attempts and what is held against somebody, as stores keep them."""

from kiosk.backend.ports import Stored
from kiosk.domain.identity.flow import Attempt
from kiosk.domain.identity.lockout import LockoutRecord


class StoredAttempt(Stored):
    """An attempt as it is recorded."""

    value: Attempt


class StoredLockout(Stored):
    """What failures are held against somebody."""

    value: LockoutRecord
