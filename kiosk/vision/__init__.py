"""Pixels to facts: faces, pose, quality, descriptors."""
