"""What the service does, one file per use case; plain functions over the ports."""
