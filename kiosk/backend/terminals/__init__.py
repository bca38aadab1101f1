"""Terminals with keys of their own: who is enrolled, and whose signature a request carries."""
