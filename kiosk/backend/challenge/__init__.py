"""A challenge from its start over its frames to its verdict; one file per use case."""
