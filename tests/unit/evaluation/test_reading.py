"""Folders, lists and labels are read, and what cannot be used is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import KioskError, LabelsInvalid, LabelsMissing, NothingToEvaluate
from kiosk.evaluation.columns import choose_columns
from kiosk.evaluation.matching.labelled import ListedPair, Picture, Reason, Side
from kiosk.evaluation.matching.read_faces import (
    label_folder,
    label_pairs,
    pictures_of,
    read_folder,
    read_labels,
    read_pairs,
)
from kiosk.evaluation.matching.sort_out import sort_out_pairs, sort_out_pictures

OUT = Path("out")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_folder_with_a_folder_a_person(tmp_path: Path) -> None:
    for name in ("ann/1.jpg", "ann/deeper/2.png", "bob/3.jpg", "bob/.hidden", "loose.jpg", ".git/x"):
        written(tmp_path, name, name)
    written(tmp_path, "out/report.html", "")
    folder = read_folder(tmp_path, tmp_path / "out")
    found = [(picture.person, picture.name) for picture in folder.pictures]
    assert found == [("ann", "ann/1.jpg"), ("ann", "ann/deeper/2.png"), ("bob", "bob/3.jpg")]
    assert [(each.reason, each.what) for each in folder.left_out] == [(Reason.LABELS_MISSING, "loose.jpg")]


@pytest.mark.parametrize(
    ("names", "error"),
    [([], NothingToEvaluate), (["1.jpg", "2.jpg"], LabelsMissing), (["ann/.hidden"], NothingToEvaluate)],
)
def test_folders_that_hold_nothing_to_compare(tmp_path: Path, names: list[str], error: type[KioskError]) -> None:
    for name in names:
        written(tmp_path, name, "")
    with pytest.raises(error):
        read_folder(tmp_path, OUT)
    with pytest.raises(NothingToEvaluate):
        read_folder(tmp_path / "nowhere", OUT)


def test_labels_of_people_and_of_pictures(tmp_path: Path) -> None:
    for name in ("ann/1.jpg", "bob/2.jpg"):
        written(tmp_path, f"faces/{name}", name)
    folder = read_folder(tmp_path / "faces", OUT)
    people = read_labels(written(tmp_path, "p.csv", "\ufeffperson;sex\nann;f\nbob;m\n"))
    assert [picture.labels for picture in label_folder(folder, people).pictures] == [{"sex": "f"}, {"sex": "m"}]
    pictures = read_labels(written(tmp_path, "p.tsv", "path\tlight\nann/1.jpg\tdim\n"))
    assert [picture.labels for picture in label_folder(folder, pictures).pictures] == [{"light": "dim"}, {}]


def test_a_list_in_every_spelling(tmp_path: Path) -> None:
    text = "a\tb\tsame\tidentity_a\tidentity_b\tsex_a\tsex_b\tsource\n1.jpg\t2.jpg\tYes\tann\tann\tf\tf\tcamera\n"
    pairs = read_pairs(written(tmp_path, "pairs.tsv", text))
    assert pairs.pairs == (
        ListedPair(
            2,
            is_same=True,
            a=Side("1.jpg", "ann", {"sex": "f", "source": "camera"}),
            b=Side("2.jpg", "ann", {"sex": "f", "source": "camera"}),
        ),
    )
    assert not pairs.is_scored
    assert [picture.path for picture in pictures_of(pairs.pairs, tmp_path)] == [tmp_path / "1.jpg", tmp_path / "2.jpg"]
    labels = read_labels(written(tmp_path, "l.csv", "person,sex,age\nann,x,30\n"))
    assert label_pairs(pairs, labels).pairs[0].a.labels == {"sex": "f", "source": "camera", "age": "30"}


def test_a_list_that_brings_similarities_needs_no_pictures(tmp_path: Path) -> None:
    pairs = read_pairs(written(tmp_path, "s.csv", "same,similarity\n1,99.5\n0,3\n"))
    assert pairs.is_scored and [pair.similarity for pair in pairs.pairs] == [99.5, 3.0]
    kept, left_out = sort_out_pairs(pairs.pairs, {})
    assert [pair.a.person == pair.b.person for pair in kept] == [True, False] and not left_out


def test_names_of_pictures_tell_people_apart_where_a_list_names_nobody(tmp_path: Path) -> None:
    text = "a,b,same,similarity\n1,2,1,99\n2,3,1,98\n1,4,0,3\n3,1,1,97\n2,1,1,99\n"
    kept, left_out = sort_out_pairs(read_pairs(written(tmp_path, "s.csv", text)).pairs, {})
    assert len({side.person for pair in kept for side in (pair.a, pair.b)}) == 2
    assert [(each.reason, each.what) for each in left_out] == [(Reason.DUPLICATE_PAIR, "line 6")]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", LabelsMissing, "names the columns"),
        ("a,b\nx,y\n", LabelsMissing, "the column same"),
        ("a,same\nx,1\n", LabelsMissing, "a and b, or similarity"),
        ("a,b,same\n", NothingToEvaluate, "no pairs"),
        ("a,b,same\nx,y,maybe\n", LabelsInvalid, "line 2: same is 1 or 0"),
        ("a,b,same\nx,,1\n", LabelsInvalid, "line 2 names one picture"),
        ("a,b,same\nx,y,1,z\n", LabelsInvalid, "line 2 has more values"),
        ("a,a,same\nx,y,1\n", LabelsInvalid, "two columns have one name"),
        ("same,similarity\n1,nan\n", LabelsInvalid, "line 2: a similarity is a number"),
        ("same,similarity\n1,101\n", LabelsInvalid, "line 2: a similarity is a number"),
        ("same,similarity\n1,\n", LabelsInvalid, "line 2: a similarity is a number"),
        ('a,b,same\n"x,y,1\n', LabelsInvalid, "cannot be read"),
    ],
)
def test_lists_that_cannot_be_used(tmp_path: Path, text: str, error: type[KioskError], words: str) -> None:
    with pytest.raises(error, match=words):
        read_pairs(written(tmp_path, "pairs.csv", text))


def test_files_that_are_no_lists(tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\xff\xd8\xff\xe0" * 20)
    for read in (read_pairs, read_labels):
        for name in ("picture.csv", "nowhere.csv", "."):
            with pytest.raises(LabelsInvalid, match="cannot be read"):
                read(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "error"),
    [("name,sex\nann,f\n", LabelsMissing), ("person,sex\nann,f\nann,m\n", LabelsInvalid)],
)
def test_labels_that_cannot_be_used(tmp_path: Path, text: str, error: type[KioskError]) -> None:
    with pytest.raises(error):
        read_labels(written(tmp_path, "labels.csv", text))


def test_copies_and_pictures_of_two_people() -> None:
    def picture(name: str, person: str) -> Picture:
        return Picture(name, Path(name), person)

    read: list[tuple[Picture, str | None]] = [
        (picture("a1", "ann"), "1"),
        (picture("a2", "ann"), "1"),
        (picture("a3", "ann"), "2"),
        (picture("b1", "bob"), "2"),
        (picture("b2", "bob"), None),
        (picture("b3", "bob"), "3"),
    ]
    found = sort_out_pictures(read)
    assert [kept.name for kept in found.pictures] == ["a1", "b3"]
    assert {(each.reason, each.what) for each in found.left_out} == {
        (Reason.DUPLICATE_PICTURE, "a2"),
        (Reason.LABEL_CONFLICT, "a3"),
        (Reason.LABEL_CONFLICT, "b1"),
        (Reason.PICTURE_MISSING, "b2"),
    }
    assert found.digests["a2"] == "1"


def pair(line: int, same: bool, a: str, b: str, people: tuple[str, str] = ("", "")) -> ListedPair:
    return ListedPair(line, same, Side(a, people[0]), Side(b, people[1]))


def reasons(pairs: list[ListedPair], digests: dict[str, str]) -> dict[str, str]:
    return {each.what: each.reason for each in sort_out_pairs(pairs, digests)[1]}


def test_people_follow_from_pairs_that_are_the_same() -> None:
    digests = {name: name for name in "abcde"}
    pairs = [pair(2, True, "a", "b"), pair(3, True, "b", "c"), pair(4, False, "a", "d"), pair(5, False, "a", "c")]
    kept, left_out = sort_out_pairs(pairs, digests)
    assert [(each.a.person == each.b.person) for each in kept] == [True, True, False]
    assert [(each.reason, each.what) for each in left_out] == [(Reason.LABEL_CONFLICT, "line 5")]


def test_pairs_that_cannot_be_counted() -> None:
    digests = {"a": "1", "a copy": "1", "b": "2", "c": "3", "d": "4", "e": "5"}
    pairs = [
        pair(2, True, "a", "b", ("ann", "ann")),
        pair(3, True, "b", "a copy", ("ann", "ann")),
        pair(4, True, "a", "a copy", ("ann", "ann")),
        pair(5, False, "a", "missing", ("ann", "bob")),
        pair(6, True, "a", "c", ("ann", "cid")),
        pair(7, False, "d", "e", ("dan", "eve")),
        pair(8, True, "e", "d", ("dan", "dan")),
    ]
    assert reasons(pairs, digests) == {
        "line 3": Reason.DUPLICATE_PAIR,
        "line 4": Reason.DUPLICATE_PICTURE,
        "line 5: missing": Reason.PICTURE_MISSING,
        "line 6": Reason.LABEL_CONFLICT,
        "line 7": Reason.LABEL_CONFLICT,
        "line 8": Reason.LABEL_CONFLICT,
    }


def test_columns_make_groups_unless_they_are_names() -> None:
    said = [{"sex": "fm"[n % 2], "age": str(20 + n), "name": f"n{n}", "country": "x"} for n in range(60)]
    columns, notes = choose_columns(said, ())
    assert [column.name for column in columns] == ["sex", "age"]
    assert [column.group_of(said[25]) for column in columns] == ["m", "40-49"]
    assert len(notes) == 2
    assert [column.name for column in choose_columns(said, ["age"])[0]] == ["age"]


@pytest.mark.parametrize(("wanted", "error"), [("hair", LabelsMissing), ("name", LabelsInvalid)])
def test_columns_that_are_wanted_and_make_no_groups(wanted: str, error: type[KioskError]) -> None:
    said = [{"name": f"n{n}"} for n in range(60)]
    with pytest.raises(error, match=wanted):
        choose_columns(said, [wanted])


def test_somebody_without_a_label_is_in_no_group() -> None:
    columns, _ = choose_columns([{"age": str(n)} for n in range(30)], ())
    group: Callable[[dict[str, str]], str] = columns[0].group_of
    assert group({}) == group({"age": ""}) == ""
    assert group({"age": "-3"}) == "-10--1"
