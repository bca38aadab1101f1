"""Compares faces by Amazon Rekognition, or by whatever speaks its protocol at another address."""

from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from kiosk.backend.engines.rekognition.comparer import RekognitionComparer
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.errors import AnalysisFailed, EvaluationIncomplete, ImageError, NoFaceFound
from kiosk.evaluation.matching.matcher import Enrolment, look_at
from kiosk.evaluation.work import Patience

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

CONNECT_TIMEOUT_S, READ_TIMEOUT_S, ATTEMPTS = 5.0, 30.0, 2
OF_THE_PICTURE = "InvalidParameterException"
"""What the service says of a picture that it cannot look at; everything else would be said of the next one too."""


class EndpointMatcher:
    """Implements `Matcher`; pairs are compared by the service, one call each."""

    def __init__(self, endpoint: str, region: str, threads: int, policy: FaceQualityPolicy, patience: Patience) -> None:
        """An empty endpoint is AWS itself. Raises EvaluationIncomplete for an address that is none."""
        self._comparer = RekognitionComparer(_client(endpoint, region, threads))
        self._policy, self._patience = policy, patience
        self.threads = threads
        self.model_id = f"rekognition at {endpoint or f'AWS {region}'}"

    def enrol(self, image: bytes) -> Enrolment:
        """One call of DetectFaces; raises EvaluationIncomplete."""
        try:
            return self._patience.ask(
                lambda: look_at(image, self._comparer.faces, lambda _: (), self._policy, _is_own_fault)
            )
        except AnalysisFailed as error:
            raise EvaluationIncomplete(error.detail) from error

    def compare(self, source: bytes, target: bytes) -> float | None:
        """One call of CompareFaces; None when the service finds a face where it found one before no more, raises
        EvaluationIncomplete."""
        try:
            return self._patience.ask(lambda: self._comparer.compare(source, target).similarity)
        except (NoFaceFound, ImageError):
            return None
        except AnalysisFailed as error:
            if _is_own_fault(error):
                return None
            raise EvaluationIncomplete(error.detail) from error


def _client(endpoint: str, region: str, threads: int) -> "RekognitionClient":
    config = Config(
        region_name=region,
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=READ_TIMEOUT_S,
        # Longer pauses are ours, for they can be interrupted, and are told.
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        max_pool_connections=threads,
    )
    try:
        made: Any = Session().create_client("rekognition", config=config, endpoint_url=endpoint or None)
    except (BotoCoreError, ValueError) as error:
        raise EvaluationIncomplete(f"no client for {endpoint or region}: {type(error).__name__}") from error
    return cast("RekognitionClient", made)


def _is_own_fault(error: AnalysisFailed) -> bool:
    return error.detail.endswith(OF_THE_PICTURE)
