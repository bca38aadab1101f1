"""What stands before a simulated camera: heads, prints and displays in a room, lit by a screen, seen through a lens."""
