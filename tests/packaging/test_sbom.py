"""The bill of materials of the real frozen program: valid, complete, the same every time."""

import hashlib
import json
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from release import attribution, distributions, native_parts, sbom
from release.binaries import binaries

Components = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def written(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sbom.write(bundle, tmp_path_factory.mktemp("sbom"))


@pytest.fixture(scope="module")
def components(written: Path) -> Components:
    """Top-level components by name."""
    found: Components = {}
    for component in json.loads(written.read_text(encoding="utf-8"))["components"]:
        found.setdefault(component["name"], []).append(component)
    return found


def test_it_is_valid_cyclonedx(written: Path) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written.read_text(encoding="utf-8")) is None


def test_it_is_the_same_every_time(written: Path, bundle: Path, tmp_path: Path) -> None:
    assert sbom.write(bundle, tmp_path).read_bytes() == written.read_bytes()


def test_every_program_and_library_belongs_to_one_component(components: Components, bundle: Path) -> None:
    files = [file for each in components.values() for one in each for file in one.get("components", ())]

    assert sorted(file["name"] for file in files) == sorted(
        path.relative_to(bundle).as_posix() for path in binaries(bundle)
    )
    for file in files:
        digest = hashlib.sha256((bundle / file["name"]).read_bytes()).hexdigest()
        assert file["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_distributions_have_version_address_licence_and_hashes(components: Components) -> None:
    pins = distributions.pins()

    (requests,) = components["requests"]
    assert requests["version"] == pins["requests"].version
    assert requests["purl"] == f"pkg:pypi/requests@{requests['version']}"
    assert requests["licenses"] == [{"expression": "Apache-2.0"}]
    (reference,) = requests["externalReferences"]
    assert {each["content"] for each in reference["hashes"]} == set(pins["requests"].sha256)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Qt", "6."), ("FFmpeg", "7.1"), ("OpenSSL", "3."), ("OpenBLAS", "0.3."), ("ICU", "7"), ("Python", "3.1")],
)
def test_native_libraries_are_components_with_versions(components: Components, name: str, begins: str) -> None:
    assert any(each["version"].startswith(begins) for each in components[name])


def test_models_are_there_with_their_sums(components: Components, bundle: Path) -> None:
    models = {name: one for name, each in components.items() for one in each if one["type"] == "machine-learning-model"}

    assert {
        "face_landmark.tflite",
        "face_recognition_sface_2021dec_int8bq.onnx",
        "dlib_face_recognition_resnet_model_v1.dat",
    } <= models.keys()
    for name, model in models.items():
        (path,) = bundle.rglob(name)
        assert model["hashes"][0]["content"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bootloader_and_everything_else_has_a_licence(components: Components) -> None:
    assert "pyinstaller-bootloader" in components
    assert all(one["licenses"] for each in components.values() for one in each)


def test_a_library_of_unknown_origin_is_an_error(tmp_path: Path) -> None:
    stranger = tmp_path / "_internal" / "libstranger.so.1"
    stranger.parent.mkdir()
    shutil.copy("/bin/true", stranger)

    with pytest.raises(attribution.Unattributed, match=r"_internal/libstranger\.so\.1"):
        attribution.contents(tmp_path)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("PySide6/Qt6Core.dll", "Qt"),
        ("PySide6/avcodec-61.dll", "FFmpeg"),
        ("PySide6/plugins/platforms/qwindows.dll", "Qt"),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "Qt"),
        ("PySide6/Qt/lib/libavcodec.61.dylib", "FFmpeg"),
        ("VCRUNTIME140.dll", "Microsoft Visual C++ runtime"),
        ("api-ms-win-crt-math-l1-1-0.dll", "Microsoft Visual C++ runtime"),
        ("libcrypto-3.dll", "OpenSSL"),
        ("libssl.3.dylib", "OpenSSL"),
        ("numpy/.libs/libopenblas64_.dylib", "OpenBLAS"),
        ("sqlite3.dll", "SQLite"),
        ("libffi-8.dll", "libffi"),
    ],
)
def test_names_of_other_systems_are_known_too(place: str, name: str) -> None:
    part = native_parts.part_of(PurePosixPath(place))

    assert part is not None and part.name == name


@pytest.mark.parametrize("place", ["python311.dll", "_ssl.pyd", "Python.framework/Versions/3.11/Python", "Python"])
def test_python_is_known_on_other_systems(place: str) -> None:
    assert native_parts.is_python(PurePosixPath(place))


def test_empty_libraries_are_ours() -> None:
    elf_stubs = pytest.importorskip("release.elf_stubs")
    for name in ("libavcodec-76c43bf0.so.59.37.100", "libswscale-95ddd674.so.6.7.100"):
        assert elf_stubs.is_replaced(name)
        assert native_parts.part_of(PurePosixPath("opencv_python_headless.libs") / name) == native_parts.STUBS
