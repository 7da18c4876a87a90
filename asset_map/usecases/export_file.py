"""The whole register as a file, or as the files of a feed, of the kind that a name says."""

from datetime import datetime
from pathlib import Path

from asset_map.exports.csvw import csv_metadata
from asset_map.exports.formats import Format
from asset_map.model.area import BoundaryKind
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Actor, Audience
from asset_map.register import areas
from asset_map.usecases.export_assets import conditions_of, export_assets
from asset_map.usecases.exports_made import GivenOut, note_export
from asset_map.usecases.house import House
from asset_map.usecases.open_data import open_referral_files, open_referral_zip
from asset_map.usecases.written_files import write_whole

__all__ = ["export_file"]


def export_file(
    house: House, file: Path, *, audience: Audience, actor: Actor, now: datetime
) -> int:
    """
    Write the whole register to a file of the kind its name says; return how many records.

    Beside a CSV lies its metadata for programs (CSV on the Web), in ``….csv-metadata.json``.
    A ``.zip`` or an empty folder takes Open Referral UK as static files.

    Raises
    ------
    InvalidSubmissionError
        When the name has another ending, or Open Referral is not to be for everybody.
    """
    if file.is_dir() or file.suffix.lower() == ".zip":
        return _open_referral(house, file, audience=audience, actor=actor, now=now)
    kind = Format.of_file(file.name)
    content, records = export_assets(house, kind, audience=audience, actor=actor, now=now)
    write_whole(file, content)
    given = GivenOut(
        what=f"the register as {kind.value}", audience=audience, records=records, content=content
    )
    note_export(house, given, actor=actor, now=now)
    if kind is Format.CSV:
        beside = file.with_name(f"{file.name}-metadata.json")
        with house.register.reading() as connection:
            ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        conditions = conditions_of(house, ward_set, audience=audience, now=now)
        write_whole(beside, csv_metadata(file.name, conditions))
    return records


def _open_referral(
    house: House, where: Path, *, audience: Audience, actor: Actor, now: datetime
) -> int:
    """Write the feed's files; return how many services it tells of."""
    if audience is not Audience.PUBLIC:
        _refuse(
            "audience",
            audience.value,
            "Open Referral UK is an open feed.",
            "Choose 'public' as the audience.",
        )
    files = open_referral_files(house, actor=actor, now=now)
    services = sum(path.startswith("services/") for path in files) - 1
    if not where.is_dir():
        write_whole(where, open_referral_zip(house, actor=actor, now=now))
        return services
    if any(where.iterdir()):
        # What is no longer public must not stay behind from another day.
        _refuse("file", where.name, "The folder is not empty.", "Name an empty one.")
    for path, content in files.items():
        (where / path).parent.mkdir(exist_ok=True)
        write_whole(where / path, content)
    return services


def _refuse(name: str, value: str, fault: str, remedy: str) -> None:
    problem = Problem(field=name, value=value, fault=fault, remedy=remedy)
    raise InvalidSubmissionError(str(problem), problems=(problem,))
