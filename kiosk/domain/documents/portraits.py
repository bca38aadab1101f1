"""Which of the faces in a picture of a page can be its holder's portrait, and how many people they show."""

from collections.abc import Iterable, Sequence

from kiosk.domain.faces.face_detail import Box

COPY_SHARE = 0.75
"""A face narrower than this share of the largest may be a smaller copy of the portrait, as many documents have."""
COPY_FROM = 90.0
"""Similarity from which it is one: strangers reach it less than once in 100 pairs, a copy nearly always."""
GHOST_SHARE, GHOST_FROM = 0.5, 80.0
"""A face narrower than this share of the portrait is a ghost image from this similarity on, which strangers reach once
in 100 pairs: of 30 pixels and pale, it says less. Measured: 88 for the one real ghost at hand, 93 and more for 49 of 49
that were drawn 28 to 80 pixels wide and are seen at all, 67 and less for strangers."""
MIN_FACE_OF_PAGE = 0.08
"""Width of the narrowest portrait's face in widths of its page or zone; 0.10 and more on 14 specimens."""
MAX_FACE_OF_PAGE, MAX_FACE_OF_TEXT = 0.35, 0.45
"""Widths of a portrait's face in widths of its page and of all its text; measured on specimens: 0.1-0.2, 0.15-0.3."""
BESIDE_ZONE, FROM_ZONE = 0.1, 0.75
"""How far the middle of a portrait's face may lie beyond the ends of the zone, and from its middle line, in widths of
the zone: Doc 9303 leaves room for 0 and 0.65, and on 15 specimens these were -0.07 and 0.45 at most."""


def printed_faces(
    faces: Sequence[Box], texts: Sequence[Box], page_width: float = 0.0, zone: Box | None = None, aspect: float = 1.0
) -> list[Box]:
    """The faces that can be printed on the page, the largest first.

    A person who holds a document beside their own face must not be taken for its portrait: a head is wider than most
    documents. Nor is a face its portrait that lies beside what its zone says is the page. All in ratios of the picture,
    whose height is `aspect` of its width; `page_width` is 0 where no page was found, and then its text tells its size.
    """
    left, right = min((box.left for box in texts), default=0.0), max((box.right for box in texts), default=0.0)
    top, bottom = min((box.top for box in texts), default=0.0), max((box.bottom for box in texts), default=0.0)
    limit = max(MAX_FACE_OF_TEXT * max(right - left, bottom - top), MAX_FACE_OF_PAGE * page_width)
    printed = [face for face in faces if face.width <= limit and (zone is None or _is_near(face, zone, aspect))]
    return sorted(printed, key=lambda face: -face.area)


def people(portrait: Box, others: Iterable[tuple[Box, float | None]]) -> int:
    """How many people a page shows, by the other faces with their similarities to the portrait, 0-100.

    Copies are smaller and alike; a face that is not, larger or smaller, is somebody else's, whoever laid it there. What
    a second look does not find to be a face (None) is none, if it is as small as ghosts are.
    """
    return 1 + sum(
        not is_copy(portrait, face, similarity)
        and not (similarity is None and face.width < GHOST_SHARE * portrait.width)
        for face, similarity in others
    )


def is_copy(portrait: Box, face: Box, similarity: float | None) -> bool:
    """Whether the face is a smaller copy of the portrait, which is evidence that nobody changed the portrait."""
    enough = GHOST_FROM if face.width < GHOST_SHARE * portrait.width else COPY_FROM
    return similarity is not None and face.width < COPY_SHARE * portrait.width and similarity >= enough


def can_be_portrait(face: Box, page_width: float) -> bool:
    """Whether the face is wide enough for a portrait on a page of this width: a ghost alone is none."""
    return face.width >= MIN_FACE_OF_PAGE * page_width


def around(boxes: Sequence[Box]) -> Box | None:
    """The rectangle around all of them; None when there are none."""
    if not boxes:
        return None
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _is_near(face: Box, zone: Box, aspect: float) -> bool:
    """Whether the face can be on the zone's page, whichever way up the page is."""
    along, across = face.centre.x - zone.left, (face.centre.y - zone.centre.y) * aspect
    length, high = zone.width, zone.height * aspect
    if high > length:
        along, across, length = (face.centre.y - zone.top) * aspect, face.centre.x - zone.centre.x, high
    return -BESIDE_ZONE <= along / length <= 1 + BESIDE_ZONE and abs(across) <= FROM_ZONE * length
