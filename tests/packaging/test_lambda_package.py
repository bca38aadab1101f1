"""What AWS Lambda gets is small, complete, made for its processor, and the same bytes each time."""

import importlib.metadata
import json
import re
import shutil
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from elftools.elf.elffile import ELFFile
from packaging.requirements import Requirement

from kiosk.backend.build.aws import build_aws
from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.settings import load
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.started_challenge import StartedChallenge
from release import lambda_modules, lambda_package, layout
from tests.aws.gateway import gateway
from tests.aws.stack import services
from tests.bench.backend import attempt_jpegs, timed_verify

MAX_ZIP_BYTES = 50_000_000
"""What Lambda takes without a detour by S3; most of it would be time at each cold start."""
MAX_UNPACKED_BYTES = 250_000_000
FORBIDDEN = {
    "PySide6", "boto3", "cv2", "dlib", "matplotlib", "mediapipe", "requests", "scipy", "shiboken6",
    "typer", "uvicorn",
}  # fmt: skip
OURS_FORBIDDEN = (
    "backend/engines/collections",
    "backend/engines/local",
    "backend/stores/files",
    "backend/stores/sqlite",
    "cli",
    "rekognition_local",
    "terminal",
    "vision",
)
IMPORT_HANDLER = ", ".join(lambda_modules.HANDLERS)
IMPORT_BARE = "fastapi, mangum, botocore.session, botocore.client, numpy, pydantic_settings, jwt"
TIMED = """
import sys, time
sys.path.insert(0, {folder!r})
began_s = time.process_time()
import {modules}
took_s = time.process_time() - began_s
import json
print(json.dumps({{"took_s": took_s, "modules": sorted(sys.modules)}}))
"""
NOTHING = """
import json, os, sys
sys.path.insert(0, {folder!r})
from kiosk.backend.build.lambda_function import handler
event = {{
    "resource": "/nothing", "path": "/nothing", "httpMethod": "GET", "headers": {{}}, "multiValueHeaders": {{}},
    "queryStringParameters": None, "multiValueQueryStringParameters": None, "pathParameters": None, "body": None,
    "isBase64Encoded": False, "requestContext": {{"stage": "live", "identity": {{"sourceIp": "192.0.2.1"}}}},
}}
print(json.loads(handler(event, None)["body"])["code"])
"""
WORKER = """
import json, sys
sys.path.insert(0, {folder!r})
from kiosk.backend.build.lambda_function import handler
# Metrics go to standard output, which is Lambda's log.
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    print(json.dumps(handler(json.loads(line), None)), file=answers, flush=True)
"""
Invoke = Callable[[Mapping[str, Any]], Mapping[str, Any]]
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "KIOSK_AWS__REGION": "eu-central-1",
    "KIOSK_AWS__TABLE": "t", "KIOSK_AWS__BUCKET": "b", "KIOSK_AWS__TOKEN_SECRET_ID": "s",
    "KIOSK_AWS__ACCEPTS_UNTAGGED": "true",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Python:
    """An interpreter that the package can be tried with."""

    runtime: str
    executable: str

    def run(self, program: str) -> str:
        """What it prints, with nothing to import but the standard library and what the program adds."""
        command = [self.executable, "-I", "-S", "-c", program]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=SETTINGS, cwd="/").stdout


