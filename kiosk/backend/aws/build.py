"""Puts the service together from settings, on AWS's services or on local ones that stand in for them."""

import time
from contextlib import ExitStack

from kiosk.backend.aws.clients import AwsSettings, Clients, connect
from kiosk.backend.aws.dynamo_store import DynamoStore
from kiosk.backend.aws.identity import Stack, make_identity, make_recording
from kiosk.backend.aws.rekognition_engine import RekognitionEngine
from kiosk.backend.aws.rekognition_matcher import RekognitionMatcher
from kiosk.backend.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.aws.token_secrets import ManagedSecrets
from kiosk.backend.identity_ports import Metrics
from kiosk.backend.metrics.metered import MeteredEngine
from kiosk.backend.metrics.metered_matcher import MeteredMatcher
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.nose_rules import NoseRules
from kiosk.backend.parts import Parts
from kiosk.backend.ports import Clock
from kiosk.backend.service import Service
from kiosk.backend.tokens import Tokens
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

NEEDED = ("table", "bucket", "token_secret_id", "region")


def build_aws(
    settings: Settings, clock: Clock = time.time, clients: Clients | None = None, metrics: Metrics | None = None
) -> Service:
    """A service that keeps everything on AWS; close it in the end. Raises SettingsInvalid, asks no service yet.

    Nothing sweeps here: the table and the bucket delete by themselves what has been kept long enough.
    """
    own = own_settings(settings)
    clients = clients or connect(own)
    with ExitStack() as stack:
        ground = Stack(settings, own, clients, clock, stack)
        recording = make_recording(ground, metrics or NoMetrics())
        store = DynamoStore(clients.dynamodb, own.table, settings.retention_hours * 3600, clock)
        blobs = S3Blobs(clients.s3, Bucket(own.bucket, own.blob_prefix, own.kms_key_id, own.bucket_owner))
        matcher = RekognitionMatcher(clients.rekognition, store, blobs, settings.analysis_parallelism)
        stack.callback(matcher.close)
        parts = Parts(
            settings=settings,
            rules=NoseRules(settings.judge),
            engine=MeteredEngine(RekognitionEngine(clients.rekognition), recording.attempts.metrics),
            store=store,
            blobs=blobs,
            tokens=Tokens(ManagedSecrets(clients.secrets, own.secret_id), clock),
            matcher=MeteredMatcher(matcher, recording.attempts.metrics),
            sessions=recording.sessions,
            clock=clock,
            attempts=recording.attempts.log,
        )
        identity = make_identity(ground, recording, parts)
        return Service(parts, stack.pop_all(), identity)


def own_settings(settings: Settings) -> AwsSettings:
    """What belongs to this stack; raises SettingsInvalid."""
    given = settings.aws
    missing = [name for name in NEEDED if not getattr(given, name)]
    if missing:
        raise SettingsInvalid(f"aws__{missing[0]}: needed by a backend on AWS")
    return AwsSettings(
        region=given.region,
        table=given.table,
        bucket=given.bucket,
        secret_id=given.token_secret_id,
        kms_key_id=given.kms_key_id,
        bucket_owner=given.bucket_owner,
        dynamodb_endpoint=given.dynamodb_endpoint or None,
        s3_endpoint=given.s3_endpoint or None,
        secrets_endpoint=given.secretsmanager_endpoint or None,
        rekognition_endpoint=given.rekognition_endpoint or None,
        textract_endpoint=given.textract_endpoint or None,
        max_connections=max(16, settings.analysis_parallelism),
    )
