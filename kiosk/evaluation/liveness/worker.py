"""Runs one session in a process of its own: engines and store are made once, everything else anew."""

import os
import signal
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from pathlib import Path
from threading import Thread
from typing import Any

import cv2
import numpy as np

from kiosk.domain.identity.without_light import waits_for_staff
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.verdict import Reason, Verdict, comparable_confidence
from kiosk.errors import InternalError, KioskError
from kiosk.evaluation.liveness.material import Material
from kiosk.evaluation.liveness.near.sessions import NearSessions
from kiosk.evaluation.liveness.outcome import MOST_ATTEMPTS, Outcome
from kiosk.evaluation.liveness.session.ablation import (
    Contributions,
    list_ablations,
    measure_contributions,
    speaks_evidence_alone,
)
from kiosk.evaluation.liveness.session.backend import ClientSession, SimulatedBackend
from kiosk.evaluation.liveness.session.facts import keep_case
from kiosk.evaluation.liveness.session.measures import measure_everything
from kiosk.evaluation.liveness.session.recording import JudgedCase
from kiosk.evaluation.liveness.session.sample_rule import sample_score
from kiosk.evaluation.liveness.session.terminal import SimulatedTerminal, open_tracker
from kiosk.evaluation.liveness.simulation.presentation import Presentation
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.registry import ALL_SPECIES
from kiosk.evaluation.liveness.species.species import Kind, Species
from kiosk.settings import Settings, load
from kiosk.vision.jpeg import encode_jpeg

LAG_S = (0.02, 0.09)
"""From what the screen is told to show to what the camera sees of it."""
WHO_IT_WAS = frozenset({"same_person", "document_frames", "frames_compared", "frames_not_compared", "strange_frames"})
"""What a verdict tells of similarities."""
VERDICT_S = 0.3
"""For the last frame to arrive and the verdict to be given, as measured of the product on an idle machine."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108
"""Where there is such a folder the store costs no disk."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What sessions are run for."""

    is_whole: bool = False
    """Whether attacks are carried on that cannot pass any more."""
    facts: Path | None = None
    """Where what verdicts went by is kept, of whole sessions."""
    with_light: bool = False
    """Whether the challenge of coming near has colours."""


@dataclass(frozen=True, slots=True)
class Task:
    """One session to run; its number is part of its seed."""

    species: str
    person: str
    number: int

    @property
    def key(self) -> str:
        """Names it in the cache."""
        return f"{self.species} {self.person} {self.number}"


class Worker:
    """What a process keeps between sessions."""

    def __init__(self, settings: Settings, material: Material, seed: int, plan: Plan) -> None:
        """Loads engines; raises ModelMissing, ModelDamaged and StorageFailed."""
        self._folder = tempfile.TemporaryDirectory(
            prefix="kiosk-evaluate-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None, ignore_cleanup_errors=True
        )
        self.settings, self.material, self.seed, self.plan = settings, material, seed, plan
        self.backend = SimulatedBackend(settings, Path(self._folder.name))

    def run(self, task: Task) -> Outcome:
        """One session, with what errors of the backend it came to.

        An attack is cut short once nothing can make it pass; people are asked until the end.
        """
        began_s = time.process_time()
        outcome = self._try_again(task) if ALL_SPECIES[task.species].kind is Kind.BONA_FIDE else self._attack(task)
        return replace(outcome, cpu_s=time.process_time() - began_s)

    def _attack(self, task: Task) -> Outcome:
        """Cut it short if it can be; what was cut short in vain is run to its end."""
        outcome = None if self.plan.is_whole else self._run(task, self._chances(task), whole=False)
        return outcome or self._run_whole(task, self._chances(task))

    def _try_again(self, task: Task) -> Outcome:
        """As often as people do whom the first attempt refuses, unless staff come."""
        chances = self._chances(task)
        first = self._run_whole(task, chances)
        passed, attempts = first.passed, 1
        while not passed and attempts < MOST_ATTEMPTS and not waits_for_staff(first.reasons):
            attempts += 1
            random = self._random(task, attempts)
            self.backend.next_attempt(partial(_draw, random))
            passed = self._run_whole(task, chances.again(random), attempts).passed
        return replace(first, attempts=attempts, passed_in_the_end=passed)

    def _chances(self, task: Task) -> Chances:
        """Let somebody come who has not been there."""
        random = self._random(task)
        self.backend.next_session(partial(_draw, random))
        return Chances(self.material, task.person, random, self.settings, ALL_SPECIES[task.species].told.needs)

    def _random(self, task: Task, *attempt: int) -> np.random.Generator:
        names = zlib.crc32(task.species.encode()), zlib.crc32(task.person.encode())
        return np.random.default_rng([self.seed, *names, task.number, *attempt])

    def _run_whole(self, task: Task, chances: Chances, attempt: int = 1) -> Outcome:
        outcome = self._run(task, chances, attempt, whole=True)
        if outcome is None:
            raise InternalError("a whole session without an outcome")
        return outcome

    def _run(self, task: Task, chances: Chances, attempt: int = 1, *, whole: bool) -> Outcome | None:
        """One attempt; None for one that was cut short in vain."""
        outcome = Outcome(task.species, task.person, task.number, passed=False, attempts=attempt)
        try:
            if ALL_SPECIES[task.species].is_near:
                return self.near.run(outcome, chances)
            return self._attempt(ALL_SPECIES[task.species], chances, outcome, whole=whole)
        except KioskError as error:
            return replace(outcome, ended=error.code)

    def _attempt(self, species: Species, chances: Chances, outcome: Outcome, *, whole: bool) -> Outcome | None:
        session, starts = self._start(species, chances, outcome, whole=whole)
        seconds = self._present(species, chances, session)
        verdict, case = session.verify()
        if case is not None and self.plan.facts is not None:
            again = f"-{outcome.attempts}" if outcome.attempts > 1 else ""
            keep_case(self.plan.facts / f"{outcome.species}-{outcome.person}-{outcome.number}{again}.facts", case)
        outcome = replace(outcome, starts=starts)
        if session.refusals or session.was_foreseen:
            reasons = tuple(reason for reason in verdict.reasons if reason in session.refusals)
            return _cut_short(outcome, reasons, session, self.settings.judge) if reasons else None
        if verdict.passed and not session.was_compared:
            return None
        outcome = _with_verdict(outcome, verdict, seconds, compared=session.was_compared)
        if case is None:
            return outcome
        return _with_case(outcome, case, _contributions(session, verdict, case, self.settings.judge))

    def _start(self, species: Species, chances: Chances, outcome: Outcome, *, whole: bool) -> tuple[ClientSession, int]:
        """Start challenges until one suits, or the attacker takes what there is."""
        visitor = f"visitor-{zlib.crc32(repr((outcome.species, outcome.person, outcome.number)).encode()):08x}"
        id_photo = encode_jpeg(chances.other_still.image, 92) if species.has_id_photo else None
        for starts in range(1, species.attempts + 1):
            session = ClientSession(
                self.backend, visitor, species.told, id_photo, whole=whole, changes_person=species.changes_person
            )
            if species.suits is None or starts == species.attempts or species.suits(chances, session.challenge):
                break
            session.abandon()
        return session, starts

    def _present(self, species: Species, chances: Chances, session: ClientSession) -> float:
        """Until the verdict can be asked for; how long it took."""
        if species.inject is not None:
            seconds = 0.0
            for frame in species.inject(chances, session):
                session.send(frame)
                seconds = frame.captured_at_s
                if session.is_over:
                    break
            return seconds
        presentation = _presentation(species, chances, session)
        with open_tracker(self.settings) as tracker:
            terminal = SimulatedTerminal(self.settings, session, float(chances.random.uniform(*LAG_S)))
            terminal.run(presentation, tracker, chances.random)
        return terminal.time_s

    @cached_property
    def near(self) -> NearSessions:
        """What carries out challenges of coming near; raises ModelMissing and ModelDamaged."""
        return NearSessions(self.settings, with_light=self.plan.with_light)

    def close(self) -> None:
        """Close and delete the store."""
        if "near" in vars(self):
            self.near.close()
        self.backend.close()
        self.delete_folder()

    def delete_folder(self) -> None:
        """Delete the store's files, whoever still uses them."""
        self._folder.cleanup()


