"""Every distribution has a licence that is allowed, and its text is in the notices."""

import email.message
import tomllib
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release import distributions, licence_texts, licences, notices
from release.layout import ROOT

PINS = distributions.pins()


@pytest.mark.parametrize("pin", PINS.values(), ids=PINS.keys())
def test_every_distribution_has_an_allowed_licence_with_its_text(pin: distributions.Pin) -> None:
    installed = pin.installed

    assert installed.version == pin.version
    assert licences.require_allowed(installed)
    assert any(len(text) > 300 for text in licence_texts.texts(installed))


def test_requirements_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    here = [one for one in map(Requirement, project["dependencies"]) if one.marker is None or one.marker.evaluate()]
    wanted = {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in here}

    assert {name: PINS[name].version for name in wanted if name in PINS} == wanted
    assert all(pin.sha256 for pin in PINS.values())


def test_the_notices_hold_the_duties_and_every_text(tmp_path: Path) -> None:
    text = notices.write(tmp_path / "out" / "NOTICES.txt").read_text(encoding="utf-8")

    for name in PINS:
        assert f"\n{PINS[name].installed.name} {PINS[name].version}\n" in text, name
    for words in (
        "You may replace them",
        "reverse engineer",
        "download.qt.io",
        "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3",
        "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 2.1",
        "SIL OPEN FONT LICENSE",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
        "Boost Software License",
    ):
        assert words in text, words


def test_two_writings_are_the_same(tmp_path: Path) -> None:
    assert notices.write(tmp_path / "a").read_bytes() == notices.write(tmp_path / "b").read_bytes()


class _Stranger(Distribution):
    """A distribution with metadata made for a test, and no files."""

    def __init__(self, licence: str) -> None:
        self._licence = licence

    def read_text(self, filename: str) -> str | None:
        if filename != "METADATA":
            return None
        message = email.message.Message()
        for name, value in (("Metadata-Version", "2.4"), ("Name", "stranger"), ("Version", "1")):
            message[name] = value
        message["License-Expression"] = self._licence
        return message.as_string()

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only"])
def test_licences_that_are_not_on_the_list_are_refused(licence: str) -> None:
    with pytest.raises(licences.NotAllowed, match="not on the list"):
        licences.require_allowed(_Stranger(licence))


def test_a_choice_may_hold_one_that_is_not_on_the_list() -> None:
    assert licences.require_allowed(_Stranger("GPL-2.0-only OR MIT"))


@pytest.mark.parametrize("licence", ["", "see website"])
def test_unknown_licences_are_refused(licence: str) -> None:
    with pytest.raises(licences.NotAllowed, match="none that SPDX knows"):
        licences.expression(_Stranger(licence))


def test_a_text_that_is_nowhere_is_an_error() -> None:
    with pytest.raises(licence_texts.TextMissing, match="stranger"):
        licence_texts.texts(_Stranger("Zlib"))
