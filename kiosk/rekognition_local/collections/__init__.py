"""Rekognition's operations on collections of faces and users, over `kiosk.backend.engines.collections`."""
