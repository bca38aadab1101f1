"""The messages about a terminal itself: whether it may begin an attempt now."""

from typing import Final

from pydantic import Field

from kiosk.contract.message import Body, Number, Reply, Word

READINESS_PATH: Final = "/terminal/readiness"


class ReadinessBody(Body):
    """Body of `POST /terminal/readiness`: which terminal asks."""

    device_id: str


class ReadinessReply(Reply):
    """Answer to `POST /terminal/readiness`."""

    ready: bool
    code: Word | None = None
    """Of what a start would be refused with now: LOCKED_OUT or TOO_MANY_STARTS."""
    retry_after_s: Number | None = Field(None, ge=0)
    """After how many seconds it would not be; null where only staff can end it."""
    staffed: bool = True
    """Whether there is anybody who could sign in with number and PIN."""
