"""`kiosk enrol-batch` and `kiosk migrate-faces` with real faces."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.backend.build.local_enrolment import open_enrolment_service
from kiosk.backend.build.open import open_enrolment
from kiosk.cli.main import app
from kiosk.errors import StorageFailed
from kiosk.settings import load
from kiosk.system.exit_codes import Exit
from kiosk.vision.descriptor_models import load_descriptor_model
from tests.factories import pictures
from tests.factories.pictures import jpeg


@pytest.fixture(autouse=True)
def own_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner has streams of its own, which are no files."""
    monkeypatch.setattr("kiosk.system.log.silence_native_libraries", lambda: None)


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """Two people, and a picture that shows nobody."""
    for name, picture in (("e", pictures.astronaut()), ("g", pictures.grace_hopper()), ("n", pictures.empty())):
        (tmp_path / f"{name}.jpg").write_bytes(jpeg(picture))
    path = tmp_path / "customers.csv"
    path.write_text("customer,image\nc-1,e.jpg\nc-2,g.jpg\nc-3,n.jpg\n")
    return path


def test_a_list_is_enrolled_and_moved(customers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner()

    def run(*arguments: str) -> tuple[int, str]:
        result = runner.invoke(app, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    status, said = run("enrol-batch", str(customers))
    assert status == Exit.FAILED and "line 4: NO_FACE_FOUND" in said
    assert "2 enrolled, 0 were enrolled before, 1 refused" in said
    assert "0 enrolled, 2 were enrolled before, 1 refused" in run("enrol-batch", str(customers))[1]
    twin = customers.with_name("twin.csv")
    twin.write_text("customer,image\nc-4,e.jpg\n")
    status, said = run("enrol-batch", str(twin))
    assert status == Exit.FAILED and "line 2: DUPLICATE_FOUND" in said
    status, said = run("enrol-batch", str(twin), "--allow-duplicates")
    assert status == Exit.OK and "1 enrolled" in said
    status, said = run("migrate-faces")
    assert (status, said) == (Exit.OK, "all customers are in collections of the present model\n")
    monkeypatch.setenv("KIOSK_ENROLMENT__SHARDS", "2")
    for arguments in (("migrate-faces",), ("migrate-faces", "--again")):
        status, said = run(*arguments)
        assert status == Exit.OK and "3 customers, 3 images; switched" in said
    assert "images a second" in said


def test_another_model(customers: Path, monkeypatch: pytest.MonkeyPatch, models: Path) -> None:
    model = models / "mobileface_v2.onnx"
    if not model.is_file():
        pytest.skip("no mobileface_v2.onnx among the models")
    runner = CliRunner()
    runner.invoke(app, ["enrol-batch", str(customers)])
    monkeypatch.setenv("KIOSK_DESCRIPTOR_MODEL", str(model))
    result = runner.invoke(app, ["migrate-faces"])
    assert result.exit_code == Exit.OK and "2 customers, 2 images; switched" in result.output
    again = runner.invoke(app, ["enrol-batch", str(customers)])
    assert "0 enrolled, 2 were enrolled before, 1 refused" in again.output


@pytest.mark.parametrize(("before", "after"), [("dlib", ""), ("", "dlib")])
def test_between_the_models_that_are_included_everybody_is_found_before_and_after_they_are_moved(
    customers: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    monkeypatch.setenv("KIOSK_DESCRIPTOR_MODEL", before)
    runner, image = CliRunner(), (customers.parent / "e.jpg").read_bytes()
    assert "2 enrolled" in runner.invoke(app, ["enrol-batch", str(customers)]).output
    monkeypatch.setenv("KIOSK_DESCRIPTOR_MODEL", after)
    versions = []
    for moved in (False, True):
        if moved:
            assert "2 customers, 2 images; switched" in runner.invoke(app, ["migrate-faces"]).output
        with open_enrolment(load()) as context, ExitStack() as stack:
            enrolments = open_enrolment_service(context, stack)
            (found,) = enrolments.find_duplicates(image, 95)
            assert found.user == "c-1"
            assert found.similarity == pytest.approx(100)
            versions.append(enrolments.model_version)
    assert versions == [load_descriptor_model(each).model_id for each in (before, after)]


def test_a_backend_that_has_the_collections_open_is_named(customers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.backend.stores.sqlite.database.BUSY_TIMEOUT_S", 0.1)
    with open_enrolment(load()):
        result = CliRunner().invoke(app, ["migrate-faces"])
    assert isinstance(result.exception, StorageFailed) and "a backend that runs" in result.exception.detail
