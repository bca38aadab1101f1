"""AWS's list prices, and what a number of verifications costs by them.

us-east-1, in US dollars, without free tiers, discounts and tax; as published by AWS until autumn 2025, noted here
2026-11-21 without access to the price pages of that day. Check before you sign:
aws.amazon.com/{rekognition,api-gateway,lambda,dynamodb,s3,secrets-manager,kms,cloudwatch}/pricing.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.bench.aws_usage import ITEMS, READS, STORED, WRITES

MILLION = 1_000_000
Tiers = tuple[tuple[float, float], ...]
"""How many of a month have a price, and the price of each; the last is for all that follow."""

DETECT_FACES: Tiers = ((1 * MILLION, 0.001), (4 * MILLION, 0.0008), (30 * MILLION, 0.0006), (math.inf, 0.00025))
"""Group 2 of Rekognition Image."""
COMPARE_FACES: Tiers = ((1 * MILLION, 0.001), (4 * MILLION, 0.0008), (30 * MILLION, 0.0006), (math.inf, 0.0004))
"""Group 1."""
FACE_LIVENESS: Tiers = ((0.5 * MILLION, 0.015), (2.5 * MILLION, 0.0125), (math.inf, 0.010))
"""By the check that is carried out; from memory."""
REST_REQUESTS: Tiers = (
    (333 * MILLION, 3.50 / MILLION),
    (667 * MILLION, 2.80 / MILLION),
    (19_000 * MILLION, 2.38 / MILLION),
    (math.inf, 1.51 / MILLION),
)
LAMBDA_REQUEST, LAMBDA_GB_S = 0.20 / MILLION, 0.0000133334
"""arm64."""
WRITE_UNIT, READ_UNIT = 0.625 / MILLION, 0.125 / MILLION
"""DynamoDB on demand, since November 2024."""
S3_PUT, S3_GET, S3_GB_MONTH = 0.005 / 1000, 0.0004 / 1000, 0.023
TABLE_GB_MONTH, RECOVERY_GB_MONTH = 0.25, 0.20
SECRET_CALL = 0.05 / 10_000
LOG_GB = 0.50
MONTHLY_FIXED = {"KMS key": 1.0, "secret": 0.40, "11 alarms": 1.10, "dashboard": 3.0}
"""What a stack costs that nobody uses."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a run on this machine cannot tell of one on AWS."""

    frame_s: float = 0.6
    """Time of a function for one frame: DetectFaces and CompareFaces one after the other, about 0.25 s each."""
    other_s: float = 0.3
    """For start and verify."""
    memory_gb: float = 1.0
    kept_days: float = 2.0
    """A day of retention, and until DynamoDB and S3 have really deleted."""
    log_bytes: int = 1500
    """Of one request: access log, Lambda's report, our own line."""


def per_verification(
    usage: Mapping[str, int], requests: int, monthly: int, assumed: Assumed | None = None
) -> Mapping[str, float]:
    """Dollars by service for one verification, when there are `monthly` of them; `usage` is that of one."""
    return dict(_lines(usage, requests, monthly, assumed or Assumed()))


def tiered(count: float, tiers: Tiers) -> float:
    """Dollars for that many in one month."""
    total, left = 0.0, count
    for size, price in tiers:
        total += min(left, size) * price
        left = max(0.0, left - size)
    return total


def _lines(usage: Mapping[str, int], requests: int, monthly: int, assumed: Assumed) -> Iterator[tuple[str, float]]:
    def share(each: float, tiers: Tiers) -> float:
        return tiered(each * monthly, tiers) / monthly

    function_s = (requests - 2) * assumed.frame_s + 2 * assumed.other_s
    gigabyte_months = assumed.kept_days / 30 / 1e9
    yield "Rekognition DetectFaces", share(usage.get("rekognition:DetectFaces", 0), DETECT_FACES)
    yield "Rekognition CompareFaces", share(usage.get("rekognition:CompareFaces", 0), COMPARE_FACES)
    if "rekognition:CreateFaceLivenessSession" in usage:
        yield "Rekognition Face Liveness", share(usage["rekognition:CreateFaceLivenessSession"], FACE_LIVENESS)
    yield "API Gateway", share(requests, REST_REQUESTS)
    yield "Lambda", requests * LAMBDA_REQUEST + function_s * assumed.memory_gb * LAMBDA_GB_S
    yield "DynamoDB requests", usage.get(WRITES, 0) * WRITE_UNIT + usage.get(READS, 0) * READ_UNIT
    yield "S3 requests", _s3(usage)
    yield (
        "storage",
        gigabyte_months
        * (usage.get(STORED, 0) * S3_GB_MONTH + usage.get(ITEMS, 0) * (TABLE_GB_MONTH + RECOVERY_GB_MONTH)),
    )
    yield "logs", requests * assumed.log_bytes / 1e9 * LOG_GB


def _s3(usage: Mapping[str, int]) -> float:
    """Deleting is free; a list costs as much as a put."""
    puts = usage.get("s3:PutObject", 0) + usage.get("s3:ListObjectsV2", 0)
    return puts * S3_PUT + usage.get("s3:GetObject", 0) * S3_GET
