"""The backend of a simulated session: the product's own, with its store in a folder that is deleted in the end."""

import hashlib
import shutil
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.add_frame import FrameRequest
from kiosk.backend.challenge.start import Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.engines.local.load import load_engines
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.identity.origin import Origin
from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.device_evidence import CameraClaim, judge_device
from kiosk.domain.liveness.frames import CameraMeasures, chain_link
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.errors import InternalError
from kiosk.evaluation.liveness.session.ablation import Contributions, weigh_contributions
from kiosk.evaluation.liveness.session.clock import VirtualClock
from kiosk.evaluation.liveness.session.engine import DeferredEngine
from kiosk.evaluation.liveness.session.futility import OF_TRACKER, FutilityWatch, Sighting
from kiosk.evaluation.liveness.session.recording import JudgedCase, recording_kinds
from kiosk.settings import Settings
from kiosk.system.data_folder import prepare_data_dir

TERMINAL, IN_HAND = "simulated", "simulated-in-hand"
"""The ids of those that are enrolled; customers hold one of them, as the backend is told."""
USUAL_CAMERA = CameraDevice(
    platform="linux",
    path="/dev/video0",
    driver="uvcvideo",
    bus="usb",
    vendor_id="046d",
    product_id="0825",
    formats=("1280x720@30", "640x480@30"),
    requested_fps=30.0,
)
BETWEEN_SESSIONS_S, BETWEEN_ATTEMPTS_S = 120.0, 15.0
MOST_DECIDING = 60
"""Frames that are looked at before they are sent: where a refusal goes by more, all of them are sent."""
SESSIONS_A_STORE = 25
"""After so many the store begins anew, for what is kept of each has some megabytes."""


class SimulatedBackend:
    """One for each process: engines are loaded once."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Raises ModelMissing, ModelDamaged and StorageFailed."""
        self.settings = settings.model_copy(
            update={
                "min_free_bytes": 0,
                "retention_hours": 24.0 * 30,
                "consent_elsewhere": True,
                "hand_held_terminals": (IN_HAND,),
            }
        )
        # Files have the system's time, by which the store's own housekeeping deletes them.
        self.clock = VirtualClock(time.time())
        self._kinds, self.rules = recording_kinds(settings.judge)
        engine, self._engines = load_engines(settings.descriptor_model, attack_network=settings.attack_network)
        self.engine = DeferredEngine(engine)
        self._folder, self._sessions = folder, 0
        self.service = self._open()

    def next_session(self, randbelow: Callable[[int], int]) -> None:
        """Somebody else comes; draw the next challenges by these numbers."""
        self._sessions += 1
        if self._sessions % SESSIONS_A_STORE == 0:
            self.service.close()
            self.service = self._open()
        self.next_attempt(randbelow, BETWEEN_SESSIONS_S)

    def next_attempt(self, randbelow: Callable[[int], int], after_s: float = BETWEEN_ATTEMPTS_S) -> None:
        """The same person tries again."""
        self.clock.advance(after_s)
        self.rules.randbelow, self.rules.case, self.rules.weighs = randbelow, None, True
        self.engine.next_session()

    def close(self) -> None:
        """Close the store."""
        self.service.close()

    def _open(self) -> VerificationService:
        """A service with a store of its own; that of the one before is deleted."""
        shutil.rmtree(self._folder / "data", ignore_errors=True)
        settings = self.settings.model_copy(update={"data_dir": self._folder / "data"})
        prepare_data_dir(settings.data_dir)
        return build_local(settings, self.engine, self._engines, self.clock, self._kinds)


@dataclass(frozen=True, slots=True)
class ClientClaim:
    """What a client says of itself: a terminal tells the truth, and an attacker what a terminal would."""

    camera_name: str = "Integrated Camera"
    device: CameraDevice = USUAL_CAMERA
    stream: CameraStream | None = None
    """Of the pictures; measured where a terminal films."""
    has_key: bool = True
    """Whether what it sends is signed by an enrolled terminal, or by whoever has stolen its key."""
    terminal: str = TERMINAL
    """Whose key that is."""
    needs: CustomerNeeds = field(default_factory=CustomerNeeds)
    """What the customer is said to need, which nobody can check."""


TERMINALS_CLAIM = ClientClaim()
"""What an honest terminal says."""


