"""Pictures that cost more than they weigh, wherever pictures are taken."""

import json
from collections.abc import Callable, Iterator, Mapping

from tests.attack import pictures
from tests.attack.caller import PATIENCE_S, Answer, Caller
from tests.attack.honest_customer import pass_honestly
from tests.attack.memory import Gauge
from tests.attack.messages import Challenge, encoded, send_frame, start
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, tally

GROWTH_MB = 600.0
"""A picture of 25 megapixels needs 75 MB, and twice that while it is decoded."""
LARGEST_PX = (5_000, 5_000)
TIMES = 5
"""What a bomb may take of the time of the largest honest picture."""
CLOSED = (401, 404)
COMPARE = "/api/liveness/compare-faces"
AMAZON = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": "RekognitionService.DetectFaces",
    "Authorization": "AWS4-HMAC-SHA256 Credential=attacker/20260101/us-east-1/rekognition/aws4_request, "
    "SignedHeaders=host, Signature=0",
}
"""What `kiosk rekognition-local` asks of whoever calls; it checks no signature."""
Send = Callable[[bytes], Answer]


def attack(target: Target) -> Iterator[Result]:
    """Every bomb to every address that takes a picture, and whether the backend is still there."""
    bombs = {**pictures.png_bombs(), **pictures.jpeg_bombs(), **pictures.other_formats()}
    caller = target.caller()
    ways = dict(_ways(target, caller))
    if not ways:
        yield not_tried("pictures", "no challenge could be started, and the KYC API did not let us in")
    for name, send in ways.items():
        yield from _throw(target, name, send, bombs)


def _ways(target: Target, caller: Caller) -> Iterator[tuple[str, Send]]:
    """The addresses that take pictures and let us in."""
    _, challenge = start(caller)
    if challenge is not None:
        yield "frame", lambda data: send_frame(caller, challenge, data)
        yield "id photo", lambda data: start(caller, idPhotoBase64=encoded(data))[0]
    passage = None if target.effort.short else pass_honestly(target.caller(1), flow="onboard")
    if passage is not None and passage.passed:
        yield "document", lambda data: _send_document(caller, passage.challenge, data)
    kyc = target.stranger()
    honest = encoded(pictures.noise_jpeg(320, 240))
    if kyc.call("POST", COMPARE, sourceImage=honest, targetImage=honest).status not in CLOSED:
        yield "compare-faces", lambda data: kyc.call("POST", COMPARE, sourceImage=encoded(data), targetImage=honest)
    if _detect(kyc, pictures.noise_jpeg(320, 240)).status == 200:
        yield "DetectFaces", lambda data: _detect(kyc, data)


def _detect(caller: Caller, data: bytes) -> Answer:
    return caller.send("POST", "/", json.dumps({"Image": {"Bytes": encoded(data)}}).encode(), AMAZON)


def _send_document(caller: Caller, challenge: Challenge, data: bytes) -> Answer:
    pages = [{"side": "front", "imageBase64": encoded(data)}]
    return caller.call("POST", f"{challenge.path}/document", token=challenge.token, pages=pages)


def _throw(target: Target, way: str, send: Send, bombs: Mapping[str, bytes]) -> Iterator[Result]:
    """One result for what held, and one for each bomb that did not."""
    answers, failed = list[Answer](), 0
    # A machine that is busy takes longer for everything.
    patience_s = max(PATIENCE_S, TIMES * send(pictures.noise_jpeg(*LARGEST_PX)).seconds)
    for name, data in bombs.items():
        with Gauge(target.place.address[1]) as gauge:
            answer = send(data)
        answers.append(answer)
        grown_mb = (gauge.highest_mb or 0.0) - gauge.before_mb
        slow, heavy = answer.seconds > patience_s, grown_mb > GROWTH_MB
        if answer.is_fault or slow or heavy:
            failed += 1
            numbers = f"{len(data):,} bytes: {answer.status or 'no answer'}, {answer.seconds:.1f} s, {grown_mb:+.0f} MB"
            yield judge(f"{way}: {name}", False, numbers)
    yield judge(f"{way}: {len(bombs) - failed} other bombs", True, tally(answers))
