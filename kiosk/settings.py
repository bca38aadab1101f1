"""All settings as one frozen, documented model, read once.

From the command line, then `KIOSK_*` environment variables, then what is set for the whole machine
(`kiosk.system.machine_settings`, read by an installed program) or a file `kiosk.env` in the working directory (read by
any other, in the same form).
"""

import difflib
import ipaddress
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from kiosk.domain.bounds import require_between
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.lockout import LockoutPolicy
from kiosk.domain.identity.policy import EnrolmentPolicy, KycPolicy, MatchPolicy
from kiosk.domain.identity.restarts import RestartPolicy
from kiosk.domain.identity.retention_policy import RetentionPolicy
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.errors import SettingsInvalid
from kiosk.system.env_file import ENV_PREFIX
from kiosk.system.machine_settings import (
    NESTED,
    MachineSettings,
    Value,
    from_env_file,
    machine_settings,
    unknown_name,
)
from kiosk.system.paths import data_dir, is_frozen

CALLER_NAME = "[A-Za-z0-9.-]{1,64}"
"""What callers of the KYC API may be called."""


@dataclass(frozen=True, slots=True)
class AwsSettings:
    """Where the backend on AWS keeps what; the stack's template sets these."""

    table: str = ""
    bucket: str = ""
    bucket_owner: str = ""
    """Account that must own the bucket; empty does not check."""
    kms_key_id: str = ""
    """Of the key that images are encrypted with; empty uses the bucket's own default."""
    token_secret_id: str = ""
    data_secret_id: str = ""
    """Of the secret that items and images are tagged with, so that nothing can be exchanged among them; empty, which
    tags nothing, only together with `accepts_untagged`."""
    accepts_untagged: bool = False
    """What an earlier version has written is accepted, while it gets its tags; never for longer than that takes."""
    region: str = ""
    dynamodb_endpoint: str = ""
    """Endpoints are for local stand-ins; empty uses those of AWS."""
    s3_endpoint: str = ""
    secretsmanager_endpoint: str = ""
    rekognition_endpoint: str = ""
    textract_endpoint: str = ""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What whoever connects to a listening process may take of it, before anybody knows who that is."""

    max_connections: int = 800
    """In all; fewer where the system allows this process fewer open files."""
    max_connections_per_address: int = 200
    """Thirty terminals behind one address have two or three each; trusted proxies may have all."""
    head_timeout_s: float = 10.0
    """For the handshake, and for the head of a request from its first byte on."""
    body_grace_s: float = 10.0
    """For which a body may come as slowly as it likes."""
    body_bytes_per_s: int = 8_000
    """What must come of a body after that: a line of 64 kbit/s, as one frame of 20 kB in three seconds."""
    body_timeout_s: float = 180.0
    """For the whole body, however fast it comes: 13 MB at 600 kbit/s."""
    max_body_bytes_at_once: int = 134_217_728
    """Of all bodies that are read or worked on; each takes some four times its size in memory."""
    max_body_bytes_at_once_per_address: int = 67_108_864

    def __post_init__(self) -> None:
        """Raises ValueError for what would let nobody in, or anybody for good."""
        require_between(self, 1, 100_000, "max_connections", "max_connections_per_address")
        require_between(self, 1, 600, "head_timeout_s", "body_grace_s", "body_timeout_s")
        require_between(self, 100, 10_000_000, "body_bytes_per_s")
        require_between(self, 16_777_216, 2**40, "max_body_bytes_at_once", "max_body_bytes_at_once_per_address")


class Settings(BaseSettings):
    """Names are those of the environment variables without `KIOSK_`; nested ones use two underscores."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter=NESTED,
        frozen=True,
        extra="ignore",
        # One of the values is a key.
        hide_input_in_errors=True,
    )

    camera: str = "0"
    """Number or name of a camera, path of a video file, or `demo`."""
    capture_width_px: int = Field(1280, ge=320, le=7680)
    capture_height_px: int = Field(720, ge=240, le=4320)
    crop_zoom: float = Field(1.8, ge=1.0, le=4.0)
    """How much of a wide picture's centre is used: 1.8 suits people 45-83 cm away from a 70 degree camera."""
    frame_width_px: int = Field(640, ge=320, le=1280)
    """Size of an uploaded frame; the challenge's geometry is declared for it."""
    frame_height_px: int = Field(480, ge=240, le=1280)
    full_screen: bool = False
    flow: Flow = Flow.VERIFY
    """What customers come to this terminal for."""
    staff_assisted: bool = False
    """A member of staff begins each attempt, and may look at what became of it."""
    brand_name: str = Field("", max_length=40)
    """The bank's name, shown while nobody is there."""
    brand_logo: Path | None = None
    """A PNG or SVG file, shown beside the name."""
    brand_colour: str = ""
    """`#rrggbb` in place of the theme's accent; refused when it cannot be read on the theme's grounds."""
    backend_url: str = ""
    """Address of a shared backend; empty starts the embedded one."""
    backend_api_key: SecretStr = SecretStr("")
    """What terminals present to the backend in `X-Api-Key`; required when it listens beyond this machine."""
    kyc_api_keys: Mapping[str, str] = Field(default_factory=dict)
    """Callers of the KYC API with the SHA-256 of their keys, as `kiosk api-key` says them; without any, it answers to
    programs on this machine alone."""
    staff_pins: Mapping[str, str] = Field(default_factory=dict, repr=False)
    """Members of staff with the hashes of their PINs, as `kiosk staff-pin` says them."""
    metrics_key: SecretStr = SecretStr("")
    """What a monitoring system presents to `GET /metrics`, as bearer token or in `X-Api-Key`; without it, programs on
    this machine read the metrics freely."""
    kyc_url: str = ""
    """Address of somebody's KYC service that a session of every visit is created at; empty for none."""
    kyc_api_key: SecretStr = SecretStr("")
    """What the kiosk presents to that service."""
    max_upload_fps: float = Field(12.0, gt=0, le=30)
    upload_queue_frames: int = Field(24, ge=4, le=240)
    connect_timeout_s: float = Field(3.0, gt=0)
    read_timeout_s: float = Field(10.0, gt=0)
    result_screen_s: float = Field(12.0, gt=0)
    idle_timeout_s: float = Field(45.0, gt=0)
    """A get-ready or trouble screen that nobody touches goes back to the attract screen."""
    descriptor_model: str = ""
    """What faces are compared with on this machine: empty or `sface`, `dlib`, or a file: a network's description (TOML)
    or an ONNX file that this version has measured."""
    former_descriptor_model: str = ""
    """The file that was set before, while customers who were enrolled with it are moved; what is included is known."""
    data_dir: Path = Field(default_factory=data_dir)
    min_free_bytes: int = Field(200_000_000, ge=0)
    """Of the data folder's disk, some 1,000 visits: with less, `/health` says so before customers lose attempts."""
    retention_hours: float = Field(24.0, gt=0, le=24 * 30)
    """How long challenges, frames and verdicts are kept, encrypted, before they are deleted."""
    session_lifetime_s: int = Field(180, ge=30, le=600)
    max_frames: int = Field(400, ge=10, le=2000)
    """Frames a challenge may hold: 40 s at 10 frames a second."""
    max_image_bytes: int = Field(1_000_000, ge=50_000)
    max_image_pixels: int = Field(4_000_000, ge=640 * 480)
    analyse_on_arrival: bool = True
    """Look for faces as soon as a frame arrives; otherwise all at once when the verdict is asked for."""
    analysis_parallelism: int = Field(10, ge=1, le=64)
    """How many frames or pairs of faces the backend has looked at together for one verdict."""
    demand_sequence: bool = False
    """Refuse frames without sequence number and hash chain, which the sample's client does not send."""
    allow_synthetic: bool = False
    """Accept cameras that are not real devices: for demonstrations, and never set for a whole machine."""
    cors_origins: tuple[str, ...] = ()
    """Web pages that may call the backend, for the sample's web client."""
    tls_certificate: Path | None = None
    """A PEM file with the certificate that `kiosk backend` shows, and those between it and its authority."""
    tls_key: Path | None = None
    """A PEM file with its private key, unencrypted, which nobody but the backend's own user may read."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks of the proxies before the backend, whose `X-Forwarded-For` is believed."""
    framework_pose: bool = False
    """Offer the framework's clients its second challenge too, which a photograph with the right eyes and mouth passes;
    only on local engines."""
    adapters: Literal["local", "aws"] = "local"
    """What `kiosk backend` keeps challenges in and sees faces with; the Lambda function knows without being told."""
    aws: AwsSettings = AwsSettings()
    server: ServerSettings = ServerSettings()
    judge: JudgePolicy = JudgePolicy()
    guide: GuidePolicy = GuidePolicy()
    face_quality: FaceQualityPolicy = FaceQualityPolicy()
    match: MatchPolicy = MatchPolicy()
    lockout: LockoutPolicy = LockoutPolicy()
    restarts: RestartPolicy = RestartPolicy()
    enrolment: EnrolmentPolicy = EnrolmentPolicy()
    retention: RetentionPolicy = RetentionPolicy()
    kyc: KycPolicy = KycPolicy()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("brand_name")
    @classmethod
    def _on_one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @field_validator("kyc_api_keys")
    @classmethod
    def _are_digests(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for caller, digest in value.items():
            if re.fullmatch(CALLER_NAME, caller) is None or re.fullmatch("[0-9a-f]{64}", digest) is None:
                raise ValueError("names of letters, digits, dots and hyphens, with the digests that kiosk api-key says")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                raise ValueError("addresses or networks, such as 10.0.0.0/8") from None
        return value

    @field_validator("brand_logo", "tls_certificate", "tls_key", mode="before")
    @classmethod
    def _none_when_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("match", mode="before")
    @classmethod
    def _by_model_in_json(cls, value: object) -> object:
        """A group's settings are texts wherever they come from, and one of this group is itself a group."""
        if not isinstance(value, Mapping) or not isinstance(value.get("of_model"), str):
            return value
        try:
            return {**value, "of_model": json.loads(value["of_model"])}
        except ValueError:
            raise ValueError("of_model is not in JSON") from None

    @field_validator("brand_colour")
    @classmethod
    def _looks_like_a_colour(cls, value: str) -> str:
        if value and re.fullmatch("#[0-9a-fA-F]{6}", value) is None:
            raise ValueError("a colour looks like #1a2b3c")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Those of files and registries are added for each reading."""
        return (init_settings, env_settings)


def load(*, machine: Sequence[MachineSettings] | None = None, **overrides: object) -> Settings:
    """Read the settings once; raises SettingsInvalid naming the first bad one and where it was set.

    Those of the command line are `overrides`. `machine` replaces what is set on this machine, or in the folder that the
    program was started in, which an installed one does not trust.
    """
    _check_environment()
    if machine is None:
        machine = machine_settings() if is_frozen() else (from_env_file(IN_WORKING_FOLDER),)
    try:
        return _reading(machine)(**overrides)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = NESTED.join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsInvalid(f"{name}: {reason} ({_place(name, overrides, machine)})") from None
    except SettingsError as error:
        # Lists and groups in JSON; the text names the setting first and does not hold the value.
        named = re.search(r'"(\w+)"', str(error))
        name = named[1] if named else "settings"
        raise SettingsInvalid(f"{name}: is not in JSON ({_place(name, overrides, machine)})") from None


IN_WORKING_FOLDER = Path("kiosk.env")
RESEMBLANCE = 0.75
"""From which a name of the environment is taken for a misspelt setting (difflib's ratio): `CAMRA` is, `SERVICE_HOST`
of a cluster that has a service `kiosk` is not."""
_IN_JSON = frozenset({"cors_origins", "kyc_api_keys", "staff_pins", "trusted_proxies"})
_BY_MODEL = f"match{NESTED}of_model{NESTED}"
"""Before a model's id, in a variable of its own for each."""
_NEVER_OF_A_MACHINE = frozenset({"allow_synthetic"})


def names() -> tuple[str, ...]:
    """Names of all settings that a machine may have, those of policies as `judge__min_confidence`."""
    return tuple(_names())


def _names() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        if is_dataclass(field.annotation):
            yield from (f"{name}{NESTED}{inner.name}" for inner in fields(field.annotation))
        elif name not in _NEVER_OF_A_MACHINE:
            yield name


def _groups() -> tuple[str, ...]:
    return tuple(name for name, field in Settings.model_fields.items() if is_dataclass(field.annotation))


def _check_environment() -> None:
    """Raise SettingsInvalid for a variable that is meant as a setting and is none.

    Other programs share the environment, so that names which resemble no setting are theirs.
    """
    known = (*names(), *_NEVER_OF_A_MACHINE, *_groups())
    for variable in os.environ:
        prefix, name = variable[: len(ENV_PREFIX)].upper(), variable[len(ENV_PREFIX) :].lower()
        if prefix != ENV_PREFIX or name in known or name.startswith(_BY_MODEL):
            continue
        in_group = name.partition(NESTED)[0] in _groups()
        if in_group or difflib.get_close_matches(name, known, n=1, cutoff=RESEMBLANCE):
            raise unknown_name(name, known, f"environment variable {variable}")


def _reading(machine: Sequence[MachineSettings]) -> Callable[..., Settings]:
    """The model with these further sources, the first of which count more."""
    if not machine:
        return Settings
    known = names()
    for place in machine:
        place.check_names((*known, *_NEVER_OF_A_MACHINE) if place.place == str(IN_WORKING_FOLDER) else known)

    class MachineWide(Settings):
        """Settings of this machine."""

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            *sources: PydanticBaseSettingsSource,
            **named: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            """Below the environment, above the defaults."""
            ours = (InitSettingsSource(settings_cls, _nested(place)) for place in machine)
            return (*super().settings_customise_sources(settings_cls, *sources, **named), *ours)

    return MachineWide


def _nested(place: MachineSettings) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in place.values.items():
        outer, _, inner = name.partition(NESTED)
        if inner:
            group = found.setdefault(outer, {})
            assert isinstance(group, dict)
            group[inner] = value
        else:
            found[name] = _listed(name, value, place) if name in _IN_JSON else value
    return found


def _listed(name: str, value: Value, place: MachineSettings) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise SettingsInvalid(f"{name}: is not in JSON ({place.where(name)})") from None


def _place(name: str, overrides: Mapping[str, object], machine: Sequence[MachineSettings]) -> str:
    """Where the setting that counts was set."""
    if name.partition(NESTED)[0] in overrides:
        return "command line"
    variable = f"{ENV_PREFIX}{name}".upper()
    # A group as a whole is judged when one of its settings is out of bounds.
    if any(_is_or_is_in(each.upper(), variable) for each in os.environ):
        return f"environment variable {variable}"
    places = (place.where(each) for place in machine for each in place.values if _is_or_is_in(each, name))
    return next(places, "default")


def _is_or_is_in(name: str, group: str) -> bool:
    return name == group or name.startswith(group + NESTED)
