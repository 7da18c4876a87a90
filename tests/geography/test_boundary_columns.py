import pandas as pd
import pytest

from asset_map.geography.boundary_columns import Columns, find_columns, has_code_column


def _columns(rows: pd.DataFrame, code: str | None = None, name: str | None = None) -> Columns:
    found = find_columns(rows, code_column=code, name_column=name)
    assert isinstance(found, Columns)
    return found


@pytest.mark.parametrize(
    ("headings", "code", "name"),
    [
        (["WD25CD", "WD25NM", "WD25NMW", "LAD25CD", "LAD25NM"], "WD25CD", "WD25NM"),
        (["LAD25CD", "LAD25NM", "WD25CD", "WD25NM"], "WD25CD", "WD25NM"),
        (["OBJECTID", "wd13cd", "WD13CDO", "wd13nm"], "wd13cd", "wd13nm"),
        (["CED23CD", "CED23NM"], "CED23CD", "CED23NM"),
        (["PARNCP22CD", "PARNCP22NM"], "PARNCP22CD", "PARNCP22NM"),
        (["LAD24CD", "LAD24NM"], "LAD24CD", "LAD24NM"),
        (["name", "code"], "code", "name"),
        (["ward_name", "Ward Code"], "Ward Code", "ward_name"),
        (["gss_code", "name"], "gss_code", "name"),
        (["areacd", "areanm"], "areacd", "areanm"),
    ],
)
def test_codes_and_names_are_found_by_their_headings(
    headings: list[str], code: str, name: str
) -> None:
    found = _columns(pd.DataFrame({heading: ["x"] for heading in headings}))
    assert (found.code, found.name) == (code, name)


def test_codes_are_found_by_what_they_look_like() -> None:
    rows = pd.DataFrame(
        {
            "district": ["E07000033", "E07000033"],
            "which": ["E05000001", "S13000002"],
            "name": ["Castle", "Abbey"],
        }
    )
    assert _columns(rows).code == "which"


def test_districts_are_found_beside_the_wards_and_only_there() -> None:
    wards = pd.DataFrame({"WD25CD": ["a"], "WD25NM": ["b"], "LAD25CD": ["c"], "LAD25NM": ["d"]})
    found = _columns(wards)
    assert (found.district_code, found.district_name) == ("LAD25CD", "LAD25NM")
    found = _columns(wards[["LAD25CD", "LAD25NM"]])
    assert (found.district_code, found.district_name) == (None, None)


def test_what_was_asked_for_goes_before_what_is_found() -> None:
    rows = pd.DataFrame({"WD25CD": ["a"], "WD25NM": ["b"], "old": ["c"], "short": ["d"]})
    found = _columns(rows, "old", "short")
    assert (found.code, found.name) == ("old", "short")


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    problems = find_columns(pd.DataFrame({"a": [1]}), code_column="b", name_column="c")
    assert isinstance(problems, list)
    assert [problem.fault for problem in problems] == [
        "There is no column 'b'.",
        "There is no column 'c'.",
    ]
    assert problems[0].remedy == "The columns are: a."


def test_unknown_columns_ask_for_their_names() -> None:
    problems = find_columns(pd.DataFrame({"a": [1]}), code_column=None, name_column=None)
    assert isinstance(problems, list)
    assert [problem.field for problem in problems] == ["code_column", "name_column"]
    assert "--code-column" in problems[0].remedy


def test_headings_alone_tell_whether_there_are_codes() -> None:
    assert has_code_column(["a", "WD25CD"])
    assert not has_code_column(["a", "WD25NM"])
