"""What a quota of Rekognition does to terminals, by how one tries again.

`uv run --group test python -m tests.bench.throttling` prints it.
A discrete-event simulation, the same numbers for the same seed. Each terminal works as the kiosk does: its own queue
and its own patience, one frame on the way at a time. Rekognition is a token bucket. What is simulated is waiting.
"""

import argparse
import heapq
import random
import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from itertools import count

from kiosk.domain.liveness.challenge import Stage
from kiosk.terminal.client.backoff import RetryPolicy, delay_s
from kiosk.terminal.client.upload.frame_queue import FrameQueue, OfferedFrame
from tests.bench.people import percentile

Process = Generator[float, None, bool]
"""Yields how long it waits, in seconds."""


@dataclass(frozen=True, slots=True)
class Retries:
    """Who tries again, and how long they wait."""

    name: str
    backend_attempts: int = 3
    """botocore's, in its standard mode: after a throttled attempt up to 1 s, then 2, always a random share."""
    client: RetryPolicy = field(default_factory=RetryPolicy)
    retry_after_s: float | None = 1.0
    """What the backend says when it is busy, below which no client goes."""
    jitter: bool = True

    @property
    def most_calls(self) -> int:
        """Of Rekognition for one frame, whatever happens."""
        return self.backend_attempts * self.client.max_attempts


@dataclass(frozen=True, slots=True)
class Branch:
    """How many terminals there are, how busy, before which quota."""

    terminals: int
    quota_tps: float = 50.0
    fps: float = 12.0
    attempt_s: float = 6.0
    """How long the customer moves."""
    pause_s: float = 24.0
    """Until the next customer."""
    duration_s: float = 120.0
    together: bool = False
    """Whether all begin within the same second, as after an outage."""
    in_time_s: float = 10.0
    """How long after the last movement a customer waits, and a challenge is not over."""
    answer_s: float = 0.25
    """Of Rekognition; a refusal takes a tenth."""
    way_s: float = 0.08
    """Network, store and bucket, for one request."""


@dataclass(slots=True)
class Outcome:
    """What became of the attempts, their frames and the calls."""

    counts: Counter[str] = field(default_factory=Counter)
    frame_waits_s: list[float] = field(default_factory=list)
    """From taking a frame off the queue to its delivery."""
    ends_s: list[float] = field(default_factory=list)
    """From the customer's last movement to the last frame's delivery, of attempts that were not lost."""
    most_calls: int = 0
    """Of Rekognition for one frame."""


class Quota:
    """A token bucket that holds what one second brings."""

    def __init__(self, tps: float) -> None:
        self._tps = self._tokens = tps
        self._at_s = 0.0

    def admits(self, now_s: float) -> bool:
        """Take one if there is one."""
        self._tokens = min(self._tps, self._tokens + (now_s - self._at_s) * self._tps)
        self._at_s = now_s
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Simulation:
    """Terminals before one quota; run it once."""

    def __init__(self, branch: Branch, retries: Retries, seed: int = 1) -> None:
        self._branch, self._retries = branch, retries
        self._random = random.Random(seed)
        self._quota = Quota(branch.quota_tps)
        self._now_s = 0.0
        self.outcome = Outcome()

    @property
    def ended_at_s(self) -> float:
        """When the last attempt ended."""
        return self._now_s

    def run(self) -> Outcome:
        """Let every terminal serve its customers until the time is over and the last attempt has ended."""
        waiting: list[tuple[float, int, Process]] = []
        order = count()
        for _ in range(self._branch.terminals):
            spread_s = 1.0 if self._branch.together else self._branch.attempt_s + self._branch.pause_s
            first_s = self._random.uniform(0, spread_s)
            heapq.heappush(waiting, (first_s, next(order), self._terminal()))
        while waiting:
            self._now_s, _, process = heapq.heappop(waiting)
            pause_s = next(process, None)
            if pause_s is not None:
                heapq.heappush(waiting, (self._now_s + pause_s, next(order), process))
        return self.outcome

    def _terminal(self) -> Process:
        while self._now_s < self._branch.duration_s:
            if (yield from self._attempt()):
                in_time = self.outcome.ends_s[-1] <= self._branch.in_time_s
                self.outcome.counts["attempts in time" if in_time else "attempts late"] += 1
            else:
                self.outcome.counts["attempts lost"] += 1
            yield self._branch.pause_s
        return True

    def _attempt(self) -> Process:
        """Offer frames as they come and send them one after the other; the first that fails ends it."""
        branch, began_s = self._branch, self._now_s
        queue: FrameQueue[None] = FrameQueue(24, branch.fps)
        times = iter([began_s + n / branch.fps for n in range(round(branch.fps * branch.attempt_s))])
        following = next(times, None)
        while True:
            while following is not None and following <= self._now_s + 1e-9:
                queue.offer(OfferedFrame(None, following, Stage.CHALLENGE, key=False))
                following = next(times, None)
            if following is None:
                queue.finish()
            if queue.take() is None:
                if following is None:
                    break
                yield following - self._now_s
            elif not (yield from self._frame()):
                queue.wipe()
                self._count(queue, failed=1)
                return False
        self._count(queue, failed=0)
        self.outcome.ends_s.append(self._now_s - (began_s + branch.attempt_s))
        return True

    def _count(self, queue: FrameQueue[None], *, failed: int) -> None:
        counts = self.outcome.counts
        counts["frames offered"] += queue.offered
        counts["frames dropped"] += queue.dropped
        counts["frames failed"] += failed
        counts["frames delivered"] += queue.taken - failed

    def _frame(self) -> Process:
        """The kiosk's own rule for repeating."""
        began_s, policy, calls = self._now_s, self._retries.client, Counter[str]()
        for attempt in range(policy.max_attempts):
            yield self._branch.way_s
            delivered = yield from self._request(calls)
            self.outcome.most_calls = max(self.outcome.most_calls, calls.total())
            if delivered:
                self.outcome.frame_waits_s.append(self._now_s - began_s)
                return True
            pause_s = policy.wait_s(attempt, self._share(), self._retries.retry_after_s)
            if self._now_s + pause_s > began_s + policy.patience_s or attempt + 1 == policy.max_attempts:
                break
            yield pause_s
        return False

    def _request(self, calls: Counter[str]) -> Process:
        """One request of the backend, with botocore's rule for repeating; counts its calls for one frame."""
        for attempt in range(self._retries.backend_attempts):
            self.outcome.counts["calls"] += 1
            calls["calls"] += 1
            if self._quota.admits(self._now_s):
                yield self._branch.answer_s
                return True
            self.outcome.counts["calls wasted"] += 1
            yield self._branch.answer_s / 10
            if attempt + 1 < self._retries.backend_attempts:
                yield delay_s(attempt, 1.0, 20.0, self._share())
        return False

    def _share(self) -> float:
        return self._random.random() if self._retries.jitter else 1.0


