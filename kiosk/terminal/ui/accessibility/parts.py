"""What the layer is put together from; without anything said, of parts that make no sound."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.terminal.ui.accessibility.options import AccessibilityOptions
from kiosk.terminal.ui.accessibility.speech import SilentSpeech, Speech
from kiosk.terminal.ui.accessibility.tones import SilentTones, Tones


@dataclass(frozen=True, slots=True)
class AccessibilityParts:
    """Options of the terminal, and what makes its voice and its tones once there is an application."""

    options: AccessibilityOptions = field(default_factory=AccessibilityOptions)
    make_speech: Callable[[], Speech] = SilentSpeech
    make_tones: Callable[[], Tones] = SilentTones
