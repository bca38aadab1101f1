"""Which kinds of challenge the backend knows: the registry by which everything that belongs to one kind is found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kiosk.backend.challenge.nose_rules import NoseRules
from kiosk.backend.challenge.ports import ChallengeRules, FaceLiveness
from kiosk.backend.challenge.pose_rules import PoseRules
from kiosk.backend.challenge.records import KNOWN_TYPES, ChallengeTypes
from kiosk.backend.challenge.streamed_rules import StreamedRules
from kiosk.backend.ports import FaceEngine
from kiosk.contract.challenge import (
    MovementAndLightStartReply,
    MovementStartReply,
    NoseStartReply,
    PoseStartReply,
    StartReply,
)
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.choice import CustomerNeeds, choose_kind
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementAndLightStream, MovementStream
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.pose.challenge import PoseChallenge
from kiosk.errors import InternalError
from kiosk.stream_errors import NoChallengePossible


@dataclass(frozen=True, slots=True)
class ChallengeKind:
    """One kind of challenge: what is kept of it, how it is drawn and judged, and how a client is told of it."""

    challenge: type[Challenge]
    rules: ChallengeRules[Any]
    reply: type[StartReply]
    engine: FaceEngine | None = None
    """What looks at its frames, where it needs to see more than others do; None for the usual one."""
    compares_frames: bool = True
    """Whether a pass needs a second frame of the same person; a kind of a single picture has none."""
    service: FaceLiveness | None = None
    """What carries it out over a stream; None where terminals hand in frames."""


@dataclass(frozen=True, slots=True)
class ChallengeKinds:
    """All kinds, by `Challenge.kind`."""

    by_name: Mapping[str, ChallengeKind]
    offered: str
    """Of the challenges that are started for terminals."""

    def of(self, challenge: Challenge) -> ChallengeKind:
        """Return what belongs to this challenge; raises InternalError for a kind that is not known."""
        return self.named(challenge.kind)

    def named(self, name: str) -> ChallengeKind:
        """Return the kind of this name; raises InternalError for one that is not known."""
        if name not in self.by_name:
            raise InternalError(f"no challenge is of the kind {name!r}")
        return self.by_name[name]

    def choose(self, terminal_knows: Collection[str], needs: CustomerNeeds) -> ChallengeKind:
        """Return the kind for this customer at a terminal that knows these kinds; raises NoChallengePossible."""
        chosen = choose_kind(self.offered, self.by_name.keys() & set(terminal_knows), needs)
        if chosen is None:
            raise NoChallengePossible
        return self.by_name[chosen]

    @property
    def offers_light(self) -> bool:
        """Whether the screen shows colours in the challenges that terminals are offered."""
        return self.offered in (NoseChallenge.kind, MovementAndLightStream.kind)

    @property
    def types(self) -> ChallengeTypes:
        """What stored challenges are read as, by the name of their kind."""
        return {**KNOWN_TYPES} | {name: kind.challenge for name, kind in self.by_name.items()}

    def with_pose(self, engine: FaceEngine) -> "ChallengeKinds":
        """Return these and the pose challenge, whose frames this engine looks at; it is never offered by itself."""
        pose = ChallengeKind(PoseChallenge, PoseRules(), PoseStartReply, engine, compares_frames=False)
        return ChallengeKinds({**self.by_name, PoseChallenge.kind: pose}, self.offered)

    def with_streams(self, service: FaceLiveness, offered: str) -> "ChallengeKinds":
        """Return these and both kinds that this service carries out, of which one may be what is offered."""
        light = ChallengeKind(
            MovementAndLightStream,
            StreamedRules(MovementAndLightStream),
            MovementAndLightStartReply,
            compares_frames=False,
            service=service,
        )
        movement = replace(
            light, challenge=MovementStream, rules=StreamedRules(MovementStream), reply=MovementStartReply
        )
        streamed = {kind.challenge.kind: kind for kind in (movement, light)}
        return ChallengeKinds({**self.by_name, **streamed}, offered)


def shows_light(challenge: Challenge) -> bool:
    """Whether the screen shows colours in it."""
    if isinstance(challenge, NoseChallenge):
        return challenge.light is not None
    return isinstance(challenge, MovementAndLightStream)


def known_kinds(policy: JudgePolicy) -> ChallengeKinds:
    """Return the kinds that this version knows."""
    nose = ChallengeKind(NoseChallenge, NoseRules(policy), NoseStartReply)
    return ChallengeKinds({NoseChallenge.kind: nose}, offered=NoseChallenge.kind)
