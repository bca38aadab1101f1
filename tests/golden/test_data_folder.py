"""A data folder that an earlier version wrote, opened by this one: what an update of the program does in a branch.

See `make_data_folder` for where it comes from, and `scenario` for what happened in it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.backend.api.app import create_app
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.backend.kyc.records import Status
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.staff import StaffProof
from kiosk.errors import StaffRefused
from kiosk.settings import Settings
from tests.factories.faces import head
from tests.fakes.branch import PIN, STAFF, Branch
from tests.golden import scenario
from tests.golden.asgi import ask
from tests.golden.make_data_folder import ARCHIVE, CONTENTS, notes_of, unpack
from tests.golden.reading import contents
from tests.golden.scenario import ALICE, BOB, CALLER, CALLERS_KEY, Notes, drawn, opened

ADVICE = (
    "A data folder that an earlier version wrote is no longer read as it was. Branches have such folders: put the "
    "reading right, or write a migration. tests/golden/make_data_folder.py says why it is not made anew."
)


LATER: Mapping[str, object] = {
    "terminal_id": "",
    "untrusted_device": None,
    "untrusted_preview": None,
    "witnesses": [],
    "truncated": False,
    "later_targets": [],
    "light": None,
    "time_factor": 1.0,
    "untrusted_timestamp_ms": 0,
    "untrusted_light_step": None,
    "pixels": None,
    "camera": None,
    "consent": None,
    "not_measured": [],
    "challenges": [],
    "challenge_type": "",
    "light_left_out": False,
    "suspicion": None,
    "hand_held": False,
    "without_face": False,
}
"""What the version that wrote the folder did not know of, and how it reads."""


def without_later(read: Any) -> Any:
    """The same without what is read as if nobody had ever said it."""
    if isinstance(read, list):
        return [without_later(each) for each in read]
    if not isinstance(read, dict):
        return read
    return {name: without_later(value) for name, value in read.items() if name not in LATER or value != LATER[name]}


@pytest.fixture
def written(tmp_path: Path) -> tuple[Settings, Notes]:
    unpack(tmp_path)
    return notes_of(tmp_path)


@pytest.fixture
def branch(written: tuple[Settings, Notes]) -> Iterator[Branch]:
    """All of the backend, at the moment when the folder was left."""
    settings, notes = written
    with opened(settings, notes.written_at_s) as branch:
        yield branch


def test_every_record_is_read_as_it_was(written: tuple[Settings, Notes]) -> None:
    told = json.loads(CONTENTS.read_text(encoding="utf-8"))
    now = json.loads(json.dumps(contents(*written)))
    assert now.keys() == told.keys(), ADVICE
    for kind in told:
        assert without_later(now[kind]) == told[kind], ADVICE


def test_it_holds_what_it_is_meant_to_hold(written: tuple[Settings, Notes]) -> None:
    told = contents(*written)
    verdict = told["challenges"]["onboarded"]["snapshot"]["verdict"]
    assert (verdict["passed"], verdict["reasons"]) == (True, [])
    assert told["challenges"]["open"]["snapshot"]["state"] == "open"
    assert set(told["challenges"]["open"]["findings"]) >= {"descriptor:2"}
    assert told["flows"]["onboarded"]["answer"]["outcome"] == "approved"
    assert told["flows"]["reviewed"]["progress"]["reasons"] == ["EXPIRED", "SENT_TO_REVIEW"]
    assert told["enrolments"]["enrolment"]["customer"] == ALICE
    assert told["attempts"]["attempts"]["failed"]["outcome"] == "failed"
    assert told["attempts"]["lockouts"][f"customer {ALICE}"]["locked_until_s"] is not None
    assert told["attempts"]["lockouts"][f"device {scenario.BAD_TERMINAL}"]["locks"] == 1
    assert [entry["action"] for entry in told["attempts"]["audit"]][-1] == "unlock device"
    assert told["kyc sessions"]["completed"]["status"] == Status.SUCCEEDED
    assert told["rekognition-local"]["answer"] == {"UserStatus": "ACTIVE"}
    assert all(told["pictures"].values())


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in ARCHIVE.parent.iterdir()) < 200_000


def test_alice_is_still_known(branch: Branch) -> None:
    enrolments = branch.identity.enrolments
    assert (enrolments.is_enrolled(ALICE), enrolments.is_enrolled(BOB)) == (True, False)
    selfie = branch.engine.show(drawn(5), head(), person="alice")
    assert enrolments.likeness(ALICE, selfie).similarity > 95
    stranger = branch.engine.show(drawn(6), head(), person="mallory")
    assert enrolments.likeness(ALICE, stranger).similarity < 95
    assert [found.user for found in enrolments.find_duplicates(selfie, 95.0)] == [ALICE]
    kinds = [image.kind for image in enrolments.load_customer(ALICE).images]
    assert sorted(kinds) == ["portrait", "selfie"]


def test_a_visit_that_was_under_way_goes_on(branch: Branch, written: tuple[Settings, Notes]) -> None:
    _, notes = written
    token, challenge_id = notes.tokens["open"], notes.challenges["open"]
    context = branch.service._context
    for facts in context.store.frames(challenge_id):
        # That version described some of the faces; the others are described now.
        branch.engine.show(context.blobs.get(challenge_id, facts.digest), *facts.faces, person="alice")
    verdict = branch.service.verify(VerifyRequest(challenge_id, token, "v2"))
    assert not verdict.passed
    assert branch.identity.attempts.load(challenge_id).outcome is Outcome.FAILED


def test_staff_and_callers_are_let_in(branch: Branch, written: tuple[Settings, Notes]) -> None:
    settings, notes = written
    branch.identity.staff.check(StaffProof(STAFF, PIN, "t1"))
    with pytest.raises(StaffRefused):
        branch.identity.staff.check(StaffProof(STAFF, "000000", "t1"))
    path, app = f"/api/liveness/session/{notes.sessions['completed']}/results", create_app(branch.service, settings)
    assert ask(app, "GET", path).status == 401
    answer = ask(app, "GET", path, headers={"X-Api-Key": CALLERS_KEY})
    assert (answer.status, answer.json["status"], len(str(answer.json["referenceImage"])) > 1000) == (
        200,
        "SUCCEEDED",
        True,
    )


def test_a_session_that_waited_still_waits(branch: Branch, written: tuple[Settings, Notes]) -> None:
    _, notes = written
    assert branch.identity.kyc.results(CALLER, notes.sessions["waiting"]).status is Status.IN_PROGRESS
