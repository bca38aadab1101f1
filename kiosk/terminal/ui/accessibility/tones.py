"""Tones that tell by their pace how near the face is to where it should be."""

import math
from typing import Protocol

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

SLOWEST_S, FASTEST_S = 0.9, 0.12
"""From one tone to the next, far away and there; a third of the customer's reaction at the fast end."""
_RATE_HZ, _TONE_HZ, _TONE_S, _FADE_S = 22050, 880.0, 0.05, 0.008


class Tones(Protocol):
    """Beeps while there is somewhere to go; lives in the GUI thread."""

    def lead(self, nearness: float | None) -> None:
        """Say how near it is, 0-1; None falls silent."""

    def set_volume(self, ratio: float) -> None:
        """Sound this loudly from now on, 0-1."""


def pause_s(nearness: float) -> float:
    """From one tone to the next: each step nearer shortens it by the same share, as ears judge pace."""
    within = min(1.0, max(0.0, nearness))
    return float(SLOWEST_S * (FASTEST_S / SLOWEST_S) ** within)


class SilentTones:
    """For a machine without a loudspeaker."""

    def lead(self, nearness: float | None) -> None:
        """Nothing is heard."""

    def set_volume(self, ratio: float) -> None:
        """Nothing is heard."""


class QtTones(QObject):
    """Implements `Tones` on the machine's usual sound output."""

    def __init__(self) -> None:
        super().__init__()
        self._sink: QAudioSink | None = None
        self._volume = 1.0
        self._data, self._source = QByteArray(_tone()), QBuffer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beep)

    def lead(self, nearness: float | None) -> None:
        """The next tone comes at the new pace."""
        if nearness is None:
            self._timer.stop()
            return
        self._timer.setInterval(round(1000 * pause_s(nearness)))
        if not self._timer.isActive():
            self._timer.start()

    def set_volume(self, ratio: float) -> None:
        """The next tone is this loud."""
        self._volume = ratio
        if self._sink is not None:
            self._sink.setVolume(ratio)

    def _beep(self) -> None:
        sink = self._open()
        if sink is not None:
            sink.stop()
            self._source.close()
            self._source.setData(self._data)
            self._source.open(QIODevice.OpenModeFlag.ReadOnly)
            sink.start(self._source)

    def _open(self) -> QAudioSink | None:
        output = QMediaDevices.defaultAudioOutput()
        if self._sink is None and not output.isNull():
            form = QAudioFormat()
            form.setSampleRate(_RATE_HZ)
            form.setChannelCount(1)
            form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
            self._sink = QAudioSink(output, form, self)
            self._sink.setVolume(self._volume)
        return self._sink


def _tone() -> bytes:
    """One tone without a click at either end, as 16-bit samples."""
    times = np.arange(int(_RATE_HZ * _TONE_S)) / _RATE_HZ
    fade = np.minimum(1.0, np.minimum(times, times[-1] - times) / _FADE_S)
    return bytes((12000 * fade * np.sin(2 * math.pi * _TONE_HZ * times)).astype("<i2").tobytes())
