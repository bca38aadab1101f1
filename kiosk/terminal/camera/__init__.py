"""Sources of frames: the live camera, video files, the demo person, and injected faults."""
