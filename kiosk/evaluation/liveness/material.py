"""What is evaluated with: pictures and clips of people in a folder, cut out once and kept for every process."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from kiosk.errors import ImageError, LabelsInvalid, NothingToEvaluate, OutputUnusable, TooFewPeople
from kiosk.evaluation.columns import Labels
from kiosk.evaluation.liveness.simulation.portrait import Cutter, Points, Texture
from kiosk.evaluation.liveness.simulation.window import Image
from kiosk.evaluation.progress import Progress
from kiosk.terminal.camera.demo.eyes import IRISES, LOWER_LIDS, UPPER_LIDS
from kiosk.vision.photo_faces import PhotoFaceFinder
from kiosk.vision.picture_files import describe_refusal, read_picture_file
from kiosk.vision.pose import head_pose

PICTURES = frozenset({".jpg", ".jpeg", ".png"})
CLIPS = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm"})
MANIFEST, GROUP = "manifest.tsv", "group_"
MAX_YAW_DEG, MAX_PITCH_DEG = 9.5, 22.0
"""Whoever looks aside is no one to start a turn from; pitch has an offset that differs between people."""
MAX_GAZE_ASIDE, MIN_OPEN = 0.1, 0.18
"""Of the eye's width: where the irises are at most, and how far the lids are open at least."""
MIN_FACE_PX = 85
CLIP_FPS = 15.0
CLIP_PICTURES = 24
MIN_CLIP_PICTURES = 8
MOST_LOOKED_AT = 45
"""Pictures of a clip, at that rate."""
PEOPLE_NEEDED = 2
KEPT, WHY = "material", ".left_out"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that nothing is measured with, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """People by file, and what is said of them."""

    people: Mapping[str, str]
    labels: Mapping[str, Labels]


@dataclass(frozen=True, slots=True)
class Looking:
    """What finds faces and cuts people out."""

    finder: PhotoFaceFinder
    cutter: Cutter


@dataclass(frozen=True, slots=True)
class Portraits:
    """Prepared pictures of one person: of a still one, of a clip consecutive ones."""

    person: str
    name: str
    path: Path
    is_clip: bool


@dataclass(frozen=True, slots=True)
class Material:
    """All that can be used."""

    portraits: tuple[Portraits, ...]
    left_out: tuple[LeftOut, ...]
    digest: str
    labels: Mapping[str, Labels] = field(default_factory=dict)
    """What a manifest says of people, by person: columns that begin with `group_`, without that."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody, by name."""
        return tuple(sorted({each.person for each in self.portraits}))

    def of(self, person: str) -> tuple[Portraits, ...]:
        """One person's portraits."""
        return tuple(each for each in self.portraits if each.person == person)


def gather(folder: Path, output: Path) -> Material:
    """Find, cut out and keep everybody; raises NothingToEvaluate, TooFewPeople, LabelsInvalid and OutputUnusable."""
    if not folder.is_dir():
        raise NothingToEvaluate(f"{folder} is no folder")
    said = _read_manifest(folder / MANIFEST)
    kept = output / KEPT
    kept.mkdir(mode=0o700, exist_ok=True)
    found: list[Portraits] = []
    left_out: list[LeftOut] = []
    lines: list[str] = []
    with PhotoFaceFinder() as finder, Cutter() as cutter:
        files = list(_files(folder, output, said))
        progress = Progress("files", len(files))
        for path, person in files:
            progress.advance()
            name = path.relative_to(folder).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{person} {digest}")
            outcome = _prepare(path, person, kept / f"{digest[:32]}.npz", Looking(finder, cutter))
            if isinstance(outcome, str):
                left_out.append(LeftOut(name, outcome))
            else:
                found.append(Portraits(person, name, outcome, path.suffix.lower() in CLIPS))
    progress.end()
    if not found:
        raise NothingToEvaluate(f"no usable face in {folder}")
    labels = {} if said is None else said.labels
    material = Material(
        tuple(found), tuple(left_out), hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest(), labels
    )
    if len(material.people) < PEOPLE_NEEDED:
        raise TooFewPeople("an attack needs another person than the one who is attacked")
    return material


@lru_cache(maxsize=24)
def load_textures(path: Path, person: str) -> tuple[Texture, ...]:
    """The prepared pictures; raises OutputUnusable."""
    try:
        with np.load(path) as kept:
            images, alphas, points = kept["images"], kept["alphas"], kept["points"]
    except (OSError, ValueError, KeyError) as error:
        raise OutputUnusable(f"{path.name} is damaged: delete it and start again") from error
    return tuple(
        Texture(person, image, alpha.astype(np.float32) / 255, mesh)
        for image, alpha, mesh in zip(images, alphas, points, strict=True)
    )


