"""Finding out who somebody is on AWS: Rekognition, Textract, the one table, and prefixes of the one bucket."""

from contextlib import ExitStack
from dataclasses import dataclass

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.build.assemble import AttemptRecording, FlowStores, IdentityEngines, assemble
from kiosk.backend.build.aws_attempts import build_attempts
from kiosk.backend.build.aws_enrolment import build_enrolment
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.engines.rekognition.comparer import RekognitionComparer
from kiosk.backend.engines.textract.document_reader import TextractReader
from kiosk.backend.kyc.ports import LivenessService
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.metrics.instrumented import InstrumentedCollections
from kiosk.backend.ports import Clock, Metrics
from kiosk.backend.privacy.data_categories import HOUR_S
from kiosk.backend.privacy.document_data import FLOW_S
from kiosk.backend.stores.aws.clients import AwsResources, Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.aws.tags import Tags
from kiosk.backend.stores.dynamodb.flows import DynamoFlows
from kiosk.backend.stores.dynamodb.kyc_sessions import DynamoSessions
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class AwsBuildContext:
    """What everything else stands on; `closing` ends its threads."""

    settings: Settings
    own: AwsResources
    clients: Clients
    clock: Clock
    closing: ExitStack
    tags: Tags

    def blobs(self, prefix: str) -> S3Blobs:
        """Images of one kind, below a prefix of their own that a rule of the bucket deletes in time."""
        bucket = Bucket(self.own.bucket, f"{prefix}/", self.own.kms_key_id, self.own.bucket_owner)
        return S3Blobs(self.clients.s3, bucket, self.tags)


def make_recording(
    context: AwsBuildContext, metrics: Metrics, service: LivenessService | None = None
) -> AttemptRecording:
    """What challenges tell of themselves; sessions of callers are a terminal's unless there is a service for them.
    Asks no service yet."""
    settings, table, client = context.settings, context.own.table, context.clients.dynamodb
    attempts = build_attempts(settings, client, table, context.clock, metrics, context.tags)
    store = DynamoSessions(client, table, settings.retention.session_hours * HOUR_S, context.clock, context.tags)
    sessions = KycSessions(store, context.blobs("sessions"), settings.kyc, attempts.log, context.clock, service)
    return AttemptRecording(attempts, sessions)


def make_identity(
    context: AwsBuildContext, recording: AttemptRecording, challenges: ChallengeContext
) -> IdentityServices:
    """Put together what finds out who somebody is; asks no service yet."""
    settings, clients, metrics = context.settings, context.clients, recording.attempts.metrics
    enrolment = build_enrolment(
        settings,
        context.own,
        clients,
        context.clock,
        context.closing,
        context.tags,
        lambda collections: InstrumentedCollections(collections, metrics),
    )
    kept_s = max(settings.retention.document_hours * HOUR_S, FLOW_S)
    flows = DynamoFlows(clients.dynamodb, context.own.table, kept_s, context.clock, context.tags)
    stores = FlowStores(flows, context.blobs("documents"), context.blobs("reviews"))
    engines = IdentityEngines(
        RekognitionComparer(clients.rekognition),
        TextractReader(clients.textract, clients.rekognition, settings.accepted_documents),
    )
    return assemble(challenges, recording, stores, engines, enrolment)
