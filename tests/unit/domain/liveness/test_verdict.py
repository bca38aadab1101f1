import pytest

from kiosk.domain.liveness.verdict import Reason, says_abandoned

LEFT = (
    (Reason.FACE_LOST, Reason.TARGET_NOT_REACHED),
    (Reason.SEVERAL_FACES,),
    (Reason.TARGET_NOT_REACHED, Reason.FROZEN_FRAMES),
)


@pytest.mark.parametrize("reasons", LEFT)
def test_who_leaves_or_is_joined_or_filmed_by_a_frozen_camera_has_not_failed(reasons: tuple[Reason, ...]) -> None:
    assert says_abandoned(reasons)


@pytest.mark.parametrize("reasons", LEFT)
@pytest.mark.parametrize(
    "measured",
    [
        Reason.EYES_NOT_ON_SCREEN,
        Reason.ROOM_MOVED,
        Reason.LIGHT_NOT_REFLECTED,
        Reason.MOVEMENT_UNNATURAL,
        Reason.APPEARANCE_CHANGED,
    ],
)
def test_who_goes_looks_away_and_out_of_the_light(reasons: tuple[Reason, ...], measured: Reason) -> None:
    assert says_abandoned((*reasons, measured)) and not says_abandoned((measured, Reason.TARGET_NOT_REACHED))


@pytest.mark.parametrize("reasons", LEFT)
@pytest.mark.parametrize(
    "against",
    [
        Reason.PERSON_CHANGED,
        Reason.NO_DEPTH,
        Reason.FACE_DEFORMED,
        Reason.SCREEN_PATTERN,
        Reason.FACE_MISMATCH,
        Reason.CHAIN_BROKEN,
        Reason.VIRTUAL_CAMERA,
    ],
)
def test_whatever_speaks_against_the_customer_makes_it_a_failure(reasons: tuple[Reason, ...], against: Reason) -> None:
    assert not says_abandoned((*reasons, against))


def test_who_stays_and_does_not_turn_has_failed() -> None:
    assert not says_abandoned(())
    assert not says_abandoned((Reason.TARGET_NOT_REACHED,))
