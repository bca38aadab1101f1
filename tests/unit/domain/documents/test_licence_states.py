from kiosk.domain.documents.licence_states import STATES


def test_each_name_is_one_states() -> None:
    for text, code in (
        ("BUNDESREPUBLIK DEUTSCHLAND", "D"),
        ("REPUBBLICAITALIANA", "ITA"),
        ("REINO DE ESPANA", "ESP"),
        ("SLOVENSKA REPUBLIKA", "SVK"),
        ("REPUBLIKA SLOVENIJA", "SVN"),
        ("EIRE IRELAND", "IRL"),
    ):
        assert [state for state, name in STATES.items() if name.search(text)] == [code]
