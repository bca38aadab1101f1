"""Errors about challenges that a liveness service carries out over streams: a branch and leaves of the tree in
`kiosk.errors`."""

from kiosk.errors import BackendError, Busy, ChallengeError


class NoChallengePossible(ChallengeError):
    """The customer can do none of the challenges that backend and terminal know."""


class FramesNotTaken(ChallengeError):
    """The challenge is carried out over a stream to a liveness service, and not by frames."""


class LivenessNotCarriedOut(ChallengeError):
    """A verdict was asked for before any stream was opened for the challenge's session."""


class LivenessInProgress(Busy):
    """The liveness service has not told its result yet."""


class StreamError(BackendError):
    """The stream to the liveness service broke or was refused; `detail` has the service's own name for it."""

    code = "STREAM_CLOSED"


class StreamUnreachable(StreamError):
    """No connection to the liveness service or its proxy, or its certificate is not trusted."""


class StreamTimeout(StreamError):
    """The liveness service did not answer in time, or the line is too slow for the video."""


class StreamClosed(StreamError):
    """The liveness service closed the stream before it was over; `detail` has the code."""


class StreamAnswerInvalid(StreamError):
    """The liveness service said something that is not in its model."""


class StreamAccessRefused(StreamError):
    """The liveness service refuses the credentials or their signature."""


class StreamCredentialsExpired(StreamError):
    """The credentials for the stream were good once."""


class StreamSessionOver(StreamError):
    """The liveness service knows no such session, or it was used or has expired."""


class StreamBusy(StreamError):
    """The liveness service has more to do than it may."""


class StreamVideoRefused(StreamError):
    """The liveness service cannot use what was sent."""


class StreamServiceFailed(StreamError):
    """The liveness service failed."""


class RecordingFailed(StreamError):
    """The camera's pictures could not be recorded."""
