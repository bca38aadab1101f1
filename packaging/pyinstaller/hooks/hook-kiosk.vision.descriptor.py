"""The face descriptor's model; its package is never imported, so PyInstaller does not see it."""

from kiosk.vision.models import DESCRIPTOR, verified

datas = [(str(verified(DESCRIPTOR)), f"{DESCRIPTOR.package}/models")]
