"""Which kind of challenge a customer gets: what the bank wants, as far as customer and terminal can do it."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.domain.liveness.face_movement.streamed_challenge import MovementAndLightStream, MovementStream
from kiosk.domain.liveness.nose.challenge import NoseChallenge

IN_PLACE_OF_ANOTHER = (MovementAndLightStream.kind, MovementStream.kind, NoseChallenge.kind)
"""What is tried in place of the kind that is offered, the one with most evidence first."""


@dataclass(frozen=True, slots=True)
class CustomerNeeds:
    """What a customer asked for at the terminal."""

    photosensitive: bool = False
    """No changing colours."""
    cannot_come_near: bool = False
    cannot_turn_head: bool = False
    turns_little: bool = False
    """The head does turn, but not as far as others'."""
    needs_more_time: bool = False


def choose_kind(offered: str, possible: Collection[str], needs: CustomerNeeds) -> str | None:
    """The kind that is offered, or the first other one of those that backend and terminal can carry out; None when
    the customer can do none of them."""
    wanted = (offered, *(kind for kind in IN_PLACE_OF_ANOTHER if kind != offered))
    return next((kind for kind in wanted if kind in possible and _can_do(kind, needs)), None)


def _can_do(kind: str, needs: CustomerNeeds) -> bool:
    if kind == NoseChallenge.kind:
        # Its colours are left out for whoever is photosensitive.
        return not needs.cannot_turn_head
    if kind == MovementAndLightStream.kind:
        return not (needs.cannot_come_near or needs.photosensitive)
    return kind != MovementStream.kind or not needs.cannot_come_near
