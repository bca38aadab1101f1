"""The service as routes and tests see it."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.add_frame import FrameAdded, FrameRequest, add_frame
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.kinds import ChallengeKinds
from kiosk.backend.challenge.purge import purge
from kiosk.backend.challenge.start import Choose, Started, StartRequest, start
from kiosk.backend.challenge.verify import VerifyRequest, verify
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.start import check_plan
from kiosk.backend.flows.step_runner import check_reference
from kiosk.backend.kyc.service import KycService
from kiosk.backend.privacy.erase_export import PrivacyContext
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import ChallengeNotFound, RequestInvalid

NO_CHALLENGE = "health"
"""An id that no challenge has: whether one is there must be read to be known."""


@dataclass(frozen=True, slots=True)
class IdentityServices(FlowContext):
    """What finds out who somebody is: the steps after the verdict, the KYC API, and what a customer may ask for."""

    kyc: KycService
    privacy: PrivacyContext


class ChallengeService:
    """The use cases of the challenge, which tell who is live and nothing else; any thread, several at a time."""

    def __init__(self, context: ChallengeContext, resources: ExitStack) -> None:
        """Owns `resources` and closes them."""
        self._context = context
        self._resources = resources

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        return self._context.engine.model_id

    @property
    def signatures(self) -> TerminalSignatures:
        """Tells whose terminal has signed a request, and who may come without."""
        return self._context.signatures

    @property
    def kinds(self) -> ChallengeKinds:
        """The kinds of challenge that it knows."""
        return self._context.kinds

    def start(self, request: StartRequest) -> Started:
        """Begin a random challenge; see `challenge.start`."""
        kinds = self._context.kinds
        kind = kinds.named(request.kind) if request.kind else kinds.choose(request.terminal_knows, request.needs)
        return self.start_chosen(request, kind.rules.draw)

    def start_chosen(self, request: StartRequest, choose: Choose) -> Started:
        """Begin a challenge that the caller chooses: for tests with recorded people, which no route offers."""
        self.check_plan(request.plan)
        return start(self._context, request, choose)

    def check_plan(self, plan: AttemptPlan) -> None:
        """Raises RequestInvalid for a flow that goes on after the verdict, which nobody could take here."""
        check_reference(plan.customer)
        if plan.flow is not Flow.VERIFY:
            raise RequestInvalid("flow")

    def check_token(self, challenge_id: str, token: str) -> None:
        """Raises TokenInvalid, TokenExpired and SecretsFailed; whoever passes may hold the token of this challenge."""
        self._context.tokens.check(token, challenge_id)

    def check_health(self) -> None:
        """Raises StorageFailed, or what the store raises, when what customers hand in could not be kept or read."""
        self._context.check_disk()
        with suppress(ChallengeNotFound):
            self._context.store.load(NO_CHALLENGE)

    def check_known(self, challenge_id: str) -> None:
        """Raises ChallengeNotFound and StorageFailed."""
        self._context.store.load(challenge_id)

    def terminal_of(self, challenge_id: str) -> str:
        """The terminal that started the challenge, empty for whoever signed nothing; raises ChallengeNotFound and
        StorageFailed."""
        return self._context.store.load(challenge_id).record.terminal_id

    def add_frame(self, request: FrameRequest) -> FrameAdded:
        """Take in one frame; see `challenge.add_frame`."""
        return add_frame(self._context, request)

    def verify(self, request: VerifyRequest) -> Verdict:
        """Give the verdict; see `challenge.verify`."""
        return verify(self._context, request)

    def purge(self) -> int:
        """Delete what has been kept long enough; see `challenge.purge`."""
        return purge(self._context)

    def close(self) -> None:
        """End all threads and close all files; may be called twice."""
        self._resources.close()


class VerificationService(ChallengeService):
    """The whole backend: it tells who is live, and finds out who somebody is."""

    def __init__(self, context: ChallengeContext, resources: ExitStack, identity: IdentityServices) -> None:
        """Owns `resources` and closes them."""
        super().__init__(context, resources)
        self.identity = identity

    def check_plan(self, plan: AttemptPlan) -> None:
        """Raises what `flows.start` raises."""
        check_plan(plan)
