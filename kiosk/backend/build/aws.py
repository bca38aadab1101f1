"""Puts the service together from settings, on AWS's services or on local ones that stand in for them."""

import time
from contextlib import ExitStack

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.aws_identity import AwsBuildContext, make_identity, make_recording
from kiosk.backend.build.face_liveness import (
    kyc_face_liveness,
    rekognition_liveness,
    wants_face_liveness,
    with_face_liveness,
)
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.kinds import known_kinds
from kiosk.backend.challenge.tokens import Tokens
from kiosk.backend.engines.rekognition.face_engine import RekognitionEngine
from kiosk.backend.engines.rekognition.matcher import RekognitionMatcher
from kiosk.backend.engines.rekognition.pixel_meter import PillowPixelMeter
from kiosk.backend.metrics.instrumented import InstrumentedEngine, InstrumentedMatcher
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.ports import Clock, Metrics
from kiosk.backend.stores.aws.clients import AwsResources, Clients, connect
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.aws.tags import Tags
from kiosk.backend.stores.aws.token_secrets import ManagedSecrets
from kiosk.backend.stores.dynamodb.challenges import DynamoStore
from kiosk.backend.stores.dynamodb.terminals import DynamoTerminals
from kiosk.backend.terminals.rooms import TerminalRooms
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

NEEDED = ("table", "bucket", "token_secret_id", "region")


def build_aws(
    settings: Settings, clock: Clock = time.time, clients: Clients | None = None, metrics: Metrics | None = None
) -> VerificationService:
    """A service that keeps everything on AWS; close it in the end. Raises SettingsInvalid, asks no service yet.

    Nothing sweeps here: the table and the bucket delete by themselves what has been kept long enough.
    """
    own = own_settings(settings)
    clients = clients or connect(own)
    with ExitStack() as stack:
        metrics = metrics or NoMetrics()
        tags = make_tags(settings, clients, metrics)
        context = AwsBuildContext(settings, own, clients, clock, stack, tags)
        face_liveness = rekognition_liveness(settings, clients) if wants_face_liveness(settings) else None
        recording = make_recording(context, metrics, kyc_face_liveness(settings, face_liveness))
        kinds = with_face_liveness(known_kinds(settings.judge), settings, face_liveness)
        store = DynamoStore(clients.dynamodb, own.table, settings.retention_hours * 3600, clock, kinds.types, tags)
        blobs = S3Blobs(clients.s3, Bucket(own.bucket, own.blob_prefix, own.kms_key_id, own.bucket_owner), tags)
        matcher = RekognitionMatcher(clients.rekognition, store, blobs, settings.analysis_parallelism)
        stack.callback(matcher.close)
        terminals = DynamoTerminals(clients.dynamodb, own.table, tags)
        challenges = ChallengeContext(
            settings=settings,
            kinds=kinds,
            engine=InstrumentedEngine(RekognitionEngine(clients.rekognition), recording.attempts.metrics),
            store=store,
            blobs=blobs,
            tokens=Tokens(ManagedSecrets(clients.secrets, own.secret_id), clock),
            matcher=InstrumentedMatcher(matcher, recording.attempts.metrics),
            sessions=recording.sessions,
            clock=clock,
            attempts=recording.attempts.log,
            pixel_meter=PillowPixelMeter(),
            rooms=TerminalRooms(terminals, settings.room_memory, clock) if settings.room_memory.remember else None,
            signatures=TerminalSignatures(terminals, settings.terminals, clock),
        )
        identity = make_identity(context, recording, challenges)
        return VerificationService(challenges, stack.pop_all(), identity)


def make_tags(settings: Settings, clients: Clients, metrics: Metrics) -> Tags:
    """What tags items and images; asks no service yet."""
    secret_id = settings.aws.data_secret_id
    secrets = ManagedSecrets(clients.secrets, secret_id) if secret_id else None
    return Tags(secrets, accepts_untagged=settings.aws.accepts_untagged, metrics=metrics)


def own_settings(settings: Settings) -> AwsResources:
    """What belongs to this stack; raises SettingsInvalid."""
    given = settings.aws
    missing = [name for name in NEEDED if not getattr(given, name)]
    if missing:
        raise SettingsInvalid(f"aws__{missing[0]}: needed by a backend on AWS")
    if not (given.data_secret_id or given.accepts_untagged):
        # That nothing can be told from what was exchanged is somebody's decision, never an oversight.
        raise SettingsInvalid("aws__data_secret_id: needed by a backend on AWS, unless aws__accepts_untagged is set")
    return AwsResources(
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
