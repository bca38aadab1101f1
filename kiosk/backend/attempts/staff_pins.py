"""Members of staff and their PINs, which are settings: scrypt hashes under the number of each."""

import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Mapping
from typing import Final

from kiosk.backend.attempts.lockouts import Lockouts, StaffSubjects, subjects_of_proof
from kiosk.backend.ports import ReferenceHasher
from kiosk.domain.identity.staff import TASKS, StaffProof, StaffRole, StaffTask
from kiosk.errors import Busy, LockedOut, RequestInvalid, SettingsInvalid, StaffNotAllowed, StaffRefused

logger = logging.getLogger(__name__)

PIN: Final = re.compile(r"[0-9]{6,12}")
STAFF_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,32}")
_SCHEME: Final = "scrypt"
_SEPARATOR: Final = ":"
"""Not the usual dollar, which shells would take for a variable."""
_COST, _BLOCKS, _LANES = 2**14, 8, 1
"""16 MB and some 50 ms; with six digits the lock after five wrong PINs does the rest (RFC 7914, 2)."""
_MAX_MEMORY_BYTES: Final = 64 * 1024 * 1024
_SALT_BYTES, _KEY_BYTES = 16, 32
_LOGGED = "logged"
_LOGGED_DIGITS: Final = 12
"""Of a keyed hash: enough to tell colleagues apart, and to find the one whose number is known."""


class StaffPins:
    """Checks PINs; any thread."""

    def __init__(
        self,
        hashes: Mapping[str, str],
        lockouts: Lockouts,
        key_of: ReferenceHasher,
        roles: Mapping[str, StaffRole] | None = None,
    ) -> None:
        """`hashes` are those of `hashed`, by staff id; raises SettingsInvalid for one that is none.

        Who has no role may do everything, as before there were roles.
        """
        self._hashes = {staff_id: _parsed(text) for staff_id, text in hashes.items()}
        self._roles = dict(roles or {})
        self._lockouts, self._key_of = lockouts, key_of
        self._nobody = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_KEY_BYTES)

    @property
    def has_anybody(self) -> bool:
        """Whether any number has a PIN, so that staff can do anything at all."""
        return bool(self._hashes)

    def check(self, proof: StaffProof, task: StaffTask | None = None) -> StaffRole:
        """Return the role of who proves to be there.

        Raises StaffRefused unless number and PIN belong together, StaffNotAllowed when the role does not have the task,
        LockedOut after too many wrong ones for the number, at the terminal or from the address, Busy while too many are
        being checked, and RequestInvalid.

        A number that does not exist is refused, counted, locked and written down as one that does, by the same work:
        nobody learns the numbers.
        """
        if not STAFF_ID.fullmatch(proof.staff_id) or max(len(proof.pin), len(proof.device)) > 64:
            raise RequestInvalid("staff")
        try:
            self._check(proof, subjects_of_proof(proof))
        except (StaffRefused, LockedOut, Busy) as refused:
            number = self._key_of(_LOGGED, proof.staff_id)[:_LOGGED_DIGITS]
            terminal = self._key_of(_LOGGED, proof.device)[:_LOGGED_DIGITS] if proof.device else "none"
            where = proof.origin.address or "this process"
            logger.info("staff refused: %s, number %s, terminal %s, from %s", refused.code, number, terminal, where)
            raise
        role = self._roles.get(proof.staff_id, StaffRole.SUPERVISOR)
        if task is not None and task not in TASKS[role]:
            raise StaffNotAllowed(f"{task} as {role}")
        return role

    def _check(self, proof: StaffProof, subjects: StaffSubjects) -> None:
        with self._lockouts.limit_tries(*subjects):
            salt, expected = self._hashes.get(proof.staff_id, self._nobody)
            if not hmac.compare_digest(_key(proof.pin, salt), expected):
                self._count(subjects)
                raise StaffRefused
            self._lockouts.succeed(subjects.number)

    def _count(self, subjects: StaffSubjects) -> None:
        """Many numbers lock terminal and address, whatever PIN is tried with each; one whose PIN is forgotten locks
        itself alone."""
        event = secrets.token_hex(8)
        if self._lockouts.fail(subjects.number, event):
            self._lockouts.fail(subjects.terminal, event)
            self._lockouts.fail(subjects.address, event)


def hash_pin(pin: str) -> str:
    """What the setting `staff_pins` holds of a PIN; raises RequestInvalid unless it has 6 to 12 digits."""
    if not PIN.fullmatch(pin):
        raise RequestInvalid("a PIN has 6 to 12 digits")
    salt = secrets.token_bytes(_SALT_BYTES)
    return _SEPARATOR.join([_SCHEME, _text(salt), _text(_key(pin, salt))])


def _key(pin: str, salt: bytes) -> bytes:
    secret = pin.encode(errors="surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=_COST, r=_BLOCKS, p=_LANES, maxmem=_MAX_MEMORY_BYTES, dklen=_KEY_BYTES)


def _parsed(text: str) -> tuple[bytes, bytes]:
    scheme, _, rest = text.partition(_SEPARATOR)
    try:
        salt, key = (base64.b64decode(part, validate=True) for part in rest.split(_SEPARATOR))
    except (binascii.Error, ValueError):
        salt, key = b"", b""
    if scheme != _SCHEME or len(salt) != _SALT_BYTES or len(key) != _KEY_BYTES:
        raise SettingsInvalid("staff_pins: a hash is not one of `kiosk staff-pin`")
    return salt, key


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