@pytest.fixture(scope="session")
def python() -> Python:
    """Lambda's version where there is one, else the one that runs this."""
    if shutil.which("uv") is None:
        pytest.skip("uv is not installed")
    command = ["uv", "python", "find", "--no-project", "--no-python-downloads", lambda_package.RUNTIME]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return Python(lambda_package.RUNTIME, found.stdout.strip())
    return Python(f"{sys.version_info.major}.{sys.version_info.minor}", sys.executable)


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory, python: Python) -> Iterator[Path]:
    """The package for this machine's processor; nobody changes it."""
    if layout.this_target().system != "linux" or layout.this_target().machine not in lambda_package.PLATFORMS:
        pytest.skip("the package runs on Linux")
    folder = tmp_path_factory.mktemp("lambda")
    lambda_package.fill(folder, layout.this_target().machine, runtime=python.runtime)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def zipped(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of it."""
    return lambda_package.write_zip(ours, tmp_path_factory.mktemp("zip") / "lambda.zip")


@pytest.fixture(scope="session")
def theirs(tmp_path_factory: pytest.TempPathFactory, python: Python) -> Iterator[Path]:
    """The package for Lambda's processor."""
    folder = tmp_path_factory.mktemp("arm64")
    lambda_package.fill(folder, runtime=python.runtime)
    yield folder
    shutil.rmtree(folder)


def test_it_is_small(theirs: Path, tmp_path: Path) -> None:
    archive = lambda_package.write_zip(theirs, tmp_path / "lambda.zip")
    unpacked = sum(path.stat().st_size for path in theirs.rglob("*") if path.is_file())
    sys.stdout.write(f"zip {archive.stat().st_size / 1e6:.1f} MB, unpacked {unpacked / 1e6:.1f} MB\n")
    assert archive.stat().st_size < MAX_ZIP_BYTES
    assert unpacked < MAX_UNPACKED_BYTES
    assert zipfile.ZipFile(archive).testzip() is None


def test_everything_may_be_read_by_lambda_s_user(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as packed:
        for entry in packed.infolist():
            assert (entry.external_attr >> 16) & 0o444 == 0o444, entry.filename


def test_it_is_made_for_lambda_s_processor(theirs: Path) -> None:
    libraries = [path for path in theirs.rglob("*") if ".so" in path.name]
    assert len(libraries) > 10
    for path in libraries:
        with path.open("rb") as file:
            assert ELFFile(file)["e_machine"] == "EM_AARCH64", path.name


def test_it_holds_no_screen_no_camera_and_no_model(theirs: Path) -> None:
    assert not FORBIDDEN & {path.stem.split(".")[0] for path in theirs.iterdir()}
    assert all((layout.ROOT / "kiosk" / name).is_dir() for name in OURS_FORBIDDEN)
    assert not [name for name in OURS_FORBIDDEN if (theirs / "kiosk" / name).exists()]
    assert {path.name for path in (theirs / "botocore" / "data").iterdir() if path.is_dir()} == lambda_package.SERVICES


def test_it_is_complete_and_loads_nothing_else(ours: Path, python: Python) -> None:
    answer = json.loads(python.run(TIMED.format(folder=str(ours), modules=IMPORT_HANDLER)))
    assert not FORBIDDEN & {name.split(".")[0] for name in answer["modules"]}
    # An answer of the whole application for which it asks no service of AWS.
    assert python.run(NOTHING.format(folder=str(ours))).strip() == "ROUTE_NOT_FOUND"


@pytest.mark.alone
def test_importing_the_handlers_costs_hardly_more_than_its_libraries(ours: Path, python: Python) -> None:
    def took_s(modules: str) -> float:
        program = TIMED.format(folder=str(ours), modules=modules)
        return float(json.loads(python.run(program))["took_s"])

    # In turns, so that whatever else the machine does meets both of a pair.
    pairs = [(took_s(IMPORT_HANDLER), took_s(IMPORT_BARE)) for _ in range(7)]
    ratio = statistics.median(handler_s / bare_s for handler_s, bare_s in pairs)
    handler_s, bare_s = map(min, zip(*pairs, strict=True))
    sys.stdout.write(f"Python {python.runtime}: handlers {handler_s:.2f} s, bare {bare_s:.2f} s, ratio {ratio:.2f}\n")
    assert ratio < 2


def test_nothing_is_compiled_at_a_cold_start(theirs: Path) -> None:
    sources = [path for path in theirs.rglob("*.py") if "__pycache__" not in path.parts]
    compiled = {path.parent.parent / f"{path.name.split('.')[0]}.py": path for path in theirs.rglob("*.pyc")}
    assert set(sources) <= set(compiled)
    for path in compiled.values():
        flags = int.from_bytes(path.read_bytes()[4:8], "little")
        assert flags == 0b01, "Python would compare it with the source's time, or the source"


def test_two_builds_are_equal(zipped: Path, tmp_path: Path, python: Python) -> None:
    again = tmp_path / "again"
    lambda_package.fill(again, layout.this_target().machine, runtime=python.runtime)
    assert lambda_package.write_zip(again, tmp_path / "again.zip").read_bytes() == zipped.read_bytes()


def pins() -> dict[str, Requirement]:
    text = lambda_package.REQUIREMENTS.read_text(encoding="utf-8")
    found = [Requirement(line) for line in re.findall(r"^([a-z0-9-]+==[^ \\]+)", text, re.MULTILINE)]
    return {each.name: each for each in found}


def test_every_library_is_the_version_that_the_tests_run_with() -> None:
    for name, requirement in pins().items():
        assert str(requirement.specifier) == f"=={importlib.metadata.version(name)}", name


def test_every_library_is_pinned_by_hash_and_from_nowhere() -> None:
    text = lambda_package.REQUIREMENTS.read_text(encoding="utf-8")
    assert text.count("==") == len(pins()) > 15
    for block in re.split(r"\n(?=\w)", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in text
    assert "--index" not in text


def test_what_is_asked_for_is_there() -> None:
    wanted = (lambda_package.REQUIREMENTS.parent / "requirements.in").read_text(encoding="utf-8").split()
    assert set(wanted) <= pins().keys()
    assert not FORBIDDEN & pins().keys()


@contextmanager
def function(python: Python, folder: Path, environment: Mapping[str, str]) -> Iterator[Invoke]:
    """The package in a process of its own, as Lambda runs it."""
    command = [python.executable, "-I", "-S", "-c", WORKER.format(folder=str(folder))]
    with subprocess.Popen(
        command, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answered, one_at_a_time = process.stdin, process.stdout, Lock()

        def invoke(event: Mapping[str, Any]) -> Mapping[str, Any]:
            with one_at_a_time:
                asked.write(json.dumps(event) + "\n")
                asked.flush()
                answer: Mapping[str, Any] = json.loads(answered.readline())
                return answer

        yield invoke
        process.stdin.close()


def test_a_person_passes_before_the_package(
    ours: Path, python: Python, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with services(tmp_path) as found:
        environment = found.environment(allow_synthetic="true")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with (
            function(python, ours, environment) as invoke,
            gateway(invoke) as url,
            build_aws(load(), clients=found.clients()) as service,
        ):
            # Where the target is must be known before, for the frames of an attempt that is always the same.
            request = StartRequest("visitor", 640, 480, untrusted_synthetic=True)
            made = service.start_chosen(request, lambda name, *_: challenge_at(name, 640, 480, 57, 5))
            _, passed = timed_verify(BackendClient(url), StartedChallenge(made.challenge, made.token), attempt_jpegs())
    assert passed
