"""Rows of a data folder's tables, exchanged by somebody who has the folder and not the key.

Everything happens on copies, with backends of the suite's own: two people are enrolled there, one of them passes the
challenge under the other's name, and rows are exchanged while that backend is off.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.attack.answers import measurements
from tests.attack.caller import Answer, Ledger, Place
from tests.attack.exchange import Exchange, exchange
from tests.attack.honest_customer import NAME, Passage, pass_honestly, pictures_of_people, show_passport
from tests.attack.messages import Challenge
from tests.attack.own_backend import copied, enrol_two, own_backend
from tests.attack.result import Result, judge, not_tried
from tests.attack.target import Target, at_once, tally

APPROVED, NEW = "approved", "new-customer"
IN_SHORT = 2


@dataclass(frozen=True, slots=True)
class _Visits:
    """Who stands before the terminal when the backend goes off."""

    own: Challenge
    """Under the own name."""
    other: Challenge
    """Under somebody else's."""


def attack(target: Target) -> Iterator[Result]:
    """Exchange what can be exchanged, one at a time."""
    if not target.data_folder:
        yield not_tried("exchanged rows", "no --data-folder was named")
        return
    with tempfile.TemporaryDirectory(prefix="kiosk-attack-") as place:
        folder = copied(Path(target.data_folder), Path(place) / "original")
        enrol_two(folder)
        yield from _attack_copy(target, folder, Path(place))


def _attack_copy(target: Target, folder: Path, place: Path) -> Iterator[Result]:
    with own_backend(folder) as url:
        there = _at(target, url)
        own, other, new = _pass_all(there)
        yield from _onboard(there, new)
    if own is None or other is None or not (own.passed and other.passed):
        yield not_tried("exchanged rows", f"the demo person did not pass: {_reasons(own)}; {_reasons(other)}")
        return
    visits = _Visits(own.challenge, other.challenge)
    yield _control(target, copied(folder, place / "untouched"), visits)
    names = list(_EXCHANGES)[: target.effort.of(len(_EXCHANGES), IN_SHORT)]
    for number, name in enumerate(names):
        yield _exchanged(target, copied(folder, place / f"{number}"), visits, name)


def _at(target: Target, url: str) -> Target:
    """A backend of our own, whose failures after an exchange are as they should be."""
    return replace(target, place=Place(url), api_key="", ledger=Ledger())


def _pass_all(there: Target) -> list[Passage | None]:
    """The demo person passes under the own name, under somebody else's and under a new one."""
    other = next(name for name in pictures_of_people() if name != NAME)
    visits = [("authenticate", NAME), ("authenticate", other), ("onboard", NEW)]
    return at_once(
        [
            partial(pass_honestly, there.caller(1 + number), flow=flow, customer=customer, deviceId=f"t{number}")
            for number, (flow, customer) in enumerate(visits)
        ]
    )


def _reasons(passage: Passage | None) -> str:
    return "not begun" if passage is None else str(passage.verdict.get("reasons", "no verdict"))


def _onboard(there: Target, passage: Passage | None) -> Iterator[Result]:
    """One document, twenty enrolments at once; the demo person is enrolled already, which nobody is told more of."""
    name, caller = "20 enrolments at once of somebody who is enrolled", there.caller(4)
    if passage is None or not passage.passed:
        yield not_tried(name, f"the demo person did not pass: {_reasons(passage)}")
        return
    told = sorted(set(measurements(dict(passage.verdict))))
    yield judge("measurements in a verdict that is a pass", not told, ", ".join(told) or "none")
    shown = show_passport(caller, passage.challenge)
    told = sorted(set(measurements(shown.json)) - {"value"})
    yield judge("measurements in an answer about a document", not told, f"{shown.status}, {', '.join(told) or 'none'}")
    challenge = passage.challenge

    def enrol(number: int) -> Callable[[], Answer]:
        body = {"token": challenge.token, "requestId": f"r{number}", "customer": NEW}
        return lambda: there.caller(5 + number).call("POST", f"{challenge.path}/enrol", **body)

    answers = at_once([enrol(number) for number in range(20)])
    yield judge(name, not [each for each in answers if _outcome(each) == APPROVED], tally(answers))
    told = sorted({each for answer in answers for each in measurements(answer.json)})
    yield judge("other customers in an answer about an enrolment", not told, ", ".join(told) or "none")


def _control(target: Target, folder: Path, visits: _Visits) -> Result:
    """Without an exchange the own name is good and the other is not; otherwise the rest would say nothing."""
    own, other = _ask(target, folder, visits)
    told = f"own name {own}, somebody else's {other}"
    if own != APPROVED:
        return not_tried("no rows exchanged", told)
    return judge("no rows exchanged", other != APPROVED, told)


def _exchanged(target: Target, folder: Path, visits: _Visits, name: str) -> Result:
    if not exchange(folder, _EXCHANGES[name], (visits.own.id, visits.other.id)):
        return not_tried(name, "there is nothing to exchange")
    try:
        own, other = _ask(target, folder, visits)
    except RuntimeError as error:
        return judge(name, True, str(error))
    return judge(name, other != APPROVED, f"own name {own}, somebody else's {other}")


def _ask(target: Target, folder: Path, visits: _Visits) -> tuple[str, str]:
    """How both matches end on this folder."""
    with own_backend(folder) as url:
        caller = _at(target, url).caller()
        ended = [
            caller.call("POST", f"{each.path}/authenticate", token=each.token, requestId="r1")
            for each in (visits.own, visits.other)
        ]
        caller.close()
    return _outcome(ended[0]), _outcome(ended[1])


def _outcome(answer: Answer) -> str:
    told = answer.json
    return str(told.get("outcome") or told.get("code") or answer.status) if isinstance(told, dict) else ""


_EXCHANGES: Mapping[str, Exchange] = {
    "customers' keys exchanged": Exchange("enrolment", ["customer_key"]),
    "users of faces exchanged": Exchange("face", ["user"]),
    "records of challenges exchanged": Exchange("challenge", ["record"], "id"),
    "customers and their keys exchanged": Exchange("enrolment", ["customer_key", "customer"]),
    "customers exchanged": Exchange("enrolment", ["customer"]),
    "enrolments' users exchanged": Exchange("enrolment", ["user"]),
    "users of mapped faces exchanged": Exchange("mapped_face", ["user"]),
    "ids of mapped faces exchanged": Exchange("mapped_face", ["face_id"]),
    "ids of faces exchanged": Exchange("face", ["face_id"]),
    "vectors of faces exchanged": Exchange("face", ["vector"]),
    "names of users exchanged": Exchange("user", ["fingerprint", "name"]),
    "challenges exchanged": Exchange("challenge", ["id"], "id"),
    "verdicts exchanged": Exchange("challenge", ["verdict"], "id"),
    "attempts exchanged": Exchange("attempt", ["record"], "id"),
}
"""The first ones are those of the short form."""
