from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.attempts.changes import News, advanced, ended, references, reopened, timed_out, without_duplicate
from kiosk.identity.flow import Attempt, AttemptStage, Flow, Outcome

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


def test_whoever_looked_alike_can_be_forgotten() -> None:
    attempt = Attempt(
        "a1", Flow.ONBOARD, 0, 600, "B", details={"duplicate_customer": "A", "user_id": "U", "other": "x"}
    )
    assert references(attempt) == {"A", "B", "U"}
    assert without_duplicate(attempt, "B") is None
    after = without_duplicate(attempt, "A")
    assert after is not None
    assert references(after) == {"B", "U"}
