"""What the backend accepts as alive; every number is a setting."""

from dataclasses import dataclass, fields
from math import inf

LOWEST_SIMILARITY = 50.0
"""A threshold below would let strangers pass, as would a share of one that was meant to be percent."""


@dataclass(frozen=True, slots=True)
class JudgePolicy:
    """What the backend accepts.

    `kiosk evaluate` says how often whole sessions of attacks and of people pass by these numbers and by the scales of
    `nose/weighed_evidence.py`.
    """

    face_area_tolerance_percent: int = 20
    """Subtracted from the challenge's `min_face_area_percent` (the seeds' tolerance)."""
    area_tolerance: float = 0.1
    """The face may leave the area by this share of the area's size on each side."""
    target_tolerance: float = 0.25
    """The target is enlarged by this share on each side: the backend's landmarks differ a little from the kiosk's."""
    nose_duration_s: float = 12.0
    """Time from the first frame of the challenge to the first target, by the backend's clock."""
    later_target_duration_s: float = 5.0
    """More for each target after the first."""
    longer_time_factor: float = 2.0
    """By which both are longer for a customer who asked for more time; 1 grants none, and 3 is the most."""
    min_frames: int = 4
    """Clients of the samples send no more when people turn at their own pace and the line carries eight a second."""
    min_target_frames: int = 2
    """Frames inside each target in which the head is turned."""
    min_turn_deg: float = 11.5
    """Towards a target at the side, between the reference and the target; flat photographs stay under 10.1 even at 55
    degrees. The terminal asks for 16, of which this engine sees up to 4.2 less."""
    min_nod_deg: float = 5.0
    """Towards a target above or below; the terminal asks for 8."""
    use_gaze: bool = True
    """Whether it counts that the eyes stay on the screen; what is not used is not measured."""
    use_room: bool = True
    """Whether it counts that what is around the head stands still."""
    use_expression: bool = True
    """Whether it counts that mouth and brows move by themselves, or the eyes blink."""
    use_path: bool = True
    """Whether it counts that the face's way, its turn and the time agree."""
    use_light: bool = True
    """Whether it counts that the face reflects the screen's colours; where it does not, none are shown."""
    demand_light: bool = False
    """Refuse whose face does not clearly reflect the screen's colours, for terminals on which that was measured: in a
    bright room, or before a dim screen, nobody's does. Photosensitive customers are excepted."""
    min_light_answer: float = 0.2
    """What is demanded then; without any reflection 95 of 100 sessions stay below 0.14."""
    use_appearance: bool = True
    """Whether it counts that one appearance goes on from frame to frame."""
    use_camera: bool = True
    """Whether what the terminal measures on raw pixels counts against a customer."""
    use_attack_network: bool = True
    """Whether it counts against a customer what the bank's own network for attacks says, where there is one."""
    max_step: float = 0.15
    """Longest jump of the nose between consecutive frames, as a share of the image height, per 1/12 s."""
    max_gap_s: float = 3.0
    """Longest silence between two frames of the challenge."""
    max_lost_s: float = 2.0
    """Longest time without any face that is bridged; the terminal gives up after one second, and a slow line may take
    another until it shows."""
    max_passing_s: float = 6.0
    """Longest time in all that the challenge may wait for others who pass by; the terminal waits for four."""
    max_gaps: int = 3
    """How often the customer may be lost, or others pass by."""
    min_part_agreement: float = 0.7
    """Least correlation of frames with the part of the camera's picture that a terminal says they are: .97 and more
    where it is true, .5 at most with pictures of another session."""
    max_frozen_share: float = 0.3
    """Share of frames that may repeat the bytes of the frame before."""
    min_same_person_similarity: float = 85.0
    """Of each frame that proves something, and of all others but a few, with the frames that it is compared with (the
    lower quartile): 87 and more in sessions of our people but for blurred frames, 80 at most of strangers' frames."""
    max_unlike_frames: int = 2
    """Frames that prove nothing and may be less alike: blinks and blurs are. Three are somebody else."""
    min_unlike_similarity: float = 55.0
    """Of these as well; strangers' pairs lie around 50."""
    min_document_frame_similarity: float = 90.0
    """Of the turned frames that prove something with the ID photo: at least 96.4 for 74 pairs of one person whose
    picture was turned by 18 degrees, at most 95.1 for 388 pairs of strangers, of which one in 100 reached 81.8."""
    min_confidence: float = 80.0
    min_face_match_similarity: float = 95.0

    def __post_init__(self) -> None:
        """Raises ValueError for a number that nothing can be held against, and for similarities that strangers reach.

        Comparisons with what is no number are false, and so would let everybody pass.
        """
        for each in fields(self):
            if not 0 <= getattr(self, each.name) < inf:
                raise ValueError(f"{each.name} is a number, and not below 0")
        if not 1 <= self.longer_time_factor <= 3:
            raise ValueError("longer_time_factor is between 1 and 3")
        for name in ("min_same_person_similarity", "min_confidence", "min_face_match_similarity"):
            if not LOWEST_SIMILARITY <= getattr(self, name) <= 100:
                raise ValueError(f"{name} is between {LOWEST_SIMILARITY:g} and 100")
