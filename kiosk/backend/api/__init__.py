"""HTTP: one file per contract, and one table of errors."""
