"""What makes the terminal usable without sight, with little sight, and with one key."""
