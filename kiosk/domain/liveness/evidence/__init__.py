"""What else speaks for a live head before a camera: one file for each kind of evidence, pure functions over frames."""
