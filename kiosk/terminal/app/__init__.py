"""Where the terminal is put together and started."""
