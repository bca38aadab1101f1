"""`uv run --group test python -m tests.aws`: the whole AWS path on this machine, until it is interrupted."""

import contextlib
import signal
import sys
import tempfile
from pathlib import Path
from threading import Event

from tests.aws.stack import deployed, services


def main() -> None:
    """Start everything, say where it is, and wait."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-aws-") as folder,
        services(Path(folder)) as found,
        deployed(found, Path(folder), allow_synthetic="true") as url,
    ):
        sys.stdout.write(
            f"DynamoDB, S3, Secrets Manager  {found.moto}\n"
            f"Rekognition                    {found.rekognition}\n"
            f"the Lambda function            {url}\n\n"
            f"In another terminal: KIOSK_BACKEND_URL={url} uv run kiosk demo\n"
        )
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            Event().wait()


main()
