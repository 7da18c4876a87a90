"""
The law of who was erased, and of what was taken back: whatever is brought in, they stay away.

Each way in is tried with what was made before somebody was erased, took a consent back, and had
a story taken off. What came in otherwise is there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from asset_map.exports.formats import Format
from asset_map.model.agreement import Story
from asset_map.model.asset import Contact
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.identifier import identifier_from
from asset_map.model.person import Purpose
from asset_map.model.role import Actor, Audience, Role
from asset_map.register import agreements, cards, people
from asset_map.usecases.backup import back_up
from asset_map.usecases.consents import withdraw_consent
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.erased_again import erase_again
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import ImportRequest, import_assets, mapping_of, open_file
from asset_map.usecases.import_cards import import_cards
from asset_map.usecases.import_connections import import_connections
from asset_map.usecases.people import PersonSaid, add_person
from asset_map.usecases.restore import restore
from asset_map.usecases.tell_stories import keep_story, show_story, stories_told, withdraw_story
from tests.usecases.away import NOW, brought_back, fill_office, laptop_of, merged, packed
from tests.usecases.conftest import OFFICER, PARTNER, group, kept
from tests.usecases.test_erase_person import KEEPER, copied, everything

NAME, PHONE, EMAIL = "Jo Smith", "07700 900123", "jo@doggerby.example"
SECRETS = (NAME, "SMITH, JO", "900123", "900 123", EMAIL)
ADMIN = Actor(name="Adi", role=Role.ADMIN)
LATER = NOW + timedelta(hours=1)


class Before(NamedTuple):
    """What was made of a register before somebody asked: by which way it comes back."""

    bring: Callable[[House], None]
    said: str


@pytest.fixture
def office(house: House, tmp_path: Path) -> House:
    """An office with somebody in many places."""
    url = house.register.database_url
    own = replace(house.settings, database_url=url, backup_dir=str(tmp_path / "backups"))
    full = replace(house, settings=own)
    fill_office(full)
    contact = Contact(role="chair", email=EMAIL, phone=PHONE)
    kept(full, replace(group("band", "Quay Band"), summary=f"Ask {NAME}.", contact=contact), NOW)
    return full


def told(house: House) -> tuple[str, str]:
    """Somebody counts, and a story is told."""
    said = PersonSaid(gifts=("mends",), agreed=(Purpose.REGISTER,), is_adult=True)
    one = add_person(house, said, actor=OFFICER, now=NOW)
    story = Story(
        id="lamps", title="Lamps", text="Twelve.", made_at=NOW, made_by="", consent_words="Yes.",
        consent_on=NOW.date(),
    )  # fmt: skip
    keep_story(house, story, actor=OFFICER)
    show_story(house, story.id, actor=OFFICER)
    return one.id, story.id


@contextmanager
def by_restore(office: House, _files: Path, _folder: Path) -> Iterator[Before]:
    made = back_up(office.settings, actor=ADMIN, now=NOW)

    def bring(house: House) -> None:
        restore(house.settings, made.file, actor=ADMIN, now=LATER)
        erase_again(house, now=LATER)

    yield Before(bring, "Ask [erased].")


@contextmanager
def by_restore_without_the_cache(office: House, _files: Path, _folder: Path) -> Iterator[Before]:
    made = back_up(office.settings, actor=ADMIN, now=NOW)

    def bring(house: House) -> None:
        for one in Path(house.settings.cache_dir).glob("erased*"):
            one.unlink()
        restore(house.settings, made.file, actor=ADMIN, now=LATER)
        erase_again(house, now=LATER)

    yield Before(bring, "Ask [erased].")


@contextmanager
def by_copied_files(office: House, _files: Path, _folder: Path) -> Iterator[Before]:
    copied(office)

    def bring(house: House) -> None:
        copied(house, back=True)
        erase_again(house, now=LATER)

    yield Before(bring, "Ask [erased].")


@contextmanager
def by_a_laptop(office: House, migrated: Path, folder: Path) -> Iterator[Before]:
    (folder / "laptop").mkdir()
    with laptop_of(office, migrated, folder / "laptop", packed(office)) as laptop:
        begin(laptop, "hall", actor=PARTNER, now=NOW)
        card = Card(
            id="c9", kind=CardKind.ASSET, text=f"{NAME}'s shed, {PHONE}, {EMAIL}", made_at=NOW,
            made_by="Partner", source=CardSource.TYPED, roadshow_id="hall",
        )  # fmt: skip
        with laptop.register.writing() as connection:
            cards.add_new(connection, [card])

        def bring(house: House) -> None:
            merged(house, brought_back(laptop))

        yield Before(bring, "'s shed")


def by_export(kind: Format) -> Callable[[House, Path, Path], object]:
    @contextmanager
    def way(office: House, _files: Path, _folder: Path) -> Iterator[Before]:
        content, _ = export_assets(office, kind, audience=Audience.OFFICER, actor=OFFICER, now=NOW)
        plain = content.decode("latin-1") if kind is Format.CSV else ""
        assert kind is not Format.CSV or NAME in plain

        def bring(house: House) -> None:
            table = open_file(house, content, file_name=f"all.{kind.value}")
            mapping = mapping_of(table)
            request = ImportRequest(table=table, content=content, source="Old", mapping=mapping)
            report = import_assets(house, request, actor=OFFICER, now=LATER)
            assert report.rows_refused == 0

        yield Before(bring, "Quay Band")

    return way


@contextmanager
def by_paper(_office: House, _files: Path, _folder: Path) -> Iterator[Before]:
    content = f"card,kind,for\n{NAME} has a warm shed,place,Quay Band\n".encode()

    def bring(house: House) -> None:
        table = open_file(house, content, file_name="cards.csv")
        import_cards(house, "hall", table, actor=PARTNER, now=LATER)

    yield Before(bring, "[erased] has a warm shed")


@contextmanager
def by_connections(_office: House, _files: Path, _folder: Path) -> Iterator[Before]:
    content = f"from,to,kind,note\nQuay Band,Quay Choir,lends,Ask {NAME} {PHONE}\n".encode()

    def bring(house: House) -> None:
        table = open_file(house, content, file_name="links.csv")
        assert import_connections(house, table, actor=OFFICER, now=LATER).new == 1

    yield Before(bring, "Ask [erased] [erased]")


WAYS = {
    "restore": by_restore,
    "restore without the cache": by_restore_without_the_cache,
    "copied files": by_copied_files,
    "a laptop": by_a_laptop,
    "an older csv": by_export(Format.CSV),
    "an older xlsx": by_export(Format.XLSX),
    "an older geojson": by_export(Format.GEOJSON),
    "cards on paper": by_paper,
    "connections": by_connections,
}


# What differs by the database: how a register is put back, and how rows are found and written.
ON_POSTGRESQL = ("restore", "a laptop", "an older csv", "cards on paper", "connections")


@pytest.mark.parametrize(
    ("register_url", "way"),
    [
        *(("sqlite", way) for way in WAYS),
        *(pytest.param("postgresql", way, marks=pytest.mark.postgresql) for way in ON_POSTGRESQL),
    ],
    indirect=["register_url"],
)
def test_nobody_who_was_erased_comes_back_and_nothing_that_was_taken_back(
    office: House, migrated_file: Path, tmp_path: Path, way: str
) -> None:
    one, story = told(office)
    with WAYS[way](office, migrated_file, tmp_path) as before:  # type: ignore[attr-defined]
        who = [identifier_from(each) for each in (NAME, PHONE, EMAIL)]
        erase_person(office, who, actor=KEEPER, now=LATER)
        withdraw_consent(office, one, actor=OFFICER, now=LATER)
        withdraw_story(office, story, actor=OFFICER, now=LATER)

        before.bring(office)

    said = everything(office)
    assert [secret for secret in SECRETS if secret.casefold() in said.casefold()] == []
    assert before.said in said
    assert stories_told(office) == []
    with office.register.reading() as connection:
        assert agreements.get_story(connection, story).consent_on is None
        assert people.counted_gifts(connection) == []
        assert all(each.withdrawn_at for each in people.consents_of(connection, [one]))
