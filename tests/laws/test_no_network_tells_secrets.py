"""Nothing personal, no amount, no draft and no withheld place is in any public network output."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.connection import SYMMETRIC, Connection, ConnectionKind, ConnectionState
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.register import assets, links
from asset_map.usecases.asset_links import links_of_asset
from asset_map.usecases.connection_files import file_kinds, network_file
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import figures_of, network_seen
from asset_map.usecases.map_network import network_map
from asset_map.usecases.picture_network import picture, picture_svg
from tests.site.conftest import plain_pages
from tests.usecases.conftest import NOW, RESIDENT, group, kept

AT, TODAY = datetime.fromisoformat(NOW), date(2026, 11, 22)
CANARY, AMOUNT = "Zwartekraai", 7_654_321
SECRETS = (CANARY, str(AMOUNT), f"{AMOUNT:,}", "ZZ1 2AA", "01632 960999")
LIVING = [one for one in AssetKind if one is not AssetKind.SKILL]
HALF_SAID = [one for one in ConnectionState if one is not ConnectionState.ACTIVE]


def secret(
    *, name: str, publish: PublishLocation, state: RecordState, audience: Audience, kind: AssetKind
) -> Asset:
    """A record of which the public may know nothing, or not where it is."""
    drawn = group("secret", name)
    place = replace(
        drawn.locations[0], publish=publish, is_home=True, place_name=f"{CANARY} house",
        address=f"3 {CANARY} Street", postcode="ZZ1 2AA",
    )  # fmt: skip
    contact = Contact(role="Warden", email=f"{CANARY}@doggerby.example", phone="01632 960999")
    return replace(
        drawn, kind=kind, record_state=state, visible_to=audience, locations=(place,),
        contact=contact,
    )  # fmt: skip


HIDDEN = (PublishLocation.WARD, PublishLocation.WITHHELD)
NOT_PUBLIC = st.one_of(
    st.builds(
        secret, name=st.just("Safe Haven"), publish=st.sampled_from(HIDDEN),
        state=st.just(RecordState.APPROVED), audience=st.just(Audience.PUBLIC),
        kind=st.sampled_from(LIVING),
    ),
    st.builds(
        secret, name=st.just(f"{CANARY} group"), publish=st.sampled_from(PublishLocation),
        state=st.sampled_from([one for one in RecordState if one is not RecordState.APPROVED]),
        audience=st.sampled_from(Audience), kind=st.sampled_from(AssetKind),
    ),
    st.builds(
        secret, name=st.just(f"{CANARY} group"), publish=st.sampled_from(PublishLocation),
        state=st.just(RecordState.APPROVED), audience=st.just(Audience.OFFICER),
        kind=st.sampled_from(AssetKind),
    ),
    st.builds(
        secret, name=st.just(f"{CANARY} cooks"), publish=st.sampled_from(PublishLocation),
        state=st.just(RecordState.APPROVED), audience=st.just(Audience.PUBLIC),
        kind=st.just(AssetKind.SKILL),
    ),
)  # fmt: skip


def told(kind: ConnectionKind, state: ConnectionState) -> tuple[Connection, ...]:
    """What links the four; notes and sources are kept inside."""
    said = (
        Connection(
            id="open", from_id="hall", to_id="knitters", kind=ConnectionKind.HOSTS, both_agreed=True
        ),
        Connection(
            id="agreed",
            from_id="hall",
            to_id="knitters",
            kind=ConnectionKind.FUNDS,
            both_agreed=True,
            amount_gbp=1_234,
        ),
        Connection(
            id="grant", from_id="hall", to_id="choir", kind=ConnectionKind.FUNDS, amount_gbp=AMOUNT
        ),
        Connection(
            id="half", from_id="choir", to_id="knitters", kind=kind, state=state, both_agreed=True
        ),
        Connection(id="to", from_id="knitters", to_id="secret", kind=kind, both_agreed=True),
    )
    return tuple(replace(link, note=CANARY, source=CANARY) for link in said)


def fill(house: House, record: Asset, links_told: tuple[Connection, ...]) -> None:
    with house.register.reading() as connection:
        standing = {one.id: one.version for one in assets.every(connection)}
    for asset in (group("hall", "The Hall"), group("knitters"), group("choir", "Choir"), record):
        kept(house, replace(asset, version=standing.get(asset.id, 0)), AT)
    with house.register.writing() as connection:
        known = {link.id for link in links.every(connection)}
        for link in links_told:
            (links.update if link.id in known else links.add)(connection, link)


def _files(house: House) -> str:
    graph = network_seen(house, actor=RESIDENT, today=TODAY)
    return "".join(_text(network_file(graph, kind).content) for kind in file_kinds())


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def _plain_pages(house: House) -> str:
    browser = plain_pages(house)
    ids = ("hall", "knitters", "choir", "secret")
    return "".join(browser.get(f"/asset/{asset_id}").text for asset_id in ids)


def _drawn(house: House) -> str:
    graph = network_seen(house, actor=RESIDENT, today=TODAY)
    return picture_svg(graph, title="The network") + repr(picture(graph))


def _lines(house: House) -> str:
    return repr(network_map(network_seen(house, actor=RESIDENT, today=TODAY)))


def _figures(house: House) -> str:
    return json.dumps(asdict(figures_of(network_seen(house, actor=RESIDENT, today=TODAY))))


def _links(house: House) -> str:
    ids = ("hall", "knitters", "choir", "secret")
    return repr([links_of_asset(house, asset_id, actor=RESIDENT) for asset_id in ids])


WAYS_OUT: dict[str, Callable[[House], str]] = {
    "figures": _figures,
    "files": _files,
    "plain pages": _plain_pages,
    "pictures": _drawn,
    "lines on a map": _lines,
    "an asset's connections": _links,
}


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    record=NOT_PUBLIC,
    kind=st.sampled_from(sorted(set(ConnectionKind) - SYMMETRIC)),
    state=st.sampled_from(HALF_SAID),
)
def test_no_public_output_of_the_network_tells_a_secret(
    house: House, record: Asset, kind: ConnectionKind, state: ConnectionState
) -> None:
    fill(house, record, told(kind, state))
    out = {name: way(house) for name, way in WAYS_OUT.items()}
    assert [(name, one) for name, text in out.items() for one in SECRETS if one in text] == []
    # What both sides said is so is there: the ways out are not simply empty.
    assert all("knitters" in text for text in out.values())
    assert "£1,234" in out["plain pages"]
    assert "'half'" not in out["an asset's connections"]
    # Where the hidden one is cannot be told from a line that leads there.
    assert "to_id='secret'" not in out["lines on a map"]
