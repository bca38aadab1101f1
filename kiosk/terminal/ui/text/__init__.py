"""What the terminal says: one catalogue for each language, and what chooses from it."""
