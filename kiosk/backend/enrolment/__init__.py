"""Enrolled customers: who has which faces in which collection, and how nobody is ever half enrolled."""
