"""``asset-map import``: read places from a spreadsheet or a map file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from asset_map.cli.edge import NewFile, actor_from, by_option, clock, house
from asset_map.model.asset import AssetKind
from asset_map.usecases.written_files import write_whole

if TYPE_CHECKING:
    from asset_map.usecases import import_assets as importing

__all__ = ["command"]

SHOWN_PROBLEMS = 20
SHOWN_ROWS = 5


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help='Where it is from: "Libraries 2025".')
@click.option("--map", "told", multiple=True, metavar="HEADING=FIELD", help="May be repeated.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AssetKind]),
    help="What a row is that does not say so.",
)
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook, or layer of a map file.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, and change nothing.")
@click.option(
    "--problems",
    type=NewFile(),
    metavar="FILE.csv",
    help="Where to write the rows to mend.",
)
@by_option
def command(  # noqa: PLR0913 - one argument for each option
    *,
    file: Path,
    source: str,
    told: tuple[str, ...],
    kind: str | None,
    sheet: str | None,
    dry_run: bool,
    problems: Path | None,
    by: str,
) -> None:
    """Read the places of FILE: CSV, XLSX, ODS, GeoJSON or GeoPackage."""
    from asset_map.usecases import import_assets as importing  # noqa: PLC0415 - slow to import

    office, actor, now = house(), actor_from(by), clock()
    table = importing.open_file(office, file, file_name=file.name, sheet=sheet)
    request = importing.ImportRequest(
        table=table,
        content=file.read_bytes(),
        source=source,
        mapping=importing.mapping_of(table, told),
        kind=AssetKind(kind) if kind else None,
        is_dry_run=dry_run,
    )
    for note in table.notes:
        click.echo(f"Note: {note}")
    if dry_run:
        _look(importing.preview(office, request, actor=actor, now=now), request)
    report = importing.import_assets(office, request, actor=actor, now=now)
    click.echo(report.headline)
    for line in report.lines:
        click.echo(f"  {line}")
    _tell_problems(report, problems)


def _look(look: "importing.Preview", request: "importing.ImportRequest") -> None:
    click.echo("The columns were understood as:")
    for heading, field in request.mapping.items():
        click.echo(f"  {heading} -> {field or '(left out)'}")
    for row in look.rows[:SHOWN_ROWS]:
        said = ", ".join(f"{name} {value}" for name, value in row.items() if value)
        click.echo(f"  {said}")


def _tell_problems(report: "importing.ImportReport", file: Path | None) -> None:
    if not report.problems:
        return
    for problem in report.problems[:SHOWN_PROBLEMS]:
        click.echo(
            f"  Row {problem.row}, {problem.column}, '{problem.value}': "
            f"{problem.fault} {problem.remedy}"
        )
    if len(report.problems) > SHOWN_PROBLEMS:
        click.echo(f"  ... and {len(report.problems) - SHOWN_PROBLEMS:,} more")
    if file is None:
        click.echo("To get the rows to mend as a file, add: --problems FILE.csv")
        return
    write_whole(file, report.problems_csv)
    click.echo(f"The rows to mend are in {file}. Mend them there and import that file again.")
