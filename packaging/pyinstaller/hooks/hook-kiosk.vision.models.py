"""The models of faces; the packages that bring them are never imported, so PyInstaller does not see them."""

from kiosk.vision.models import DESCRIPTOR, FACE_DETECTOR, SFACE, verify_model

datas = [(str(verify_model(model)), f"{model.package}/models") for model in (DESCRIPTOR, FACE_DETECTOR, SFACE)]
