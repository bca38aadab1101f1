"""The bank's references of customers, as text that can be compared."""

import unicodedata

MAX_CHARS = 256
"""Longer than any reference; putting long texts in order takes time that grows with the square of their length."""


def normalise_reference(untrusted: str) -> str:
    """In Unicode's form C, whichever way a keyboard has put the accents; what is far too long stays as it is."""
    return unicodedata.normalize("NFC", untrusted) if len(untrusted) <= MAX_CHARS else untrusted
