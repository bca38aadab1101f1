"""Rotates the secret that tokens are signed with: the four steps in which Secrets Manager calls a rotation function.

The secret is nobody's password but random text, so that there is nothing to set elsewhere: backends sign with the
version AWSCURRENT as soon as they read it, and verify with AWSPREVIOUS as well, for a challenge outlives the rotation
by at most its lifetime.
Source of the steps: AWS Secrets Manager User Guide, "Lambda rotation functions".
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session

from kiosk.errors import SecretsFailed
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_secretsmanager.type_defs import DescribeSecretResponseTypeDef

logger = logging.getLogger(__name__)

SECRET_BYTES = 48
"""Random bytes of a secret, written as 64 characters of the URL-safe base64 alphabet."""

RotationStep = Callable[["SecretsManagerClient", str, str], None]


def handler(event: Mapping[str, object], context: object) -> None:
    """What AWS Lambda calls; raises SecretsFailed, so that Secrets Manager sees the failure and tries again."""
    config = Config(connect_timeout=1.0, read_timeout=5.0, retries={"mode": "standard", "total_max_attempts": 3})
    client: Any = Session().create_client("secretsmanager", config=config)
    rotate(client, event)


def rotate(client: "SecretsManagerClient", event: Mapping[str, object]) -> None:
    """Carry out one step of a rotation; the same step again does no harm. Raises SecretsFailed."""
    secret_id, version, step = (str(event.get(name, "")) for name in ("SecretId", "ClientRequestToken", "Step"))
    if step not in STEPS:
        raise SecretsFailed("the event names no step of a rotation")
    try:
        if _is_pending(client.describe_secret(SecretId=secret_id), version):
            STEPS[step](client, secret_id, version)
    except SecretsFailed:
        raise
    except Exception as error:
        raise SecretsFailed(f"{step}: {describe_failure(error)}") from None
    logger.info("rotation: %s done", step)


def new_secret() -> str:
    """Text that nobody can guess."""
    return secrets.token_urlsafe(SECRET_BYTES)


def _is_pending(secret: "DescribeSecretResponseTypeDef", version: str) -> bool:
    """Whether there is still something to do for this version; raises SecretsFailed when nobody asked for it."""
    if not secret.get("RotationEnabled"):
        raise SecretsFailed("the secret is not to be rotated")
    stages = secret.get("VersionIdsToStages", {}).get(version)
    if stages is None or not {"AWSCURRENT", "AWSPENDING"} & set(stages):
        raise SecretsFailed("the version is not waiting to be rotated")
    return "AWSCURRENT" not in stages


def _create(client: "SecretsManagerClient", secret_id: str, version: str) -> None:
    """Store a new secret as AWSPENDING unless an earlier try has done so."""
    try:
        client.get_secret_value(SecretId=secret_id, VersionId=version, VersionStage="AWSPENDING")
    except client.exceptions.ResourceNotFoundException:
        client.put_secret_value(
            SecretId=secret_id, ClientRequestToken=version, SecretString=new_secret(), VersionStages=["AWSPENDING"]
        )


def _set(client: "SecretsManagerClient", secret_id: str, version: str) -> None:
    """Nobody but the backends holds it, and they read it from Secrets Manager."""


def _test(client: "SecretsManagerClient", secret_id: str, version: str) -> None:
    """Refuse a version that could not sign."""
    pending = client.get_secret_value(SecretId=secret_id, VersionId=version, VersionStage="AWSPENDING")
    if len(pending["SecretString"]) < SECRET_BYTES:
        raise SecretsFailed("the new version is too short")


def _finish(client: "SecretsManagerClient", secret_id: str, version: str) -> None:
    """Make it AWSCURRENT, which makes the one before AWSPREVIOUS."""
    stages = client.describe_secret(SecretId=secret_id)["VersionIdsToStages"]
    before = next((name for name, labels in stages.items() if "AWSCURRENT" in labels), None)
    arguments = {"RemoveFromVersionId": before} if before is not None else {}
    client.update_secret_version_stage(
        SecretId=secret_id, VersionStage="AWSCURRENT", MoveToVersionId=version, **arguments
    )


STEPS: Mapping[str, RotationStep] = {
    "createSecret": _create,
    "setSecret": _set,
    "testSecret": _test,
    "finishSecret": _finish,
}
