"""Who comes is asked before anybody is watched, and never twice."""

from dataclasses import replace

from kiosk.terminal.session import effects, events
from kiosk.terminal.session.states import (
    BackendTask,
    EnteringCustomer,
    GetReady,
    Waiting,
)
from tests.unit.terminal.session.visits import (
    AUTHENTICATE,
    FILES,
    LIVE,
    ONBOARD,
    after,
)


def test_nobody_is_asked_for_what_is_known_already() -> None:
    known = replace(AUTHENTICATE, customer="4711")
    assert after(known, [events.StartPressed()])[0].state == GetReady()
    chosen = replace(ONBOARD, pages=FILES)
    session, done = after(chosen, (events.StartPressed(), *LIVE))
    assert session.state == Waiting(BackendTask.READ_DOCUMENT, 1)
    assert done[-1] == effects.ReadDocument(1, FILES)


def test_an_empty_number_is_none() -> None:
    assert after(AUTHENTICATE, (events.StartPressed(), events.CustomerEntered("  ")))[0].state == EnteringCustomer()


def test_an_unknown_number_is_asked_for_again_while_nobody_is_watched() -> None:
    way = (
        events.StartPressed(),
        events.CustomerEntered("0"),
        events.ReadyPressed(),
        events.ServiceFailed(1, "CUSTOMER_NOT_FOUND"),
    )
    session, done = after(AUTHENTICATE, way)
    assert session.state == EnteringCustomer("CUSTOMER_NOT_FOUND", "0")
    assert done[-1] == effects.CloseCamera()
    assert after(AUTHENTICATE, [events.CustomerEntered("4711")], session)[1] == [effects.OpenCamera()]
