"""What is counted is what was asked, and the arithmetic is that of the price lists."""

import math

import pytest

from kiosk.backend.stores.aws.clients import Clients
from tests.bench.aws_cost import calls_table, cost_table, scaled
from tests.bench.aws_prices import DETECT_FACES, MILLION, REST_REQUESTS, Assumed, per_verification, tiered
from tests.bench.aws_usage import ITEMS, READS, STORED, WRITES, count_calls, item_bytes, read_units, write_units
from tests.fakes.aws_services import aws_settings, clients_of, moto_server, new_table

USAGE = {
    "rekognition:DetectFaces": 60,
    "rekognition:CompareFaces": 4,
    "s3:PutObject": 60,
    "s3:GetObject": 10,
    WRITES: 300,
    READS: 120,
    STORED: 1_200_000,
    ITEMS: 20_000,
}


def test_tiers_are_filled_one_after_the_other() -> None:
    assert tiered(0, DETECT_FACES) == 0
    assert tiered(MILLION, DETECT_FACES) == pytest.approx(1000)
    assert tiered(2 * MILLION, DETECT_FACES) == pytest.approx(1000 + 800)
    assert tiered(36 * MILLION, DETECT_FACES) == pytest.approx(1000 + 3200 + 18_000 + 250)
    assert tiered(334 * MILLION, REST_REQUESTS) == pytest.approx(333 * 3.5 + 2.8)
    assert all(math.isinf(tiers[-1][0]) for tiers in (DETECT_FACES, REST_REQUESTS))


def test_a_verification_costs_the_sum_of_its_parts() -> None:
    costs = per_verification(USAGE, requests=62, monthly=1000, assumed=Assumed(frame_s=0.5, other_s=0.25))
    assert costs["Rekognition DetectFaces"] == pytest.approx(0.060)
    assert costs["Rekognition CompareFaces"] == pytest.approx(0.004)
    assert costs["API Gateway"] == pytest.approx(62 * 3.5e-6)
    assert costs["Lambda"] == pytest.approx(62 * 0.2e-6 + 30.5 * 0.0000133334)
    assert costs["DynamoDB requests"] == pytest.approx(300 * 0.625e-6 + 120 * 0.125e-6)
    assert costs["S3 requests"] == pytest.approx(60 * 5e-6 + 10 * 0.4e-6)


def test_a_check_of_face_liveness_costs_as_fifteen_frames() -> None:
    usage = {"rekognition:CreateFaceLivenessSession": 1, "rekognition:DetectFaces": 1}
    costs = per_verification(usage, requests=2, monthly=1000)
    assert costs["Rekognition Face Liveness"] == pytest.approx(0.015)
    assert "Rekognition Face Liveness" not in per_verification(USAGE, requests=62, monthly=1000)


def test_many_verifications_cost_less_each() -> None:
    sums = [sum(per_verification(USAGE, 62, monthly).values()) for monthly in (1000, MILLION, 100 * MILLION)]
    assert sums == sorted(sums, reverse=True)


def test_tables_show_every_line() -> None:
    assert "| rekognition:DetectFaces | 60 |" in calls_table(USAGE, 62)
    costs = cost_table(USAGE, 62).splitlines()
    assert len({line.count("|") for line in costs}) == 1
    assert costs[-2].startswith("| **sum** |")


def test_a_longer_attempt_asks_more_of_what_each_frame_asks() -> None:
    longer = scaled({"rekognition:DetectFaces": 25, "rekognition:CompareFaces": 4}, 24, 48)
    assert longer == {"rekognition:DetectFaces": 49, "rekognition:CompareFaces": 4}


def test_items_are_measured_as_dynamodb_does() -> None:
    assert item_bytes({"a": {"S": "ä"}}) == 3
    assert item_bytes({"n": {"N": "12345"}, "b": {"B": b"123"}, "t": {"BOOL": True}}) == 1 + 3 + 1 + 3 + 1 + 1
    assert item_bytes({"m": {"M": {"k": {"L": [{"S": "x"}, {"NULL": True}]}}}}) == 1 + 3 + 1 + 1 + 3 + 2 + 2


@pytest.mark.parametrize(("size_bytes", "units"), [(0, 1), (1, 1), (1024, 1), (1025, 2), (400 * 1024, 400)])
def test_a_write_unit_is_a_kilobyte_and_twice_that_in_a_transaction(size_bytes: int, units: int) -> None:
    assert write_units(size_bytes) == units
    assert write_units(size_bytes, transaction=True) == 2 * units


def test_a_read_unit_is_four_kilobytes_of_all_items_together() -> None:
    assert read_units({}) == 1
    assert read_units({"Items": [{"b": {"B": b"x" * 3000}}] * 2}) == 2


def test_calls_of_real_clients_are_counted() -> None:
    with moto_server() as address:
        clients = clients_of(aws_settings(address))
        table = new_table(clients)
        counter = count_calls(clients)
        _ask(clients, table)
    assert counter["dynamodb:PutItem"] == 2
    assert counter["dynamodb:GetItem"] == 1
    assert counter["dynamodb:TransactWriteItems"] == 1
    assert counter[WRITES] == 2 + 2 + 2 * 2
    assert counter[READS] == 1
    assert counter[ITEMS] > 3000
    assert counter["s3:PutObject"] == 1
    assert counter[STORED] == 5


def _ask(clients: Clients, table: str) -> None:
    key = {"challenge_id": {"S": "c"}, "item": {"S": "i"}}
    for _ in range(2):
        clients.dynamodb.put_item(TableName=table, Item={**key, "data": {"B": b"x" * 1500}})
    clients.dynamodb.get_item(TableName=table, Key=key)
    put = {"TableName": table, "Item": {**key, "item": {"S": "j"}, "data": {"B": b"x" * 1500}}}
    clients.dynamodb.transact_write_items(TransactItems=[{"Put": put}])  # type: ignore[typeddict-item]
    clients.s3.create_bucket(Bucket="counted", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    clients.s3.put_object(Bucket="counted", Key="k", Body=b"12345")
