"""A worker has one outcome, on the GUI thread, and nobody is left behind."""

import threading
import weakref

from pytestqt.qtbot import QtBot

from kiosk.errors import BackendTimeout
from kiosk.terminal.ui.threads import Worker, Workers


def test_what_the_work_returns_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    seen: list[tuple[object, int]] = []
    with Workers() as workers:
        worker = Worker(lambda _: threading.get_ident(), "test")
        worker.returned.connect(lambda value: seen.append((value, threading.get_ident())))
        with qtbot.waitSignal(worker.finished):
            worker.start()
        assert workers.close()
    (worked_on, delivered_on) = seen[0]
    assert delivered_on == threading.get_ident() != worked_on


def test_what_the_work_raises_is_its_only_outcome(qtbot: QtBot) -> None:
    outcomes: list[object] = []

    def work(worker: Worker) -> None:
        raise BackendTimeout

    with Workers() as workers:
        worker = workers.start(work, "test", returned=outcomes.append, errored=outcomes.append)
        qtbot.waitUntil(lambda: bool(outcomes))
        assert worker.join(1.0)
    assert [type(outcome) for outcome in outcomes] == [BackendTimeout]


def test_values_arrive_in_order_before_the_outcome(qtbot: QtBot) -> None:
    seen: list[object] = []

    def work(worker: Worker) -> str:
        for value in range(3):
            worker.report(value)
        return "end"

    with Workers() as workers:
        workers.start(work, "test", returned=seen.append, yielded=seen.append)
        qtbot.waitUntil(lambda: seen[-1:] == ["end"])
    assert seen == [0, 1, 2, "end"]


def test_a_stopped_worker_still_has_its_outcome(qtbot: QtBot) -> None:
    with Workers() as workers:
        seen: list[object] = []
        worker = workers.start(lambda me: me.stopping.wait(5), "test", returned=seen.append)
        worker.stop()
        qtbot.waitUntil(lambda: seen == [True])


def test_an_abandoned_worker_says_nothing_any_more(qtbot: QtBot) -> None:
    seen: list[object] = []
    with Workers() as workers:
        worker = workers.start(lambda me: me.stopping.wait(5), "test", returned=seen.append)
        with qtbot.waitSignal(worker.finished):
            worker.abandon()
    assert seen == []


def test_a_finished_worker_is_forgotten(qtbot: QtBot) -> None:
    with Workers() as workers:
        gone = [weakref.ref(workers.start(lambda _: None, f"test {index}")) for index in range(20)]
        qtbot.waitUntil(lambda: all(reference() is None for reference in gone))


def test_closing_joins_everybody(qtbot: QtBot) -> None:
    workers = Workers()
    started = [workers.start(lambda me: me.stopping.wait(5), f"test {index}") for index in range(3)]
    assert workers.close()
    assert all(worker.join(0) for worker in started)


def test_closing_tells_when_somebody_does_not_end(qtbot: QtBot) -> None:
    release = threading.Event()
    workers = Workers(join_timeout_s=0.01)
    worker = workers.start(lambda _: release.wait(5), "test")
    assert not workers.close()
    release.set()
    assert worker.join(1.0)
