import pytest

from asset_map.imports.cards import MOST_CARDS, CardReading, card_mapping, read_cards
from asset_map.imports.spreadsheet import read_table
from asset_map.model.asset import AssetKind
from asset_map.model.card import CardKind
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.roadshow import TreePart

FILE = """Cards of 22 November
Card,Kind,For group,Tag,Terms,When,How soon,Leaves the room,Tree
A shed with a bench,place,,,,,,,
We can mend lamps,offer,Repair Café,equipment; tools,free,Tuesdays,,yes,
A kettle,ask,Knitters,,borrow,,urgent,public,
Old photographs,story,,,,,,no,What we care about
,offer,Repair Café,,,,,,
A ladder,spaceship,,,half price,,,perhaps,the moon
"""


def reading(text: str) -> CardReading:
    return read_cards(read_table(text.encode(), file_name="cards.csv"))


def test_a_row_becomes_a_card_in_whatever_words_it_says_so() -> None:
    shed, lamps, kettle, photographs = reading(FILE).cards
    assert (shed.kind, shed.asset_kind) == (CardKind.ASSET, AssetKind.SPACE)
    assert shed.audience is OfferAudience.THIS_ROOM
    assert (lamps.kind, lamps.for_group, lamps.tags, lamps.terms, lamps.availability) == (
        CardKind.OFFER, "Repair Café", ("equipment", "tools"), ExchangeTerms.GIFT, "Tuesdays",
    )  # fmt: skip
    assert lamps.audience is OfferAudience.PARTNERS
    assert (kettle.kind, kettle.terms, kettle.urgency, kettle.audience) == (
        CardKind.NEED, ExchangeTerms.LOAN, Urgency.NOW, OfferAudience.PUBLIC,
    )  # fmt: skip
    assert photographs.tree_part is TreePart.ROOTS


def test_a_row_with_faults_tells_each_with_its_place_and_a_remedy() -> None:
    told = [(one.row, one.column, one.value) for one in reading(FILE).refused]
    assert told == [
        (7, "Card", ""),
        (8, "Kind", "spaceship"),
        (8, "Terms", "half price"),
        (8, "Leaves the room", "perhaps"),
        (8, "Tree", "the moon"),
    ]
    assert all(one.fault and one.remedy for one in reading(FILE).refused)


def test_headings_are_known_by_other_words_and_misspelt() -> None:
    found = card_mapping(["What it says", "Type", "Consnt", "Weather"])
    assert found == {"What it says": "card", "Type": "kind", "Consnt": "consent", "Weather": None}


def test_two_rows_that_say_the_same_are_two_cards() -> None:
    one, other = reading("card,kind\nTea,offer\nTea,offer\n").cards
    assert one.row_key != other.row_key


def test_a_card_that_shows_nothing_is_an_empty_one_and_the_others_are_read() -> None:
    found = reading("card,for\n\u200b\u202e,Knitters\nTea,\ufeff\n")
    assert [(one.row, one.fault) for one in found.refused] == [(2, "The card is empty.")]
    assert [(one.text, one.for_group) for one in found.cards] == [("Tea", "")]


def test_a_file_of_another_kind_is_not_taken_for_a_thousand_cards() -> None:
    with pytest.raises(InvalidSubmissionError, match="2,001 rows"):
        reading("card\n" + "Tea\n" * (MOST_CARDS + 1))
