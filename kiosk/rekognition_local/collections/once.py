"""Requests that are carried out once, however often they are sent: `ClientRequestToken`."""

from collections.abc import Callable

from kiosk.backend.engines.collections.store import OpenCollection, Work
from kiosk.errors import RequestInvalid
from kiosk.rekognition_local.errors import IdempotentParameterMismatchException
from kiosk.rekognition_local.operation import Members

REMEMBERED_S = 3600.0
"""Longer than any SDK repeats a request; answers hold user ids, so they are kept no longer."""

Action = Callable[[OpenCollection], Members]


def once(work: Work, operation: str, members: Members, now_s: float, action: Action) -> Members:
    """The answer of `action`, or of the same request before; raises IdempotentParameterMismatchException."""
    collection_id = members["CollectionId"]
    if "ClientRequestToken" not in members:
        return action(work.open(collection_id))
    work.requests.forget_before(now_s - REMEMBERED_S)
    try:
        before = work.requests.answer(operation, members)
    except RequestInvalid as error:
        raise IdempotentParameterMismatchException from error
    if before is not None:
        return before
    collection = work.open(collection_id)
    answer = action(collection)
    work.requests.keep(operation, members, answer, collection.record, now_s)
    return answer
