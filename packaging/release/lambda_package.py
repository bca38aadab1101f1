"""The folder and the zip that AWS Lambda runs: the backend without its local adapters, and the libraries it needs.

It runs with the standard library and `uv` alone, so that `sam build` needs nothing else of this project installed:
`PYTHONPATH=packaging:. uv run --no-project --python 3.12 python -m release.lambda_package FOLDER`.
"""

import argparse
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from release import lambda_modules, layout

RUNTIME = "3.12"
"""The newest Python that the project runs on; the template's runtime is the same."""
REQUIREMENTS = layout.PACKAGING / "aws" / "requirements.txt"
PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
"""Lambda's Python 3.12 runs on Amazon Linux 2023 with glibc 2.34; names as `uv --python-platform` has them."""
SERVICES = frozenset({"dynamodb", "rekognition", "s3", "secretsmanager", "sts", "textract"})
_SUPERFLUOUS = (
    "bin",
    "numpy/_pyinstaller",
    "numpy/core/include",
    "numpy/core/lib",
    "numpy/distutils",
    "numpy/f2py",
    "numpy/random/lib",
    "numpy/random/_examples",
    "**/tests",
    "**/*.pyi",
    "**/*.pxd",
    "**/*.dist-info/RECORD",
    "**/*.dist-info/REQUESTED",
    "**/*.dist-info/INSTALLER",
    "**/*.dist-info/direct_url.json",
)
_OLDEST_IN_ZIP_S = 315_532_800  # 1980-01-01, before which a zip knows no time.


def fill(folder: Path, machine: str = "arm64", *, runtime: str = RUNTIME) -> None:
    """Put everything into an empty or missing folder; `machine` is `arm64` or `x86_64`.

    Another `runtime` than Lambda's is for trying the package with another Python.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _install(folder, machine, runtime)
    _prune(folder)
    for path in lambda_modules.files(layout.ROOT):
        target = folder / path.relative_to(layout.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    _compile(folder, runtime)


def write_zip(folder: Path, archive: Path) -> Path:
    """Pack a filled folder: the same bytes for the same files."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    time = datetime.fromtimestamp(max(layout.source_date_epoch(), _OLDEST_IN_ZIP_S), UTC).timetuple()[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), time)
            # Lambda's user is nobody's owner: everyone must be able to read, and libraries to be executed.
            entry.external_attr = (0o755 if ".so" in path.name else 0o644) << 16
            entry.create_system = 3  # Unix, wherever this runs.
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return archive


def _install(folder: Path, machine: str, runtime: str) -> None:
    command = ["uv", "pip", "install", "--quiet", "--target", str(folder), "--python-version", runtime]
    command += ["--python-platform", PLATFORMS[machine], "--only-binary", ":all:", "--no-deps", "--require-hashes"]
    # Nobody's surroundings may decide what is inside.
    command += ["--no-config", "--link-mode", "copy", "--no-compile-bytecode", "--requirements", str(REQUIREMENTS)]
    subprocess.run(command, check=True)  # noqa: S603


def _prune(folder: Path) -> None:
    for pattern in _SUPERFLUOUS:
        for path in sorted(folder.glob(pattern), reverse=True):
            _remove(path)
    for path in _unused_services(folder / "botocore" / "data"):
        _remove(path)


def _unused_services(data: Path) -> Iterator[Path]:
    """Descriptions of some 400 services, which are two thirds of the SDK."""
    for path in sorted(data.iterdir()):
        if path.is_dir() and path.name not in SERVICES:
            yield path


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _compile(folder: Path, runtime: str) -> None:
    """Lambda cannot write where the code lies, and would compile it anew with every cold start."""
    command = ["uv", "run", "--quiet", "--no-project", "--python", runtime, "python", "-m", "compileall", "-q"]
    command += ["--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", "/var/task", str(folder)]
    # Every other order of strings in a set would be another file.
    environment = {**layout.drop_pycache_prefix(os.environ), "PYTHONHASHSEED": "0"}
    subprocess.run(command, check=True, env=environment)  # noqa: S603


def _main() -> None:
    parser = argparse.ArgumentParser(prog="release.lambda_package", description=fill.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--machine", choices=sorted(PLATFORMS), default="arm64")
    options = parser.parse_args()
    fill(options.folder, options.machine)


if __name__ == "__main__":
    _main()
