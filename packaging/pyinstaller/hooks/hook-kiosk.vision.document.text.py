"""The networks that read text; the code of the package that brings them is never imported."""

from kiosk.vision.models import TEXT, verify_model

datas = [(str(verify_model(model)), f"{model.package}/models") for model in TEXT]
