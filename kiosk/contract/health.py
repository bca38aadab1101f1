"""What the service says of itself."""

from kiosk.contract.message import Reply


class HealthReply(Reply):
    """Answer to `GET /health`."""

    status: str
    version: str
    engine: str
    """Names the model that faces are compared with."""
