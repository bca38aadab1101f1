"""The clients of the four services, made once per process, with the only layer of retries that there is.

botocore alone is used, not boto3, which adds a sixth to the import time and nothing to these clients. The four take
about 0.15 s, when a process answers its first request; the first frame needs all of them, so nothing would be won by
making them later.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session

from kiosk.system.loopback import proxies_for

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_rekognition import RekognitionClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient


READING_TIMEOUT_S = 10.0
"""Textract reads a document in two to five seconds, and every try is paid for."""


@dataclass(frozen=True, slots=True)
class AwsResources:
    """What belongs to this stack; an endpoint is the address of a local stack, None is AWS itself."""

    region: str
    table: str
    bucket: str
    secret_id: str
    """Name or ARN."""
    kms_key_id: str = ""
    """Images are encrypted with this key of KMS; empty leaves them to the bucket's own AES-256."""
    bucket_owner: str = ""
    """Account that the bucket must belong to; empty does not ask."""
    blob_prefix: str = "images/"
    dynamodb_endpoint: str | None = None
    s3_endpoint: str | None = None
    secrets_endpoint: str | None = None
    rekognition_endpoint: str | None = None
    textract_endpoint: str | None = None
    sts_endpoint: str | None = None
    connect_timeout_s: float = 1.0
    read_timeout_s: float = 3.0
    max_attempts: int = 3
    """First attempt and retries of one call: at worst about 12 s, and a verdict has two rounds of them in 25 s."""
    max_connections: int = 16
    """At least as many as threads call a service at once."""


@dataclass(frozen=True, slots=True)
class Clients:
    """Low-level clients; any thread may use them."""

    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    secrets: "SecretsManagerClient"
    rekognition: "RekognitionClient"
    textract: Any
    """Without annotations of its own, for one operation."""


def connect(settings: AwsResources, session: Session | None = None) -> Clients:
    """Make the clients; nothing is asked of the services yet.

    A session other than botocore's default is for credentials that do not come from the environment.
    """
    made_by, usual = session or Session(), _config(settings)
    slow = usual.merge(Config(read_timeout=READING_TIMEOUT_S, retries={"mode": "standard", "total_max_attempts": 2}))
    return Clients(
        _client(made_by, "dynamodb", settings.dynamodb_endpoint, usual),
        _client(made_by, "s3", settings.s3_endpoint, usual),
        _client(made_by, "secretsmanager", settings.secrets_endpoint, usual),
        _client(made_by, "rekognition", settings.rekognition_endpoint, usual),
        _client(made_by, "textract", settings.textract_endpoint, slow),
    )


@dataclass(frozen=True, slots=True)
class LivenessClients:
    """Those that face liveness needs; any thread may use them."""

    rekognition: "RekognitionClient"
    sts: Any
    """Without annotations of its own, for one operation."""
    s3: "S3Client"


def connect_face_liveness(settings: AwsResources, session: Session | None = None) -> LivenessClients:
    """Make the clients that face liveness needs; nothing is asked of the services yet."""
    made_by, usual = session or Session(), _config(settings)
    return LivenessClients(
        _client(made_by, "rekognition", settings.rekognition_endpoint, usual),
        _client(made_by, "sts", settings.sts_endpoint, usual),
        _client(made_by, "s3", settings.s3_endpoint, usual),
    )


def _client(made_by: Session, service: str, endpoint: str | None, config: Config) -> Any:
    direct = config.merge(Config(proxies=proxies_for(endpoint or "")))
    return made_by.create_client(service, config=direct, endpoint_url=endpoint)


def _config(settings: AwsResources) -> Config:
    return Config(
        region_name=settings.region,
        connect_timeout=settings.connect_timeout_s,
        read_timeout=settings.read_timeout_s,
        # Standard retries back off with jitter and stop early when everything fails; adaptive ones would also slow
        # down requests that nobody throttles.
        retries={"mode": "standard", "total_max_attempts": settings.max_attempts},
        max_pool_connections=settings.max_connections,
        tcp_keepalive=True,
        # A local stack has no names for its buckets.
        s3={"addressing_style": "path" if settings.s3_endpoint else "virtual"},
    )
