"""Where settings come from, which of them counts, and what is said of those that cannot be used."""

import sys
from pathlib import Path

import pytest

from kiosk.domain.documents.document import DocumentKind
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings, load, names
from kiosk.system import machine_settings, paths
from kiosk.system.machine_settings import MachineSettings

KEY = "s3cret-Key-of-the-branch"


def place(name: str, **values: str) -> MachineSettings:
    return MachineSettings(name, values)


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As the installed program; the machine's file, which does not exist yet."""
    file = tmp_path / "etc" / "kiosk.env"
    file.parent.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(machine_settings, "ENV_FILE", file)
    return file


def test_what_counts_more_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = (
        place("policy", camera="policy", backend_url="https://policy.example", brand_name="Policy", log_level="ERROR"),
        place("preference", camera="preference", crop_zoom="2"),
    )
    monkeypatch.setenv("KIOSK_BACKEND_URL", "https://environment.example")
    monkeypatch.setenv("KIOSK_LOG_LEVEL", "DEBUG")
    settings = load(machine=machine, log_level="WARNING")
    assert settings.log_level == "WARNING"
    assert settings.backend_url == "https://environment.example"
    assert (settings.camera, settings.brand_name, settings.crop_zoom) == ("policy", "Policy", 2.0)
    assert settings.retention_hours == 24


def test_groups_are_merged_setting_by_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_JUDGE__MIN_FRAMES", "9")
    machine = (
        place("policy", judge__min_confidence="85"),
        place("preference", judge__min_confidence="70", judge__min_frames="3"),
    )
    judge = load(machine=machine).judge
    assert (judge.min_confidence, judge.min_frames, judge.min_turn_deg) == (85.0, 9, 11.5)


def test_lists_are_json_or_lists() -> None:
    assert load(machine=(place("policy", cors_origins='["https://a.example"]'),)).cors_origins == ("https://a.example",)
    as_list = MachineSettings("policy", {"cors_origins": ["https://a.example"]})
    assert load(machine=(as_list,)).cors_origins == ("https://a.example",)


def test_from_source_a_file_in_the_working_directory_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kiosk.env").write_text("KIOSK_CAMERA=7\nKIOSK_BRAND_NAME=File\n")
    monkeypatch.setenv("KIOSK_BRAND_NAME", "Environment")
    assert (load().camera, load().brand_name) == ("7", "Environment")


def test_an_installed_program_trusts_the_machines_file_alone(frozen: Path) -> None:
    Path("kiosk.env").write_text("KIOSK_CAMERA=evil\nKIOSK_ALLOW_SYNTHETIC=true\n")
    assert load().camera == Settings.model_validate({}).camera == "0"
    frozen.write_text("KIOSK_CAMERA=7\n")
    assert load().camera == "7"
    assert not load().allow_synthetic


def test_from_source_the_machines_file_does_not_count(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen.write_text("KIOSK_CAMERA=7\n")
    monkeypatch.delattr(sys, "frozen")
    assert load().camera == "0"


def test_the_installed_program_names_a_typo_in_its_file(frozen: Path) -> None:
    frozen.write_text("KIOSK_BAKEND_URL=https://b.example\n")
    with pytest.raises(SettingsInvalid) as error:
        load()
    assert error.value.detail == f"bakend_url: there is no such setting; did you mean backend_url? ({frozen}, line 1)"


@pytest.mark.parametrize("name", ["judge__min_confidense", "judge", "judge__", "__", "data_dir__x"])
def test_unknown_names_of_groups_are_refused(name: str) -> None:
    with pytest.raises(SettingsInvalid, match=f"^{name}: there is no such setting"):
        load(machine=(place("policy", **{name: "1"}),))


def test_a_bad_value_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = (place("the policy", crop_zoom="9", judge__min_frames="many"),)
    with pytest.raises(SettingsInvalid, match=r"^crop_zoom: .* \(the policy\)$"):
        load(machine=machine[:1])
    with pytest.raises(SettingsInvalid, match=r"^judge__min_frames: .* \(the policy\)$"):
        load(machine=machine, crop_zoom=1.0)
    monkeypatch.setenv("KIOSK_CROP_ZOOM", "8")
    with pytest.raises(SettingsInvalid, match=r"^crop_zoom: .* \(environment variable KIOSK_CROP_ZOOM\)$"):
        load(machine=machine)
    with pytest.raises(SettingsInvalid, match=r"^crop_zoom: .* \(command line\)$"):
        load(machine=machine, crop_zoom=7)


def test_a_bad_value_in_the_working_directory_is_told_with_its_file() -> None:
    Path("kiosk.env").write_text("KIOSK_CROP_ZOOM=9\n")
    with pytest.raises(SettingsInvalid, match=r"^crop_zoom: .* \(kiosk\.env, line 1\)$"):
        load()


def test_what_is_no_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsInvalid, match=r"^cors_origins: is not in JSON \(policy\)$"):
        load(machine=(place("policy", cors_origins="https://a.example"),))
    monkeypatch.setenv("KIOSK_CORS_ORIGINS", "https://a.example")
    with pytest.raises(
        SettingsInvalid, match=r"^cors_origins: is not in JSON \(environment variable KIOSK_CORS_ORIGINS\)"
    ):
        load()


