"""The face descriptor's model; its package is never imported, so PyInstaller does not see it."""

from kiosk.vision.models import DESCRIPTOR, verify_model

datas = [(str(verify_model(DESCRIPTOR)), f"{DESCRIPTOR.package}/models")]
