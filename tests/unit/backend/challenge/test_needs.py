"""What customers declare at the start: the backend decides what it changes, and keeps it with the challenge."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.local import build_local
from kiosk.backend.challenge.start import StartRequest
from kiosk.backend.engines.local.load import load_engines
from kiosk.contract.challenge import NoseStartReply
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.settings import Settings, load
from kiosk.terminal.client.started_challenge import StartOptions
from tests.factories.terminals import ANYBODY


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VerificationService]:
    with _built(tmp_path_factory.mktemp("needs"), JudgePolicy(longer_time_factor=1.5)) as service:
        yield service


def _built(folder: Path, judge: JudgePolicy) -> VerificationService:
    settings: Settings = load(data_dir=folder, allow_synthetic=True, terminals=ANYBODY, judge=judge)
    return build_local(settings, *load_engines(""))


def started(service: VerificationService, needs: CustomerNeeds, *, boxes_widely: bool = False) -> NoseChallenge:
    request = StartRequest("somebody", 640, 480, needs=needs, boxes_widely=boxes_widely)
    challenge = service.start(request).challenge
    assert isinstance(challenge, NoseChallenge)
    kept = service._context.store.load(challenge.id).record.challenge
    assert kept == challenge
    return challenge


def test_others_get_what_they_always_got(service: VerificationService) -> None:
    challenge = started(service, CustomerNeeds())
    assert (len(challenge.targets), challenge.time_factor) == (3, 1.0)


def test_who_cannot_turn_far_gets_nearer_targets_and_one_more(service: VerificationService) -> None:
    challenge = started(service, CustomerNeeds(turns_little=True))
    assert len(challenge.targets) == 4
    assert challenge.light is not None


def test_what_is_declared_adds_up(service: VerificationService) -> None:
    challenge = started(service, CustomerNeeds(photosensitive=True, turns_little=True, needs_more_time=True))
    assert (len(challenge.targets), challenge.light, challenge.time_factor) == (4, None, 1.5)


def test_clients_of_the_samples_cannot_declare_anything(service: VerificationService) -> None:
    challenge = started(service, CustomerNeeds(turns_little=True, needs_more_time=True), boxes_widely=True)
    assert (len(challenge.targets), challenge.time_factor) == (1, 1.0)


def test_the_terminal_tells_and_reads_it() -> None:
    options = StartOptions(
        "somebody", 640, 480, synthetic=False, camera_name="", turns_little=True, needs_more_time=True
    )
    body = options.body().model_dump(exclude_unset=True)
    assert body["turns_little"] and body["needs_more_time"]
    usual = StartOptions("somebody", 640, 480, synthetic=False, camera_name="").body().model_dump(exclude_unset=True)
    assert not {"turns_little", "needs_more_time"} & set(usual)


def test_the_answer_says_how_much_longer(service: VerificationService) -> None:
    challenge = started(service, CustomerNeeds(needs_more_time=True))
    told = NoseStartReply.model_validate(
        {**NoseStartReply.describe(challenge), "id": challenge.id, "token": "t", "user_id": ""}
    )
    assert told.model_dump(mode="json")["time_factor"] == 1.5
    assert told.to_challenge(challenge.id).time_factor == 1.5
    usual = started(service, CustomerNeeds())
    assert "time_factor" not in NoseStartReply.describe(usual)
