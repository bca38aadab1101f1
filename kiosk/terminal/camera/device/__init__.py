"""What is known of a camera as a device, and what its pictures give away of it."""
