"""S3 objects by boto3, from the endpoint that was configured and no other."""

import logging
from typing import TYPE_CHECKING

from kiosk.errors import LibraryMissing, SettingsInvalid
from kiosk.rekognition_local.errors import ImageTooLargeException, InvalidS3ObjectException
from kiosk.system.loopback import proxies_for
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 2.0, 10.0
ATTEMPTS = 2

logger = logging.getLogger(__name__)


class S3Objects:
    """Reads and writes objects; any thread."""

    def __init__(self, endpoint_url: str, region: str) -> None:
        """Credentials are boto3's own affair; raises LibraryMissing and SettingsInvalid."""
        try:
            import boto3
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError
        except ModuleNotFoundError as error:
            raise LibraryMissing(
                "boto3: install the extra, `uv sync --extra aws` or `pip install 'kiosk[aws]'`"
            ) from error
        if "@" in endpoint_url:
            raise SettingsInvalid("s3_endpoint: no name and no key belongs into an address that others can read")
        config = Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            # Local servers have no host name for each bucket.
            s3={"addressing_style": "path"},
            proxies=proxies_for(endpoint_url),
        )
        try:
            self._s3: S3Client = boto3.client("s3", endpoint_url=endpoint_url, region_name=region, config=config)
        except (BotoCoreError, ValueError) as error:
            raise SettingsInvalid("s3_endpoint or region: there can be no S3 server with these") from error

    def read(self, bucket: str, name: str, version: str | None, max_bytes: int) -> bytes:
        """The whole object; raises InvalidS3ObjectException, and ImageTooLargeException beyond `max_bytes`."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            if version is None:
                answer = self._s3.get_object(Bucket=bucket, Key=name)
            else:
                answer = self._s3.get_object(Bucket=bucket, Key=name, VersionId=version)
            with answer["Body"] as body:
                data = body.read(max_bytes + 1)
        except (BotoCoreError, ClientError) as error:
            logger.warning("S3 object not read: %s", describe_failure(error))
            raise InvalidS3ObjectException from error
        if len(data) > max_bytes:
            raise ImageTooLargeException
        return data

    def write(self, bucket: str, name: str, data: bytes, kms_key_id: str) -> None:
        """Put a JPEG image, encrypted with the key if there is one; raises InvalidS3ObjectException."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            if kms_key_id:
                self._s3.put_object(
                    Bucket=bucket,
                    Key=name,
                    Body=data,
                    ContentType="image/jpeg",
                    ServerSideEncryption="aws:kms",
                    SSEKMSKeyId=kms_key_id,
                )
            else:
                self._s3.put_object(Bucket=bucket, Key=name, Body=data, ContentType="image/jpeg")
        except (BotoCoreError, ClientError) as error:
            logger.warning("S3 object not written: %s", describe_failure(error))
            raise InvalidS3ObjectException from error
