import pytest

from kiosk.domain.documents.printed_sexes import printed_sex


@pytest.mark.parametrize(
    ("text", "state", "sex"),
    [
        ("F", "UTO", "F"), ("M", "GBR", "M"), ("X", "D", ""), ("X", "GBR", "X"), ("K", "UTO", ""),
        # By their own initials.
        ("K", "POL", "F"), ("M", "POL", "M"), ("K", "DNK", "F"), ("W", "D", "F"), ("F", "D", "F"), ("V", "NLD", "F"),
        ("V", "LVA", "M"), ("Z", "HRV", "F"), ("\u0416", "BGR", "F"), ("M", "LTU", "F"), ("F", "HUN", "M"),
        ("H", "MEX", "M"),
        # The standard's letter stands last, whatever the other one means.
        ("K/F", "POL", "F"), ("K / M", "TUR", "M"), ("F/M", "HUN", "M"), ("M/F", "LTU", "F"), ("V/F", "NLD", "F"),
        ("\u0416/F", "RUS", "F"), ("\u039a/F", "GRC", "F"), ("ZENA/F", "SVK", "F"), ("\u0416/Z", "SRB", "F"),
        # Nothing that must be a sex.
        ("K/P", "POL", ""), ("K M", "POL", ""), ("FM", "GBR", ""), ("MARIA", "GBR", ""), ("", "POL", ""),
        ("/", "POL", ""), ("A/B/M/F", "POL", ""), ("Z/M", "HRV", "M"),
    ],
)  # fmt: skip
def test_what_an_initial_means(text: str, state: str, sex: str) -> None:
    assert printed_sex(text, state) == sex
