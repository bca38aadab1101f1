"""What the command line and the settings say of who comes to the terminal."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import Page
from kiosk.errors import DocumentError, PictureMissing, SettingsInvalid
from kiosk.settings import Settings
from kiosk.system.device_id import device_id
from kiosk.terminal.app import image_files
from kiosk.terminal.session.visit_options import VisitOptions


def read_visit_options(
    settings: Settings, id_photo: Path | None, session_id: str, document: Sequence[Path]
) -> VisitOptions:
    """What to put the terminal together for; raises PictureMissing, SettingsInvalid and DataFolderUnusable."""
    if session_id and settings.flow is not Flow.VERIFY:
        raise SettingsInvalid("flow: a liveness session is completed by the flow verify")
    if document and settings.flow is not Flow.ONBOARD:
        raise SettingsInvalid("flow: a document belongs to the flow onboard")
    if settings.staff_assisted and settings.flow is Flow.VERIFY:
        raise SettingsInvalid("staff_assisted: the flow verify needs no staff")
    return VisitOptions(
        settings.flow,
        settings.staff_assisted,
        pages=_pages(document),
        id_photo=image_files.read_photo(id_photo),
        session_id=session_id,
        device_id=device_id(settings.data_dir),
    )


def _pages(document: Sequence[Path]) -> tuple[Page, ...]:
    if not document:
        return ()
    from kiosk.errors import ImageError
    from kiosk.terminal.ui.page_picture import pages_from_files

    try:
        return pages_from_files(document)
    except (DocumentError, ImageError) as error:
        raise PictureMissing(f"a document is one or two pictures: {error.detail}") from error
