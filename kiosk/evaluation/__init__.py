"""Measures error rates for whoever has to sign for them: figures with bounds, a report, and how to repeat it."""
