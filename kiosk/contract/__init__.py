"""The wire between terminals, other programs and the backend."""
