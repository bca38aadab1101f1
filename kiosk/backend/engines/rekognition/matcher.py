"""Matching by CompareFaces: a pair of images at a time, when a frame arrives or when the verdict asks."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.backend.challenge.ports import ChallengeStore
from kiosk.backend.challenge.records import ID_PHOTO
from kiosk.backend.engines.rekognition.face_engine import COMPLAINTS
from kiosk.backend.ports import BlobStore, PreparedPair, StoredFace
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.images.limits import JPEG_LIMITS, check_picture
from kiosk.errors import AnalysisFailed
from kiosk.system.safe_errors import describe_failure

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

logger = logging.getLogger(__name__)

PARALLEL = 4
"""Comparisons at a time: with images of one megabyte they hold some ten megabytes."""
_PREFIX = "similarity:"
Pair = tuple[StoredFace, StoredFace]


class RekognitionMatcher:
    """Implements `FaceMatcher`; any thread may call it.

    Nothing runs in the background, where a Lambda function stands still: `prepare` compares before it returns.
    """

    compares_cheaply = False
    """Each pair costs a tenth of a cent and a third of a second."""
    waiting = 0

    def __init__(
        self, client: "RekognitionClient", store: ChallengeStore, blobs: BlobStore, parallel: int = PARALLEL
    ) -> None:
        """Threads start with the first verdict that needs them and end with `close`."""
        self._client = client
        self._store = store
        self._blobs = blobs
        self._executor = ThreadPoolExecutor(parallel, thread_name_prefix="matcher")

    def prepare(self, challenge_id: str, pairs: Sequence[PreparedPair]) -> None:
        """Compare all pairs that are whole, side by side, unless that has been done."""
        whole = [(against, face) for face, against in pairs if against is not None]
        try:
            findings = self._store.findings(challenge_id) if whole else {}
            new = self._compared(challenge_id, [pair for pair in whole if _name(pair) not in findings])
            for name, similarity in new.items():
                self._store.put_finding(challenge_id, name, repr(similarity).encode())
        except Exception as error:
            logger.warning("faces were not compared: %s", describe_failure(error))

    def list_prepared(self, challenge_id: str) -> frozenset[int]:
        """The faces that have been compared with the first one, not those compared with the document."""
        names = [name.split(":") for name in self._store.findings(challenge_id) if name.startswith(_PREFIX)]
        return frozenset(int(face) for _, against, face in names if int(against) != ID_PHOTO)

    def match(self, challenge_id: str, pairs: Sequence[Pair]) -> tuple[float, ...]:
        """Compare what has not been compared, several pairs at a time."""
        findings = self._store.findings(challenge_id)
        missing = {_name(pair): pair for pair in pairs if _name(pair) not in findings}
        new = self._compared(challenge_id, list(missing.values()))
        return tuple(new[name] if (name := _name(pair)) in new else _read(findings[name]) for pair in pairs)

    def close(self) -> None:
        """End the threads, after the comparisons that are under way."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _compared(self, challenge_id: str, pairs: Sequence[Pair]) -> Mapping[str, float]:
        """Similarities by the name of the finding, several pairs at a time; each image is fetched once."""
        shared = [blob for blob, count in Counter(face.blob for pair in pairs for face in pair).items() if count > 1]
        try:
            images = dict(zip(shared, self._executor.map(partial(self._image, challenge_id), shared), strict=True))
            compared = self._executor.map(partial(self._compare, challenge_id, images), pairs)
            return {_name(pair): similarity for pair, similarity in zip(pairs, compared, strict=True)}
        except RuntimeError as error:
            # Of an executor that was shut down.
            raise AnalysisFailed("the matcher is closed") from error

    def _compare(self, challenge_id: str, images: Mapping[str, bytes], pair: Pair) -> float:
        source, target = (images.get(face.blob) or self._image(challenge_id, face.blob) for face in pair)
        with translate_failures("Rekognition", AnalysisFailed, COMPLAINTS):
            # Without a threshold of 0, faces below 80 come without a score.
            answer = self._client.compare_faces(
                SourceImage={"Bytes": source},
                TargetImage={"Bytes": target},
                SimilarityThreshold=0,
                QualityFilter="NONE",
            )
        return similarity_of(answer)

    def _image(self, challenge_id: str, blob: str) -> bytes:
        # As it was looked at: an orientation tag must not show the two operations different pictures.
        return check_picture(self._blobs.get(challenge_id, blob), JPEG_LIMITS).plain_data


def similarity_of(answer: Mapping[str, Any]) -> float:
    """The similarity 0-100 of the one face in the target; raises AnalysisFailed.

    CompareFaces compares the largest face of the source with every face of the target, the most alike first, so that
    one among several would do for a pass. But both images were found to show one face when they came: another number
    now is a contradiction that is not settled in anybody's favour. An image without any is refused by the service.
    """
    matches, others = answer.get("FaceMatches", ()), answer.get("UnmatchedFaces", ())
    if len(matches) + len(others) != 1:
        raise AnalysisFailed("Rekognition CompareFaces: an image shows another number of faces than before")
    similarity = float(matches[0].get("Similarity", "nan")) if matches else 0.0
    if not 0.0 <= similarity <= 100.0:
        raise AnalysisFailed("Rekognition CompareFaces: a similarity is missing or out of range")
    return similarity


def _name(pair: Pair) -> str:
    against, face = pair
    return f"{_PREFIX}{against.sequence}:{face.sequence}"


def _read(finding: bytes) -> float:
    try:
        return float(finding)
    except ValueError as error:
        raise AnalysisFailed("a similarity does not read") from error