def test_no_message_and_no_representation_holds_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    as_list = MachineSettings("policy", {"backend_api_key": [KEY]})
    with pytest.raises(SettingsInvalid, match="backend_api_key") as error:
        load(machine=(as_list,))
    told = [error.value.detail, str(error.value), str(error.value.__cause__)]
    monkeypatch.setenv("KIOSK_BACKEND_API_KEY", KEY)
    monkeypatch.setenv("KIOSK_CROP_ZOOM", KEY)
    with pytest.raises(SettingsInvalid) as error:
        load()
    told += [error.value.detail, str(error.value.__cause__), repr(error.value.__context__)]
    monkeypatch.delenv("KIOSK_CROP_ZOOM")
    told.append(repr(load()))
    assert not [text for text in told if KEY in text]


@pytest.mark.parametrize("colour", ["#12345", "1a2b3c", "#1a2b3g", "red", "#1A2B3C;", "#1a2b3c\n"])
def test_a_brand_colour_looks_like_one(colour: str) -> None:
    with pytest.raises(SettingsInvalid, match="brand_colour: a colour looks like #4aa8d8"):
        load(brand_colour=colour)


def test_brand_names_fit_on_the_screen() -> None:
    assert load(brand_name="  Bank \n of  Łódź ").brand_name == "Bank of Łódź"
    with pytest.raises(SettingsInvalid, match="brand_name"):
        load(brand_name="B" * 41)


def test_an_empty_logo_is_none() -> None:
    assert load(brand_logo="").brand_logo is None


def test_no_machine_accepts_cameras_that_are_none(frozen: Path) -> None:
    frozen.write_text("KIOSK_ALLOW_SYNTHETIC=true\n")
    with pytest.raises(SettingsInvalid, match="allow_synthetic"):
        load()


def test_names_are_those_of_the_variables() -> None:
    assert {"camera", "backend_api_key", "judge__min_confidence", "guide__nose_duration_s"} <= set(names())
    assert "judge" not in names()


def test_data_lies_where_the_installer_has_made_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = tmp_path / "var" / "lib" / "kiosk"
    monkeypatch.setattr(paths, "machine_data_dir", lambda: machine)
    users = paths.data_dir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.data_dir() == users
    machine.mkdir(parents=True)
    assert paths.data_dir() == machine
    monkeypatch.delattr(sys, "frozen")
    assert paths.data_dir() == users
    assert paths.log_dir(machine) == machine / "logs"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KIOSK_BAKEND_URL=https://b.example", "bakend_url: there is no such setting; did you mean backend_url?"),
        ("KIOSK_WALLPAPER=x", "wallpaper: there is no such setting"),
        ("KIOSK_WALLPAPER=", "wallpaper: there is no such setting"),
        ("KIOSK_JUDGE__MIN_FRAME=7", "judge__min_frame: there is no such setting; did you mean judge__min_frames?"),
        ("KIOSK_CAMERA=1", "camera: set a second time in line 2 (kiosk.env)"),
    ],
)
def test_a_name_in_the_working_directory_that_no_setting_has_is_refused(line: str, told: str) -> None:
    Path("kiosk.env").write_text(f"KIOSK_CAMERA=0\n{line}\n")
    with pytest.raises(SettingsInvalid) as error:
        load()
    assert error.value.detail == (told if told.endswith(")") else f"{told} (kiosk.env, line 2)")


