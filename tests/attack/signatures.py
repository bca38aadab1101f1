"""Requests that are signed by nobody, by others, or for something else."""

import base64
import contextlib
import hashlib
import json
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.attack.caller import JSON_TYPE, Answer, Caller, Place
from tests.attack.messages import START, Challenge, every_request
from tests.attack.own_backend import copied, own_backend, run_kiosk
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

REFUSED = (400, 401, 403, 409, 431)
PATH = "/challenge/start"
DEMANDING: Mapping[str, str] = {"KIOSK_TERMINALS__ADMITTED": "enrolled"}


class Signer:
    """Signs as a terminal does, by the standards alone."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self.public = self._key.public_key().public_bytes_raw()
        self.id = hashlib.sha256(self.public).hexdigest()[:32]
        self._run, self._number = secrets.token_hex(16), 0

    def sign(self, method: str, path: str, body: bytes, off_s: int = 0) -> dict[str, str]:
        digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
        said = (
            f'("@method" "@path" "content-digest");created={int(time.time()) + off_s};keyid="{self.id}"'
            f';nonce="{self._run}-{self._number}";tag="attacker";alg="ed25519"'
        )
        self._number += 1
        base = f'"@method": {method}\n"@path": {path}\n"content-digest": {digest}\n"@signature-params": {said}'
        signature = base64.b64encode(self._key.sign(base.encode())).decode()
        return {"Content-Digest": digest, "Signature-Input": f"kiosk={said}", "Signature": f"kiosk=:{signature}:"}


def attack(target: Target) -> Iterator[Result]:
    """A key that nobody enrolled, everywhere; then all that can be done wrong, where keys are demanded."""
    caller, body = target.caller(), json.dumps(START).encode()
    answers = [_start(caller, headers) for headers in _bad(Signer(), body).values()]
    answers.append(_start(caller, Signer().sign("POST", PATH, body)))
    yield judge("signatures of a key that nobody enrolled", _all_refused(answers), tally(answers))
    if not target.data_folder:
        yield not_tried("where keys are demanded", "no data folder was given")
        return
    with tempfile.TemporaryDirectory(prefix="kiosk-signatures-") as place:
        folder = copied(Path(target.data_folder), Path(place) / "copy")
        with (
            own_backend(folder, DEMANDING) as url,
            contextlib.closing(Caller(Place(url), target.ledger)) as stranger,
        ):
            yield from _demanding(stranger, folder)


def _demanding(caller: Caller, folder: Path) -> Iterator[Result]:
    terminal, body = Signer(), json.dumps(START).encode()
    public = base64.b64encode(terminal.public).decode()
    run_kiosk(folder, DEMANDING, "terminals", "enrol", public, "--name", "attacked")
    headers = terminal.sign("POST", PATH, body)
    started = _start(caller, headers)
    if started.status != 200:
        yield not_tried("where keys are demanded", f"an enrolled terminal was refused: {started.status}")
        return
    yield _judged("a start that is sent again", [_start(caller, headers)])
    yield _judged("a start without a key", [_start(caller, {})])
    for name, bad in _bad(terminal, body).items():
        yield _judged(f"an enrolled key, {name}", [_start(caller, bad)])
    challenge = Challenge(str(started.json["id"]), str(started.json["token"]))
    yield _judged("a stolen token without the key, every step", _stolen(caller, challenge))
    run_kiosk(folder, DEMANDING, "terminals", "revoke", terminal.id, "--reason", "stolen")
    yield _judged("a key that was revoked", [_start(caller, terminal.sign("POST", PATH, body))])


def _stolen(caller: Caller, challenge: Challenge) -> list[Answer]:
    own = [each for each in every_request(challenge) if each.path.startswith(f"/challenge/{challenge.id}/")]
    return [caller.call(each.method, each.path, **{**each.body, "token": challenge.token}) for each in own]


def _bad(signer: Signer, body: bytes) -> Mapping[str, Mapping[str, str]]:
    def changed(name: str, before: str, after: str) -> Mapping[str, str]:
        told = signer.sign("POST", PATH, body)
        return {**told, name: told[name].replace(before, after)}

    other = signer.sign("POST", PATH, body)["Signature"]
    return {
        "another request's signature": {**signer.sign("POST", PATH, body), "Signature": other},
        "another address": signer.sign("POST", "/challenge", body),
        "another method": signer.sign("PUT", PATH, body),
        "another body": signer.sign("POST", PATH, body + b" "),
        "an hour ago": signer.sign("POST", PATH, body, -3600),
        "in an hour": signer.sign("POST", PATH, body, 3600),
        "nothing covered": changed("Signature-Input", '("@method" "@path" "content-digest")', "()"),
        "another algorithm": changed("Signature-Input", "ed25519", "hmac-sha256"),
        "no signature": changed("Signature", "kiosk=:", "other=:"),
        "a long header": changed("Signature-Input", '"attacker"', f'"{"a" * 4000}"'),
    }


def _start(caller: Caller, headers: Mapping[str, str]) -> Answer:
    return caller.send("POST", PATH, json.dumps(START).encode(), {**JSON_TYPE, **headers})


def _judged(name: str, answers: list[Answer]) -> Result:
    return judge(name, _all_refused(answers), tally(answers))


def _all_refused(answers: list[Answer]) -> bool:
    return bool(answers) and all(answer.status in REFUSED for answer in answers)
