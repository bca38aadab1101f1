"""Documents that nobody issued, drawn by kind and seed with their right values."""
