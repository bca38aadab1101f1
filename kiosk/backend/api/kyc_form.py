"""The one request that is no JSON: pages of a document beside the id of a session."""

from dataclasses import dataclass, field

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from kiosk.domain.images.document_pages import MAX_PAGES, UPLOAD_LIMITS
from kiosk.errors import RequestInvalid

FILES, SESSION_ID = "files", "liveness_session_id"
MAX_PARTS = 8
MAX_FIELD_BYTES = 1024
MAX_BODY_BYTES = MAX_PAGES * UPLOAD_LIMITS.max_bytes + 16_384
SCHEMA = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FILES, SESSION_ID],
                    "properties": {
                        FILES: {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": MAX_PAGES,
                            "items": {"type": "string", "contentMediaType": "image/jpeg"},
                            "description": "The pages of one document, JPEG or PNG, in any order.",
                        },
                        SESSION_ID: {"type": "string"},
                    },
                }
            }
        },
    }
}
"""For the OpenAPI document: FastAPI's own way would write what is uploaded to disk."""


@dataclass(frozen=True, slots=True)
class IdentityForm:
    """What was sent."""

    session_id: str
    pages: tuple[bytes, ...] = field(repr=False)


class _InMemory(MultiPartParser):
    """Starlette's parser, without its temporary files: pictures of documents touch no disk unencrypted."""

    spool_max_size = MAX_BODY_BYTES


async def read_form(request: Request) -> IdentityForm:
    """Read the body, which is no longer than MAX_BODY_BYTES; raises RequestInvalid with the name of the bad field."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise RequestInvalid(FILES)
    parser = _InMemory(
        request.headers,
        request.stream(),
        max_files=MAX_PARTS,
        max_fields=MAX_PARTS,
        max_part_size=MAX_FIELD_BYTES,
    )
    try:
        return await _read(await parser.parse())
    except (MultiPartException, ClientDisconnect) as error:
        raise RequestInvalid("the form") from error


async def _read(form: FormData) -> IdentityForm:
    try:
        files, session_ids = form.getlist(FILES), form.getlist(SESSION_ID)
        uploads = [file for file in files if isinstance(file, UploadFile)]
        if len(uploads) != len(files):
            raise RequestInvalid(FILES)
        if len(session_ids) != 1 or not isinstance(session_ids[0], str) or not session_ids[0]:
            raise RequestInvalid(SESSION_ID)
        return IdentityForm(session_ids[0], tuple([await upload.read() for upload in uploads]))
    finally:
        await form.close()
