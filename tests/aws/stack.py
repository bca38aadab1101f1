"""The whole AWS path on this machine: moto's services, our Rekognition, and the Lambda function before them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from botocore.session import Session

from kiosk.backend.stores.aws.clients import AwsResources, Clients, connect
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, SORT_KEY
from kiosk.terminal.app.embedded_backend import READY_PREFIX
from tests.aws.gateway import Environments, gateway

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "eu-central-1"}
REGION, TABLE, BUCKET = "eu-central-1", "kiosk-challenges", "kiosk-frames"
SECRET, DATA_SECRET = "kiosk-token", "kiosk-data"


@dataclass(frozen=True, slots=True)
class Services:
    """Addresses of the services that stand in for AWS."""

    moto: str
    rekognition: str

    def environment(self, **settings: str) -> Mapping[str, str]:
        """All variables of a backend process that uses them; further settings without `KIOSK_`, in lower case."""
        ours = {
            "AWS__REGION": REGION,
            "AWS__TABLE": TABLE,
            "AWS__BUCKET": BUCKET,
            "AWS__TOKEN_SECRET_ID": SECRET,
            "AWS__DATA_SECRET_ID": DATA_SECRET,
            "AWS__DYNAMODB_ENDPOINT": self.moto,
            "AWS__S3_ENDPOINT": self.moto,
            "AWS__SECRETSMANAGER_ENDPOINT": self.moto,
            "AWS__REKOGNITION_ENDPOINT": self.rekognition,
            "TERMINALS__ADMITTED": "any",
            **{name.upper(): value for name, value in settings.items()},
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "AWS_"))}
        return {**kept, **CREDENTIALS, **{f"KIOSK_{name}": value for name, value in ours.items()}}

    def clients(self) -> Clients:
        """Clients of our own, to prepare and to look into the services."""
        session = Session()
        session.set_credentials("local", "local")
        settings = AwsResources(
            region=REGION,
            table=TABLE,
            bucket=BUCKET,
            secret_id=SECRET,
            dynamodb_endpoint=self.moto,
            s3_endpoint=self.moto,
            secrets_endpoint=self.moto,
            rekognition_endpoint=self.rekognition,
        )
        return connect(settings, session)


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """Start the services as processes, with an empty table, bucket and a secret."""
    with ExitStack() as stack:
        moto = stack.enter_context(_moto())
        rekognition = stack.enter_context(_rekognition(folder, moto))
        found = Services(moto, rekognition)
        prepare(found.clients())
        yield found


@contextmanager
def deployed(found: Services, folder: Path, count: int = 3, **settings: str) -> Iterator[str]:
    """The Lambda function behind its gateway, in that many environments; yields the address."""
    environments = Environments(count, found.environment(**settings), folder / "lambda.log")
    try:
        with gateway(environments.invoke) as url:
            yield url
    finally:
        environments.close()


def prepare(clients: Clients) -> None:
    """What the stack's template makes."""
    keys = [(PARTITION_KEY, "HASH"), (SORT_KEY, "RANGE")]
    clients.dynamodb.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name, _ in keys],
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys],  # type: ignore[typeddict-item]
    )
    clients.dynamodb.update_time_to_live(
        TableName=TABLE, TimeToLiveSpecification={"Enabled": True, "AttributeName": EXPIRY}
    )
    clients.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    clients.secrets.create_secret(Name=SECRET, SecretString="only for tests, " * 4)
    clients.secrets.create_secret(Name=DATA_SECRET, SecretString="tags of tests, " * 4)


@contextmanager
def _moto() -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                requests.get(f"{url}/moto-api/", timeout=5)
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                break
        yield url


@contextmanager
def _rekognition(folder: Path, moto: str) -> Iterator[str]:
    command = [sys.executable, "-m", "kiosk", "rekognition-local", "--port", "0", "--s3-endpoint", moto]
    environment = {**os.environ, **CREDENTIALS, "KIOSK_DATA_DIR": str(folder / "rekognition")}
    with _process(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith(READY_PREFIX))
        yield line.removeprefix(READY_PREFIX).strip()


@contextmanager
def _process(command: list[str], **options: object) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
