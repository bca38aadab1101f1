"""How a network is shown a face and what its distances mean, for those that we measured and for a bank's own."""

import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.vision.descriptor import Scale

SIDE_PX = 112
TEMPLATE_PX = ((38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041))
"""Where eyes, tip of the nose and corners of the mouth lie in 112x112 pixels (InsightFace's template)."""
MAX_DESCRIPTION_BYTES = 65_536

Finite = Annotated[float, Field(allow_inf_nan=False)]
PointPx = tuple[Finite, Finite]
Anchor = tuple[Annotated[float, Field(ge=0, le=2)], Annotated[float, Field(ge=0, le=100)]]


Description = TypeVar("Description", bound=BaseModel)


class NetworkDescription(BaseModel):
    """What has to be known of a network in an ONNX file; descriptors are compared after they were made of length 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the file: what distances mean is known of no other."""
    file: str = ""
    """Beside the description; empty for those that come with a package."""
    side_px: Annotated[int, Field(ge=32, le=512)] = SIDE_PX
    channels: Literal["RGB", "BGR"] = "RGB"
    mean: tuple[Finite, Finite, Finite] = (0.0, 0.0, 0.0)
    """Taken from the channels, in their order, of 0-255."""
    factor: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    """Multiplies what is left."""
    template_px: tuple[PointPx, PointPx, PointPx, PointPx, PointPx] = TEMPLATE_PX
    dimension: Annotated[int, Field(ge=16, le=4096)]
    mirrored: bool
    """Whether the face and its mirror image are described, and their mean counts: steadier, and twice the time."""
    anchors: Annotated[tuple[Anchor, ...], Field(min_length=3)]
    """Rising distances (0-2) with falling similarities, from (0, 100) to 0; `kiosk calibrate` measures them."""

    @model_validator(mode="after")
    def _check_anchors(self) -> Self:
        distances, similarities = zip(*self.anchors, strict=True)
        rising = all(a < b for a, b in pairwise(distances))
        falling = all(a > b for a, b in pairwise(similarities))
        if not (rising and falling and self.anchors[0] == (0, 100) and similarities[-1] == 0):
            raise ValueError("anchors must rise in distance and fall in similarity, from (0, 100) to 0")
        return self

    @property
    def model_id(self) -> str:
        """Names the model; descriptors of different ones cannot be compared."""
        return f"{self.name}-{self.sha256[:16]}"

    @property
    def version(self) -> str:
        """The same in digits and dots, above those of dlib's."""
        return f"100.2.{int(self.sha256[:12], 16)}"

    @property
    def scale(self) -> Scale:
        """What distances mean."""
        return Scale(self.anchors)


SFACE = NetworkDescription(
    name="sface-2021dec",
    sha256="fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
    dimension=128,
    mirrored=False,
    anchors=((0, 100), (1.02, 99), (1.105, 95), (1.183, 80), (1.275, 50), (1.36, 10), (2, 0)),
)
"""Cosines of 0.48, 0.39 and 0.30. Of 845 pairs of strangers 1 % are above 0.307 and one above 0.39; of 17,999 held-out
ones (47 people, colour photographs) 1 % are above 0.29 and 0.1 % above 0.38, and a hundredth is added to both. Below,
the share falls tenfold every 0.09, a straight line in its logarithm: 0.01 % at 0.48, which no set of ours is large
enough to show. Strangers are 1.34 apart on average."""

MOBILE_FACE_V2 = NetworkDescription(
    name="mobileface-v2",
    sha256="6707e8127b8739cb62a4a503740d0b82c2f4fe2203138f60351575b97daa417c",
    dimension=256,
    mirrored=True,
    anchors=((0, 100), (0.94, 99), (1.085, 95), (1.2, 80), (1.3, 50), (1.41, 10), (2, 0)),
)
"""Cosines of 0.28, 0.41 and 0.56. Of 845 pairs of strangers 1 % are above 0.28; of 18,560 held-out ones (50 people)
0.1 % are above 0.41 and 0.01 % above 0.56, of 17,999 others (47 people) 0.1 % above 0.39."""

MEASURED: Mapping[str, NetworkDescription] = MappingProxyType(
    {network.sha256: network for network in (SFACE, MOBILE_FACE_V2)}
)
"""Networks that need no description of their own, by the digest of their file."""


def read_description(path: Path) -> NetworkDescription:
    """A bank's own description, a TOML file; raises ModelMissing and ModelDamaged, which say what is wrong where."""
    return read_toml(path, NetworkDescription)


def read_toml(path: Path, kind: type[Description]) -> Description:
    """A description of this kind, which names its network's file; raises ModelMissing and ModelDamaged."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_DESCRIPTION_BYTES + 1)
    except OSError as error:
        raise ModelMissing(f"{path.name}: the description cannot be read") from error
    if len(text) > MAX_DESCRIPTION_BYTES:
        raise ModelDamaged(f"{path.name}: too long to be a description")
    try:
        description = kind.model_validate(tomllib.loads(text.decode()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelDamaged(f"{path.name}: not a TOML file") from error
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        raise ModelDamaged(f"{path.name}: {place}: {wrong['msg']}") from error
    named = getattr(description, "file", "")
    if not named or Path(named).name != named:
        raise ModelDamaged(f"{path.name}: file: must name the network beside the description")
    return description
