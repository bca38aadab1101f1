"""What somebody asks `kiosk evaluate` for."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.liveness.face_movement.guided_challenge import MovementAndLightChallenge
from kiosk.domain.liveness.nose.challenge import NoseChallenge


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """The command's options, checked by it."""

    material: Path
    output: Path
    species: tuple[str, ...] = ()
    sessions: int = 150
    """Of each species."""
    seed: int = 1
    workers: int = 2
    keep_facts: bool = False
    whole: bool = False
    """Whether attacks are carried on that cannot pass any more."""
    challenge: str = NoseChallenge.kind
    """What is presented to: `Challenge.kind`."""

    @property
    def is_near(self) -> bool:
        """Whether it is the challenge of coming near."""
        return self.challenge != NoseChallenge.kind

    @property
    def with_light(self) -> bool:
        """Whether that has colours."""
        return self.challenge == MovementAndLightChallenge.kind

    @property
    def is_whole(self) -> bool:
        """Facts are of use of whole sessions alone."""
        return self.whole or self.keep_facts
