"""Identity documents in pictures: the page, its portrait, its zones and its text."""
