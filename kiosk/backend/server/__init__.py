"""The socket's side of HTTP: who may connect, how long anything may take, and what is no request at all."""
