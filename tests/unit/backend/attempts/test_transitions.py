from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.attempts.transitions import (
    MAX_DUPLICATES,
    AttemptUpdate,
    advance,
    end,
    is_of,
    list_named_duplicates,
    list_references,
    remove_mention,
    reopen,
    time_out,
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
            return advance(attempt, AttemptUpdate(stage))
        case "end", Outcome() as outcome:
            return end(attempt, outcome, (), AttemptUpdate(), NOW_S)
        case "sweep", float() as now_s:
            return time_out(attempt, now_s)
        case _:
            return reopen(attempt, AttemptUpdate(details={"decision": "review"}), NOW_S)


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
    details = {**list_named_duplicates(["A", "D", "A2"]), "user_id": "U", "other": "x"}
    attempt = Attempt("a1", Flow.ONBOARD, 0, 600, "B", details=details)
    assert list_references(attempt) == {"A", "A2", "B", "D", "U"}
    assert remove_mention(attempt, "B") is None
    assert remove_mention(attempt, "x") is None
    for gone in ("D", "U", "A"):
        after = remove_mention(attempt, gone)
        assert after is not None
        assert list_references(after) == list_references(attempt) - {gone}
        assert after.details["other"] == "x"


def test_no_attempt_names_more_than_it_can() -> None:
    named = list_named_duplicates([f"C-{number}" for number in range(99)])
    assert (len(named), named["duplicate_customer"], named["duplicate_customer_2"]) == (MAX_DUPLICATES, "C-0", "C-1")
    assert list_named_duplicates([]) == {}


def test_what_a_terminal_calls_its_user_owns_nothing_of_a_customer_who_is_known() -> None:
    known = Attempt("a1", Flow.ONBOARD, 0, 600, "B", details={"user_id": "A"})
    assert is_of(known, "B")
    assert not is_of(known, "A")
    unknown = Attempt("a1", Flow.VERIFY, 0, 600, details={"user_id": "A"})
    assert is_of(unknown, "A")
    assert not is_of(unknown, "")
    assert not is_of(Attempt("a1", Flow.VERIFY, 0, 600), "A")
