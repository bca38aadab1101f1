"""What an engine says of a face, and whether that is good enough to compare it."""
