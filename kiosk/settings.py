"""All settings as one frozen, documented model, read once from `KIOSK_*` environment variables or a file."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kiosk.errors import SettingsInvalid
from kiosk.liveness.policy import GuidePolicy, JudgePolicy
from kiosk.paths import data_dir


class Settings(BaseSettings):
    """Names are those of the environment variables without `KIOSK_`; nested ones use two underscores."""

    model_config = SettingsConfigDict(
        env_prefix="KIOSK_", env_nested_delimiter="__", env_file="kiosk.env", frozen=True, extra="ignore"
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
    backend_url: str = ""
    """Address of a shared backend; empty starts the embedded one."""
    backend_api_key: SecretStr = SecretStr("")
    """What terminals present to the backend in `X-Api-Key`; required when it listens beyond this machine."""
    max_upload_fps: float = Field(12.0, gt=0, le=30)
    upload_queue_frames: int = Field(24, ge=4, le=240)
    connect_timeout_s: float = Field(3.0, gt=0)
    read_timeout_s: float = Field(10.0, gt=0)
    result_screen_s: float = Field(12.0, gt=0)
    idle_timeout_s: float = Field(45.0, gt=0)
    """A get-ready or trouble screen that nobody touches goes back to the attract screen."""
    data_dir: Path = Field(default_factory=data_dir)
    retention_hours: float = Field(24.0, gt=0, le=24 * 365)
    """How long challenges, frames and verdicts are kept, encrypted, before they are deleted."""
    session_lifetime_s: int = Field(180, ge=30, le=600)
    max_frames: int = Field(400, ge=10, le=2000)
    """Frames a challenge may hold: 40 s at 10 frames a second."""
    max_image_bytes: int = Field(1_000_000, ge=50_000)
    max_image_pixels: int = Field(4_000_000, ge=640 * 480)
    demand_sequence: bool = False
    """Refuse frames without sequence number and hash chain, which the sample's client does not send."""
    allow_synthetic: bool = False
    """Accept cameras that are not real devices; only ever set by `kiosk demo`."""
    cors_origins: tuple[str, ...] = ()
    """Web pages that may call the backend, for the sample's web client."""
    judge: JudgePolicy = JudgePolicy()
    guide: GuidePolicy = GuidePolicy()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def load(**overrides: object) -> Settings:
    """Read the settings once; raises SettingsInvalid naming the first bad one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "__".join(str(part) for part in first["loc"])
        raise SettingsInvalid(f"{name}: {first['msg']}") from error
