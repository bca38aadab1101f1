"""The house rules that neither ruff nor import-linter can hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "kiosk"
FILES = sorted(PACKAGE.rglob("*.py"))
PACKAGING = sorted((PACKAGE.parent / "packaging").rglob("*.py"))
MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 500
"""A file holds one vocabulary; a table or a tree may be long."""
QT_FILES = {"terminal/camera/live.py", "terminal/selftest/screens.py"}
QT_ROOMS = ("terminal/ui/", "terminal/app/")
WORKING_NAMES = {
    "Popen", "Thread", "connect", "exec", "exists", "getenv", "imread", "input", "is_dir", "is_file", "load", "mkdir",
    "now", "open", "print", "read", "read_bytes", "read_text", "run", "sleep", "start", "system", "today", "unlink",
    "urlopen", "write", "write_bytes", "write_text",
}  # fmt: skip
DECODERS = {
    "imread": "vision/decoding.py", "imreadmulti": "vision/decoding.py", "imreadanimation": "vision/decoding.py",
    "imdecode": "vision/decoding.py", "imdecodemulti": "vision/decoding.py", "imdecodeanimation": "vision/decoding.py",
    "ImageCollection": "vision/decoding.py", "QImageReader": "terminal/ui/qt_decoding.py",
    "QPixmap": "terminal/ui/qt_decoding.py", "QIcon": "terminal/ui/qt_decoding.py",
    "QMovie": "terminal/ui/qt_decoding.py", "fromData": "terminal/ui/qt_decoding.py",
    "loadFromData": "terminal/ui/qt_decoding.py", "CheckedPicture": "domain/images/limits.py",
}  # fmt: skip
"""What reads pictures, or says that one was checked, and the one file that may call it."""
DECODING_LIBRARIES = {"PIL", "imageio", "skimage.io", "matplotlib.image", "matplotlib.pyplot", "tifffile"}
ASKS_WHICH_FORMATS_QT_HAS = "terminal/selftest/screens.py"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else PACKAGE.parent).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions() -> Iterator[tuple[str, int]]:
    """Every function or method with its length from `def` to its last line."""
    for path in (*FILES, *PACKAGING):
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield f"{relative(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def work_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that run when a module is imported: those outside functions and outside `if __name__` blocks."""
    for child in ast.iter_child_nodes(node):
        is_deferred = isinstance(child, Function | ast.Lambda)
        is_main = isinstance(child, ast.If) and "__name__" in ast.unparse(child.test)
        if is_deferred or is_main:
            continue
        if isinstance(child, ast.Call) and called(child) in WORKING_NAMES:
            yield child
        yield from work_at_import(child)


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_functions_are_short() -> None:
    assert {name: length for name, length in functions() if length > MAX_FUNCTION_LINES} == {}


def test_files_are_short() -> None:
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in (*FILES, *PACKAGING)}
    assert not {name for name, length in lengths.items() if length > MAX_FILE_LINES}


def test_qt_stays_where_it_belongs() -> None:
    with_qt = {relative(path) for path in FILES if any(name.startswith("PySide6") for name in imported(path))}
    assert {name for name in with_qt if not name.startswith(QT_ROOMS)} <= QT_FILES


def test_the_backend_draws_only_secrets() -> None:
    guessable = {"random", "numpy.random"}
    for path in (PACKAGE / "backend").rglob("*.py"):
        assert not imported(path) & guessable, relative(path)
        assert "np.random" not in path.read_text(encoding="utf-8"), relative(path)


def test_pictures_are_decoded_in_one_place_that_takes_only_what_was_checked() -> None:
    calls = {
        (relative(path), called(node))
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in DECODERS and relative(path) != ASKS_WHICH_FORMATS_QT_HAS
    }
    assert {(file, name) for file, name in calls if DECODERS[name] != file} == set()
    assert {name for _, name in calls} == {"imdecode", "QImageReader", "CheckedPicture"}
    decoding = {relative(path) for path in FILES if imported(path) & DECODING_LIBRARIES}
    assert decoding == {"backend/engines/rekognition/pixel_meter.py"}


def test_qt_gets_pixels_and_no_names_of_files() -> None:
    loading = [
        f"{relative(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) == "QImage" and len(node.args) == 1
    ]
    assert loading == []


def test_nobody_prints() -> None:
    printing = [
        f"{relative(path)}:{node.lineno}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_importing_does_no_work() -> None:
    working = [
        f"{relative(path)}:{call.lineno} {called(call)}" for path in FILES for call in work_at_import(tree(path))
    ]
    assert working == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_file_is_named_after_nothing(name: str) -> None:
    assert [relative(path) for path in FILES if path.stem == name] == []


def test_packaging_stays_no_package() -> None:
    assert not (PACKAGE.parent / "packaging" / "__init__.py").exists(), "it would shadow PyPI's packaging"
