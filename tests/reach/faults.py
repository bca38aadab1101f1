"""Everything that may go wrong, at every step of an authentication: what the customer is told, whether somebody passes
who should not, whether the terminal comes back, what is left of the customer, and what was recorded."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.guide import Phase
from kiosk.settings import load
from kiosk.terminal.app.compose import backend
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    Challenging,
    Decided,
    EnteringCustomer,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Trouble,
    Verifying,
    Waiting,
)
from tests.bench.table import Row
from tests.fakes.reading_customer import once_alone
from tests.reach.ledger import REFUSED, Fact
from tests.reach.moved_clock import installed
from tests.reach.records import check_records
from tests.reach.stand import Stand, Visit, open_stand
from tests.reach.traces import find_traces
from tests.reach.world import ANOTHER, NUMBER, Fault, World, open_world

ATTRACT, NUMBER_STEP, CONSENT, READY = "attract", "number", "consent", "get ready"
STARTING, APPROACH, TURNING = "starting", "approach", "turning"
VERIFYING, MATCHING, DECIDED = "verifying", "matching", "decided"
STEPS = (ATTRACT, NUMBER_STEP, CONSENT, READY, STARTING, APPROACH, TURNING, VERIFYING, MATCHING, DECIDED)
IMPOSTOR = "turning, another's number"
REACTION_S = 0.15
OVER = (Attract, Decided, Result, Trouble)
HELD_S = 6.0
"""How long it lasts: three times what a camera may be black for."""
TRIES = 3
REACH_S, END_S, BACK_S = 45.0, 60.0, 40.0


@dataclass
class Case:
    """What came of one fault at one step."""

    fault: Fault
    step: str
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


STATES: dict[type[State], str] = {
    Attract: ATTRACT,
    EnteringCustomer: NUMBER_STEP,
    AskingConsent: CONSENT,
    GetReady: READY,
    Starting: STARTING,
    Verifying: VERIFYING,
    Waiting: MATCHING,
    Decided: DECIDED,
    Result: DECIDED,
}


def step_of(state: State) -> str:
    """The name of the step that a session is in; empty for none of them."""
    if isinstance(state, Challenging):
        return TURNING if state.guide is not None and state.guide.phase is Phase.TARGET else APPROACH
    return STATES.get(type(state), "")


def rows(faults: Sequence[str] | None, steps: Sequence[str] | None, seconds: float) -> Iterator[Row]:
    """A row for each case, as long as there is time."""
    until_s = time.monotonic() + seconds
    wanted = [Fault(each) for each in faults] if faults else list(Fault)
    with open_trial(HELD_S) as trial:
        for fault in wanted:
            if not trial.can(fault):
                yield Row(fault.value, "not tried: no file system can be mounted here", "", "")
                continue
            for step in steps or (*STEPS, IMPOSTOR):
                if time.monotonic() < until_s:
                    yield _row(trial.run(fault, step))
        told = [trial.attend(NUMBER)]
        while not told[-1].passed and len(told) < TRIES:
            told.append(trial.attend(NUMBER))
        value = "passed" if told[-1].passed else "NOBODY PASSED"
        yield Row("then, with everything in order", f"{value}, in {len(told)} visits", "passed", _listed(told))


@contextmanager
def open_trial(held_s: float) -> "Iterator[Trial]":
    """A terminal, a backend and what stands between them; faults last for so long."""
    with open_world() as world:
        settings = load(
            camera="demo",
            data_dir=world.terminal_data,
            backend_url=world.url,
            ca_file=world.ca_file,
            flow=Flow.AUTHENTICATE,
        )
        with (
            installed(world.own_clock),
            backend(settings, world.terminal_data) as served,
            open_stand(settings, served.connect, world.plug.open) as stand,
        ):
            yield Trial(stand, world, held_s)


def _listed(visits: Sequence[Visit]) -> str:
    return ", ".join(each for visit in visits for each in _told(visit))


def _row(case: Case) -> Row:
    return Row(
        f"{case.fault.value}, {case.step}",
        ", ".join(dict.fromkeys(case.told)) or "nothing",
        "nobody wrong, back, nothing left, all recorded",
        "; ".join(case.wrong) or "as it should be",
    )


class Trial:
    """Tries one case after the other at one terminal."""

    def __init__(self, stand: Stand, world: World, held_s: float) -> None:
        self._stand, self._world, self._held_s = stand, world, held_s
        self._awaited: str = ""
        self._fault: Fault | None = None
        self._facts: list[Fact] = []
        stand.changed = self._note

    def can(self, fault: Fault) -> bool:
        """Whether this can go wrong here."""
        return fault is not Fault.DISK_FULL or self._world.disk.mounted

    def run(self, fault: Fault, step: str) -> Case:
        """Let somebody come, let it go wrong at this step, mend it, and look what there is."""
        case, self._facts = Case(fault, step), []
        self._fault, self._awaited = fault, TURNING if step == IMPOSTOR else step
        if step == ATTRACT:
            self._spoil()
            self._stand.wait(lambda: False, self._held_s / 2)
        visit = self._stand.receive(ANOTHER if step == IMPOSTOR else NUMBER, REACTION_S, once_alone())
        if not self._stand.wait(lambda: not self._awaited, REACH_S):
            case.wrong.append("never came there")
        self._stand.wait(lambda: False, self._held_s)
        self._world.mend()
        self._stand.wait(lambda: self._is_over(visit), END_S)
        case.told = _told(visit)
        if not self._stand.see_off() or not self._stand.wait(self._invites, BACK_S):
            case.wrong.append(f"not back: {self._stand.terminal.controller.session.notice or self._stand.state}")
        self._judge(case, visit, honest=step != IMPOSTOR)
        return case

    def attend(self, number: str) -> Visit:
        """Somebody comes while all is well."""
        self._awaited = ""
        visit = self._stand.receive(number, REACTION_S, once_alone())
        self._stand.wait(lambda: self._is_over(visit), END_S)
        self._stand.see_off()
        return visit

    def _spoil(self) -> None:
        self._awaited = ""
        if self._fault is not None:
            self._world.spoil(self._fault)

    def _note(self, session: Session) -> None:
        if self._awaited and step_of(session.state) == self._awaited and self._awaited != ATTRACT:
            self._spoil()
        started, state = self._stand.terminal.controller.started, session.state
        if started is None or not isinstance(state, Decided | Result | Challenging):
            return
        outcome = state.answer.outcome.value if isinstance(state, Decided) else ""
        if isinstance(state, Result):
            outcome = REFUSED
        fact = Fact(0.0, 0, "", type(state).__name__, True, started.challenge.id, session.passed, outcome)
        if fact not in self._facts:
            self._facts.append(fact)

    def _is_over(self, visit: Visit) -> bool:
        return visit.passed or (len(visit.timeline) > 1 and isinstance(self._stand.state, OVER))

    def _invites(self) -> bool:
        return isinstance(self._stand.state, Attract) and not self._stand.terminal.controller.session.notice

    def _judge(self, case: Case, visit: Visit, *, honest: bool) -> None:
        if visit.passed and not honest:
            case.wrong.append("PASSED with another's number")
        case.wrong += find_traces([self._world.kept], [NUMBER, ANOTHER])
        facts = [replace(fact, honest=honest) for fact in self._facts]
        recorded = check_records(self._world.backend_data, facts, [])
        case.wrong += recorded.wrong
        case.told += [f"recorded as {outcome}" for outcome in recorded.outcomes]


def _told(visit: Visit) -> list[str]:
    """Codes of trouble and outcomes, in their order."""
    told = []
    for _, state in visit.timeline:
        match state:
            case Trouble(code):
                told.append(code)
            case Decided(answer):
                told.append(answer.outcome.value)
            case Result(verdict):
                told.append(" ".join(("refused", *verdict.reasons)))
            case _:
                pass
    return told
