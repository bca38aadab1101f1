import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contract.http_signature import (
    CONTENT_DIGEST,
    SIGNATURE,
    SIGNATURE_INPUT,
    SignedRequest,
    digest_body,
    read_headers,
    read_public_key,
    terminal_id,
    write_public_key,
)
from kiosk.terminal.client.signing import RequestSigner, SigningKey
from kiosk.terminal_errors import TerminalSignatureInvalid

KEY = SigningKey(bytes(range(32)))
PATH = "/challenge/start"


def headers() -> dict[str, str]:
    return dict(RequestSigner(KEY, "device-1", lambda: 1_800_000_000.9)("POST", PATH, b"{}"))


def read(told: dict[str, str], method: str = "POST", path: str = PATH) -> SignedRequest:
    return read_headers(method, path, told[SIGNATURE_INPUT], told[SIGNATURE], told[CONTENT_DIGEST])


def test_the_digest_is_that_of_the_standard() -> None:
    # RFC 9530, appendix B.1: the body of its example, without the line's end that HTTP does not send.
    assert digest_body(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


def test_what_is_signed_is_spelt_as_in_the_standard() -> None:
    told = read(headers())
    lines = told.base.decode().split("\n")
    assert lines[:3] == ['"@method": POST', '"@path": /challenge/start', f'"content-digest": {digest_body(b"{}")}']
    assert lines[3].startswith(
        '"@signature-params": ("@method" "@path" "content-digest");created=1800000000;keyid="'
        + KEY.terminal_id
        + '";nonce="'
    )
    assert lines[3].endswith('-0";tag="device-1";alg="ed25519"')
    assert (told.use.terminal_id, told.use.number, told.use.device) == (KEY.terminal_id, 0, "device-1")


def test_numbers_count_and_a_run_keeps_its_name() -> None:
    sign = RequestSigner(KEY, "", lambda: 1_800_000_000.0)
    first, second = (read(dict(sign("POST", PATH, b"{}"))).use for _ in range(2))
    assert (first.run, first.number + 1) == (second.run, second.number)


def test_the_name_of_a_terminal_is_its_key_s_and_the_key_is_never_shown() -> None:
    public = read_public_key(KEY.public_text)
    assert terminal_id(public) == KEY.terminal_id
    assert write_public_key(public) == KEY.public_text
    assert repr(KEY) == f"SigningKey({KEY.terminal_id})"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (SIGNATURE_INPUT, "kiosk=", "other="),
        (SIGNATURE_INPUT, "kiosk=", ""),
        (SIGNATURE_INPUT, ' "content-digest"', ""),
        (SIGNATURE_INPUT, "created=18", "created=-18"),
        (SIGNATURE_INPUT, "created=18", "created=018"),
        (SIGNATURE_INPUT, 'alg="ed25519"', 'alg="hmac-sha256"'),
        (SIGNATURE_INPUT, ';alg="ed25519"', ""),
        (SIGNATURE_INPUT, ';tag="device-1"', ';tag="device-1";expires=9999999999'),
        (SIGNATURE_INPUT, "device-1", "device\n1"),
        (SIGNATURE_INPUT, "device-1", "d" * 65),
        (SIGNATURE_INPUT, "device-1", "d" * 100_000),
        (SIGNATURE, "kiosk=:", "kiosk=: "),
        (SIGNATURE, "==:", "=:"),
        (SIGNATURE, "==:", "==:, other=:AAAA:"),
        (CONTENT_DIGEST, "sha-256", "md5"),
        (CONTENT_DIGEST, "=:", "=::"),
    ],
)
def test_any_other_form_is_refused_unread(name: str, before: str, after: str) -> None:
    told = headers()
    assert before in told[name]
    told[name] = told[name].replace(before, after)
    with pytest.raises(TerminalSignatureInvalid):
        read(told)


@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=600))
def test_nothing_but_our_own_error_comes_of_any_text(one: str, two: str, three: str) -> None:
    with pytest.raises(TerminalSignatureInvalid):
        read_headers("POST", PATH, one, two, three)


@pytest.mark.parametrize("text", ["", "AAAA", "A" * 43, "not base64!", "é" * 44, "A" * 100_000])
def test_what_is_no_public_key_is_told(text: str) -> None:
    with pytest.raises(TerminalSignatureInvalid):
        read_public_key(text)
