"""From what is written down about an asset to its record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from asset_map.demo.histories import provenance_of, verification_of
from asset_map.demo.whereabouts import Whereabouts
from asset_map.demo.written import Table, Written, asset_id, months_before, written
from asset_map.model.anchor import AnchorCase, AnchorStatus, Answer, Evidence
from asset_map.model.asset import (
    Asset,
    AssetKind,
    BuildingBlock,
    Contact,
    ForWhom,
    Function,
    Identifier,
    Sector,
    SpaceDetails,
    Tenure,
)
from asset_map.model.location import Location
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState

__all__ = ["Clerk"]

_BLOCKS = {
    AssetKind.GROUP: BuildingBlock.ASSOCIATION,
    AssetKind.SPACE: BuildingBlock.PLACE,
    AssetKind.SKILL: BuildingBlock.INDIVIDUAL,
    AssetKind.INSTITUTION: BuildingBlock.INSTITUTION,
    AssetKind.BUSINESS: BuildingBlock.EXCHANGE,
    AssetKind.STORY: BuildingBlock.STORY,
}
_SECTORS = {
    AssetKind.SKILL: None,
    AssetKind.INSTITUTION: Sector.PUBLIC,
    AssetKind.BUSINESS: Sector.BUSINESS,
}
_REVIEW_MONTHS = 24
# How many of the groups let anybody know how to reach them, and how many have a telephone.
_REACHED_BY_ALL = 0.7
_HAVE_A_PHONE = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Writes records as of a day; ``phones`` are numbers that nobody has."""

    today: date
    whereabouts: Whereabouts
    phones: Iterator[str]

    def record(self, table: Table, *, venue: Location | None = None) -> Asset:
        """Return the record of what a table says; ``venue`` is somebody else's place."""
        one = written(table)
        checked = verification_of(one, today=self.today)
        came_in = provenance_of(one, checked, today=self.today)
        sector = table.get("sector", _SECTORS.get(one.kind, Sector.COMMUNITY))
        closed = table.get("closed")
        return Asset(
            id=asset_id(one.key),
            kind=one.kind,
            name=table["name"],
            also_known_as=tuple(table.get("aka", ())),
            summary=table.get("summary", ""),
            description=table.get("about", ""),
            building_block=BuildingBlock(table.get("block", _BLOCKS[one.kind])),
            sector=sector and Sector(sector),
            tags=tuple(table.get("tags", ())),
            functions=tuple(map(Function, table.get("functions", ()))),
            for_whom=_for_whom(table),
            languages=tuple(table.get("languages", ())),
            access_notes=table.get("access", ""),
            cost_note=table.get("cost", ""),
            contact=self._contact(one),
            identifiers=_identifiers(table),
            space=_space(table),
            anchor=self._anchor(table),
            locations=tuple(self.whereabouts.of(one, recorded_on=came_in.recorded_on, venue=venue)),
            operating_status=OperatingStatus(table.get("status", "closed" if closed else "active")),
            opened_on=table.get("opened"),
            closed_on=months_before(self.today, closed) if closed else None,
            record_state=RecordState(table.get("state", "approved")),
            visible_to=Audience(table.get("visible_to", "public")),
            provenance=came_in,
            verification=checked,
        )

    def _contact(self, one: Written) -> Contact:
        role = one.table.get("contact", "")
        if not role:
            return Contact()
        shares = one.kind is not AssetKind.GROUP or one.rng.random() < _REACHED_BY_ALL
        drawn = Audience.PUBLIC if shares else Audience.OFFICER
        website = one.table.get("website")
        return Contact(
            role=role,
            email=f"{one.table.get('mailbox', one.key)}@doggerby.example",
            phone=next(self.phones) if one.rng.random() < _HAVE_A_PHONE else "",
            url=f"https://{website}.doggerby.example" if website else "",
            audience=Audience(one.table.get("contact_for", drawn)),
        )

    def _anchor(self, table: Table) -> AnchorCase | None:
        case = table.get("anchor")
        if case is None:
            return None
        status = AnchorStatus(case["status"])
        asked_on = months_before(self.today, case["asked"])
        decided = case.get("decided")
        return AnchorCase(
            status=status,
            answers=tuple(
                Answer(
                    question=question,
                    evidence=Evidence(evidence),
                    note=note,
                    source=source,
                    on=asked_on,
                )
                for question, (evidence, note, source) in case["answers"].items()
            ),
            decided_by=case.get("by", ""),
            decided_on=months_before(self.today, decided) if decided else None,
            review_on=(
                months_before(self.today, decided - _REVIEW_MONTHS)
                if status is AnchorStatus.RECOGNISED
                else None
            ),
            note=case.get("note", ""),
        )


def _for_whom(table: Table) -> ForWhom:
    youngest, oldest = table.get("ages", (0, 0))
    return ForWhom(
        min_age=youngest or None,
        max_age=oldest or None,
        open_to_all=table.get("open"),
        interests=tuple(table.get("interests", ())),
    )


def _identifiers(table: Table) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(scheme=scheme, value=value)
        for scheme, value in table.get("identifiers", {}).items()
    )


def _space(table: Table) -> SpaceDetails | None:
    if "space" not in table:
        return None
    said = dict(table["space"])
    return SpaceDetails(**said | {"tenure": Tenure(said.get("tenure", "unknown"))})
