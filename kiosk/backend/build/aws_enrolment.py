"""Enrolment on AWS: Rekognition's collections, the one table, and images under a prefix that no rule deletes."""

from contextlib import ExitStack
from typing import Final

from kiosk.backend.engines.rekognition.collections import RekognitionCollections
from kiosk.backend.enrolment.context import EnrolmentContext, WrapCollections
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.ports import Clock
from kiosk.backend.stores.aws.clients import AwsResources, Clients
from kiosk.backend.stores.aws.s3_blobs import Bucket, S3Blobs
from kiosk.backend.stores.aws.tags import Tags
from kiosk.backend.stores.dynamodb.enrolments import DynamoEnrolments
from kiosk.settings import Settings

PREFIX: Final = "enrolled/"
"""Of the kept images in the bucket."""
MOST_AT_ONCE: Final = 8
"""Calls of Rekognition's operations on collections; an account may make 5 to 50 a second of each."""


def make_enrolment_context(
    settings: Settings,
    own: AwsResources,
    clients: Clients,
    clock: Clock,
    tags: Tags,
    wrap: WrapCollections = lambda collections: collections,
) -> EnrolmentContext:
    """Put everything together, and ask no service yet; `wrap` is for whoever counts what collections are asked."""
    policy = settings.enrolment
    return EnrolmentContext(
        wrap(RekognitionCollections(clients.rekognition, settings.face_quality, policy.prefix)),
        DynamoEnrolments(clients.dynamodb, own.table, tags),
        S3Blobs(clients.s3, Bucket(own.bucket, PREFIX, own.kms_key_id, own.bucket_owner), tags),
        policy,
        clock,
        min(MOST_AT_ONCE, settings.analysis_parallelism),
    )


def build_enrolment(
    settings: Settings,
    own: AwsResources,
    clients: Clients,
    clock: Clock,
    stack: ExitStack,
    tags: Tags,
    wrap: WrapCollections = lambda collections: collections,
) -> EnrolmentService:
    """Enrolment for a backend, closed by the stack. What a function that ended has left is undone by
    `recover_abandoned`, or by the next enrolment of the same customer."""
    context = make_enrolment_context(settings, own, clients, clock, tags, wrap)
    enrolment = EnrolmentService(
        context.collections, context.store, context.blobs, context.policy, context.clock, context.parallelism
    )
    stack.callback(enrolment.close)
    return enrolment
