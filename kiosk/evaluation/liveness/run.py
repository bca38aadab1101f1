"""The run: gather, present, judge, conclude, write; every session is kept as soon as it is done."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from kiosk.domain.liveness.face_movement.judge import MovementPolicy
from kiosk.errors import EvaluationInterrupted
from kiosk.evaluation.liveness.challenge_space import measure_space
from kiosk.evaluation.liveness.material import Material, gather
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.request import EvaluationRequest
from kiosk.evaluation.liveness.results.result_json import left_out_csv, measurements_csv, result_json
from kiosk.evaluation.liveness.results.result_page import result_page
from kiosk.evaluation.liveness.species.registry import choose
from kiosk.evaluation.liveness.species.species import Kind, Species
from kiosk.evaluation.liveness.worker import Plan, Task, begin_process, run_task
from kiosk.evaluation.output import ResultCache
from kiosk.evaluation.progress import Progress, tell
from kiosk.evaluation.provenance import command_line, list_versions
from kiosk.evaluation.work import Work
from kiosk.settings import Settings
from kiosk.system.owner_files import prepare_folder, write_result

PAGE, RESULT, MEASUREMENTS, LEFT_OUT, FACTS = (
    "report.html", "evaluation.json", "measurements.csv", "left_out.csv", "facts",
)  # fmt: skip
TOLD_BY = ("cli", "evaluation/liveness/results", "evaluation/matching", "evaluation/report.py", "evaluation/plots.py")
"""Parts of the program that change no session."""
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it."""

    material: Material
    outcomes: tuple[Outcome, ...]


def evaluate(request: EvaluationRequest, settings: Settings) -> Evaluation:
    """Run all sessions and write the results; raises EvaluationErrors, ModelMissing and ModelDamaged."""
    species = choose(request.species, near=request.is_near)
    prepare_folder(request.output)
    cache = ResultCache(request.output)
    try:
        material = gather(request.material, request.output)
        write_result(request.output / LEFT_OUT, left_out_csv(material.left_out))
        tasks = list(list_tasks(species, material, request.sessions))
        outcomes = _run(request, settings, material, tasks, cache)
    except KeyboardInterrupt:
        raise EvaluationInterrupted(f"what was done is kept in {cache.path}: the same command goes on") from None
    finally:
        cache.close()
    _write(request, settings, material, outcomes)
    return Evaluation(material, outcomes)


def _write(request: EvaluationRequest, settings: Settings, material: Material, outcomes: tuple[Outcome, ...]) -> None:
    tell("working out rates")
    random = np.random.default_rng(request.seed)
    space = None if request.is_near else measure_space(lambda below: int(random.integers(below)))
    provenance = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": dict(list_versions()),
        "command": command_line(),
        "seed": request.seed,
        "material": material.digest,
        "people": len(material.people),
        "sessions_of_each_species": request.sessions,
        "challenge": request.challenge,
        "policy": {"judge": _policy(request, settings), "guide": asdict(settings.guide)},
    }
    left_out = Counter(each.reason for each in material.left_out)
    write_result(request.output / MEASUREMENTS, measurements_csv(outcomes))
    write_result(request.output / RESULT, result_json(outcomes, space, material.labels, provenance))
    write_result(request.output / PAGE, result_page(outcomes, space, material.labels, left_out, provenance))


def _policy(request: EvaluationRequest, settings: Settings) -> dict[str, Any]:
    """What the judge of this challenge went by."""
    return asdict(MovementPolicy() if request.is_near else settings.judge)


def list_tasks(species: Sequence[Species], material: Material, sessions: int) -> Iterator[Task]:
    """As many sessions of each, of all people in turn: people who want to pass first, then every attack a little
    further, so that each has as many whenever it is stopped, and one person's pictures are loaded for all of them."""
    people = material.people
    genuine = [each for each in species if each.kind is Kind.BONA_FIDE]
    attacks = [each for each in species if each.kind is not Kind.BONA_FIDE]
    for together in (genuine, attacks):
        for index in range(sessions):
            yield from (Task(each.name, people[index % len(people)], index // len(people)) for each in together)


def _run(
    request: EvaluationRequest, settings: Settings, material: Material, tasks: list[Task], cache: ResultCache
) -> tuple[Outcome, ...]:
    kind = _kind(request, settings, material)
    known = {key: Outcome(**json.loads(value)) for key, value in cache.get_all(kind).items()}
    left = [task for task in tasks if task.key not in known]
    progress = Progress("sessions", len(tasks), len(tasks) - len(left))
    facts = request.output / FACTS if request.keep_facts else None
    if facts is not None:
        facts.mkdir(mode=0o700, exist_ok=True)

    def keep(task: Task, outcome: Outcome) -> None:
        cache.put(kind, task.key, json.dumps(asdict(outcome)).encode())
        known[task.key] = outcome
        progress.advance()

    def make_executor(workers: int) -> Executor:
        # Its class is made anew for each reading of the settings, and so does not travel.
        arguments = (settings.model_dump(), material, request.seed, Plan(request.is_whole, facts, request.with_light))
        return ProcessPoolExecutor(workers, get_context("spawn"), begin_process, arguments)

    if left:
        # Read when a worker loads numpy: two processes with two threads each do not share two cores well.
        os.environ.update(dict.fromkeys(THREADS, "1"))
        Work(run_task, keep, request.workers, make_executor=make_executor).run(left)
    progress.end()
    return tuple(known[task.key] for task in tasks)


def _kind(request: EvaluationRequest, settings: Settings, material: Material) -> str:
    """Names what results depend on: another seed, policy, program or material finds nothing of it."""
    source, program = sha256(), Path(__file__).parents[2]
    for path in sorted(program.rglob("*.py")):
        if not any(path.is_relative_to(program / told) for told in TOLD_BY):
            source.update(path.read_bytes())
    described = settings.model_dump_json(include={"judge", "guide", "frame_width_px", "frame_height_px", "crop_zoom"})
    asked = f"{material.digest} {request.seed} {request.is_whole} {request.challenge}"
    return sha256(f"{source.hexdigest()} {described} {asked}".encode()).hexdigest()
