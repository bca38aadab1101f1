"""Who gets which challenge."""

import pytest

from kiosk.domain.liveness.choice import CustomerNeeds, choose_kind

NOSE, MOVEMENT, LIGHT = "nose", "face-movement", "face-movement-and-light"
ALL = (NOSE, MOVEMENT, LIGHT)
ANYTHING = CustomerNeeds()
NO_LIGHT = CustomerNeeds(photosensitive=True)
STAYS = CustomerNeeds(cannot_come_near=True)
STIFF = CustomerNeeds(cannot_turn_head=True)
NEITHER = CustomerNeeds(cannot_come_near=True, cannot_turn_head=True)


@pytest.mark.parametrize(
    ("offered", "possible", "needs", "chosen"),
    [
        (NOSE, ALL, ANYTHING, NOSE),
        (NOSE, ALL, NO_LIGHT, NOSE),
        (NOSE, ALL, STIFF, LIGHT),
        (NOSE, (NOSE,), STIFF, None),
        (LIGHT, ALL, ANYTHING, LIGHT),
        (LIGHT, ALL, NO_LIGHT, MOVEMENT),
        (LIGHT, ALL, STAYS, NOSE),
        (LIGHT, ALL, NEITHER, None),
        (LIGHT, ALL, STIFF, LIGHT),
        (MOVEMENT, ALL, NO_LIGHT, MOVEMENT),
        (MOVEMENT, ALL, STAYS, NOSE),
        # A terminal of an earlier version.
        (LIGHT, (NOSE,), ANYTHING, NOSE),
        (LIGHT, (NOSE, LIGHT), NO_LIGHT, NOSE),
        (LIGHT, (), ANYTHING, None),
        # A kind that this file does not know is anybody's.
        ("look", ("look", *ALL), NEITHER, "look"),
    ],
)
def test_the_bank_chooses_as_far_as_customer_and_terminal_can(
    offered: str, possible: tuple[str, ...], needs: CustomerNeeds, chosen: str | None
) -> None:
    assert choose_kind(offered, possible, needs) == chosen
