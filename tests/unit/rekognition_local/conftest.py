from collections.abc import Iterator

import pytest

from tests.fakes.aws_services import moto_server
from tests.unit.rekognition_local.server import BUCKET, Local, running, s3_client


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """One server with a moto beside it for its S3 objects."""
    with moto_server() as moto, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "nobody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        s3_client(moto).create_bucket(Bucket=BUCKET)
        with running(tmp_path_factory.mktemp("rekognition"), moto) as found:
            yield found
