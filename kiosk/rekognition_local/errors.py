"""Rekognition's own errors, named as the service names them; messages are for the caller and quote no data.

They stand beside the tree of `kiosk.errors`, not in it: they are another service's words, and no customer or operator
reads them.
"""

from http import HTTPStatus
from typing import ClassVar


class RekognitionError(Exception):
    """Base of what a caller is told; the class's name is the wire's `__type`."""

    status: ClassVar[int] = HTTPStatus.BAD_REQUEST
    message: ClassVar[str] = "Request has invalid parameters"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)

    @property
    def code(self) -> str:
        """The name on the wire."""
        return type(self).__name__


class InvalidParameterException(RekognitionError):
    """A member has a value that the operation cannot work with."""


class ValidationException(RekognitionError):
    """A member breaks a limit of the service's model, which an SDK mostly refuses by itself."""


class SerializationException(RekognitionError):
    """The body is not JSON, or a member is not of its type."""

    message = "Could not parse the request"


class UnknownOperationException(RekognitionError):
    """The service has no such operation, or this server does not offer it."""

    message = "Unknown operation"


class MissingAuthenticationTokenException(RekognitionError):
    """The request is not signed."""

    message = "Missing Authentication Token"


class RequestEntityTooLargeException(RekognitionError):
    """The body is larger than any operation takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = "Request body is too large"


class RequestTimeoutException(RekognitionError):
    """The body did not arrive, or not in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    message = "Request body did not arrive in time"


class ResourceNotFoundException(RekognitionError):
    """There is no such collection or user."""

    message = "The resource was not found"


class ResourceAlreadyExistsException(RekognitionError):
    """A collection with this id exists."""

    message = "The resource already exists"


class ConflictException(RekognitionError):
    """A user with this id exists, or is being changed."""

    message = "The request conflicts with the present state"


class IdempotentParameterMismatchException(RekognitionError):
    """The client request token was used before, with other parameters."""

    message = "The client request token was used before with other parameters"


class ServiceQuotaExceededException(RekognitionError):
    """A limit of a collection or user is reached."""

    message = "A service quota is exceeded"


class InvalidImageFormatException(RekognitionError):
    """The image is neither JPEG nor PNG, or does not decode."""

    message = "Request has invalid image format"


class ImageTooLargeException(RekognitionError):
    """The image has more bytes or more pixels than allowed."""

    message = "Request has an image that is too large"


class InvalidS3ObjectException(RekognitionError):
    """The S3 object cannot be read."""

    message = "Unable to get object metadata from S3. Check object key, region and/or access permissions."


class InvalidPaginationTokenException(RekognitionError):
    """The token to continue a list with is not one that was handed out."""

    message = "Invalid pagination token"


class SessionNotFoundException(RekognitionError):
    """There is no such liveness session, or no longer."""

    message = "Session not found"


class ProvisionedThroughputExceededException(RekognitionError):
    """More requests are being worked on than may be; try again."""

    message = "The number of requests exceeded your throughput limit"


class InternalServerError(RekognitionError):
    """This server failed."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    message = "Internal server error"


class ServiceUnavailableException(RekognitionError):
    """This server ends, or is not ready."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = "Service unavailable"


class InvalidSignatureException(RekognitionError):
    """The signature is not the right one, or not of now."""

    status = HTTPStatus.FORBIDDEN
    message = "The request signature does not match, or has expired"


class AccessDeniedException(RekognitionError):
    """A page of this origin may not ask."""

    status = HTTPStatus.FORBIDDEN
    message = "You are not authorized to perform this action"


class ThrottlingException(RekognitionError):
    """More streams are open than may be; try again."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    message = "Too many sessions at once"


class InternalServerException(RekognitionError):
    """This server failed, as streams are told it."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    message = "Internal server error"