@dataclass(frozen=True, slots=True)
class ClientFrame:
    """What a client says of a frame; an attacker says what he likes."""

    jpeg: bytes = field(repr=False)
    captured_at_s: float
    """By the session's clock."""
    stage: Stage
    light_step: int | None = None
    context_jpeg: bytes | None = field(default=None, repr=False)
    camera: CameraMeasures | None = None
    part: Box | None = None
    """Which part of the camera's picture it is said to be."""


@dataclass(frozen=True, slots=True)
class FilmedFrame:
    """A frame before it is sent."""

    make: Callable[[], ClientFrame]
    """Encodes and measures it as terminals do, each frame after those before."""
    encode: Callable[[], bytes]
    """Makes a JPEG file of it for whoever only looks."""
    seen: Sighting
    """What the terminal's tracker saw."""


class ClientSession:
    """One challenge as its client carries it out: numbers and chains frames as terminals do."""

    def __init__(
        self,
        backend: SimulatedBackend,
        visitor: str,
        told: ClientClaim,
        id_photo: bytes | None = None,
        *,
        whole: bool = True,
        changes_person: bool = False,
    ) -> None:
        """Start a challenge, which is over before its end when it is not `whole` and cannot pass any more.

        `changes_person` says that the attack shows several people.
        Raises what `challenge.start` raises.
        """
        settings = backend.settings
        self._backend, self._began_s = backend, backend.clock.now_s
        self.stream: CameraStream | None = told.stream
        """What is said of the camera's pictures when the verdict is asked for."""
        self.started: Started = _start(backend, visitor, told, id_photo)
        challenge = self.started.challenge
        if not isinstance(challenge, NoseChallenge):
            raise InternalError("not a nose challenge")
        self.challenge = challenge
        self._token = self.started.token
        self.max_frames = self.started.max_frames
        self._link, self._sequence = challenge.id, 0
        self._origin = {*judge_device(_claim(told, settings), (), settings.camera_evidence).reasons}
        self._watch = None if whole else FutilityWatch(challenge, settings.judge, self._origin)
        self._foresight = None if whole else FutilityWatch(challenge, settings.judge, self._origin, OF_TRACKER)
        self._changes_person = changes_person
        self.weighed: Contributions | None = None
        """What each piece of evidence did, where that was worked out before the verdict."""
        self._waiting: list[FilmedFrame] = []
        self.was_foreseen = False
        """Whether the backend sees only the frames that a refusal goes by, which its verdict must confirm."""

    @property
    def is_over(self) -> bool:
        """Whether nobody needs to send any more."""
        watches = (each for each in (self._watch, self._foresight) if each is not None)
        return any(each.is_over for each in watches)

    @property
    def seen(self) -> Sequence[Sighting]:
        """What is known of the frames of a session that was cut short: by the backend, or by the terminal's tracker."""
        watch = self._foresight if self.was_foreseen else self._watch
        return () if watch is None else watch.seen

    @property
    def refusals(self) -> Set[Reason]:
        """What will be said of the frames whoever is on them, so that no faces need to be compared; empty if open."""
        if self._watch is None:
            return frozenset()
        if self.was_foreseen and self._foresight is not None:
            return self._watch.foretold(self._foresight)
        return self._watch.refusals

    def hand_over(self, filmed: FilmedFrame) -> None:
        """Send the frame, or keep it until it is known whether the backend needs to see it.

        What the terminal's own tracker has seen tells when an attack is over, and which frames that goes by.
        """
        if self._foresight is None:
            self.send(filmed.make())
            return
        self._waiting.append(filmed)
        self._foresight.observe(filmed.seen)
        if self._foresight.is_over and not self._confirm(self._foresight):
            self._foresight.doubt_boxes()
            if self._foresight.is_over and not self._confirm(self._foresight):
                self._foresight = None
                self._send_waiting()

    def _confirm(self, foresight: FutilityWatch) -> bool:
        """Whether the backend's engine sees the same in the frames that a refusal goes by, as far as they are few."""
        if not foresight.has_begun or not foresight.refusals or len(foresight.deciding) > MOST_DECIDING:
            return False
        chosen = [self._waiting[index] for index in foresight.deciding]
        watch = FutilityWatch(self.challenge, self._backend.settings.judge, self._origin)
        for filmed in chosen:
            watch.observe(replace(filmed.seen, faces=self._backend.engine.engine.detect(filmed.encode())))
        self.was_foreseen = bool(watch.foretold(foresight))
        return self.was_foreseen

    def _send_waiting(self) -> None:
        """Send those that a refusal goes by, where one is foreseen; else all, until the backend has seen enough."""
        foresight, waiting = self._foresight, self._waiting
        if foresight is not None and (self.was_foreseen or self._confirm(foresight)):
            waiting = [waiting[index] for index in foresight.deciding]
        self._waiting = []
        for filmed in waiting:
            self.send(filmed.make())
            if self._watch is not None and self._watch.is_over:
                break

    def send(self, frame: ClientFrame, latency_s: float = 0.05) -> None:
        """Deliver a frame so much after it was captured; raises what `challenge.add_frame` raises."""
        timestamp_ms = round((self._began_s + frame.captured_at_s) * 1000)
        digest = hashlib.sha256(frame.jpeg).hexdigest()
        self._link = chain_link(self._link, self._sequence, timestamp_ms, digest)
        clock = self._backend.clock
        clock.now_s = max(clock.now_s, self._began_s + frame.captured_at_s + latency_s)
        self._backend.service.add_frame(
            FrameRequest(
                challenge_id=self.challenge.id,
                token=self._token,
                jpeg=frame.jpeg,
                untrusted_timestamp_ms=timestamp_ms,
                untrusted_sequence=self._sequence,
                untrusted_stage=frame.stage,
                untrusted_chain=self._link,
                untrusted_light_step=frame.light_step,
                context_jpeg=frame.context_jpeg,
                untrusted_camera=frame.camera,
                untrusted_part=frame.part,
            )
        )
        self._sequence += 1
        if self._watch is not None:
            self._watch.observe(Sighting(frame.stage, self._backend.engine.faces_of(frame.jpeg), clock.now_s))

    @property
    def was_compared(self) -> bool:
        """Whether the verdict goes by who is on the frames."""
        return self._backend.engine.compares is not False

    def _comparison_matters(self) -> bool:
        """Whether the session passes if all faces are one person's; where they are not, also whether it would at some
        threshold or without some evidence."""
        if self._watch is None or self.refusals or self.was_foreseen:
            return self._watch is None
        frames, policy = self._backend.rules.frames, self._backend.settings.judge
        self.weighed = weigh_contributions(self.challenge, frames, policy, synthetic=False)
        return self.weighed.score >= policy.min_confidence or (self._changes_person and not self.weighed.is_hopeless)

    def borrow_token(self, visitor: str, told: ClientClaim) -> None:
        """Go on with the token of another challenge, which is started for it; raises what `challenge.start` raises."""
        self._token = ClientSession(self._backend, visitor, told)._token

    def abandon(self) -> None:
        """Leave the challenge without a verdict, some seconds later."""
        self._backend.clock.advance(4.0)

    def verify(self) -> tuple[Verdict, JudgedCase | None]:
        """Ask for the verdict; raises what `challenge.verify` raises."""
        self._send_waiting()
        self._backend.engine.matters = self._comparison_matters
        self._backend.rules.weighs = not self.refusals
        self._backend.clock.advance(0.1)
        verdict = self._backend.service.verify(
            VerifyRequest(self.challenge.id, self._token, untrusted_stream=self.stream)
        )
        return verdict, self._backend.rules.case


