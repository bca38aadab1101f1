"""Which terminals are served: enrolled ones with a key of their own, and what gives away that a key is on two devices.

A program that runs on a terminal draws a random name for its run, and counts the requests that it signs. A challenge
is started by one program at a time, so that a name which comes back after another one has taken over belongs to a
second device with the same key.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.bounds import require_between
from kiosk.domain.liveness.room_memory import RoomMemory
from kiosk.terminal_errors import TerminalClockWrong, TerminalDoubled, TerminalRevoked, TerminalSignatureReplayed

MAX_RUNS = 16
"""Of one terminal that are remembered: more restarts than fit into the time for which a signature is good."""
WINDOW = 1024
"""How many requests later one may still arrive: several connections overtake each other."""


class Admitted(StrEnum):
    """Who may start a challenge."""

    ENROLLED = "enrolled"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class TerminalPolicy:
    """Who may start a challenge, and how far a terminal's clock may be off."""

    admitted: Admitted = Admitted.ENROLLED
    """`any` also admits clients without a key, as those of both samples are: their verdicts say `terminal_attested` 0,
    and they may send frames without number and chain."""
    max_clock_skew_s: float = 120.0
    """Between the time in a signature and the backend's own, either way."""

    def __post_init__(self) -> None:
        """Raises ValueError for what would refuse every terminal, or let old requests in."""
        require_between(self, 5, 600, "max_clock_skew_s")

    @property
    def admits_any(self) -> bool:
        """Whether a client without a key may start a challenge."""
        return self.admitted is Admitted.ANY


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program on a terminal, and the highest number under which it has started a challenge."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class EnrolledTerminal:
    """A terminal that may start challenges; times are seconds since the epoch."""

    id: str
    """The digest of its public key."""
    public_key: str
    """Ed25519, 32 bytes in base64."""
    name: str
    """For people."""
    enrolled_at_s: float
    revoked_at_s: float | None = None
    doubled_at_s: float | None = None
    device: str = ""
    """The id of the device that was the first to use the key; empty before."""
    runs: tuple[Run, ...] = ()
    """The last one is the one that counts."""
    signed_at_s: float = 0.0
    """What the latest start says of its time."""
    room: RoomMemory | None = None
    """What its camera usually sees around customers; None where nobody remembers that."""

    @property
    def usable(self) -> bool:
        """Whether it is neither revoked nor doubled."""
        return self.revoked_at_s is None and self.doubled_at_s is None


@dataclass(frozen=True, slots=True)
class SignedUse:
    """What a signature says beside what it covers; untrusted until it was verified."""

    terminal_id: str
    signed_at_s: float
    run: str
    number: int
    device: str = ""


@dataclass(frozen=True, slots=True)
class SeenNumbers:
    """The numbers of one run that have been seen: the highest, and those just below as bits (RFC 4303, 3.4.3)."""

    run: str
    highest: int = -1
    below: int = 0


def check_usable(terminal: EnrolledTerminal) -> None:
    """Raises TerminalRevoked and TerminalDoubled."""
    if terminal.revoked_at_s is not None:
        raise TerminalRevoked
    if terminal.doubled_at_s is not None:
        raise TerminalDoubled


def check_time(use: SignedUse, now_s: float, policy: TerminalPolicy) -> None:
    """Raises TerminalClockWrong for a signature that is too old, or of the future."""
    # NaN fails this comparison as well.
    if not abs(now_s - use.signed_at_s) <= policy.max_clock_skew_s:
        raise TerminalClockWrong


def note_start(terminal: EnrolledTerminal, use: SignedUse, now_s: float) -> EnrolledTerminal:
    """The terminal after it has started a challenge; one that shows that its key is on two devices is marked as such.

    Raises TerminalRevoked, TerminalDoubled, TerminalSignatureReplayed and TerminalClockWrong.
    """
    check_usable(terminal)
    earlier = next((run for run in terminal.runs if run.name == use.run), None)
    if earlier is not None and use.number <= earlier.number:
        raise TerminalSignatureReplayed
    if use.signed_at_s < terminal.signed_at_s:
        # Set back, or an old request of a run that nobody remembers.
        raise TerminalClockWrong
    if _is_second(terminal, use, earlier):
        return replace(terminal, doubled_at_s=now_s)
    runs = (*(run for run in terminal.runs if run.name != use.run), Run(use.run, use.number))
    return replace(terminal, runs=runs[-MAX_RUNS:], signed_at_s=use.signed_at_s, device=terminal.device or use.device)


def _is_second(terminal: EnrolledTerminal, use: SignedUse, earlier: Run | None) -> bool:
    """Whether this comes from another device than the one that the key belongs to, or from a run that was over."""
    other_device = terminal.device not in ("", use.device)
    return other_device or (earlier is not None and earlier != terminal.runs[-1])


def check_going_on(terminal: EnrolledTerminal, use: SignedUse) -> None:
    """Raises TerminalRevoked, and TerminalDoubled for anybody but the run that started a challenge last."""
    check_usable(terminal)
    # Of whom no start is known, as after the end of an embedded backend, nobody else has taken over either.
    taken_over = terminal.runs and terminal.runs[-1].name != use.run
    if taken_over or terminal.device not in ("", use.device):
        raise TerminalDoubled


def note_number(seen: SeenNumbers | None, use: SignedUse) -> SeenNumbers:
    """What has been seen of this run with this request; raises TerminalSignatureReplayed."""
    if seen is None or seen.run != use.run:
        return SeenNumbers(use.run, use.number, 1)
    ahead = use.number - seen.highest
    if ahead > 0:
        below = (seen.below << ahead | 1) & ((1 << WINDOW) - 1) if ahead < WINDOW else 1
        return SeenNumbers(use.run, use.number, below)
    if -ahead >= WINDOW or seen.below >> -ahead & 1:
        raise TerminalSignatureReplayed
    return replace(seen, below=seen.below | 1 << -ahead)
