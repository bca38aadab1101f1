"""What a species is, by the names that results have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.evaluation.liveness.session.backend import TERMINALS_CLAIM, ClientClaim, ClientFrame, ClientSession
from kiosk.evaluation.liveness.simulation.presentation import Presentation
from kiosk.evaluation.liveness.species.chances import Chances


class Kind(StrEnum):
    """How the pictures come to the backend."""

    BONA_FIDE = "bona fide presentation"
    PRESENTATION = "presentation attack"
    """Before the camera (ISO/IEC 30107-3)."""
    INJECTION = "injection attack"
    """Past the camera (CEN/TS 18099)."""


Present = Callable[[Chances], Presentation]
Inject = Callable[[Chances, ClientSession], Iterator[ClientFrame]]


@dataclass(frozen=True, slots=True)
class Species:
    """One way of presenting; exactly one of `present`, `answer` and `inject` is there, unless it is near."""

    name: str
    kind: Kind
    title: str
    present: Present | None = None
    answer: Callable[[Chances, NoseChallenge], Presentation] | None = None
    """Makes it when the challenge is known."""
    inject: Inject | None = None
    goal: float | None = None
    """Upper limit of APCER that the product aims at; None where none is stated."""
    told: ClientClaim = TERMINALS_CLAIM
    """What is said of the camera and of the terminal."""
    suits: Callable[[Chances, NoseChallenge], bool] | None = None
    """Whether the attacker goes on with this challenge; otherwise it is left, and another one started."""
    attempts: int = 1
    """Starts that it may take, where a challenge that does not suit is left."""
    is_near: bool = False
    """Whether it is for the challenge of coming near, which has presentations of its own (`species/near.py`)."""
    changes_person: bool = False
    """Whether several people are shown, so that it is known what comparing their faces says, whatever else does."""
    has_id_photo: bool = False
    """Whether the frames are compared with a document's photograph of the person who is attacked."""
