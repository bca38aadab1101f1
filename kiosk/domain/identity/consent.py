"""What a customer agreed to before pictures were taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consent:
    """That a customer pressed that they agree to a notice, which is known by its version and language."""

    version: str
    """Of the notice's words in all languages, as `kiosk.terminal.ui.text.consent` has them."""
    language: str
    """ISO 639-1 code of the language that it was read in."""
