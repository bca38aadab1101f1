"""What all evaluations share: a cache that survives, work that is stopped without loss, a page, progress."""

import base64
import io
import re
import sqlite3
import stat
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from kiosk.domain.calibration.binomial import Interval
from kiosk.errors import Busy, EvaluationIncomplete, OutputUnusable, ServiceUnavailable
from kiosk.evaluation.matching.pairing import count_pairs, pair_up
from kiosk.evaluation.output import CACHE, ResultCache
from kiosk.evaluation.plots import Bar, Curve, Mark, plot_det, plot_distributions, plot_groups, plot_rates
from kiosk.evaluation.progress import Progress
from kiosk.evaluation.provenance import digest_of_lines, list_versions
from kiosk.evaluation.report import Cell, Code, Figure, Section, Table, Text, Tone, render_page
from kiosk.evaluation.work import Patience, Work
from kiosk.system.owner_files import prepare_folder


def test_what_is_kept_is_its_owner_s_alone_and_can_be_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    prepare_folder(folder)
    cache = ResultCache(folder)
    cache.put("face, m", "d", b"template")
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    cache.close()
    again = ResultCache(folder)
    assert again.get_all("face, m") == {"d": b"template"} and again.get_all("face, n") == {}
    again.forget()
    assert list(folder.iterdir()) == []


def test_a_cache_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / CACHE).touch(mode=0o644)
    ResultCache(tmp_path).close()
    assert stat.S_IMODE((tmp_path / CACHE).stat().st_mode) == 0o600


def test_a_damaged_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / CACHE).write_bytes(b"no database" * 1000)
    with pytest.raises(OutputUnusable, match="damaged"):
        ResultCache(tmp_path)
    with sqlite3.connect(tmp_path / "other.sqlite3") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()


def test_all_is_done_and_kept() -> None:
    kept = dict[int, int]()
    Work(lambda item: item * item, kept.__setitem__, 3).run(range(50))
    assert kept == {item: item * item for item in range(50)}


def test_what_was_under_way_when_it_was_stopped_is_kept() -> None:
    kept, begun, go_on = list[int](), list[int](), Event()

    def do(item: int) -> int:
        begun.append(item)
        if item:
            go_on.wait(10)
        return item

    def keep(item: int, _: int) -> None:
        kept.append(item)
        if item == 0 and not go_on.is_set():
            go_on.set()
            raise KeyboardInterrupt

    work = Work(do, keep, 2)
    with pytest.raises(KeyboardInterrupt):
        work.run(range(100))
    assert work.stopped.is_set() and set(begun) <= set(kept) and len(begun) < 10


def test_an_error_ends_it() -> None:
    kept = list[int]()

    def do(item: int) -> int:
        return 1 // (item - 5)

    with pytest.raises(ZeroDivisionError):
        Work(do, lambda item, _: kept.append(item), 2).run(range(100))
    assert {0, 1, 2} <= set(kept) and len(kept) < 20


def test_patience_with_a_service_that_throttles() -> None:
    told, answers = list[str](), [Busy("slow down"), ServiceUnavailable("away"), None]

    def call() -> str:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        return "answer"

    assert Patience(10.0, Event(), told.append).ask(call) == "answer"
    assert [line.partition(":")[0] for line in told] == ["BUSY", "SERVICE_UNAVAILABLE"]


@pytest.mark.parametrize("is_stopped", [True, False])
def test_patience_ends(is_stopped: bool) -> None:
    stopped = Event()
    if is_stopped:
        stopped.set()

    def call() -> None:
        raise Busy("slow down")

    with pytest.raises(EvaluationIncomplete, match="slow down"):
        Patience(1000.0 if is_stopped else 0.0, stopped, lambda _: None).ask(call)


def page() -> str:
    hostile = "<script>alert(1)</script>\"'&"
    table = Table(hostile, ("word", "number"), ((Cell(hostile, Tone.BAD), Cell("1", is_number=True)),))
    uri = plot_groups([Bar(hostile, 0.1, Interval(0.05, 0.2)), Bar("$x^", None, Interval(0, 1))], 0.1, hostile)
    return render_page(
        hostile,
        hostile,
        [Section(hostile, (Text(hostile, Tone.OPEN), table, Code(hostile), Figure(uri, hostile, hostile)))],
    )


def test_a_page_holds_text_as_text_and_asks_for_nothing() -> None:
    text = page()
    assert "<script" not in text and text.count("&lt;script&gt;") == 10
    assert "default-src 'none'" in text
    outside = re.sub(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+", "", text)
    assert not re.search(r"(src|href)=\"(?!\")|https?:|url\(|@import", outside)
    picture = base64.b64decode(re.search(r"base64,([A-Za-z0-9+/=]+)", text)[1]).decode()  # type: ignore[index]
    assert "<script" not in picture and "<image" not in picture
    assert not re.search(r"href=\"(?!#)", picture)


def test_plots_are_the_same_each_time() -> None:
    values = np.linspace(0, 1, 5000)
    curve = Curve("c", 1 - values, values)
    for _ in range(2):
        first, second = (plot_det(curve, [Mark("80", 0.0, 1.0)], (0.001, 0.01)) for _ in range(2))
        assert first == second


def test_plots_of_next_to_nothing() -> None:
    one, nothing = np.array([50.0]), np.empty(0)
    assert plot_distributions(one, nothing, [80.0]).startswith("data:image/svg+xml;base64,")
    assert plot_rates([Curve("c", one, np.zeros(1)), Curve("d", nothing, nothing)], [80.0], [], 1.0)
    assert plot_groups([], None, "rate")
    assert plot_det(Curve("c", np.zeros(1), np.zeros(1)), [], (1.0, 1.0))


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_screen_is_one_line_and_in_a_file_a_few() -> None:
    times = iter(float(second) for second in range(100))
    screen, file = Screen(), io.StringIO()
    for stream in (screen, file):
        progress = Progress("faces", 30, 10, stream, lambda: next(times))
        for _ in range(20):
            progress.advance()
        progress.end()
    assert "faces: 10 of 30, 10 of them kept from before" in screen.getvalue()
    assert "faces: 30 of 30, 0.5 a second" in screen.getvalue() and screen.getvalue().count("\n") == 1
    lines = file.getvalue().splitlines()
    assert lines[0].startswith("faces: 10 of 30") and lines[-1].startswith("faces: 30 of 30") and len(lines) < 8


@pytest.mark.parametrize("most", [5, 40, 10_000])
def test_pairs_are_all_or_as_many_as_are_wanted(most: int) -> None:
    people = np.repeat(np.arange(12), 4)
    couples = pair_up(people, most, np.random.default_rng(1))
    genuine = people[couples[:, 0]] == people[couples[:, 1]]
    of_one, of_two = count_pairs(people)
    assert (of_one, of_two) == (72, 48 * 47 // 2 - 72)
    assert (int(genuine.sum()), int((~genuine).sum())) == (min(most, of_one), min(most, of_two))
    assert len(np.unique(couples, axis=0)) == len(couples) and (couples[:, 0] < couples[:, 1]).all()
    assert (pair_up(people, most, np.random.default_rng(1)) == couples).all()


def test_digests_do_not_depend_on_order() -> None:
    assert digest_of_lines(["a", "b"]) == digest_of_lines(["b", "a"]) != digest_of_lines(["ab"])
    assert {"kiosk", "python", "numpy"} <= {*list_versions()}
