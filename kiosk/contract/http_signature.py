"""How a terminal signs its requests: HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530), Ed25519 alone.

Of the standards' freedom one form is spoken, letter by letter: method, path and digest of the body are covered, the
nonce is the run of the terminal's program and the number of the request in it, the tag is the id of the device. The
path is the one below the backend's address, whatever a proxy puts before it. Other forms are refused unread.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from kiosk.domain.identity.terminals import SignedUse
from kiosk.terminal_errors import TerminalSignatureInvalid

SIGNATURE_INPUT: Final = "Signature-Input"
SIGNATURE: Final = "Signature"
CONTENT_DIGEST: Final = "Content-Digest"
HEADERS: Final = (SIGNATURE_INPUT, SIGNATURE, CONTENT_DIGEST)
LABEL: Final = "kiosk"
PUBLIC_KEY_BYTES: Final = 32
MAX_HEADER_CHARS: Final = 512
"""Twice what the longest of the three can need."""
_COVERED = '("@method" "@path" "content-digest")'
_PARAMETERS = re.compile(
    re.escape(_COVERED) + r";created=(?P<created>[1-9][0-9]{0,11})"
    r';keyid="(?P<key_id>[0-9a-f]{32})"'
    r';nonce="(?P<run>[0-9a-f]{32})-(?P<number>0|[1-9][0-9]{0,9})"'
    r';tag="(?P<device>[A-Za-z0-9._-]{0,64})"'
    r';alg="ed25519"'
)
_SIGNATURE = re.compile(LABEL + "=:(?P<signature>[A-Za-z0-9+/]{86}==):")
_DIGEST = re.compile("sha-256=:[A-Za-z0-9+/]{43}=:")


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What the three headers of a request say; untrusted until the signature over `base` was verified."""

    use: SignedUse
    content_digest: str
    signature: bytes
    base: bytes


def terminal_id(public_key: bytes) -> str:
    """The name of a terminal: 128 bits of the digest of its public key, in hex."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def digest_body(body: bytes) -> str:
    """The value of Content-Digest for these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def write_parameters(use: SignedUse) -> str:
    """The signature's parameters, which are the value of Signature-Input behind the label."""
    return (
        f"{_COVERED};created={int(use.signed_at_s)}"
        f';keyid="{use.terminal_id}";nonce="{use.run}-{use.number}";tag="{use.device}";alg="ed25519"'
    )


def signature_base(method: str, path: str, content_digest: str, parameters: str) -> bytes:
    """What is signed (RFC 9421, 2.5)."""
    lines = (
        f'"@method": {method}',
        f'"@path": {path}',
        f'"content-digest": {content_digest}',
        f'"@signature-params": {parameters}',
    )
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def write_headers(content_digest: str, parameters: str, signature: bytes) -> dict[str, str]:
    """The three headers of a signed request."""
    encoded = base64.b64encode(signature).decode("ascii")
    return {
        CONTENT_DIGEST: content_digest,
        SIGNATURE_INPUT: f"{LABEL}={parameters}",
        SIGNATURE: f"{LABEL}=:{encoded}:",
    }


def read_headers(method: str, path: str, signature_input: str, signature: str, content_digest: str) -> SignedRequest:
    """Read the three headers of a request; raises TerminalSignatureInvalid for any other form than ours."""
    if max(map(len, (signature_input, signature, content_digest))) > MAX_HEADER_CHARS:
        raise TerminalSignatureInvalid("a header is too long")
    parameters = signature_input.removeprefix(f"{LABEL}=")
    found, signed = _PARAMETERS.fullmatch(parameters), _SIGNATURE.fullmatch(signature)
    if found is None or signed is None or _DIGEST.fullmatch(content_digest) is None:
        raise TerminalSignatureInvalid("a header is not of the form that is spoken")
    if signature_input == parameters:
        raise TerminalSignatureInvalid("another label")
    use = SignedUse(found["key_id"], float(found["created"]), found["run"], int(found["number"]), found["device"])
    base = signature_base(method, path, content_digest, parameters)
    return SignedRequest(use, content_digest, base64.b64decode(signed["signature"]), base)


def write_public_key(public_key: bytes) -> str:
    """A public key as people hand it on: base64."""
    return base64.b64encode(public_key).decode("ascii")


def read_public_key(text: str) -> bytes:
    """Read what `write_public_key` wrote; raises TerminalSignatureInvalid for anything but 32 bytes in base64."""
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise TerminalSignatureInvalid("the public key is not base64") from None
    if len(raw) != PUBLIC_KEY_BYTES:
        raise TerminalSignatureInvalid("a public key has 32 bytes")
    return raw
