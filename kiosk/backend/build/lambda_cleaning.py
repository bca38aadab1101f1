"""What a schedule asks of the backend on AWS: end what nobody ended, and erase customers who were not seen for long.

Everything else goes by itself there: DynamoDB deletes items and the bucket's rules delete images when their time is
over, and no look through the whole table is needed.
"""

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.build.aws import build_aws
from kiosk.backend.build.lambda_function import set_levels
from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.metrics.cloudwatch_emf import EmfMetrics
from kiosk.backend.privacy.data_categories import EnrolmentData
from kiosk.settings import load


def handler(event: object, context: object) -> Mapping[str, str]:
    """Clean up; what fails is logged and tried again the next time."""
    identity, metrics = _open_identity()
    try:
        run_scheduled_maintenance(identity)
    finally:
        metrics.flush()
    return {"status": "ok"}


def run_scheduled_maintenance(identity: IdentityServices) -> None:
    """All that neither the table nor the bucket does by itself."""
    kinds = [kind for kind in identity.privacy.kinds if isinstance(kind, EnrolmentData)]
    run_maintenance(replace(identity, privacy=replace(identity.privacy, kinds=kinds)))


@cache
def _open_identity() -> tuple[IdentityServices, EmfMetrics]:
    """Made with the first event of a process, and kept for all that follow."""
    settings = load()
    set_levels(settings.log_level)
    metrics = EmfMetrics(sys.stdout.write, time.time)
    service = build_aws(settings, metrics=metrics)
    return service.identity, metrics
