"""A data folder of a branch in which two people are enrolled, and all that can be asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.staff_pins import hash_pin
from kiosk.backend.ports import BlobStore
from kiosk.domain.identity.flow import Flow
from kiosk.errors import KioskError
from kiosk.settings import Settings
from tests.factories.faces import head
from tests.fakes.branch import PIN, STAFF, Branch
from tests.golden.scenario import ALICE, AT_S, BAD_TERMINAL, BOB, CALLER, TERMINAL, Day, drawn, opened, settings_of

CLAIMED = 95.0
"""Similarity from which somebody is who they say."""
SELFIES = {ALICE: (5, "alice"), BOB: (6, "bob")}
REFUSED = "refused"
"""Begins an answer that was an error."""
Question = Callable[[Branch], object]


class Two(Day):
    """Alice and Bob are both enrolled, and much else is there twice."""

    def whole(self) -> None:
        self.onboards()
        bob = self._start("bob", Flow.ONBOARD, BOB)
        self.pass_liveness(bob, "bob")
        assert self.show_document(bob, "bob")
        assert self.branch.enrol(bob, BOB).approved
        self.comes_back()
        self.is_locked_out()
        self.completes_a_session()
        self.is_in_the_middle()
        for staff, device in (("s-1", BAD_TERMINAL), ("s-2", TERMINAL)):
            self.branch.identity.audit.record(staff, "unlock device", device, "showed passport 123456789")


@dataclass(frozen=True)
class TwoPeople:
    """What was written, and all that can be asked of it."""

    path: Path
    settings: Settings
    now_s: float
    questions: Mapping[str, Question]

    def answers(self, path: Path | None = None) -> dict[str, object]:
        """All answers of this folder, or of one that it was copied to."""
        settings = self.settings.model_copy(update={"data_dir": path or self.path})
        with opened(settings, self.now_s) as branch:
            return {name: _answer(branch, ask) for name, ask in self.questions.items()}


def _answer(branch: Branch, ask: Question) -> object:
    try:
        return ask(branch)
    except KioskError as error:
        return f"{REFUSED} {error.code}"


def two_people(path: Path) -> TwoPeople:
    """Let them come, in this folder."""
    settings = settings_of(path, {STAFF: hash_pin(PIN)})
    with opened(settings, AT_S) as branch:
        day = Two(branch)
        day.whole()
        now_s = branch.clock.now_s
    return TwoPeople(path, settings, now_s, _questions(day))


def _questions(day: Day) -> Mapping[str, Question]:
    found: dict[str, Question] = {}
    for name, started in day.visits.items():
        found |= _of_visit(name, started.challenge.id)
    for name, session in day.sessions.items():
        found[f"session {name}"] = partial(_session, session)
    for kind, reference in ((SubjectKind.CUSTOMER, ALICE), (SubjectKind.DEVICE, BAD_TERMINAL)):
        found[f"lockout of {reference}"] = partial(_is_locked, Subject(kind, reference))
    found["audit"] = lambda branch: branch.identity.audit.entries()
    for shown in SELFIES:
        found[f"customer {shown}"] = partial(_customer, shown)
        found[f"who is like {shown}"] = partial(_alike, shown)
        for claimed in SELFIES:
            found[f"{shown} says to be {claimed}"] = partial(_passes, claimed, shown)
    return found


def _of_visit(name: str, id_: str) -> Mapping[str, Question]:
    return {
        f"challenge {name}": lambda branch: branch.identity.challenges.store.load(id_),
        f"frames {name}": lambda branch: branch.identity.challenges.store.frames(id_),
        f"findings {name}": lambda branch: dict(branch.identity.challenges.store.findings(id_)),
        f"flow {name}": lambda branch: branch.identity.flows.load(id_),
        f"attempt {name}": lambda branch: branch.identity.attempts.load(id_),
        f"images of {name}": lambda branch: _pictures(branch.identity.challenges.blobs, id_),
        f"documents of {name}": lambda branch: _pictures(branch.identity.documents, id_),
    }


def _session(session: str, branch: Branch) -> object:
    return branch.identity.kyc.results(CALLER, session)


def _customer(customer: str, branch: Branch) -> object:
    return branch.identity.enrolments.load_customer(customer)


def _pictures(blobs: BlobStore, folder: str) -> object:
    return {name: blobs.get(folder, name) for name in blobs.names(folder)}


def _is_locked(subject: Subject, branch: Branch) -> object:
    """A question that is answered by being refused: so that a refusal for another reason is told from it."""
    branch.identity.attempts._lockouts.check(subject)  # type: ignore[attr-defined]
    return "free"


def _passes(claimed: str, shown: str, branch: Branch) -> object:
    """By the similarity alone, whatever is held against them."""
    tag, person = SELFIES[shown]
    selfie = branch.engine.show(drawn(tag), head(), person=person)
    likeness = branch.identity.enrolments.likeness(claimed, selfie)
    return likeness.similarity >= CLAIMED and not likeness.others


def _alike(shown: str, branch: Branch) -> object:
    tag, person = SELFIES[shown]
    selfie = branch.engine.show(drawn(tag), head(), person=person)
    return [found.user for found in branch.identity.enrolments.find_duplicates(selfie, CLAIMED)]
