"""Every word that somebody reads."""
