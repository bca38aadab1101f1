"""Which service of face liveness a backend works with, if any; its libraries are imported where it is AWS's."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.backend.challenge.kinds import ChallengeKinds
from kiosk.backend.challenge.ports import FaceLiveness
from kiosk.backend.kyc.face_liveness import FaceLivenessSessions
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementStream
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.backend.stores.aws.clients import Clients


def wants_face_liveness(settings: Settings) -> bool:
    """Whether terminals or callers of the KYC API are to stream to a service."""
    return settings.challenge != NoseChallenge.kind or settings.kyc.liveness == "rekognition"


def wants_own_liveness(settings: Settings) -> bool:
    """Whether that service is this process's own."""
    chosen = settings.face_liveness.service
    own = settings.adapters == "local" if chosen == "by_adapters" else chosen == "own"
    return own and wants_face_liveness(settings)


def rekognition_liveness(settings: Settings, made: "Clients | None" = None) -> FaceLiveness:
    """Amazon's service or what stands in for it, by the clients that were made already or by its own; asks nothing yet.

    Raises SettingsInvalid, and ModuleNotFoundError where its library is not installed.
    """
    from kiosk.backend.engines.rekognition.face_liveness import RekognitionLiveness, StreamImages, StreamPlace
    from kiosk.backend.stores.aws.clients import AwsResources, connect_face_liveness

    given = settings.aws
    if not given.region:
        raise SettingsInvalid("aws__region: needed for face liveness")
    if settings.challenge != NoseChallenge.kind and not given.stream_role:
        raise SettingsInvalid("aws__stream_role: terminals need short-lived keys of it for face liveness")
    resources = AwsResources(
        region=given.region,
        table=given.table,
        bucket=given.bucket,
        secret_id=given.token_secret_id,
        bucket_owner=given.bucket_owner,
        s3_endpoint=given.s3_endpoint or None,
        rekognition_endpoint=given.rekognition_endpoint or None,
        sts_endpoint=given.sts_endpoint or None,
    )
    place = StreamPlace(given.region, given.stream_role, given.stream_endpoint, _authority(given.stream_authority))
    clients = connect_face_liveness(resources)
    if made is not None:
        clients = replace(clients, rekognition=made.rekognition, s3=made.s3)
    images = StreamImages(clients.s3, given.stream_bucket, given.bucket_owner) if given.stream_bucket else None
    return RekognitionLiveness(clients, place, images)


def with_face_liveness(kinds: ChallengeKinds, settings: Settings, service: FaceLiveness | None) -> ChallengeKinds:
    """The kinds with those that a service carries out, where the settings ask for one."""
    if settings.challenge == NoseChallenge.kind:
        return kinds
    return kinds.with_streams(_needed(service), settings.challenge)


def kyc_face_liveness(settings: Settings, service: FaceLiveness | None) -> FaceLivenessSessions | None:
    """What carries out sessions of the KYC API in place of terminals; None where these do."""
    if settings.kyc.liveness != "rekognition":
        return None
    # Where nobody is to see changing colours, pages show none either.
    movement_only = settings.challenge == MovementStream.kind
    return FaceLivenessSessions(_needed(service), ChallengeType.MOVEMENT if movement_only else None)


def _needed(service: FaceLiveness | None) -> FaceLiveness:
    if service is None:
        raise SettingsInvalid(
            "face_liveness__service: only a backend that serves its own streams can be asked for them"
        )
    return service


def _authority(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, ValueError):
        raise SettingsInvalid("aws__stream_authority: cannot be read") from None
