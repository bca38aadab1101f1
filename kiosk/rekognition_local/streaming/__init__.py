"""StartFaceLivenessSession: a websocket on which a client sends the video of a face that comes near."""
