"""`GET /health`: whether the service is up, for supervisors; it says nothing about anybody."""

from fastapi import APIRouter

from kiosk import __version__
from kiosk.backend.api.facade import ChallengeService
from kiosk.contract.health import HealthReply


def health_routes(service: ChallengeService) -> APIRouter:
    """The route over this service."""
    router = APIRouter()

    @router.get("/health")
    def health() -> HealthReply:
        return HealthReply(status="ok", version=__version__, engine=service.model_id)

    return router