def _start(backend: SimulatedBackend, visitor: str, told: ClientClaim, id_photo: bytes | None) -> Started:
    """Start a challenge as the route does, drawn by the session's seed; raises what `challenge.start` raises."""
    settings, needs = backend.settings, told.needs
    request = StartRequest(
        user_id=visitor,
        image_width_px=settings.frame_width_px,
        image_height_px=settings.frame_height_px,
        untrusted_camera_name=told.camera_name,
        untrusted_device=told.device,
        origin=Origin(terminal_known=told.has_key, terminal_id=told.terminal if told.has_key else ""),
        id_photo=id_photo,
        plan=AttemptPlan(device=f"device-{visitor}"),
        needs=replace(needs, turns_little=False),
    )
    # The product draws nearer targets by its own randomness alone; these are the same, by the session's seed.
    draw = backend.rules.draw_near if needs.turns_little else backend.rules.draw
    return backend.service.start_chosen(request, draw)


def _claim(told: ClientClaim, settings: Settings) -> CameraClaim:
    """What the backend will know of where the frames come from before it has seen one."""
    return CameraClaim(
        attested=told.has_key,
        attestation_demanded=not settings.terminals.admits_any,
        synthetic=False,
        name=told.camera_name,
        device=told.device,
        streams=(),
    )
