"""A file that comes back is read as if a stranger had written it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from asset_map.model.away import AwayPack, Holding, RoadshowFile
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.errors import UnreadableFileError
from asset_map.usecases.roadshow_file import file_text, read_file
from tests.usecases.away import NOW, ROADSHOW

HOLDING = Holding(
    roadshow=ROADSHOW,
    connections=(Connection(id="l", from_id="a", to_id="b", kind=ConnectionKind.LENDS),),
    cards=(
        Card(
            id="c", kind=CardKind.ASSET, text="A shed", made_at=NOW, made_by="Jo",
            source=CardSource.TYPED, roadshow_id=ROADSHOW.id,
        ),
    ),
)  # fmt: skip
FILE = RoadshowFile(
    pack=AwayPack(
        id="p", roadshow_id=ROADSHOW.id, made_at=NOW, made_by="Jo",
        expires_at=datetime(2026, 12, 6, tzinfo=UTC),
    ),
    holding=HOLDING,
    before=Holding(roadshow=ROADSHOW),
)  # fmt: skip

Spoil = Callable[[dict[str, Any]], object]


def test_what_was_written_is_what_is_read() -> None:
    assert read_file(file_text(FILE), is_coming_back=True) == FILE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.update(version=2),
        lambda raw: raw.pop("before"),
        lambda raw: raw["holding"]["cards"][0].update(kind="spaceship"),
        lambda raw: raw["holding"]["cards"][0].update(made_at="yesterday"),
        lambda raw: raw["holding"]["cards"][0].update(text="x" * 20_001),
        lambda raw: raw["holding"]["cards"][0].update(text="a\x00b"),
        lambda raw: raw["holding"]["cards"][0].update(id=""),
        lambda raw: raw["holding"]["cards"][0].update(seq=2**63),
        lambda raw: raw["holding"]["cards"][0].update(seq=-1),
        lambda raw: raw["holding"]["cards"][0].update(id="a\r\nATTACH:x"),
        lambda raw: raw["holding"]["cards"].append(raw["holding"]["cards"][0]),
        lambda raw: raw["holding"]["connections"][0].update(to_id="a"),
        lambda raw: raw.update(holding=[]),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(spoil: Spoil) -> None:
    raw = json.loads(file_text(FILE))
    spoil(raw)
    with pytest.raises(UnreadableFileError):
        read_file(json.dumps(raw).encode(), is_coming_back=True)


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 100_000, b'{"version": 1}'])
def test_what_is_no_such_file_at_all_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_file(text, is_coming_back=True)
