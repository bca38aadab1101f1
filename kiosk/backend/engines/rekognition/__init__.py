"""Amazon Rekognition as engine of faces, comparison, collections and liveness."""