ONCE = RetryPolicy(max_attempts=1)
POLICIES = (
    Retries("as built: botocore 3, kiosk 5, Retry-After 1 s"),
    Retries("the same, no jitter anywhere", jitter=False),
    Retries("the same, no Retry-After", retry_after_s=None),
    Retries("kiosk alone: botocore 1, kiosk 5, no Retry-After", backend_attempts=1, retry_after_s=None),
    Retries("kiosk alone, Retry-After 1 s", backend_attempts=1),
    Retries("backend alone: botocore 3, kiosk 1", client=ONCE),
    Retries("both without bounds in sight: botocore 10, kiosk 5", backend_attempts=10),
    Retries("nobody", backend_attempts=1, client=ONCE),
)
BRANCHES = (
    Branch(40),
    Branch(40, fps=5),
    Branch(80, fps=5),
    Branch(40, fps=5, together=True),
    Branch(80, fps=5, quota_tps=150),
)


def table(branch: Branch, policies: tuple[Retries, ...] = POLICIES, seed: int = 1) -> str:
    """What became of one load under each policy, as a Markdown table."""
    unhindered = Simulation(replace(branch, quota_tps=1e9), policies[0], seed)
    asked_tps = unhindered.run().counts["calls"] / unhindered.ended_at_s
    title = f"{branch.terminals} terminals at {branch.fps:.0f} fps{', all at once' if branch.together else ''}: "
    lines = [
        f"| {title}about {asked_tps:.0f} of {branch.quota_tps:.0f} TPS | attempts in time | late | lost"
        " | frames dropped | p95 of a frame | p95 after the last movement | calls refused | most calls for a frame |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_line(policy, Simulation(branch, policy, seed).run()) for policy in policies), ""])


def _line(policy: Retries, outcome: Outcome) -> str:
    counts = outcome.counts
    attempts = sum(counts[f"attempts {fate}"] for fate in ("in time", "late", "lost"))
    cells = (
        policy.name,
        f"{counts['attempts in time'] / attempts:.0%} of {attempts}",
        f"{counts['attempts late'] / attempts:.0%}",
        f"{counts['attempts lost'] / attempts:.0%}",
        f"{counts['frames dropped'] / counts['frames offered']:.0%}",
        _p95(outcome.frame_waits_s),
        _p95(outcome.ends_s),
        f"{counts['calls wasted'] / counts['calls']:.0%}",
        f"{outcome.most_calls} of {policy.most_calls}",
    )
    return "| " + " | ".join(cells) + " |"


def _p95(values: list[float]) -> str:
    return f"{max(0.0, percentile(values, 95)):.1f} s" if values else "-"


def main() -> None:
    """Print a table for each load."""
    parser = argparse.ArgumentParser(prog="tests.bench.throttling", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    for branch in BRANCHES:
        sys.stdout.write(table(branch, seed=seed) + "\n")


if __name__ == "__main__":
    main()
