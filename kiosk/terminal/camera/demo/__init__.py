"""The demo person: a picture animated in three dimensions, and the attacks that the demonstration shows."""
