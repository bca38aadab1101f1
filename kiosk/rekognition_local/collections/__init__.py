"""Rekognition's operations on collections of faces and users, over `kiosk.backend.local.collections`."""
