"""The HTTP client of the backend and the uploader of frames."""
