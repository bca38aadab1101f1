"""`GET /health`: whether the service is up, for supervisors; it says nothing about anybody."""

from collections.abc import Mapping

from fastapi import APIRouter

from kiosk import __version__
from kiosk.backend.api.facade import VerificationService


def health_routes(service: VerificationService) -> APIRouter:
    """The route over this service."""
    router = APIRouter()

    @router.get("/health")
    def health() -> Mapping[str, str]:
        return {"status": "ok", "version": __version__, "engine": service.model_id}

    return router
