"""All attacks by their names, in the order in which they are made.

Those whose refusals last stand behind the others, for a target with one address for all of them.
"""

from collections.abc import Mapping

from tests.attack import (
    answers,
    bodies,
    bombs,
    connections,
    enumeration,
    fuzzing,
    headers,
    lockout,
    logs,
    races,
    replays,
    restarts,
    rows,
    signatures,
    tokens,
)
from tests.attack.target import Attack

ATTACKS: Mapping[str, Attack] = {
    "headers": headers.attack,
    "answers": answers.attack,
    "connections": connections.attack,
    "bodies": bodies.attack,
    "bombs": bombs.attack,
    "races": races.attack,
    "replays": replays.attack,
    "rows": rows.attack,
    "signatures": signatures.attack,
    "logs": logs.attack,
    "fuzzing": fuzzing.attack,
    "enumeration": enumeration.attack,
    "lockout": lockout.attack,
    "restarts": restarts.attack,
    "tokens": tokens.attack,
}
