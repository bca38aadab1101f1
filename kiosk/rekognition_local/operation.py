"""What an operation is: validated members in, members out, or one of the service's errors."""

from collections.abc import Callable, Mapping
from typing import Any

Members = Mapping[str, Any]
"""A structure of the service's model: JSON values, with blobs as bytes and timestamps as seconds since the epoch.

What comes in was checked against the model, has no unknown members, and holds no defaults: those are the operation's.
"""

Operation = Callable[[Members], Members]
"""Any thread may call it, several at a time; raises RekognitionError and kiosk.errors.ServiceError."""