def _files(folder: Path, output: Path, said: Manifest | None) -> Iterator[tuple[Path, str]]:
    """Every picture and clip with its person, in the order of names."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in PICTURES | CLIPS or not path.is_file() or output in path.parents:
            continue
        if said is None:
            inner = path.relative_to(folder).parts
            yield path, inner[-2] if len(inner) > 1 else path.stem
        elif person := said.people.get(path.relative_to(folder).as_posix()):
            yield path, person


def _read_manifest(path: Path) -> Manifest | None:
    """What it says of files that show one real face; None where there is none. Raises LabelsInvalid."""
    if not path.is_file():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        if not {"path", "label", "identity"} <= set(rows.fieldnames or ()):
            raise LabelsInvalid(f"{path.name} needs the columns path, label and identity")
        real = [row for row in rows if row["label"] == "real_face" and row["identity"]]
    labels: dict[str, dict[str, str]] = {}
    for row in real:
        told = labels.setdefault(row["identity"], {})
        for column, value in row.items():
            if column and column.startswith(GROUP) and value and told.setdefault(column[len(GROUP) :], value) != value:
                raise LabelsInvalid(f"{path.name} says different things of one person in {column}")
    return Manifest({row["path"]: row["identity"] for row in real}, labels)


def _prepare(path: Path, person: str, kept: Path, looking: Looking) -> Path | str:
    """Cut out and keep; why not, where it cannot be done, which is kept as well."""
    refusal = kept.with_suffix(WHY)
    if kept.is_file():
        return kept
    if refusal.is_file():
        return refusal.read_text(encoding="utf-8")
    if path.suffix.lower() in CLIPS:
        found = _clip_textures(path, person, looking)
    else:
        found = _still_texture(path, person, looking)
    if isinstance(found, str):
        refusal.touch(mode=0o600)
        refusal.write_text(found, encoding="utf-8")
        return found
    _keep(kept, found)
    return kept


def _still_texture(path: Path, person: str, looking: Looking) -> list[Texture] | str:
    try:
        texture = _texture(read_picture_file(path), person, looking)
    except (OSError, ImageError) as error:
        return describe_refusal(error)
    return [texture] if texture else "shows no face that looks ahead"


def _clip_textures(path: Path, person: str, looking: Looking) -> list[Texture] | str:
    """The first pictures that can be used, to be played to and fro."""
    seen, textures = 0, list[Texture]()
    for picture in _clip_pictures(path):
        seen += 1
        if texture := _texture(picture, person, looking):
            textures.append(texture)
        if len(textures) == CLIP_PICTURES:
            break
    if not seen:
        return "cannot be decoded"
    if seen < MIN_CLIP_PICTURES:
        return f"has too few pictures: {MIN_CLIP_PICTURES} at least, {CLIP_FPS:g} a second"
    return textures if len(textures) >= MIN_CLIP_PICTURES else "has too few pictures of a face that looks ahead"


def _keep(path: Path, textures: Sequence[Texture]) -> None:
    """Write them whole or not at all, for their owner alone."""
    part = path.with_suffix(".part.npz")
    part.touch(mode=0o600)
    np.savez_compressed(
        part,
        images=np.stack([texture.image for texture in textures]),
        alphas=np.stack([texture.opacity for texture in textures]),
        points=np.stack([texture.points for texture in textures]),
    )
    part.replace(path)


def _texture(picture: Image, person: str, looking: Looking) -> Texture | None:
    faces = looking.finder.find(np.ascontiguousarray(picture[:, :, ::-1]), 2)
    if not faces or np.ptp(faces[0].points[:468, 0]) < MIN_FACE_PX:
        return None
    pose = head_pose(faces[0].points)
    if not _eyes_look_ahead(faces[0].points):
        return None
    if abs(pose.yaw_deg) > MAX_YAW_DEG or abs(pose.pitch_deg) > MAX_PITCH_DEG:
        return None
    return looking.cutter.cut_out(person, picture, faces[0].points)


def _eyes_look_ahead(points: Points) -> bool:
    """Whether the irises are in the middle of open eyes, from where they can be moved either way."""
    places, openings = [], []
    for upper, lower, iris in zip(UPPER_LIDS, LOWER_LIDS, IRISES, strict=True):
        corners = points[[upper[0], upper[-1]], :2]
        across = corners[1] - corners[0]
        square = float(across @ across)
        places.append(float((points[iris[0], :2] - corners[0]) @ across) / square)
        middle = points[[upper[len(upper) // 2], lower[len(lower) // 2]], :2]
        openings.append(float(np.linalg.norm(middle[1] - middle[0])) / float(np.sqrt(square)))
    return abs(float(np.mean(places)) - 0.5) <= MAX_GAZE_ASIDE and float(np.mean(openings)) >= MIN_OPEN


def _clip_pictures(path: Path) -> Iterator[Image]:
    """Pictures at one rate, from the first on; whatever rate the file states, or none."""
    video = cv2.VideoCapture(str(path))
    try:
        fps = video.get(cv2.CAP_PROP_FPS)
        every = max(round((fps if 1 <= fps <= 240 else 25.0) / CLIP_FPS), 1)
        for index in range(every * MOST_LOOKED_AT):
            read, picture = video.read()
            if not read:
                return
            if index % every == 0:
                yield np.asarray(picture, dtype=np.uint8)
    finally:
        video.release()
