"""Every attempt is recorded, counted, and held against who fails too often."""
