"""Every attempt as it is recorded, and who is locked out for having failed too often."""
