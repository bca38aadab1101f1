"""What is held on one person: found, handed out, and gone from every byte of the data folder after one call."""

import io
import json
import logging
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from kiosk.backend.attempts.transitions import is_of
from kiosk.backend.privacy.erase_export import PrivacyContext, erase_person, export_person
from kiosk.backend.privacy.ports import Person, PersonalDataExport
from kiosk.backend.privacy.sweep import sweep
from kiosk.domain.identity.flow import Flow
from kiosk.errors import AttemptNotFound, ChallengeNotFound, CustomerNotFound, KioskError, RequestInvalid, StorageFailed
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import Branch, open_branch
from tests.fakes.served_backend import served

ALICE, BOB = "C-4711-Doe", "C-0815"
USER = "terminal user 77"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def branch(folder: Path) -> Iterator[Branch]:
    """Alice is enrolled, has authenticated and failed; Bob is enrolled; somebody like Alice was refused."""
    with open_branch(folder) as branch:
        branch.onboard("alice", ALICE)
        branch.onboard("bob", BOB)
        branch.onboard("alice", "C-duplicate")
        started = branch.start(Flow.AUTHENTICATE, ALICE, user=USER)
        branch.pass_liveness(started, "alice")
        branch.authenticate(started)
        branch.fail_liveness(branch.start(Flow.AUTHENTICATE, ALICE, device="t7"))
        yield branch


def ids_of(branch: Branch, customer: str) -> list[str]:
    found = branch.identity.privacy.attempts.list_naming(customer)
    return [attempt.id for attempt in found if is_of(attempt, customer)]


def test_one_call_deletes_everything_of_one_person_and_nothing_of_another(branch: Branch, folder: Path) -> None:
    privacy, own = branch.identity.privacy, ids_of(branch, ALICE)
    deleted = erase_person(privacy, ALICE, "s-1", f"asked by {ALICE} herself")
    assert {kind: count for kind, count in deleted.items() if count} == {
        "enrolment": 1,
        "documents": 2,
        "challenges": 3,
        "lockouts": 1,
        "attempts": 3,
    }
    assert erase_person(privacy, ALICE, "s-1").keys() == deleted.keys()
    assert not sum(erase_person(privacy, ALICE, "s-1").values())
    assert ids_of(branch, ALICE) == []
    for attempt_id in own:
        assert branch.identity.challenges.blobs.names(attempt_id) == ()
        assert branch.identity.documents.names(attempt_id) == ()
    with pytest.raises(CustomerNotFound):
        branch.identity.enrolments.load_customer(ALICE)
    (refused,) = privacy.attempts.list_naming("C-duplicate")
    assert refused.details["duplicate_customer"] == ""
    flow = branch.identity.flows.load(refused.id)
    assert flow is not None and flow.answer is not None and flow.answer.duplicates == ()
    assert len(ids_of(branch, BOB)) == 1
    assert branch.identity.enrolments.is_enrolled(BOB)
    assert all(ALICE not in f"{entry}" for entry in privacy.audit.entries())


def test_no_byte_of_the_data_folder_names_or_belongs_to_whom_it_held(branch: Branch, folder: Path) -> None:
    """Also while the databases are open, with their journals; before and after, nothing is readable at all."""
    own = ids_of(branch, ALICE)
    kept = [path.read_bytes() for path in folder.rglob("*.sealed") if {*own} & {*path.parts}]
    kept += [row for attempt_id in own for row in records(folder, attempt_id)]
    assert len(kept) > 6
    assert all(each in everything(folder) for each in kept)
    erase_person(branch.identity.privacy, ALICE, "s-1")
    left = everything(folder)
    assert not any(each in left for each in kept)
    for word in (ALICE, "4711", USER, "John Doe", "123456789", "1990-01-15"):
        assert word.encode() not in left


def everything(folder: Path) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    return b"".join(path.read_bytes() for path in files)


def records(folder: Path, attempt_id: str) -> list[bytes]:
    """What lies in the databases under the attempt's id, encrypted as it is."""
    found = list[bytes]()
    for file, table in (("attempts", "attempt"), ("kiosk", "challenge")):
        with closing(sqlite3.connect(folder / f"{file}.sqlite3")) as connection:
            found += [row[0] for row in connection.execute(f"SELECT record FROM {table} WHERE id = ?", [attempt_id])]
    return found


