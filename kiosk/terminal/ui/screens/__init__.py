"""One file per screen: a session in, intents out, nothing decided."""
