"""Composes the mirrored picture for a widget: sharp where it lies, blurred and dark where it does not reach."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.ui.widgets.fit import Fit

Pixels = NDArray[np.uint8]
_COARSE = 16
"""The surroundings are worked out at a sixteenth of the size; blurred they need no more."""
_DIM = 0.4
_FEATHER_PX = 48


def compose(bgr: Pixels, fit: Fit, width_px: int, height_px: int) -> Pixels:
    """BGRA pixels of the whole widget, from an unmirrored BGR picture of any size."""
    mirrored = np.asarray(cv2.flip(bgr, 1), np.uint8)
    left, top = max(0, round(fit.left)), max(0, round(fit.top))
    right, bottom = min(width_px, round(fit.left + fit.width)), min(height_px, round(fit.top + fit.height))
    sharp = np.asarray(
        cv2.resize(_visible(mirrored, fit, left, top, right, bottom), (right - left, bottom - top)), np.uint8
    )
    if (right - left, bottom - top) == (width_px, height_px):
        return np.asarray(cv2.cvtColor(sharp, cv2.COLOR_BGR2BGRA), np.uint8)
    canvas = _surroundings(mirrored, fit, width_px, height_px)
    _soften(sharp, canvas[top:bottom, left:right], (left > 0, right < width_px, top > 0, bottom < height_px))
    canvas[top:bottom, left:right] = sharp
    return np.asarray(cv2.cvtColor(canvas, cv2.COLOR_BGR2BGRA), np.uint8)


def _visible(mirrored: Pixels, fit: Fit, left: int, top: int, right: int, bottom: int) -> Pixels:
    high, wide = mirrored.shape[:2]
    x_scale, y_scale = wide / fit.width, high / fit.height
    x0, x1 = round((left - fit.left) * x_scale), round((right - fit.left) * x_scale)
    y0, y1 = round((top - fit.top) * y_scale), round((bottom - fit.top) * y_scale)
    return mirrored[max(0, y0) : max(y1, y0 + 1), max(0, x0) : max(x1, x0 + 1)]


def _surroundings(mirrored: Pixels, fit: Fit, width_px: int, height_px: int) -> Pixels:
    wide, high = max(2, width_px // _COARSE), max(2, height_px // _COARSE)
    picture = (max(2, round(fit.width / _COARSE)), max(2, round(fit.height / _COARSE)))
    coarse = cv2.resize(mirrored, picture, interpolation=cv2.INTER_AREA)
    shift = np.array([[1, 0, fit.left / _COARSE], [0, 1, fit.top / _COARSE]], np.float32)
    spread = cv2.warpAffine(coarse, shift, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    dim = cv2.convertScaleAbs(cv2.GaussianBlur(spread, (0, 0), 3), alpha=_DIM)
    return np.asarray(cv2.resize(dim, (width_px, height_px)), np.uint8)


def _soften(sharp: Pixels, around: Pixels, sides: tuple[bool, bool, bool, bool]) -> None:
    """Let the picture's free edges fade into the surroundings, in place."""
    high, wide = sharp.shape[:2]
    band = min(_FEATHER_PX, high // 4, wide // 4)
    ramp = np.linspace(0, 1, band, dtype=np.float32)
    left, right, top, bottom = sides
    strips = (
        (left, np.s_[:, :band], ramp[None, :]),
        (right, np.s_[:, wide - band :], ramp[None, ::-1]),
        (top, np.s_[:band], ramp[:, None]),
        (bottom, np.s_[high - band :], ramp[::-1, None]),
    )
    for free, where, weight in strips:
        if free:
            _fade(sharp[where], around[where], weight)


def _fade(strip: Pixels, around: Pixels, weight: NDArray[np.float32]) -> None:
    weights = np.ascontiguousarray(np.broadcast_to(weight, strip.shape[:2]))
    strip[:] = cv2.blendLinear(np.ascontiguousarray(strip), np.ascontiguousarray(around), weights, 1 - weights)
