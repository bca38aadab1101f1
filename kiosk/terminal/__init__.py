"""What runs on the kiosk."""
