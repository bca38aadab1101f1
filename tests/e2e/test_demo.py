"""`kiosk demo` as a user starts it: another process, a real window, a real backend, a real verdict."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCREENS = ("attract", "get-ready", "challenge-", "verifying", "result")


HURRY = {
    # Nobody comes in the no-face attack; that need not take half a minute here.
    "KIOSK_GUIDE__APPROACH_DURATION_S": "6",
    # Nor need those who never reach the target try it for longer.
    "KIOSK_GUIDE__NOSE_DURATION_S": "8",
}


def demo(report: Path, *arguments: str, hurry: bool = True) -> subprocess.CompletedProcess[str]:
    """Whoever reaches the target gains nothing from hurry, and on a busy machine may need the time."""
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "demo", "--report", str(report), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(HURRY if hurry else {})},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def ended(report: Path) -> dict[str, Any]:
    """What the last session came to."""
    told: dict[str, Any] = json.loads((report / "verdict.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.alone
def test_the_demo_person_passes_and_every_screen_is_pictured(tmp_path: Path) -> None:
    done = demo(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    verdict = ended(tmp_path)
    assert verdict["passed"] is True
    assert verdict["synthetic"] is True
    assert verdict["face_match"] > 95
    assert verdict["evidence"]["turn_deg"] >= 11
    pictures = [path.name for path in sorted(tmp_path.glob("*.png"))]
    for screen in SCREENS:
        assert any(screen in name for name in pictures), (screen, pictures)
    assert "verdict: PASS" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("photo", "HEAD_NOT_TURNED"),
        ("bent-photo", "FACE_DEFORMED TARGET_NOT_REACHED HEAD_NOT_TURNED"),
        ("still", "TARGET_NOT_REACHED"),
        ("wrong-side", "WRONG_SIDE"),
        ("two-people", "SEVERAL_FACES"),
        ("swap", "PERSON_CHANGED"),
        ("impostor", "FACE_MISMATCH"),
        ("no-face", "NO_FACE"),
    ],
)
def test_every_attack_fails_for_its_reason_on_the_backends_decision(tmp_path: Path, attack: str, reason: str) -> None:
    done = demo(tmp_path, "--attack", attack)
    assert done.returncode == 1, done.stdout + done.stderr
    verdict = ended(tmp_path)
    assert verdict["passed"] is False
    # Which of several, a bend shows first is chance: it is pulled this way and that.
    assert set(reason.split()) & {*verdict["reasons"]}, verdict["reasons"]


@pytest.mark.parametrize("challenge", ["nose", "face-movement"])
def test_where_nobody_comes_the_session_is_forgotten_and_the_demonstration_ends(tmp_path: Path, challenge: str) -> None:
    done = demo(tmp_path, "--challenge", challenge, "--attack", "no-face", hurry=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "forgotten without a verdict" in done.stdout
    assert not (tmp_path / "verdict.json").exists()


@pytest.mark.alone
@pytest.mark.parametrize("challenge", ["face-movement", "face-movement-and-light"])
def test_the_demo_person_comes_near_and_passes(tmp_path: Path, challenge: str) -> None:
    done = demo(tmp_path, "--challenge", challenge, hurry=False)
    assert done.returncode == 0, done.stdout + done.stderr
    verdict = ended(tmp_path)
    assert (verdict["passed"], verdict["reasons"], verdict["document_matched"]) == (True, [], True)
    assert verdict["evidence"]["service_confidence"] >= 80
    pictures = [path.name for path in sorted(tmp_path.glob("*.png"))]
    for screen in ("challenge-move_closer", "challenge-hold_still", "verifying", "result"):
        assert any(screen in name for name in pictures), (screen, pictures)
    assert any("challenge-colours" in name for name in pictures) == challenge.endswith("light")
    assert done.stderr == ""


MOVEMENT, LIGHT = "face-movement", "face-movement-and-light"


@pytest.mark.parametrize(
    ("challenge", "attack", "reason"),
    [
        (MOVEMENT, "photo", "LOW_CONFIDENCE"),
        (MOVEMENT, "bent-photo", "LOW_CONFIDENCE"),
        (MOVEMENT, "no-face", "NO_FACE"),
        (LIGHT, "photo", "LOW_CONFIDENCE"),
        (LIGHT, "still", "FACE_TOO_SMALL"),
        (LIGHT, "wrong-side", "FACE_TOO_SMALL"),
        # Where the guide overlooks the second face, the service's judge does not, which tells its confidence alone.
        (LIGHT, "two-people", "SEVERAL_FACES LOW_CONFIDENCE"),
        (LIGHT, "swap", "LOW_CONFIDENCE PERSON_CHANGED"),
        # Whom the service is not sure of is not compared with anybody.
        (LIGHT, "impostor", "FACE_MISMATCH LOW_CONFIDENCE"),
    ],
)
def test_every_attack_that_comes_near_fails(tmp_path: Path, challenge: str, attack: str, reason: str) -> None:
    done = demo(tmp_path, "--challenge", challenge, "--attack", attack)
    assert done.returncode == 1, done.stdout + done.stderr
    assert set(reason.split()) & {*ended(tmp_path)["reasons"]}, ended(tmp_path)["reasons"]


def test_what_cannot_be_run_says_so(tmp_path: Path) -> None:
    nowhere = demo(tmp_path, "--attack", "impostor", "--another", str(tmp_path / "nobody.jpg"))
    assert nowhere.returncode == 2
    assert nowhere.stderr.startswith("kiosk: PICTURE_MISSING: nobody.jpg")
    unknown = demo(tmp_path, "--attack", "unheard-of")
    assert unknown.returncode == 2


@pytest.mark.alone
def test_the_demo_person_becomes_a_customer(tmp_path: Path) -> None:
    done = demo(tmp_path, "--flow", "onboard", hurry=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (ended(tmp_path)["outcome"], ended(tmp_path)["reasons"]) == ("approved", [])
    pictures = [path.name for path in sorted(tmp_path.glob("*.png"))]
    for screen in ("document-front-held", "page-front", "document-back-held", "page-back", "decided"):
        assert any(screen in name for name in pictures), (screen, pictures)


@pytest.mark.alone
def test_a_customer_is_recognised(tmp_path: Path) -> None:
    done = demo(tmp_path, "--flow", "authenticate", hurry=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = ended(tmp_path)
    assert (told["outcome"], told["reasons"], told["face_match"]["is_match"]) == ("approved", [], True)
    assert done.stdout.count("demo: outcome: approved\n") == 2, "one becomes a customer first"
    pictures = [path.name for path in sorted(tmp_path.glob("*.png"))]
    for screen in ("customer", "verifying", "decided"):
        assert any(screen in name for name in pictures), (screen, pictures)


def test_nobody_becomes_a_customer_with_the_document_of_another(tmp_path: Path) -> None:
    done = demo(tmp_path, "--flow", "onboard", "--attack", "impostor", hurry=False)
    assert done.returncode == 1, done.stdout + done.stderr
    told = ended(tmp_path)
    assert (told["outcome"], told["reasons"]) == ("failed", ["FACE_MISMATCH"]), done.stdout
    assert told["face_match"]["similarity"] < 80, "what one pair of strangers in a hundred reaches"
    assert "demo: enrol\n" not in done.stdout