def test_a_demonstration_can_be_set_in_the_working_directory() -> None:
    Path("kiosk.env").write_text("KIOSK_ALLOW_SYNTHETIC=true\n")
    assert load().allow_synthetic


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("KIOSK_BAKEND_URL", "backend_url"),
        ("kiosk_camra", "camera"),
        ("KIOSK_CAPTURE_WIDTH", "capture_width_px"),
        ("KIOSK_MIN_CONFIDENCE", "judge__min_confidence"),
        ("KIOSK_JUDGE__WHATEVER", None),
        ("KIOSK_JUDGE__", None),
        ("KIOSK_KYC_APIKEY", "kyc_api_key"),
    ],
)
def test_a_variable_that_is_meant_as_a_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, meant: str | None
) -> None:
    monkeypatch.setenv(variable, KEY)
    with pytest.raises(SettingsInvalid, match="there is no such setting") as error:
        load()
    assert error.value.detail.endswith(f"(environment variable {variable})")
    assert meant is None or f"did you mean {meant}?" in error.value.detail
    assert KEY not in error.value.detail


def test_variables_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # Those of a cluster with a service of that name, and those of our own that are no settings.
    of_others = ("SERVICE_HOST", "SERVICE_PORT", "PORT", "PORT_8008_TCP_ADDR", "PORT_8008_TCP_PROTO")
    ours = ("TESTDATA", "MODELS", "BUNDLE", "HEARTBEAT_FILE", "ACCOUNT", "FOLDER", "SIGN_PASSWORD", "TEST_MODEL")
    for name in (*of_others, *ours):
        monkeypatch.setenv(f"KIOSK_{name}", "x")
    assert load().camera == "0"


@pytest.mark.parametrize("way", ["environment", "file", "machine"])
def test_thresholds_by_model_are_json_wherever_they_are_set(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    def set_to(text: str) -> Settings:
        if way == "environment":
            monkeypatch.setenv("KIOSK_MATCH__OF_MODEL", text)
        if way == "file":
            Path("kiosk.env").write_text(f"KIOSK_MATCH__OF_MODEL='{text}'\n")
        return load(machine=(place("policy", match__of_model=text),) if way == "machine" else None)

    match = set_to('{"rekognition-7": 96, "m": 97.5}').match
    assert (match.of_model, match.regular) == ({"rekognition-7": 96.0, "m": 97.5}, 95.0)
    for bad in ('{"m": 96', "96", "[]", '{"m": "high"}', '{"m": 5}', '{"m": NaN}'):
        with pytest.raises(SettingsInvalid, match=r"^match"):
            set_to(bad)


def test_a_model_may_have_a_variable_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_MATCH__OF_MODEL__m", "96")
    assert load().match.threshold("m") == 96.0


@pytest.mark.parametrize("way", ["environment", "file"])
def test_accepted_documents_are_lists_in_json(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    values = {"documents__kinds": '["passport"]', "documents__states": '["POL", "D"]'}
    if way == "environment":
        for name, value in values.items():
            monkeypatch.setenv(f"KIOSK_{name}".upper(), value)
    accepted = load(machine=() if way == "environment" else (place("kiosk.env", **values),)).accepted_documents
    assert (accepted.kinds, accepted.states, accepted.specimens) == ((DocumentKind.PASSPORT,), ("POL", "D"), True)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("documents__kinds", "passport", "kinds and states are lists in JSON"),
        ("documents__kinds", "[]", "kinds are some of"),
        ("documents__states", '["Poland"]', "such as POL"),
        ("time_zone", "Mars/Olympus", "such as Europe/Berlin"),
        ("time_zone", "../../etc/passwd", "such as Europe/Berlin"),
    ],
)
def test_documents_and_zones_that_nobody_can_mean(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingsInvalid, match=told):
        load(machine=(place("kiosk.env", **{name: value}),))


def test_an_installed_program_accepts_specimens_where_it_is_told_to(frozen: Path) -> None:
    assert not load(machine=()).accepted_documents.specimens
    assert not load(machine=(place("policy", documents__states='["POL"]'),)).accepted_documents.specimens
    assert load(machine=(place("policy", documents__specimens="true"),)).accepted_documents.specimens
    assert load(machine=(), allow_synthetic=True).accepted_documents.specimens
