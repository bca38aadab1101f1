"""Signatures against vectors that the service's own clients publish; streams show what is refused."""

import pytest

from kiosk.contract.liveness_stream.signing import sign_chunk
from kiosk.rekognition_local.errors import InvalidSignatureException
from kiosk.rekognition_local.streaming.signatures import StreamSignature, check_address

# From the tests of Amplify for Swift (SigV4URLSigningTestCase).
KEY_ID, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
HOST, SIGNED_AT_S = "streaming-rekognition.us-east-1.amazon.com", 1_679_948_295
FIRST = "575a8f23ab2cd905872c352503fd7714f7813328c12bba0fa41100fc666cc558"
CHUNK = "093c1f65be42210b8ff706e2ca4f85419d04cd15e8c455e96da3418d1af0cdda"


def signature(secret: str | None = SECRET) -> StreamSignature:
    return StreamSignature(KEY_ID, "20230327", "us-east-1", FIRST, secret)


def test_the_key_is_derived_for_its_day_region_and_service() -> None:
    assert signature().scope == "20230327/us-east-1/rekognition/aws4_request"
    assert len(signature().signing_key or b"") == 32
    assert signature(None).signing_key is None


def test_a_chunk_is_signed_as_the_services_clients_sign_it() -> None:
    key = signature().signing_key
    assert key is not None
    found = sign_chunk(key, signature().scope, FIRST, 1000 * SIGNED_AT_S, bytes([0, 2, 4, 6]))
    assert found.hex() == CHUNK


@pytest.mark.parametrize("host", ["127.0.0.1:8011", "127.0.0.1", "[::1]:8011", "localhost:8011"])
def test_an_address_of_another_clock_or_form_is_refused_before_any_key(host: str) -> None:
    query = (
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-SignedHeaders=host&X-Amz-Date=20230327T201815Z&X-Amz-Expires=299"
        f"&X-Amz-Credential={KEY_ID}%2F20230327%2Fus-east-1%2Frekognition%2Faws4_request&X-Amz-Signature={FIRST}"
    )
    assert check_address(f"/x?{query}", host, {}, SIGNED_AT_S).access_key_id == KEY_ID
    for late_s in (-301, 300, float("nan")):
        with pytest.raises(InvalidSignatureException):
            check_address(f"/x?{query}", host, {}, SIGNED_AT_S + late_s)
    for changed in ("20230328T201815Z", "nonsense"):
        with pytest.raises(InvalidSignatureException):
            check_address(f"/x?{query.replace('20230327T201815Z', changed)}", host, {}, SIGNED_AT_S)
