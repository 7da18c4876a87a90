"""A roadshow's file holds nothing that partners may not see: its text is looked through."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.anchor import AnchorCase, Answer, Evidence
from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.connection import Connection, ConnectionKind, Offer, OfferAudience, Side
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.register import assets, links
from asset_map.usecases.house import House
from tests.usecases.away import NOW, fill_office, packed
from tests.usecases.conftest import group, kept

CANARY, PHONE, HIDDEN_POSTCODE = "Zwartekraai", "01632 960999", "ZZ1 2AA"
SECRETS = tuple(one.encode() for one in (CANARY, PHONE, HIDDEN_POSTCODE, "7654321"))
on_the_house = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def secret(
    *, publish: PublishLocation, state: RecordState, audience: Audience, kind: AssetKind, name: str
) -> Asset:
    """A record in the roadshow's ward with something about it that nobody may take away."""
    drawn = group("secret", name)
    place = replace(
        drawn.locations[0], publish=publish, is_home=True, place_name=f"{CANARY} house",
        address=f"3 {CANARY} Street", postcode=HIDDEN_POSTCODE,
    )  # fmt: skip
    case = AnchorCase(answers=(Answer(question="x", evidence=Evidence.YES, note=CANARY),))
    contact = Contact(role="Warden", email=f"{CANARY}@doggerby.example", phone=PHONE)
    return replace(
        drawn, kind=kind, record_state=state, visible_to=audience, locations=(place,), anchor=case,
        contact=contact,
    )  # fmt: skip


LIVING = [one for one in AssetKind if one is not AssetKind.SKILL]
NOT_FOR_PARTNERS = st.one_of(
    st.builds(
        secret, publish=st.sampled_from([PublishLocation.WARD, PublishLocation.WITHHELD]),
        state=st.just(RecordState.APPROVED), audience=st.sampled_from(Audience),
        kind=st.sampled_from(LIVING), name=st.just("Safe Haven"),
    ),
    st.builds(
        secret, publish=st.sampled_from(PublishLocation),
        state=st.sampled_from([one for one in RecordState if one is not RecordState.APPROVED]),
        audience=st.sampled_from(Audience), kind=st.sampled_from(AssetKind),
        name=st.just(f"{CANARY} group"),
    ),
    st.builds(
        secret, publish=st.sampled_from(PublishLocation), state=st.just(RecordState.APPROVED),
        audience=st.just(Audience.OFFICER), kind=st.sampled_from(AssetKind),
        name=st.just(f"{CANARY} group"),
    ),
)  # fmt: skip


@on_the_house
@given(record=NOT_FOR_PARTNERS)
def test_no_secret_is_in_the_file(house: House, record: Asset) -> None:
    with house.register.reading() as connection:
        standing = {one.id: one.version for one in assets.every(connection)}
    if not standing:
        fill_office(house)
    kept(house, replace(record, version=standing.get("secret", 0)), NOW)
    if not standing:
        with house.register.writing() as connection:
            room = Offer(
                id="room", asset_id="knitters", side=Side.NEED, text=CANARY,
                audience=OfferAudience.THIS_ROOM,
            )  # fmt: skip
            links.add_offer(connection, room)
            grant = Connection(
                id="grant", from_id="choir", to_id="knitters", kind=ConnectionKind.FUNDS,
                amount_gbp=7_654_321, note=CANARY,
            )  # fmt: skip
            links.add(connection, grant)
            to_secret = Connection(
                id="to", from_id="choir", to_id="secret", kind=ConnectionKind.LENDS, note=CANARY
            )
            links.add(connection, to_secret)
    file = packed(house)
    assert b"Tuesday Knitters" in file
    assert [one for one in SECRETS if one in file] == []
    if record.locations[0].publish is PublishLocation.WITHHELD:
        # Where it is known to nobody, its being in this area's file would tell.
        assert b"Safe Haven" not in file
