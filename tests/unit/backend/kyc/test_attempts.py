"""Sessions of the KYC API among the attempts of a whole backend."""

from pathlib import Path

import pytest

from kiosk.backend.attempts.attempt_log import GRACE_S
from kiosk.backend.build.maintenance import run_maintenance
from kiosk.backend.challenge.start import StartRequest
from kiosk.domain.identity.flow import Outcome
from kiosk.errors import KycSessionExpired, KycSessionNotFound, SimilarityTooLow
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.branch import Branch, open_branch


def completed(branch: Branch, person: str) -> str:
    """A session that this person completed at a terminal."""
    session = branch.identity.kyc.create("bank", 2)
    started = branch.service.start(StartRequest("u-1", 640, 480, session_id=session.id))
    assert branch.pass_liveness(started, person).passed
    return session.id


def test_every_session_is_an_attempt_of_its_caller_that_ends(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        kyc, attempts = branch.identity.kyc, branch.identity.attempts
        left, done = kyc.create("bank", 0), completed(branch, "alice")
        assert [attempts.load(each).outcome for each in (left.id, done)] == [Outcome.OPEN, Outcome.APPROVED]
        page = branch.reader.show(jpeg("page", 900, 600), branch.engine.show(jpeg("portrait"), head(), person="bob"))
        for _ in range(6):
            # Strangers who fail lock out no other customer of the caller.
            with pytest.raises(SimilarityTooLow):
                kyc.identify("bank", completed(branch, "alice"), [page])
        branch.clock.now_s += 601 + GRACE_S
        run_maintenance(branch.identity)
        found = attempts.load(left.id)
        assert (found.outcome, found.caller) == (Outcome.ABANDONED, "bank")
        with pytest.raises(KycSessionExpired):
            kyc.results("bank", left.id)


def test_sessions_and_their_images_go_when_their_time_is_over(tmp_path: Path) -> None:
    with open_branch(tmp_path) as branch:
        session_id = completed(branch, "alice")
        folder = tmp_path / "sessions" / session_id
        assert len(list(folder.iterdir())) >= 2
        branch.clock.now_s += 25 * 3600
        run_maintenance(branch.identity)
        with pytest.raises(KycSessionNotFound):
            branch.identity.kyc.results("bank", session_id)
        assert not folder.exists()
