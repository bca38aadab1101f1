from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.attempts.transitions import (
    MAX_DUPLICATES,
    News,
    advanced,
    duplicates_named,
    ended,
    is_of,
    references,
    reopened,
    timed_out,
    without_mention,
)
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome

NOW_S = 500.0
STEPS = st.one_of(
    st.tuples(st.just("advance"), st.sampled_from(AttemptStage)),
    st.tuples(st.just("end"), st.sampled_from(Outcome)),
    st.tuples(st.just("sweep"), st.sampled_from([100.0, 1000.0])),
    st.tuples(st.just("reopen"), st.none()),
)


def apply(attempt: Attempt, step: str, value: object) -> Attempt | None:
    match step, value:
        case "advance", AttemptStage() as stage:
            return advanced(attempt, News(stage))
        case "end", Outcome() as outcome:
            return ended(attempt, outcome, (), News(), NOW_S)
        case "sweep", float() as now_s:
            return timed_out(attempt, now_s)
        case _:
            return reopened(attempt, News(details={"decision": "review"}), NOW_S)


@given(st.lists(STEPS, max_size=12))
def test_an_approval_is_final_and_only_staff_takes_up_what_ended(steps: list[tuple[str, object]]) -> None:
    attempt = Attempt("a1", Flow.ONBOARD, 0, 600)
    for step, value in steps:
        after = apply(attempt, step, value)
        if after is None:
            continue
        assert attempt.outcome is not Outcome.APPROVED
        if attempt.outcome in (Outcome.FAILED, Outcome.ABANDONED):
            assert step == "reopen"
        if step == "advance":
            assert list(AttemptStage).index(after.stage) >= list(AttemptStage).index(attempt.stage)
        assert (after.ended_at_s is None) == (after.outcome is Outcome.OPEN)
        attempt = after


def test_whoever_is_mentioned_can_be_forgotten() -> None:
    details = {**duplicates_named(["A", "D", "A2"]), "user_id": "U", "other": "x"}
    attempt = Attempt("a1", Flow.ONBOARD, 0, 600, "B", details=details)
    assert references(attempt) == {"A", "A2", "B", "D", "U"}
    assert without_mention(attempt, "B") is None
    assert without_mention(attempt, "x") is None
    for gone in ("D", "U", "A"):
        after = without_mention(attempt, gone)
        assert after is not None
        assert references(after) == references(attempt) - {gone}
        assert after.details["other"] == "x"


def test_no_attempt_names_more_than_it_can() -> None:
    named = duplicates_named([f"C-{number}" for number in range(99)])
    assert (len(named), named["duplicate_customer"], named["duplicate_customer_2"]) == (MAX_DUPLICATES, "C-0", "C-1")
    assert duplicates_named([]) == {}


def test_what_a_terminal_calls_its_user_owns_nothing_of_a_customer_who_is_known() -> None:
    known = Attempt("a1", Flow.ONBOARD, 0, 600, "B", details={"user_id": "A"})
    assert is_of(known, "B")
    assert not is_of(known, "A")
    unknown = Attempt("a1", Flow.VERIFY, 0, 600, details={"user_id": "A"})
    assert is_of(unknown, "A")
    assert not is_of(unknown, "")
    assert not is_of(Attempt("a1", Flow.VERIFY, 0, 600), "A")
