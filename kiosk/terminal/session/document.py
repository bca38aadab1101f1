"""The identity document: its pages before the camera or from files, and what the backend reads on them."""

from dataclasses import replace

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer, Page, Side
from kiosk.errors import (
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageDimensionsExceeded,
    ImageNotJpeg,
    ImageTooLarge,
    ImageTooSmall,
    ImageTruncated,
    NoFaceFound,
)
from kiosk.terminal.session.effects import ReadDocument, TakePage
from kiosk.terminal.session.events import (
    BackendReply,
    BackSkipped,
    CapturePressed,
    FilesChosen,
    FilesRefused,
    PageKept,
    PageRetaken,
    PageSeen,
    PageTaken,
    StepFailed,
    UserIntent,
)
from kiosk.terminal.session.moves import (
    Step,
    ask_backend,
    ask_to_enrol,
    enter,
    enter_decided,
    enter_trouble,
    try_again,
)
from kiosk.terminal.session.page_capture import PageView, moved_away
from kiosk.terminal.session.states import (
    BackendTask,
    CapturingDocument,
    CheckingPage,
    DocumentRefused,
    EnteringStaff,
    Session,
    StaffGate,
    Trouble,
)

PICTURE_REFUSED = frozenset(
    error.code
    for error in (
        DocumentNotImage,
        DocumentPagesInvalid,
        ImageDimensionsExceeded,
        ImageNotJpeg,
        ImageTooLarge,
        ImageTooSmall,
        ImageTruncated,
        NoFaceFound,
    )
)
"""Another picture may help."""


def ask_for_document(session: Session) -> Step:
    """Have the pages read that are known beforehand, or look for the front with the camera."""
    pages = session.visit.pages
    return _ask_to_read(session, pages) if pages else (_capture(session, Side.FRONT, ()), ())


def retry_document(session: Session, state: DocumentRefused) -> Step:
    """Take another picture of the document, or another one of the customer where that is what failed."""
    if state.selfie_failed:
        return try_again(session, StepReason.FACE_QUALITY_TOO_LOW)
    return _capture(session, Side.FRONT, ()), ()


def handle_document_intent(session: Session, event: UserIntent) -> Step:
    """Do what the customer or staff wants of the document, where it means something."""
    match session.state, event:
        case CapturingDocument(taking=False, view=PageView()) as state, CapturePressed():
            # Before the camera has looked for this side there is no picture, or still that of the other side.
            return _take(session, state)
        case CapturingDocument(Side.BACK, pages=pages), BackSkipped():
            return _ask_to_read(session, pages)
        case ((CapturingDocument() | DocumentRefused()), FilesChosen(pages)) if session.staff_takes_part and pages:
            return _ask_to_read(session, pages)
        case ((CapturingDocument() | DocumentRefused()), FilesRefused(code)):
            return enter(session, DocumentRefused(None, code)), ()
        case CheckingPage(page, pages), PageRetaken():
            return _capture(session, page.side, pages), ()
        case CheckingPage(Page(Side.FRONT) as page, pages), PageKept():
            return _capture(session, Side.BACK, (*pages, page)), ()
        case CheckingPage(page, pages), PageKept():
            return _ask_to_read(session, (*pages, page))
        case _:
            return session, ()


def handle_capture(session: Session, state: CapturingDocument, event: BackendReply) -> Step:
    """Go on with what the camera saw of the page; a page that lies still is taken by itself."""
    match event:
        case PageSeen(_, view):
            armed = state.capture_armed or moved_away(state.view, view)
            state = replace(state, view=view, capture_armed=armed)
            session = replace(session, state=state)
            return _take(session, state) if armed and view.ready and not state.taking else (session, ())
        case PageTaken(_, page) if state.taking and page.side is state.side:
            return enter(session, CheckingPage(page, state.pages)), ()
        case StepFailed(_, code):
            return enter_trouble(session, Trouble(code, camera=False))
        case _:
            return session, ()


def take_document_answer(session: Session, answer: DocumentAnswer) -> Step:
    """Go on with an accepted document, by way of staff where there is some; end with that of another person."""
    match = answer.face_match
    if answer.accepted:
        accepted = replace(session, accepted=True)
        if not session.visit.assisted:
            return ask_to_enrol(accepted)
        return enter(replace(accepted, return_to=None), EnteringStaff(StaffGate.PANEL)), ()
    if match is not None and not match.is_match:
        mismatch = FlowAnswer(Outcome.FAILED, (StepReason.FACE_MISMATCH,), session.customer, (), match)
        return enter_decided(session, mismatch)
    refused = DocumentRefused(answer)
    return enter(replace(session, attempt_closed=refused.selfie_failed), refused), ()


def _capture(session: Session, side: Side, pages: tuple[Page, ...]) -> Session:
    """Look for this side of the document; the back is taken by itself only once the front has gone."""
    request_no = session.request_no + 1
    state = CapturingDocument(side, request_no, pages, capture_armed=side is Side.FRONT)
    return enter(replace(session, request_no=request_no), state)


def _take(session: Session, state: CapturingDocument) -> Step:
    return replace(session, state=replace(state, taking=True)), (TakePage(state.request_no, state.side),)


def _ask_to_read(session: Session, pages: tuple[Page, ...]) -> Step:
    return ask_backend(session, BackendTask.READ_DOCUMENT, ReadDocument(session.request_no + 1, pages))
