"""Identity documents: machine-readable zone, printed text, and whether they agree."""
