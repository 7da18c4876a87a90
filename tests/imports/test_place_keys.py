from asset_map.imports.flags import Flag
from tests.imports.tables import reading_of


def test_a_row_is_known_again_by_its_id_whatever_else_changes() -> None:
    before = reading_of("id,name,postcode\n7,Hub,LE12 5JY\n").rows[0]
    after = reading_of("postcode,name,id\nNG20 8AA,The Hub,7\n").rows[0]
    assert before.row_key == after.row_key
    assert before.fingerprint != after.fingerprint


def test_a_row_without_id_is_known_by_name_postcode_address_and_type_together() -> None:
    first = reading_of(
        "name,type,address,postcode,tel\nThe Hub,hub,1 High St,LE12 5JY,01632 960123\n"
    )
    again = reading_of(
        "name,type,address,postcode,tel\nthe hub,Hub,1 High St,le125jy,01632 960124\n"
    )
    other = reading_of("name,type,address,postcode\nThe Hub,archive,1 High St,LE12 5JY\n")
    assert first.rows[0].row_key == again.rows[0].row_key != other.rows[0].row_key
    assert first.rows[0].fingerprint != again.rows[0].fingerprint


def test_rows_that_share_a_key_are_told_apart_and_reported_in_any_order() -> None:
    rows = ["Coffee morning,LE12 5JY,Free", "Coffee morning,LE12 5JY,1 pound", "Hub,LE12 5JY,"]
    one = reading_of("\n".join(["name,postcode,cost", *rows]))
    two = reading_of("\n".join(["name,postcode,cost", *reversed(rows)]))
    assert one.repeats == ((2, 3),)
    assert len({row.row_key for row in one.rows}) == 3
    assert {(row.row_key, row.fingerprint) for row in one.rows} == {
        (row.row_key, row.fingerprint) for row in two.rows
    }
    assert [Flag.SHARES_ITS_KEY in row.flags for row in one.rows] == [True, True, False]


def test_the_same_name_at_other_points_is_another_key() -> None:
    reading = reading_of("name,lon,lat\nCoffee morning,-1.2,52.7\nCoffee morning,-1.3,52.8\n")
    assert reading.repeats == ()
