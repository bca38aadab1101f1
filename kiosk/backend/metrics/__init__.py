"""Numbers for whoever runs the service."""
