"""The terminal's own client of StartFaceLivenessSession: connection, signatures, video and what is said beside it."""
