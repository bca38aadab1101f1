from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.company import Company, company_of, find_customer
from tests.factories.faces import head

AREA = Box(0.29, 0.125, 0.42, 0.75)
PLACES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0.05, 0.4)), max_size=4)


def test_nobody_and_one_person() -> None:
    assert company_of((), AREA) is Company.NOBODY
    assert find_customer((), AREA) is None
    assert company_of((head(centre=(0.9, 0.1)),), AREA) is Company.ALONE


def test_the_customer_is_the_one_in_the_area_even_if_somebody_nearer_looks_in() -> None:
    customer, nearer = head(), head(centre=(0.9, 0.5), size=0.3)
    assert find_customer((nearer, customer), AREA) is customer
    assert company_of((nearer, customer), AREA) is Company.JOINED


def test_somebody_far_behind_passes_by_and_somebody_beside_does_too() -> None:
    assert company_of((head(), head(centre=(0.6, 0.3), size=0.1)), AREA) is Company.PASSERS_BY
    assert company_of((head(), head(centre=(0.9, 0.5), size=0.2)), AREA) is Company.PASSERS_BY


def test_two_heads_side_by_side_are_two_people_and_one_found_twice_is_one() -> None:
    assert company_of((head(centre=(0.42, 0.5)), head(centre=(0.58, 0.5))), AREA) is Company.JOINED
    assert company_of((head(), head(centre=(0.505, 0.5))), AREA) is Company.PASSERS_BY


@given(PLACES)
def test_nobody_is_alone_with_others(places: list[tuple[float, float, float]]) -> None:
    faces = [head(centre=(x, y), size=size) for x, y, size in places]
    company = company_of(faces, AREA)
    assert (company is Company.NOBODY) == (not faces)
    assert (company is Company.ALONE) == (len(faces) == 1)
