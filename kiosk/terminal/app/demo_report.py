"""What a demonstration leaves in its folder: screenshots, and how it ended with the scores that staff see."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer
from kiosk.terminal.session.states import Decided, DocumentRefused, Result, State
from kiosk.terminal.ui.controller import Controller
from kiosk.terminal.ui.error_codes import code_of
from kiosk.terminal.ui.threads import Workers

if TYPE_CHECKING:
    from kiosk.terminal.client.started_challenge import StartedChallenge

logger = logging.getLogger(__name__)

VERDICT_FILE: Final = "verdict.json"
Look = Callable[["StartedChallenge"], Evidence]
"""Asks the backend for what staff may see; blocks, and raises BackendErrors."""


@dataclass
class DemoReport:
    """Writes into `folder`, for which None stands when nobody wants a report; for the GUI thread only."""

    folder: Path | None
    controller: Controller
    workers: Workers
    look: Look | None = None
    """None where nobody may see scores: the report then says what the terminal was told."""
    shots: int = 0

    def picture(self, window: QWidget, name: str) -> None:
        """Keep a screenshot."""
        if self.folder is not None:
            self.shots += 1
            self.folder.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(self.folder / f"{self.shots:02d}-{name}.png"))

    def conclude(self, state: State, done: Callable[[], None]) -> None:
        """Write how it ended, then call `done`, whatever happens."""
        started, look = self.controller.started, self.look
        if self.folder is None or look is None or started is None:
            self._write(state, None)
            done()
            return

        def written(found: object) -> None:
            self._write(state, found if isinstance(found, Evidence) else None)
            done()

        def unseen(error: Exception) -> None:
            logger.warning("the report has no scores: %s", code_of(error))
            written(None)

        self.workers.start(lambda _: look(started), "report", returned=written, errored=unseen)

    def _write(self, state: State, evidence: Evidence | None) -> None:
        told = describe_end(state, evidence)
        if self.folder is not None and told:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / VERDICT_FILE).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def describe_end(state: State, evidence: Evidence | None) -> Mapping[str, object]:
    """What a session came to, with the scores where there are some; nothing for one that did not come to an end."""
    match state:
        case Result(verdict):
            return {**asdict(verdict), **_describe_verdict(evidence)}
        case Decided(answer):
            return _describe_answer(answer.outcome.value, answer.reasons, answer, evidence)
        case DocumentRefused(answer, code):
            reasons = (code,) if answer is None else answer.findings
            return _describe_answer("failed", reasons, answer, evidence)
        case _:
            return {}


def _describe_verdict(evidence: Evidence | None) -> Mapping[str, object]:
    if evidence is None:
        return {}
    scores = dict(evidence.scores)
    confidence, face_match = scores.pop("liveness", None), scores.pop("id_photo_similarity", None)
    return {"confidence": confidence, "face_match": face_match, "evidence": scores}


def _describe_answer(
    outcome: str, reasons: tuple[str, ...], answer: FlowAnswer | DocumentAnswer | None, evidence: Evidence | None
) -> Mapping[str, object]:
    scores: Mapping[str, float] = {} if evidence is None else evidence.scores
    match = None if answer is None else answer.face_match
    measured = {name: scores[name] for name in ("similarity", "threshold") if name in scores}
    quality = answer.quality if isinstance(answer, DocumentAnswer) else ()
    return {
        "outcome": outcome,
        "reasons": list(reasons),
        "quality": [{"image": each.image, "measure": each.measure, "advice": each.advice} for each in quality],
        "face_match": None if match is None else {"is_match": match.is_match, **measured},
        "evidence": dict(scores),
    }
