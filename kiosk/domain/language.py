"""The languages that the terminal speaks."""

from enum import StrEnum


class Language(StrEnum):
    """By their codes of ISO 639-1, which the setting, the catalogues' files and a record of consent have in common."""

    ENGLISH = "en"
    PORTUGUESE = "pt"
    SPANISH = "es"
    FRENCH = "fr"
    ARABIC = "ar"

    @property
    def is_right_to_left(self) -> bool:
        """Whether its lines begin at the right."""
        return self is Language.ARABIC