class _Failing:
    """A kind of data whose store is out of order until it is mended."""

    kind = "broken"

    def __init__(self) -> None:
        self.broken = True

    def purge(self, now_s: float) -> int:
        raise StorageFailed("the disk")

    def erase(self, person: Person) -> int:
        if self.broken:
            raise StorageFailed("the disk")
        return len(person.attempt_ids)

    def export(self, person: Person) -> PersonalDataExport:
        return PersonalDataExport()


def test_what_fails_half_way_is_finished_by_the_same_call(branch: Branch) -> None:
    failing = _Failing()
    kinds = branch.identity.privacy.kinds
    privacy: PrivacyContext = replace(branch.identity.privacy, kinds=[*kinds[:1], failing, *kinds[1:]])
    with pytest.raises(StorageFailed):
        erase_person(privacy, ALICE, "s-1", f"by {ALICE}")
    assert not branch.identity.enrolments.is_enrolled(ALICE)
    assert [(entry.action, entry.reason) for entry in privacy.audit.entries()] == [("erase begun", "by [customer]")]
    failing.broken = False
    deleted = erase_person(privacy, ALICE, "s-1")
    assert (deleted["broken"], deleted["challenges"], deleted["attempts"]) == (3, 3, 3)
    assert ids_of(branch, ALICE) == []


def test_a_step_that_was_taken_is_not_taken_again_while_a_person_is_erased(folder: Path) -> None:
    with open_branch(folder) as branch:
        started = branch.onboard("alice", ALICE)
        kinds = branch.identity.privacy.kinds
        for position in range(len(kinds)):
            privacy = replace(branch.identity.privacy, kinds=[*kinds[:position], _Failing(), *kinds[position:]])
            with pytest.raises(StorageFailed):
                erase_person(privacy, ALICE, "s-1")
            with suppress(KioskError):
                branch.show_document(started, "alice")
            with suppress(KioskError):
                branch.enrol(started, ALICE, f"again{position}")
            assert branch.identity.enrolments.is_enrolled(ALICE) == (position == 0)


def test_everybody_who_was_found_alike_is_forgotten(branch: Branch) -> None:
    image = branch.engine.show(jpeg("twin"), head(), person="alice")
    branch.identity.enrolments.enrol("C-twin", [("selfie", image)])
    started = branch.onboard("alice", "C-third")
    named = branch.identity.privacy.attempts.list_naming
    for customer in (ALICE, "C-twin"):
        assert started.challenge.id in [attempt.id for attempt in named(customer)]
        erase_person(branch.identity.privacy, customer, "s-1")
        assert not named(customer)
    flow = branch.identity.flows.load(started.challenge.id)
    assert flow is not None and flow.answer is not None and flow.answer.duplicates == ()


def test_a_terminals_user_owns_nothing_of_another_customer(branch: Branch) -> None:
    eve = branch.start(Flow.ONBOARD, "C-eve", user=ALICE)
    with zipfile.ZipFile(io.BytesIO(export_person(branch.identity.privacy, ALICE, "s-1"))) as file:
        assert eve.challenge.id not in file.read("person.json").decode()
    erase_person(branch.identity.privacy, ALICE, "s-1")
    assert branch.attempt(eve).customer == "C-eve"
    assert not branch.identity.privacy.attempts.list_naming(ALICE)


def test_a_reference_is_one_however_its_accents_were_typed(branch: Branch) -> None:
    composed, decomposed = "Jos\u00e9 1", "Jose\u0301 1"
    with served(branch.service, branch.settings) as url:
        body = {"userId": decomposed, "imageWidth": 640, "imageHeight": 480, "flow": "onboard", "customer": decomposed}
        started = requests.post(f"{url}/challenge/start", json=body, timeout=10).json()
        assert branch.identity.attempts.load(started["id"]).customer == composed
        anonymous = requests.post(f"{url}/challenge/start", json={**body, "flow": "verify", "customer": ""}, timeout=10)
    for reference in (composed, decomposed):
        exported = export_person(branch.identity.privacy, reference, "s-1")
        with zipfile.ZipFile(io.BytesIO(exported)) as file:
            told = json.loads(file.read("person.json"))
        assert {each["id"] for each in told["attempts"]} == {started["id"], anonymous.json()["id"]}
    assert erase_person(branch.identity.privacy, decomposed, "s-1")["attempts"] == 2


