import pytest

from kiosk.errors import SettingsInvalid
from kiosk.rekognition_local.errors import ImageTooLargeException, InvalidS3ObjectException
from kiosk.rekognition_local.s3 import S3Objects
from tests.unit.rekognition_local.server import BUCKET, Local


@pytest.fixture
def objects(local: Local, monkeypatch: pytest.MonkeyPatch) -> S3Objects:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    return S3Objects(local.s3_url, "us-east-1")


def test_what_was_written_is_read(local: Local, objects: S3Objects) -> None:
    objects.write(BUCKET, "a/b.jpg", b"image", "")
    assert objects.read(BUCKET, "a/b.jpg", None, 5) == b"image"
    stored = local.s3().head_object(Bucket=BUCKET, Key="a/b.jpg")
    assert stored["ContentType"] == "image/jpeg"


def test_a_key_encrypts_what_is_written(local: Local, objects: S3Objects) -> None:
    objects.write(BUCKET, "sealed.jpg", b"image", "alias/evidence")
    stored = local.s3().head_object(Bucket=BUCKET, Key="sealed.jpg")
    assert stored["ServerSideEncryption"] == "aws:kms"
    assert stored["SSEKMSKeyId"].endswith("alias/evidence")


def test_no_more_is_read_than_allowed(objects: S3Objects) -> None:
    objects.write(BUCKET, "six", b"image!", "")
    with pytest.raises(ImageTooLargeException):
        objects.read(BUCKET, "six", None, 5)


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("bucket", "name"), [("..", "x"), ("no-such-bucket", "x"), (BUCKET, "missing/../x"), ("a" * 255, "x")]
)
def test_whatever_is_wrong_has_one_error(objects: S3Objects, bucket: str, name: str) -> None:
    with pytest.raises(InvalidS3ObjectException):
        objects.read(bucket, name, None, 10)


@pytest.mark.expect_logs
def test_nothing_can_be_written_where_there_is_no_bucket(objects: S3Objects) -> None:
    with pytest.raises(InvalidS3ObjectException):
        objects.write("no-such-bucket", "x", b"x", "")


@pytest.mark.expect_logs
def test_a_server_that_is_down_is_no_object(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, objects: S3Objects
) -> None:
    away = S3Objects("http://127.0.0.1:1", "us-east-1")
    with pytest.raises(InvalidS3ObjectException):
        away.read("bucket", "Jane Doe.jpg", None, 10)
    assert "Jane" not in caplog.text
    assert "EndpointConnectionError" in caplog.text


@pytest.mark.expect_logs
def test_without_credentials_there_is_no_object(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "none")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "none")
    with pytest.raises(InvalidS3ObjectException):
        S3Objects(local.s3_url, "us-east-1").read(BUCKET, "x", None, 10)


@pytest.mark.parametrize(("url", "region"), [("nonsense", "us-east-1"), ("http://127.0.0.1:1", "no region")])
def test_an_address_that_is_none_is_a_wrong_setting(url: str, region: str) -> None:
    with pytest.raises(SettingsInvalid, match="s3_endpoint or region"):
        S3Objects(url, region)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_server_on_this_machine_is_not_asked_through_a_proxy(
    local: Local, monkeypatch: pytest.MonkeyPatch, objects: S3Objects, name: str
) -> None:
    objects.write(BUCKET, "direct.jpg", b"image", "")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    behind = S3Objects(local.s3_url, "us-east-1")
    assert behind.read(BUCKET, "direct.jpg", None, 5) == b"image"
