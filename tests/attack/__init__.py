"""Attacks on a running backend, over HTTP and its sockets alone."""
