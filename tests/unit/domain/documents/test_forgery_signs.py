import pytest

from kiosk.domain.documents.forgery_signs import ForgeryMeasures, ForgerySign, forgery_signs


@pytest.mark.parametrize(("pattern", "shown"), [(9.0, False), (19.9, False), (20.0, True), (float("nan"), True)])
def test_a_grid_beyond_what_guilloches_reach(pattern: float, shown: bool) -> None:
    assert forgery_signs(ForgeryMeasures(pattern)) == ((ForgerySign.REGULAR_PATTERN,) if shown else ())


@pytest.mark.parametrize(("window", "shown"), [(0.0, False), (0.39, False), (0.4, True), (float("nan"), True)])
def test_a_border_longer_than_walls_have(window: float, shown: bool) -> None:
    assert forgery_signs(ForgeryMeasures(1.0, window)) == ((ForgerySign.SCREEN_WINDOW,) if shown else ())


@pytest.mark.parametrize(("bare", "shown"), [(0.0, False), (0.09, False), (0.1, True), (float("nan"), True)])
def test_lines_of_one_colour_around_a_telephones_picture(bare: float, shown: bool) -> None:
    assert forgery_signs(ForgeryMeasures(1.0, 0.0, bare)) == ((ForgerySign.TELEPHONE_SCREEN,) if shown else ())


@pytest.mark.parametrize(("text", "shown"), [(1.0, False), (1.59, False), (1.6, True), (float("nan"), True)])
def test_a_line_sharper_than_a_lens_leaves_the_others(text: float, shown: bool) -> None:
    assert forgery_signs(ForgeryMeasures(1.0, text=text)) == ((ForgerySign.SHARPER_TEXT,) if shown else ())
