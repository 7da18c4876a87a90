from asset_map.model.asset import AssetKind, Function
from asset_map.model.query import Access, Query, Weekday
from asset_map.usecases.boundaries import WardName
from asset_map.usecases.find_assets import Choices
from asset_map.web.choice_words import choices_in_words, distinct, ward_labels

OFFERED = Choices(
    wards=(WardName(code="W1", name="Castle & Abbey"), WardName(code="W2", name="Quayside")),
    committees=(("north", "Northern Area Committee"),),
    languages=("Polish",),
)


def test_nothing_asked_is_nothing_said() -> None:
    assert choices_in_words(Query(), OFFERED) == {}


def test_every_choice_is_said_in_words() -> None:
    query = Query(
        text="tea *dance*",
        kinds=(AssetKind.GROUP, AssetKind.SPACE),
        ward_codes=("W1", "W2"),
        committee_id="north",
        functions=(Function.OLDER_PEOPLE,),
        day=Weekday.THURSDAY,
        age=0,
        language="Polish",
        access=(Access.KITCHEN, Access.STEP_FREE),
        seats=1,
        anchors_only=True,
    )

    assert choices_in_words(query, OFFERED) == {
        "text": "“tea \\*dance\\*”",
        "kinds": "groups or places to meet",
        "ward_codes": "in Castle \\& Abbey or Quayside",
        "committee_id": "in Northern Area Committee",
        "functions": "for older people",
        "day": "on a Thursday",
        "age": "for somebody of 0",
        "language": "in Polish",
        "access": "with kitchen and step-free way in",
        "seats": "with room for 1 person",
        "anchors_only": "only anchor organisations",
    }


def test_wards_of_one_name_are_told_apart_by_their_district() -> None:
    wards = (
        WardName(code="A", name="Castle", district_name="Leicester"),
        WardName(code="B", name="Castle", district_name="Charnwood"),
        WardName(code="C", name="Abbey", district_name="Leicester"),
    )

    assert ward_labels(wards) == {
        "A": "Castle (Leicester)",
        "B": "Castle (Charnwood)",
        "C": "Abbey",
    }


def test_labels_that_repeat_are_numbered() -> None:
    assert distinct({"1": "Tea", "2": "Tea", "3": "Cake", "4": "Tea"}) == {
        "1": "Tea",
        "2": "Tea (2)",
        "3": "Cake",
        "4": "Tea (3)",
    }
