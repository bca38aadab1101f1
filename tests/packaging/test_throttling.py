"""The simulation of a throttled Rekognition loses nothing without saying so, and its promises about retries hold."""

from dataclasses import replace

import pytest

from kiosk.terminal.client.backoff import RetryPolicy
from tests.bench.throttling import POLICIES, Branch, Outcome, Quota, Retries, Simulation, table

SMALL = Branch(terminals=12, quota_tps=5.0, fps=3, duration_s=30.0, pause_s=6.0)
AMPLE = replace(SMALL, quota_tps=1000.0)


def simulated(branch: Branch, retries: Retries, seed: int = 1) -> Outcome:
    return Simulation(branch, retries, seed).run()


@pytest.mark.parametrize("retries", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("branch", [SMALL, AMPLE, replace(SMALL, together=True), replace(SMALL, fps=12)])
def test_every_frame_is_delivered_dropped_or_failed(branch: Branch, retries: Retries) -> None:
    counts = simulated(branch, retries).counts
    assert counts["frames offered"] > 0
    assert counts["frames offered"] == sum(counts[f"frames {fate}"] for fate in ("delivered", "dropped", "failed"))
    assert counts["frames failed"] == counts["attempts lost"]


@pytest.mark.parametrize("retries", POLICIES, ids=lambda policy: policy.name)
def test_no_frame_costs_more_calls_than_both_layers_allow(retries: Retries) -> None:
    outcome = simulated(SMALL, retries)
    assert outcome.most_calls <= retries.most_calls
    frames = outcome.counts["frames delivered"] + outcome.counts["frames failed"]
    assert outcome.counts["calls"] <= frames * retries.most_calls
    assert outcome.counts["calls"] == outcome.counts["frames delivered"] + outcome.counts["calls wasted"]


def test_layers_multiply() -> None:
    assert Retries("as built").most_calls == 3 * RetryPolicy().max_attempts == 15
    assert Retries("one layer", client=RetryPolicy(max_attempts=1)).most_calls == 3


@pytest.mark.parametrize("retries", POLICIES, ids=lambda policy: policy.name)
def test_with_quota_enough_nothing_is_refused(retries: Retries) -> None:
    counts = simulated(AMPLE, retries).counts
    assert counts["calls wasted"] == counts["attempts lost"] == counts["attempts late"] == 0


def test_no_policy_gets_more_through_than_the_quota() -> None:
    for retries in POLICIES:
        simulation = Simulation(SMALL, retries)
        counts = simulation.run().counts
        assert counts["frames delivered"] <= SMALL.quota_tps * (simulation.ended_at_s + 1)


def test_trying_again_saves_attempts_that_giving_up_loses() -> None:
    patient, nobody = POLICIES[0], POLICIES[-1]
    assert simulated(SMALL, patient).counts["attempts lost"] < simulated(SMALL, nobody).counts["attempts lost"]


def test_the_same_seed_is_the_same_table() -> None:
    assert table(SMALL, POLICIES[:2], seed=7) == table(SMALL, POLICIES[:2], seed=7)
    assert table(SMALL, POLICIES[:2], seed=7) != table(SMALL, POLICIES[:2], seed=8)


def test_a_bucket_gives_what_a_second_brings_and_then_at_its_rate() -> None:
    quota = Quota(10.0)
    assert sum(quota.admits(0.0) for _ in range(50)) == 10
    assert not quota.admits(0.05)
    assert quota.admits(0.11)
    assert sum(quota.admits(100.0) for _ in range(50)) == 10
