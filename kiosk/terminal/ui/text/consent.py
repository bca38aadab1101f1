"""Which words customers agree to; the words themselves stand in the catalogue."""

CONSENT_VERSION = "2026-12"
"""Changes with every change of what the notice says, in any language: it is what is recorded of a consent.

`tests/ui/test_consent.py` knows the words by their digest, and fails when they change and this does not.
"""
