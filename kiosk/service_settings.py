"""Groups of settings of services: where AWS keeps what, and what whoever connects may take."""

from dataclasses import dataclass

from kiosk.domain.bounds import require_between


@dataclass(frozen=True, slots=True)
class AwsSettings:
    """Where the backend on AWS keeps what; the stack's template sets these."""

    table: str = ""
    bucket: str = ""
    bucket_owner: str = ""
    """Account that must own the bucket; empty does not check."""
    kms_key_id: str = ""
    """Of the key that images are encrypted with; empty uses the bucket's own default."""
    token_secret_id: str = ""
    data_secret_id: str = ""
    """Of the secret that items and images are tagged with, so that nothing can be exchanged among them; empty, which
    tags nothing, only together with `accepts_untagged`."""
    accepts_untagged: bool = False
    """What an earlier version has written is accepted, while it gets its tags; never for longer than that takes."""
    region: str = ""
    dynamodb_endpoint: str = ""
    """Endpoints are for local stand-ins; empty uses those of AWS."""
    s3_endpoint: str = ""
    secretsmanager_endpoint: str = ""
    rekognition_endpoint: str = ""
    textract_endpoint: str = ""
    sts_endpoint: str = ""
    stream_endpoint: str = ""
    """`wss://` and host, that terminals open streams of face liveness at; empty is AWS's in the region."""
    stream_authority: str = ""
    """A PEM file with what signed the certificate of `stream_endpoint`, where terminals' machines do not trust it."""
    stream_bucket: str = ""
    """That face liveness writes its images to, of this account and region; empty has them in its answer, up to 200 kB
    each."""
    stream_role: str = ""
    """ARN of the role that terminals get short-lived credentials of, for streams of face liveness alone."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What whoever connects to a listening process may take of it, before anybody knows who that is."""

    max_connections: int = 800
    """In all; fewer where the system allows this process fewer open files."""
    max_connections_per_address: int = 200
    """Thirty terminals behind one address have two or three each; trusted proxies may have all."""
    head_timeout_s: float = 10.0
    """For the handshake, and for the head of a request from its first byte on."""
    body_grace_s: float = 10.0
    """For which a body may come as slowly as it likes."""
    body_bytes_per_s: int = 8_000
    """What must come of a body after that: a line of 64 kbit/s, as one frame of 20 kB in three seconds."""
    body_timeout_s: float = 180.0
    """For the whole body, however fast it comes: 13 MB at 600 kbit/s."""
    max_body_bytes_at_once: int = 134_217_728
    """Of all bodies that are read or worked on; each takes some four times its size in memory."""
    max_body_bytes_at_once_per_address: int = 67_108_864

    def __post_init__(self) -> None:
        """Raises ValueError for what would let nobody in, or anybody for good."""
        require_between(self, 1, 100_000, "max_connections", "max_connections_per_address")
        require_between(self, 1, 600, "head_timeout_s", "body_grace_s", "body_timeout_s")
        require_between(self, 100, 10_000_000, "body_bytes_per_s")
        require_between(self, 16_777_216, 2**40, "max_body_bytes_at_once", "max_body_bytes_at_once_per_address")
