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
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.domain.identity.face_liveness_policy import FaceLivenessPolicy
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.lockout import LockoutPolicy
from kiosk.domain.identity.policy import EnrolmentPolicy, KycPolicy, MatchPolicy
from kiosk.domain.identity.restarts import RestartPolicy
from kiosk.domain.identity.retention_policy import RetentionPolicy
from kiosk.domain.identity.staff import StaffRole
from kiosk.domain.identity.terminals import TerminalPolicy
from kiosk.domain.identity.without_light import WithoutLightPolicy
from kiosk.domain.language import Language
from kiosk.domain.liveness.camera_policy import CameraEvidencePolicy
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.room_memory import RoomPolicy
from kiosk.errors import SettingsInvalid
from kiosk.service_settings import AwsSettings, ServerSettings
from kiosk.system.branch_time import check_time_zone
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
    crop_follows: bool = True
    """That part goes to where the face is before a challenge begins, so that nobody need stoop or stretch."""
    camera_turn_deg: int = Field(0, ge=0, le=270, multiple_of=90)
    """How far the camera's pictures have to be turned clockwise to be upright, where it is mounted on its side."""
    camera_mirrored: bool = False
    """The camera delivers mirrored pictures, which are mirrored back."""
    camera_admission: Literal["first", "staff", "any"] = "first"
    """Which camera may film customers: the first that ever did, until staff admits another at the terminal; only one
    that staff admitted; or any."""
    stream_zoom: float = Field(1.0, ge=1.0, le=4.0)
    """The same where a liveness service judges: the more is cut off, the less near customers have to come (30 cm at
    1.0, 55 cm at 1.8), and the less of a head's shape shows."""
    stream_proxy: str = ""
    """Address of the proxy to that service; empty takes `proxy`, or that of the environment."""
    stream_ca_file: Path | None = None
    """PEM file with whose certificates that service's is believed by; empty takes `ca_file`, or the program's own."""
    frame_width_px: int = Field(640, ge=320, le=1280)
    """Size of an uploaded frame; the challenge's geometry is declared for it."""
    frame_height_px: int = Field(480, ge=240, le=1280)
    full_screen: bool = False
    flow: Flow = Flow.VERIFY
    """What customers come to this terminal for."""
    staff_assisted: bool = False
    """A member of staff begins each attempt, and may look at what became of it."""
    challenge: Literal["nose", "face-movement", "face-movement-and-light"] = "nose"
    """What a backend gives customers to do, or another one where customer or terminal cannot do it: to turn the head,
    or to come near, which `face_liveness__service` judges."""
    light: bool = True
    """The screen shows changing colours beside the preview during a challenge, unless the customer asks for none."""
    language: Language = Language.ENGLISH
    """What a visit begins in, and what the screen goes back to when it ends."""
    languages: tuple[Language, ...] = tuple(Language)
    """Those that customers can choose from on every screen; with one alone there is no choice."""
    speech: Literal["off", "headphones", "request", "always"] = "request"
    """When the screens are read aloud: never, while headphones are plugged in, then and when a customer asks for it, or
    to everybody."""
    speech_volume: float = Field(0.8, ge=0.2, le=1.0)
    """That of the voice at first; customers change it for themselves."""
    volume_percent: int = Field(100, ge=0, le=100)
    """How loud voice and tones are at all, where staff has not chosen it at the terminal; 0 is silent."""
    headphones: str = ""
    """Part of the name of the sound output that is there while headphones are plugged in; without it a customer number
    is never read aloud."""
    scan_s: float = Field(1.5, ge=0.3, le=30.0)
    """How long the focus stays on each button while a single key does everything."""
    panel_diagonal_in: float = Field(0.0, ge=0, le=120)
    """How large the display is, for letters of the size that is asked for; 0 believes the operating system."""
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
    staff_roles: Mapping[str, StaffRole] = Field(default_factory=dict)
    """Their roles: `teller`, `supervisor` or `technician`; who has none may do everything."""
    metrics_key: SecretStr = SecretStr("")
    """What a monitoring system presents to `GET /metrics`, as bearer token or in `X-Api-Key`; without it, programs on
    this machine read the metrics freely."""
    kyc_url: str = ""
    """Address of somebody's KYC service that a session of every visit is created at; empty for none."""
    kyc_api_key: SecretStr = SecretStr("")
    """What the kiosk presents to that service."""
    ca_file: Path | None = None
    """PEM file with whose certificates alone backend and KYC service are believed by."""
    system_trust: bool = False
    """Believe whom the operating system believes, in place of the certificates that come with the program."""
    proxy: str = ""
    """Address of the proxy to backend and KYC service, such as `http://proxy.example:3128`; empty takes that of the
    environment, and programs on this machine are reached without."""
    client_certificate: Path | None = None
    """PEM file with the certificate that the terminal shows to backend and KYC service, and to whatever asks for it on
    the way to a liveness service."""
    client_key: Path | None = None
    """PEM file with its private key, unencrypted, where it is not in the same file."""
    max_upload_fps: float = Field(12.0, gt=0, le=30)
    upload_queue_frames: int = Field(24, ge=4, le=240)
    connect_timeout_s: float = Field(3.0, gt=0, le=600)
    read_timeout_s: float = Field(10.0, gt=0, le=600)
    result_screen_s: float = Field(12.0, gt=0, le=3600)
    idle_timeout_s: float = Field(45.0, gt=0, le=3600)
    """A get-ready or trouble screen that nobody touches goes back to the attract screen."""
    absence_s: float = Field(8.0, ge=0, le=600)
    """For so long nobody may be seen before the camera until a customer is asked whether they are still there; 0 never
    asks."""
    warning_s: float = Field(20.0, ge=5, le=600)
    """Between that question and the wipe (WCAG 2.2, 2.2.1: at least 20 seconds)."""
    number_code: bool = True
    """A new customer's number is shown as a QR code as well, to be photographed."""
    printer: str = ""
    """Name of the printer that prints it, as the operating system calls it, or `default`; empty offers no print."""
    descriptor_model: str = ""
    """What faces are compared with on this machine: empty or `sface`, `dlib`, or a file: a network's description (TOML)
    or an ONNX file that this version has measured."""
    former_descriptor_model: str = ""
    """The file that was set before, while customers who were enrolled with it are moved; what is included is known."""
    attack_network: str = ""
    """Description (TOML) of a bank's own network for presentation attacks, beside its ONNX file, which looks at every
    judged frame on this machine's engines and can only speak against a customer; empty for none."""
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
    compared_frames: Literal["by_cost", "every", "drawn"] = "by_cost"
    """Whose faces are compared: of every judged frame, or of those that the verdict rests on and of one in eight, drawn
    by chance; by cost, every one where the engine is this machine's."""
    analysis_parallelism: int = Field(10, ge=1, le=64)
    """How many frames or pairs of faces the backend has looked at together for one verdict."""
    demand_sequence: bool = True
    """Refuse frames without sequence number and hash chain; those of clients that only `terminals__admitted` lets in
    need none, as the samples' send none."""
    without_face: bool = True
    """Customers may go on without their face, where a member of staff with the role for it identifies them."""
    consent_elsewhere: bool = False
    """Customers agree to pictures before they come to a terminal, with staff or in an app: terminals do not ask."""
    demand_consent: bool = False
    """Refuse starts that do not say what the customer has agreed to, as clients of the samples and callers with an app
    of their own do not; a terminal demands it of its embedded backend wherever it asks."""
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
    hand_held_terminals: tuple[str, ...] = ()
    """Ids of the enrolled terminals that customers hold in their hands, as `kiosk terminals list` says them: the room
    may sway before these alone, and it is not remembered."""
    framework_pose: bool = False
    """Offer the framework's clients its second challenge too, which a photograph with the right eyes and mouth passes;
    only on local engines."""
    adapters: Literal["local", "aws"] = "local"
    """What `kiosk backend` keeps challenges in and sees faces with; the Lambda function knows without being told."""
    aws: AwsSettings = AwsSettings()
    server: ServerSettings = ServerSettings()
    judge: JudgePolicy = JudgePolicy()
    without_light: WithoutLightPolicy = WithoutLightPolicy()
    guide: GuidePolicy = GuidePolicy()
    face_quality: FaceQualityPolicy = FaceQualityPolicy()
    match: MatchPolicy = MatchPolicy()
    face_liveness: FaceLivenessPolicy = FaceLivenessPolicy()
    lockout: LockoutPolicy = LockoutPolicy()
    restarts: RestartPolicy = RestartPolicy()
    terminals: TerminalPolicy = TerminalPolicy()
    room_memory: RoomPolicy = RoomPolicy()
    camera_evidence: CameraEvidencePolicy = CameraEvidencePolicy()
    enrolment: EnrolmentPolicy = EnrolmentPolicy()
    retention: RetentionPolicy = RetentionPolicy()
    kyc: KycPolicy = KycPolicy()
    documents: DocumentPolicy = Field(default_factory=lambda: DocumentPolicy(specimens=not is_frozen()))
    """Which are accepted; specimens in demonstrations, from a checkout, and by an installed program that is told so."""
    time_zone: str = ""
    """IANA name of the branches' zone, by whose day documents expire; empty for that of the machine."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def shows_light(self) -> bool:
        """Whether screens show colours for a backend that goes by them; otherwise nobody is missed for want of them."""
        return self.light and self.judge.use_light

    @property
    def offered_languages(self) -> tuple[Language, ...]:
        """Those to choose from, among them always the one that visits begin in."""
        return tuple(dict.fromkeys((*self.languages, self.language)))

    @property
    def accepted_documents(self) -> DocumentPolicy:
        """Which documents are accepted; demonstrations show specimens."""
        return replace(self.documents, specimens=self.documents.specimens or self.allow_synthetic)

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

    @field_validator("staff_roles")
    @classmethod
    def _are_of_staff(cls, value: Mapping[str, StaffRole], info: ValidationInfo) -> Mapping[str, StaffRole]:
        """A misspelt number would leave its owner with every permission."""
        if not set(value) <= set(info.data.get("staff_pins", value)):
            raise ValueError("a number that has no PIN in staff_pins")
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

    @field_validator(
        "brand_logo", "stream_ca_file", "tls_certificate", "tls_key", "ca_file", "client_certificate", "client_key",
        mode="before",
    )  # fmt: skip
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

    @field_validator("documents", mode="before")
    @classmethod
    def _lists_in_json(cls, value: object) -> object:
        """Kinds and states are lists in JSON, and whether specimens count is not forgotten for being unsaid."""
        if not isinstance(value, Mapping):
            return value
        try:
            lists = {name: json.loads(each) for name, each in value.items() if name in _LISTS and isinstance(each, str)}
        except ValueError:
            raise ValueError("kinds and states are lists in JSON") from None
        return {"specimens": not is_frozen(), **value, **lists}

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        return check_time_zone(value)

    @field_validator("brand_colour")
    @classmethod
    def _looks_like_a_colour(cls, value: str) -> str:
        if value and re.fullmatch("#[0-9a-fA-F]{6}", value) is None:
            raise ValueError("a colour looks like #4aa8d8")
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
    _check_overrides(overrides)
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
_IN_JSON = frozenset({"cors_origins", "kyc_api_keys", "staff_pins", "staff_roles", "trusted_proxies"})
_LISTS = frozenset({"kinds", "states"})
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


def _check_overrides(overrides: Mapping[str, object]) -> None:
    """Raise SettingsInvalid for a name that no setting has, as everywhere else."""
    known = (*names(), *_NEVER_OF_A_MACHINE, *_groups())
    for name, value in overrides.items():
        inside = value if isinstance(value, Mapping) and name in _groups() else {}
        for each in (name, *(f"{name}{NESTED}{inner}" for inner in inside)):
            if each not in known:
                raise unknown_name(each, known, "command line")


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
