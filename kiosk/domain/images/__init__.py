"""Untrusted image files, checked by their bytes before any decoder sees them."""