def _draw(random: np.random.Generator, below: int) -> int:
    return int(random.integers(below))


def _presentation(species: Species, chances: Chances, session: ClientSession) -> Presentation:
    if species.answer is not None:
        return species.answer(chances, session.challenge)
    if species.present is None:
        raise InternalError(f"nothing presents {species.name}")
    return species.present(chances)


def _with_verdict(outcome: Outcome, verdict: Verdict, seconds: float, *, compared: bool) -> Outcome:
    left_out = frozenset[str]() if compared else WHO_IT_WAS
    return replace(
        outcome,
        passed=verdict.passed,
        reasons=tuple(reason.value for reason in verdict.reasons),
        confidence=comparable_confidence(verdict),
        evidence={name: value for name, value in verdict.evidence.items() if name not in left_out},
        not_measured=verdict.not_measured,
        compared=compared,
        seconds=seconds + VERDICT_S,
    )


def _cut_short(outcome: Outcome, reasons: Sequence[Reason], session: ClientSession, policy: JudgePolicy) -> Outcome:
    """What is known of it; whatever else the verdict says is of a session that was not carried on."""
    return replace(
        outcome,
        reasons=tuple(reason.value for reason in reasons),
        sample_score=sample_score(session.challenge, session.seen),
        frames=len(session.seen),
        without=dict.fromkeys(list_ablations(policy), False),
        cut_short=True,
    )


def _contributions(session: ClientSession, verdict: Verdict, case: JudgedCase, policy: JudgePolicy) -> Contributions:
    """What each piece of evidence did; where it was worked out before, and no rule was broken, as it was."""
    if session.weighed is None or not speaks_evidence_alone(verdict):
        return measure_contributions(case, verdict, policy)
    return session.weighed


def _with_case(outcome: Outcome, case: JudgedCase, contributions: Contributions) -> Outcome:
    return replace(
        outcome,
        measures=measure_everything(case),
        without=contributions.without,
        score=contributions.score,
        log_odds=contributions.log_odds,
        sample_score=sample_score(case.challenge, case.frames),
        frames=len(case.frames),
    )


class _Process:
    """What this process keeps; made once by `begin_process`."""

    worker: Worker | None = None


def begin_process(settings: dict[str, Any], material: Material, seed: int, plan: Plan) -> None:
    """Make what this process keeps; Ctrl+C is for the one that started it, after whom it does not live on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(1)
    _Process.worker = worker = Worker(load(**settings), material, seed, plan)
    Finalize(None, worker.close, exitpriority=10)
    Thread(target=_end_with_parent, args=(worker,), name="parent", daemon=True).start()


def run_task(task: Task) -> Outcome:
    """Run it in this process."""
    if _Process.worker is None:
        raise InternalError("the process was not begun")
    return _Process.worker.run(task)


def _end_with_parent(worker: Worker) -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        worker.delete_folder()
        os._exit(1)
