"""The bank's references of customers, as text that can be compared."""

import unicodedata

MAX_REFERENCE_CHARS = 64
"""Of a customer's reference, in whatever way it comes in."""
MAX_USER_ID_CHARS = 128
"""Of a client's name for its user: who is erased or exported may be known by nothing else."""
MAX_NORMALISED_CHARS = 256
"""Longer than any reference; putting long texts in order takes time that grows with the square of their length."""


def normalise_reference(untrusted: str) -> str:
    """In Unicode's form C, whichever way a keyboard has put the accents; what is far too long stays as it is."""
    return unicodedata.normalize("NFC", untrusted) if len(untrusted) <= MAX_NORMALISED_CHARS else untrusted


def is_readable(untrusted: str, max_chars: int) -> bool:
    """Return True if text is neither empty nor too long, and has no control characters and no lone surrogates."""
    return 0 < len(untrusted) <= max_chars and untrusted.isprintable()
