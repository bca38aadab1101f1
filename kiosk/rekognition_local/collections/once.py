"""Requests that are carried out once, however often they are sent: `ClientRequestToken`."""

import json
from collections.abc import Callable

from kiosk.rekognition_local.collections.store import OpenCollection, Work
from kiosk.rekognition_local.errors import IdempotentParameterMismatchException
from kiosk.rekognition_local.operation import Members

REMEMBERED_S = 3600.0
"""Longer than any SDK repeats a request; answers hold user ids, so they are kept no longer."""

Action = Callable[[OpenCollection], Members]


def once(work: Work, operation: str, members: Members, now_s: float, action: Action) -> Members:
    """The answer of `action`, or of the same request before; raises IdempotentParameterMismatchException."""
    token = members.get("ClientRequestToken")
    collection_id = members["CollectionId"]
    if token is None:
        return action(work.open(collection_id))
    fingerprint = work.seals.fingerprint("request", operation, token)
    parameters = _parameters(work, members)
    work.connection.execute("DELETE FROM request WHERE answered_at_s < ?", [now_s - REMEMBERED_S])
    row = work.connection.execute(
        "SELECT parameters, answer FROM request WHERE operation = ? AND fingerprint = ?", [operation, fingerprint]
    ).fetchone()
    place = f"answer:{operation}:{fingerprint.hex()}"
    if row is not None:
        if row[0] != parameters:
            raise IdempotentParameterMismatchException
        return dict(json.loads(work.seals.open_text(row[1], place)))
    collection = work.open(collection_id)
    answer = action(collection)
    sealed = work.seals.seal_text(json.dumps(answer), place)
    work.connection.execute(
        "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?)",
        [operation, fingerprint, collection.record.key, parameters, sealed, now_s],
    )
    return answer


def _parameters(work: Work, members: Members) -> bytes:
    """Everything but the token, as a fingerprint."""
    rest = {name: value for name, value in members.items() if name != "ClientRequestToken"}
    return work.seals.fingerprint("parameters", json.dumps(rest, sort_keys=True))
