import pytest

from kiosk.domain.documents.portraits import around, can_be_portrait, is_copy, people, printed_faces
from kiosk.domain.faces.face_detail import Box

TEXT = [Box(0.3, 0.4, 0.2, 0.02), Box(0.3, 0.6, 0.3, 0.02)]
OWN, GHOST, HOLDER, TWIN = (Box(0.1, 0.5, width, width) for width in (0.08, 0.04, 0.3, 0.079))
SMALLER, TINY = (Box(0.8, 0.5, width, width) for width in (0.05, 0.03))


def test_a_face_beside_the_document_is_not_its_portrait() -> None:
    assert printed_faces([HOLDER, GHOST, OWN], TEXT) == [OWN, GHOST]
    assert printed_faces([HOLDER], TEXT) == printed_faces([HOLDER], []) == []
    assert printed_faces([HOLDER], [], page_width=1.0) == [HOLDER]


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ([], 1),
        ([(GHOST, 97.0)], 1),
        ([(GHOST, 97.0), (SMALLER, 89.9)], 2),
        ([(GHOST, 97.0), (TINY, 88.4)], 1),
        ([(TINY, 79.9)], 2),
        # Nothing that a second look takes for a face.
        ([(TINY, None)], 1),
        ([(SMALLER, None)], 2),
        # Somebody's photograph laid on the page, with the holder's own portrait taken for its copy.
        ([(GHOST, 71.0)], 2),
        ([(GHOST, float("nan"))], 2),
        ([(TWIN, 99.0)], 2),
    ],
)
def test_copies_are_smaller_and_alike(others: list[tuple[Box, float | None]], count: int) -> None:
    assert people(OWN, others) == count


def test_a_portrait_is_on_the_page_of_the_zone() -> None:
    """Of two passports' size beside each other in a picture twice as wide as high."""
    zone = around([Box(0.52, 0.8, 0.45, 0.05), Box(0.52, 0.88, 0.40, 0.05)])
    assert zone is not None
    assert (zone.left, zone.right, zone.bottom) == pytest.approx((0.52, 0.97, 0.93))
    on, left, above = Box(0.54, 0.4, 0.07, 0.2), Box(0.3, 0.4, 0.07, 0.2), Box(0.54, 0.2, 0.07, 0.1)
    assert printed_faces([on, left], [zone], 0.0, zone, 0.5) == [on]
    assert printed_faces([above], [zone], 0.0, zone, 0.5) == [above]
    assert printed_faces([above], [zone], 0.0, zone, 1.0) == []
    # The same picture on its side.
    turned = Box(0.07, 0.52, 0.13, 0.45)
    sideways = [Box(0.4, 0.54, 0.2, 0.07), Box(0.4, 0.3, 0.2, 0.07)]
    assert printed_faces(sideways, [turned], 0.0, turned, 2.0) == sideways[:1]
    assert around([]) is None


def test_a_ghost_alone_is_no_portrait() -> None:
    assert can_be_portrait(OWN, 1.0)
    assert not can_be_portrait(GHOST, 1.0)
    assert can_be_portrait(GHOST, 0.4), "on a page that is a part of the picture"
    assert not can_be_portrait(Box(0, 0, float("nan"), 0.1), 1.0)


def test_a_copy_of_the_portrait_is_evidence() -> None:
    assert is_copy(OWN, TINY, 85.0)
    assert not is_copy(OWN, SMALLER, 85.0)
    assert not is_copy(OWN, TWIN, 99.0)
    assert not is_copy(OWN, TINY, None)
    assert not is_copy(OWN, TINY, float("nan"))
