"""Sessions of the challenge of coming near, with colours on the screen or without, by our own terminal and judge."""