def test_erasing_leaves_no_half_of_an_image(branch: Branch, folder: Path) -> None:
    """Of any kind, images that customers are enrolled with among them, also when these are gone for their age."""
    with_images = {path.parent for path in folder.rglob("*.sealed")}
    assert {each.parent.name for each in with_images} >= {"images", "documents", "enrolled"}
    halves = [each / "y.0123456789abcdef" for each in with_images]
    for half in halves:
        half.write_bytes(b"half")
    erase_person(branch.identity.privacy, ALICE, "s-1")
    assert branch.identity.enrolments.purge_unseen(branch.clock.now_s + 1) == 1
    for customer in (BOB, "C-duplicate"):
        erase_person(branch.identity.privacy, customer, "s-1")
    assert not [half for half in halves if half.exists()]
    assert not list(folder.rglob("*.sealed"))


def test_the_export_holds_all_of_one_person_but_no_vectors(branch: Branch) -> None:
    with zipfile.ZipFile(io.BytesIO(export_person(branch.identity.privacy, ALICE, "s-1", "asked"))) as file:
        assert file.testzip() is None
        told = json.loads(file.read("person.json"))
        images = {name for name in file.namelist() if name.endswith(".jpg")}
        assert all(file.read(name).startswith(b"\xff\xd8") for name in images)
    assert told["customer"] == ALICE
    assert {attempt["flow"] for attempt in told["attempts"]} == {"onboard", "authenticate"}
    assert told["attempts"][0]["measures"]
    assert {fact["record"]["user_id"] if "record" in fact else fact["user_id"] for fact in told["challenges"]} >= {USER}
    assert any(fact["document"] for fact in told["documents"])
    assert "123456789" in json.dumps(told["documents"])
    assert told["enrolment"][0]["faces"]
    assert told["lockouts"][0]["failures"]
    assert {name.partition("/")[0] for name in images} == {"challenges", "documents", "enrolment"}
    assert "values" not in json.dumps(told["enrolment"])
    assert BOB not in json.dumps(told)
    exported = branch.identity.privacy.audit.entries()[-1]
    assert (exported.staff_id, exported.action, exported.reason) == ("s-1", "export", "asked")


def test_what_is_no_reference_is_refused(branch: Branch) -> None:
    for customer in ("", "  ", "x" * 129, "a\nb"):
        for use in (erase_person, export_person):
            with pytest.raises(RequestInvalid):
                use(branch.identity.privacy, customer, "s-1")


def test_every_kind_goes_when_its_time_is_over(branch: Branch) -> None:
    identity, clock = branch.identity, branch.clock
    own = ids_of(branch, ALICE)
    kept = branch.settings.retention
    assert sum(sweep(identity.attempts, identity.privacy.kinds, clock).values()) == 0
    clock.now_s += 25 * 3600
    done = sweep(identity.attempts, identity.privacy.kinds, clock)
    assert (done["challenges"], done["documents"]) == (5, 4)
    with pytest.raises(ChallengeNotFound):
        identity.challenges.store.load(own[0])
    assert identity.attempts.load(own[0]).id == own[0]
    clock.now_s += kept.attempt_hours * 3600
    assert sweep(identity.attempts, identity.privacy.kinds, clock)["attempts"] == 5
    with pytest.raises(AttemptNotFound):
        identity.attempts.load(own[0])
    assert identity.enrolments.is_enrolled(ALICE)
    clock.now_s += kept.enrolment_hours * 3600
    assert sweep(identity.attempts, identity.privacy.kinds, clock)["enrolment"] == 2
    assert not identity.enrolments.is_enrolled(ALICE)


@pytest.mark.expect_logs
def test_one_kind_that_fails_keeps_no_other_from_going(branch: Branch, caplog: pytest.LogCaptureFixture) -> None:
    branch.clock.now_s += 25 * 3600
    kinds = [_Failing(), *branch.identity.privacy.kinds]
    done = sweep(branch.identity.attempts, kinds, branch.clock)
    assert (done["broken"], done["challenges"]) == (0, 5)
    assert "retention of broken: StorageFailed" in caplog.text


def test_logs_hold_neither_images_nor_names_nor_numbers(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), open_branch(tmp_path / "data") as branch:
        branch.onboard("alice", ALICE)
        branch.fail_liveness(branch.start(Flow.AUTHENTICATE, ALICE, user=USER))
        export_person(branch.identity.privacy, ALICE, "s-1", "asked")
        erase_person(branch.identity.privacy, ALICE, "s-1", "asked")
        branch.identity.privacy.attempts.list_naming(ALICE)
    for word in (ALICE, "4711", USER, "John Doe", "123456789", "1990-01-15", "\\xff\\xd8", "/9j/"):
        assert word not in caplog.text
