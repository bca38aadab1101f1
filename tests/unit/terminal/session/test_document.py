"""The document before the camera, from its pages to the enrolment."""

import pytest

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Point
from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.domain.identity.step_results import (
    Side,
)
from kiosk.terminal.session import effects, events
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    CheckingPage,
    Decided,
    DocumentRefused,
    GetReady,
    Trouble,
)
from tests.unit.terminal.session.visits import (
    ACCEPTED,
    APPROVED,
    BACK,
    BLURRED,
    CORNERS,
    DARK,
    FILES,
    FRONT,
    FRONT_KEPT,
    FRONT_TAKEN,
    LIVE,
    MISMATCH,
    ONBOARD,
    STILL,
    TO_READING,
    Events,
    after,
)


def test_a_new_customer_is_onboarded_and_forgotten() -> None:
    back = (events.PageSeen(2, PageView()), events.CapturePressed(), events.PageTaken(2, BACK), events.PageKept())
    to_end = (events.DocumentRead(3, ACCEPTED), events.FlowEnded(4, APPROVED))
    session, done = after(ONBOARD, (events.StartPressed(), *LIVE, *FRONT_KEPT, *back, *to_end))
    assert (session.state, session.passed) == (Decided(APPROVED), True)
    assert done == [
        effects.OpenCamera(),
        effects.StartChallenge(1, Flow.ONBOARD, ""),
        effects.Verify(1),
        effects.TakePage(1, Side.FRONT),
        effects.TakePage(2, Side.BACK),
        effects.ReadDocument(3, FILES),
        effects.Enrol(4, ""),
    ]
    session, done = after(ONBOARD, [events.DonePressed()], session)
    assert (session.state, done) == (Attract(), [effects.CloseCamera(), effects.Wipe()])


def test_a_page_that_lies_still_is_taken_by_itself_once() -> None:
    way = (events.StartPressed(), *LIVE, events.PageSeen(1, STILL), events.PageSeen(1, STILL))
    session, done = after(ONBOARD, way)
    assert done.count(effects.TakePage(1, Side.FRONT)) == 1
    assert isinstance(session.state, CapturingDocument)
    assert session.state.taking


@pytest.mark.parametrize(
    "view",
    [
        PageView(),
        PageView(CORNERS, Finding.GLARE, 9),
        PageView(CORNERS, None, 4),
        PageView((*CORNERS[:2], Point(0.55, 0.5), Point(0.45, 0.5)), None, 9),
    ],
)
def test_a_page_that_cannot_be_read_is_not_taken_by_itself(view: PageView) -> None:
    session, done = after(ONBOARD, (events.StartPressed(), *LIVE, events.PageSeen(1, view)))
    assert not any(isinstance(effect, effects.TakePage) for effect in done)
    assert after(ONBOARD, [events.CapturePressed()], session)[1] == [effects.TakePage(1, Side.FRONT)]


def test_the_front_is_not_taken_for_the_back() -> None:
    to_back = (events.StartPressed(), *LIVE, *FRONT_KEPT)
    still_there, done = after(ONBOARD, (*to_back, *[events.PageSeen(2, STILL)] * 3))
    assert effects.TakePage(2, Side.BACK) not in done
    swept = tuple(Point(point.x + 0.1, point.y) for point in CORNERS)
    for gone in (PageView(), PageView(swept)):
        assert after(ONBOARD, [events.PageSeen(2, gone), events.PageSeen(2, STILL)], still_there)[1]


@pytest.mark.parametrize("way", [(), FRONT_KEPT])
def test_no_page_is_taken_before_the_camera_has_looked_for_it(way: Events) -> None:
    """There would be no picture, or that of the other side."""
    session, _ = after(ONBOARD, (events.StartPressed(), *LIVE, *way))
    pressed, more = after(ONBOARD, [events.CapturePressed()], session)
    assert (pressed.state, more) == (session.state, [])


def test_a_page_may_be_taken_again() -> None:
    session, _ = after(ONBOARD, (events.StartPressed(), *LIVE, *FRONT_TAKEN))
    assert session.state == CheckingPage(FRONT)
    assert after(ONBOARD, [events.PageRetaken()], session)[0].state == CapturingDocument(Side.FRONT, 2)


def test_a_refused_document_may_be_shown_again_in_the_same_attempt() -> None:
    session, done = after(ONBOARD, (*TO_READING, events.DocumentRead(3, BLURRED)))
    assert session.state == DocumentRefused(BLURRED)
    session, more = after(ONBOARD, [events.RetryPressed()], session)
    assert isinstance(session.state, CapturingDocument)
    assert not any(isinstance(effect, effects.StopChallenge) for effect in (*done, *more))


def test_a_refused_face_needs_another_challenge() -> None:
    session, _ = after(ONBOARD, (*TO_READING, events.DocumentRead(3, DARK), events.RetryPressed()))
    assert session.state == GetReady()


def test_another_persons_document_fails() -> None:
    session, _ = after(ONBOARD, (*TO_READING, events.DocumentRead(3, MISMATCH)))
    assert isinstance(session.state, Decided)
    assert session.state.answer.reasons == ("FACE_MISMATCH",)
    assert not session.passed


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("DOCUMENT_NOT_IMAGE", DocumentRefused(None, "DOCUMENT_NOT_IMAGE")),
        ("BACKEND_UNREACHABLE", Trouble("BACKEND_UNREACHABLE", camera=False)),
    ],
)
def test_another_picture_helps_only_where_the_picture_was_wrong(code: str, state: object) -> None:
    session, done = after(ONBOARD, (*TO_READING, events.StepFailed(3, code)))
    assert session.state == state
    abandoned = effects.StopChallenge(1, AttemptStage.DOCUMENT, code)
    assert (abandoned in done) is isinstance(state, Trouble)


def test_a_lost_camera_ends_the_capture() -> None:
    session, done = after(ONBOARD, (events.StartPressed(), *LIVE, events.CameraFailed("CAMERA_LOST")))
    assert session.state == Trouble("CAMERA_LOST", camera=True)
    assert done[-1] == effects.StopChallenge(1, AttemptStage.DOCUMENT, "CAMERA_LOST")
