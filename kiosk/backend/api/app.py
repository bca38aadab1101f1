"""The HTTP application over a service."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from kiosk import __version__
from kiosk.backend.api import error_handlers
from kiosk.backend.api.answer_headers import AnswerHeaders
from kiosk.backend.api.body_gate import BodyGate
from kiosk.backend.api.caller_address import CallerAddressMiddleware, TrustedProxies
from kiosk.backend.api.challenge_routes import challenge_routes
from kiosk.backend.api.correlation import CorrelationMiddleware
from kiosk.backend.api.customer_routes import customer_routes
from kiosk.backend.api.facade import ChallengeService, IdentityServices, VerificationService
from kiosk.backend.api.framework_routes import framework_routes
from kiosk.backend.api.health_routes import Health, health_routes
from kiosk.backend.api.kyc_callers import Callers
from kiosk.backend.api.kyc_guard import KycGuard
from kiosk.backend.api.kyc_routes import BODY_LIMITS, kyc_routes
from kiosk.backend.api.metrics_flush import BufferedMetrics, FlushAfterRequest
from kiosk.backend.api.metrics_routes import Exposition, metrics_routes
from kiosk.backend.api.middleware import (
    ApiKeyGuard,
    ExceptionMiddleware,
    LeadingSlashMiddleware,
    LoopbackGuard,
)
from kiosk.backend.api.rate_limit import RateLimit
from kiosk.backend.api.step_routes import DOCUMENT_PATH, MAX_DOCUMENT_BODY_BYTES, identity_routes
from kiosk.backend.api.terminal_guard import TerminalGuard
from kiosk.backend.api.terminal_routes import terminal_routes
from kiosk.backend.api.token_guard import TokenGuard
from kiosk.backend.challenge.start import ID_PHOTO_LIMITS
from kiosk.contract.dialects import Contract
from kiosk.settings import Settings

BESIDES_IMAGE_BYTES = 16_384
"""Room in a body for everything but the image."""
SAMPLE_HEADERS = ("Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token")


def create_app(service: ChallengeService, settings: Settings, *, private: bool = False) -> FastAPI:
    """All routes that the service has use cases for, guarded by settings; does not own the service.

    A private one demands the API key at every address, whatever other keys there are.
    """
    # The documentation pages load scripts from a public server, which a bank's network does not offer.
    app = FastAPI(title="kiosk", version=__version__, docs_url=None, redoc_url=None, redirect_slashes=False)
    health = Health(service)
    error_handlers.install(app, health.note_damage)
    app.include_router(challenge_routes(service, settings.max_image_bytes))
    app.include_router(framework_routes(service, settings.max_image_bytes))
    app.include_router(health_routes(service, health))
    if isinstance(service, VerificationService):
        _include_identity(app, service.identity, settings)
    _guard(app, service, settings, private)
    return app


def _include_identity(app: FastAPI, identity: IdentityServices, settings: Settings) -> None:
    app.include_router(identity_routes(identity))
    app.include_router(kyc_routes(identity.kyc))
    app.include_router(customer_routes(identity))
    app.include_router(terminal_routes(identity))
    if isinstance(identity.metrics, Exposition):
        app.include_router(metrics_routes(identity.metrics, settings))
    if isinstance(identity.metrics, BufferedMetrics):
        app.add_middleware(FlushAfterRequest, metrics=identity.metrics)


def _limit_of(settings: Settings) -> Callable[[str], int]:
    """How many bytes a body may have, by its address."""
    largest = max(settings.max_image_bytes, ID_PHOTO_LIMITS.max_bytes) * 4 // 3 + BESIDES_IMAGE_BYTES

    def limit_of(path: str) -> int:
        return MAX_DOCUMENT_BODY_BYTES if DOCUMENT_PATH.fullmatch(path) else BODY_LIMITS.get(path, largest)

    return limit_of


def _guard(app: FastAPI, service: ChallengeService, settings: Settings, private: bool) -> None:
    """The last one added stands outermost: browsers send no key with the request that asks for CORS."""
    app.add_middleware(ExceptionMiddleware)
    app.add_middleware(BodyGate, limit_of=_limit_of(settings), limits=settings.server)
    app.add_middleware(TerminalGuard, service=service)
    app.add_middleware(TokenGuard, service=service)
    callers = Callers(settings.kyc_api_keys, settings.cors_origins)
    app.add_middleware(KycGuard, callers=callers, rates=RateLimit(settings.kyc.requests_per_minute))
    api_key = settings.backend_api_key.get_secret_value()
    if private:
        app.add_middleware(ApiKeyGuard, api_key=api_key, open_paths=())
    elif api_key:
        # Programs of other parties have keys of their own or are on this machine; terminals' keys are no use to them.
        app.add_middleware(ApiKeyGuard, api_key=api_key, others=(Contract.KYC,))
    else:
        app.add_middleware(LoopbackGuard, origins=settings.cors_origins, others=(Contract.KYC,))
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=SAMPLE_HEADERS,
        )
    app.add_middleware(AnswerHeaders)
    app.add_middleware(LeadingSlashMiddleware)
    app.add_middleware(CallerAddressMiddleware, proxies=TrustedProxies(settings.trusted_proxies))
    app.add_middleware(CorrelationMiddleware)
