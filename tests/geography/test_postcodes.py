from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.geography.postcodes import PostcodeDirectory, normalise_postcode
from asset_map.model.errors import LocationNotFoundError, UnreadableFileError


@pytest.fixture
def with_demonstration(postcode_cache: Path, tmp_path: Path) -> PostcodeDirectory:
    extra = tmp_path / "demonstration_postcodes.csv"
    extra.write_text("postcode,easting,northing\nZZ1 1AA,607307.5,516341\nZZ1 1AB,607400,516400\n")
    return PostcodeDirectory(postcode_cache, [extra])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ng208aa", "NG20 8AA"),
        (" NG2 08AA ", "NG20 8AA"),
        ("ng20\u00a08aa", "NG20 8AA"),
        ("\uff2e\uff27\uff12\uff10-8aa", "NG20 8AA"),
        ("m11ae", "M1 1AE"),
        ("EC1A.1BB", "EC1A 1BB"),
        ("zz1 1aa", "ZZ1 1AA"),
    ],
)
def test_a_postcode_is_read_whatever_its_spacing_and_case(typed: str, written: str) -> None:
    assert normalise_postcode(typed) == written


@pytest.mark.parametrize("typed", ["", "NG20", "NG20 XXX", "8AA NG20", "\u00c920 8AA", "NG20 8AAA"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    with pytest.raises(LocationNotFoundError, match="is not a UK postcode; check it, or place"):
        normalise_postcode(typed)


def test_a_longer_text_is_not_repeated_in_the_message() -> None:
    with pytest.raises(LocationNotFoundError, match=r"^What was typed is not"):
        normalise_postcode("Mary Smith, 12 High Street")


@given(st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", fullmatch=True))
def test_writing_a_postcode_twice_changes_nothing(compact: str) -> None:
    written = normalise_postcode(compact)
    assert normalise_postcode(written) == written
    assert written.replace(" ", "") == compact


@given(st.text(max_size=12))
def test_any_text_is_either_found_or_refused_on_purpose(
    directory: PostcodeDirectory, text: str
) -> None:
    try:
        found = directory.find(text)
    except LocationNotFoundError:
        assert not directory.find_many([text]).is_found[0]
    else:
        assert found.postcode == normalise_postcode(text)


def test_a_postcode_is_found_with_its_metres_and_its_district(directory: PostcodeDirectory) -> None:
    found = directory.find("ng208aa")
    assert found.postcode == "NG20 8AA"
    assert (found.grid.easting, found.grid.northing) == (452704, 367621)
    assert found.point.lon == pytest.approx(-1.21243, abs=1e-5)
    assert found.point.lat == pytest.approx(53.20308, abs=1e-5)
    assert found.district_code == "E07000033"


@pytest.mark.parametrize("postcode", ["AB10 1AA", "M1 1AE", "SW1A 1AA", "TR21 0LN", "ZE1 0AA"])
def test_postcodes_from_end_to_end_of_great_britain_are_found(
    directory: PostcodeDirectory, postcode: str
) -> None:
    assert directory.find(postcode).postcode == postcode


def test_the_letter_o_for_a_nought_is_pointed_out_first(directory: PostcodeDirectory) -> None:
    with pytest.raises(LocationNotFoundError, match="Near ones: NG20 8AA") as caught:
        directory.find("NG2O 8AA")
    assert caught.value.candidates[0] == "NG20 8AA"


def test_an_unknown_postcode_names_at_most_five_real_ones(directory: PostcodeDirectory) -> None:
    with pytest.raises(LocationNotFoundError, match="'NG20 8ZZ' is not in the directory") as caught:
        directory.find("ng208zz")
    assert len(caught.value.candidates) == 5
    assert all(directory.find(near).postcode == near for near in caught.value.candidates)


@pytest.mark.parametrize("typed", ["NG20 8A", "NG20 88AA", "GN20 8AA", "NQ20 8AA"])
def test_one_slip_is_mended(directory: PostcodeDirectory, typed: str) -> None:
    with pytest.raises(LocationNotFoundError) as caught:
        directory.find(typed)
    assert "NG20 8AA" in caught.value.candidates


def test_northern_ireland_is_refused_with_the_reason(directory: PostcodeDirectory) -> None:
    with pytest.raises(LocationNotFoundError, match="Northern Ireland, which is not supported"):
        directory.find("BT1 1AA")


def test_a_postcode_without_a_place_says_so(directory: PostcodeDirectory) -> None:
    with pytest.raises(LocationNotFoundError, match="'JE1 0BD' has no place in the directory"):
        directory.find("JE1 0BD")


def test_many_are_found_in_their_order_and_the_rest_left_missing(
    directory: PostcodeDirectory,
) -> None:
    texts = ["NG20 8AA", "hello", "BT1 1AA", "m11ae", "", "JE1 0BD", "NG20 8ZZ"]
    found = directory.find_many(texts)
    assert found.is_found.tolist() == [True, False, False, True, False, False, False]
    assert found.postcodes == ["NG20 8AA", "", "", "M1 1AE", "", "", ""]
    for row in (0, 3):
        alone = directory.find(texts[row])
        assert found.eastings[row] == alone.grid.easting
        assert found.lats[row] == alone.point.lat
        assert found.district_codes[row] == alone.district_code
    assert np.isnan(found.eastings[~found.is_found]).all()
    assert np.isnan(found.lons[~found.is_found]).all()


def test_none_are_found_among_none(directory: PostcodeDirectory) -> None:
    assert directory.find_many([]).postcodes == []


def test_a_further_file_adds_its_postcodes(with_demonstration: PostcodeDirectory) -> None:
    found = with_demonstration.find("zz11aa")
    assert found.grid.easting == 607307.5
    assert found.point.lat == pytest.approx(54.5, abs=0.1)
    assert with_demonstration.find("NG20 8AA").grid.easting == 452704
    with pytest.raises(LocationNotFoundError) as caught:
        with_demonstration.find("ZZ1 1AC")
    assert caught.value.candidates[:2] == ("ZZ1 1AA", "ZZ1 1AB")


def test_whether_a_further_file_counts_is_asked_when_one_of_its_postcodes_is_sought(
    postcode_cache: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "demonstration_postcodes.csv"
    extra.write_text("postcode,easting,northing\nZZ1 1AA,607307.5,516341\n")
    asked = Mock(return_value=True)
    directory = PostcodeDirectory(postcode_cache, [extra], knows_extra=asked)
    assert directory.find("ZZ1 1AA").grid.easting == 607307.5
    directory.find("NG20 8AA")
    asked.reset_mock()
    directory.find("NG20 8AA")
    asked.assert_not_called()
    asked.return_value = False
    with pytest.raises(LocationNotFoundError, match="not in the directory"):
        directory.find("ZZ1 1AA")


@pytest.mark.parametrize("row", ["ZZ1 1AA,here,516341", "ZZ1 1AA,607307", "ZZ1 1AA"])
def test_a_further_file_with_a_bad_row_names_it(
    postcode_cache: Path, tmp_path: Path, row: str
) -> None:
    extra = tmp_path / "extra.csv"
    extra.write_text(f"postcode,easting,northing\nZZ1 1AB,607400,516400\n{row}\n")
    with pytest.raises(UnreadableFileError, match=r"'extra.csv', row 3"):
        PostcodeDirectory(postcode_cache, [extra]).find("ZZ1 1AB")
