"""AWS's services for tests: moto over real HTTP, and clients of it."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final

from botocore.session import Session
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from kiosk.backend.stores.aws.clients import AwsResources, Clients, connect
from kiosk.backend.stores.aws.tags import Tags
from kiosk.backend.stores.dynamodb.items import EXPIRY, PARTITION_KEY, SORT_KEY
from kiosk.terminal.app.embedded_backend import READY_PREFIX

REGION: Final = "eu-central-1"


class FixedSecrets:
    """Implements `TokenSecrets` with secrets that somebody chose."""

    def __init__(self, *secrets: bytes) -> None:
        self.secrets = secrets

    def current(self) -> tuple[bytes, ...]:
        return self.secrets

    def reload(self) -> tuple[bytes, ...]:
        return self.secrets


TAGS: Final = Tags(FixedSecrets(bytes(range(48))))
"""Of a stack of this version."""


class QuietHandler(MotoRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name that werkzeug gave it
        pass


@contextmanager
def moto_server() -> Iterator[str]:
    """All services at one address, one request at a time: a transaction of moto's that fails puts back the whole table
    as it was, whatever others have written meanwhile."""
    app, lock = DomainDispatcherApplication(create_backend_app), Lock()

    def one_at_a_time(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with lock:
            answer: Iterable[bytes] = app(environ, start_response)
            return answer

    server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True, request_handler=QuietHandler)
    thread = Thread(target=server.serve_forever, name="moto")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def rekognition_server(data_dir: Path) -> Iterator[str]:
    """`kiosk rekognition-local` in a process of its own."""
    command = [sys.executable, "-m", "kiosk", "rekognition-local", "--port", "0"]
    environment = {**os.environ, "KIOSK_DATA_DIR": str(data_dir)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            ready = next(line for line in process.stdout if line.startswith(READY_PREFIX))
            yield ready.removeprefix(READY_PREFIX).strip()
        finally:
            process.terminate()


def aws_settings(address: str, **changes: Any) -> AwsResources:
    """Settings of a stack whose services all have one address; connections that hang end soon."""
    names = ("dynamodb", "s3", "secrets", "rekognition")
    defaults: dict[str, Any] = {
        "region": REGION,
        "table": "table",
        "bucket": "bucket",
        "secret_id": "secret",
        "read_timeout_s": 10.0,
        **{f"{name}_endpoint": address for name in names},
    }
    return AwsResources(**defaults | changes)


def clients_of(settings: AwsResources) -> Clients:
    """Clients with credentials of nobody."""
    return connect(settings, _session())


@cache
def _session() -> Session:
    """One for all, because it keeps the descriptions of the services once they are read."""
    session = Session()
    session.set_credentials("nobody", "nothing")
    return session


def new_table(clients: Clients) -> str:
    """An empty table like that of `packaging/aws/template.yaml`."""
    name = f"table-{secrets.token_hex(8)}"
    clients.dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": PARTITION_KEY, "AttributeType": "S"},
            {"AttributeName": SORT_KEY, "AttributeType": "S"},
        ],
        KeySchema=[
            {"AttributeName": PARTITION_KEY, "KeyType": "HASH"},
            {"AttributeName": SORT_KEY, "KeyType": "RANGE"},
        ],
    )
    clients.dynamodb.update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": EXPIRY}
    )
    return name


def new_bucket(clients: Clients) -> str:
    """An empty bucket."""
    name = f"bucket-{secrets.token_hex(8)}"
    clients.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


def new_secret(clients: Clients, value: str) -> str:
    """A secret with one version."""
    name = f"secret-{secrets.token_hex(8)}"
    clients.secrets.create_secret(Name=name, SecretString=value)
    return name
