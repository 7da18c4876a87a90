"""``asset-map connections``: bring them in, say their figures, take them away."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from asset_map.cli.edge import NewFile, actor_from, by_option, clock, house, write_out
from asset_map.model.role import Audience
from asset_map.model.words import LONDON, counted
from asset_map.usecases.written_files import write_whole

__all__ = ["command"]

SHOWN_PROBLEMS = 20
_AUDIENCES = click.Choice([audience.value for audience in Audience])


@click.group("connections")
def command() -> None:
    """Bring in who does what for whom, say what it tells, take it away."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--problems", type=NewFile(), metavar="FILE.csv", help="Where to write rows to mend.")
@by_option
def bring_in(*, file: Path, problems: Path | None, by: str) -> None:
    """Bring in the connections in FILE: from, to, kind, since, state, note, amount, source."""
    from asset_map.usecases.import_assets import open_file  # noqa: PLC0415 - slow to import
    from asset_map.usecases.import_connections import (  # noqa: PLC0415 - slow to import
        import_connections,
    )

    office, actor = house(), actor_from(by)
    table = open_file(office, file, file_name=file.name)
    for note in table.notes:
        click.echo(f"Note: {note}")
    report = import_connections(office, table, actor=actor, now=clock())
    click.echo(report.headline)
    for problem in report.problems[:SHOWN_PROBLEMS]:
        click.echo(
            f"  Row {problem.row}, {problem.column}, '{problem.value}': "
            f"{problem.fault} {problem.remedy}"
        )
    if len(report.problems) > SHOWN_PROBLEMS:
        click.echo(f"  ... and {len(report.problems) - SHOWN_PROBLEMS:,} more")
    if report.problems and problems is None:
        click.echo("To get the rows to mend as a file, add: --problems FILE.csv")
    elif report.problems and problems is not None:
        write_whole(problems, report.problems_csv)
        click.echo(f"The rows to mend are in {problems}. Mend them there and bring in that file.")


@command.command("figures")
@click.option(
    "--audience",
    type=_AUDIENCES,
    default=Audience.PARTNER.value,
    show_default=True,
    help="Cut to what these people may see.",
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@by_option
def figures(*, audience: str, form: str, by: str) -> None:
    """Say what the network tells: who is not linked yet first, each figure in a sentence."""
    from asset_map.usecases.look_at_network import (  # noqa: PLC0415 - slow to import
        figures_of,
        network_seen,
    )

    day = clock().astimezone(LONDON).date()
    graph = network_seen(house(), actor=actor_from(by), today=day, audience=Audience(audience))
    found = figures_of(graph)
    if form == "json":
        told = {"day": day.isoformat(), "audience": audience, **asdict(found)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(
        f"{counted(found.members, 'place or group', 'places and groups')}, "
        f"{counted(found.pairs, 'linked pair')}."
    )
    for sentence in found.sentences():
        click.echo(f"- {sentence}")


@command.command("export")
@click.argument("file", type=NewFile())
@click.option(
    "--audience",
    type=_AUDIENCES,
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Cut to what these people may see.",
)
@by_option
def export(*, file: Path, audience: str, by: str) -> None:
    """Write the network to FILE: .graphml, .gexf, .xlsx (for Kumu) or .zip (two tables)."""
    from asset_map.usecases.connection_files import (  # noqa: PLC0415 - slow to import
        kind_of_file,
        network_file,
    )
    from asset_map.usecases.look_at_network import network_seen  # noqa: PLC0415 - slow to import

    kind = kind_of_file(file.name)
    day = clock().astimezone(LONDON).date()
    opened, actor, seen_by = house(), actor_from(by), Audience(audience)
    graph = network_seen(opened, actor=actor, today=day, audience=seen_by)
    content = network_file(graph, kind).content
    what = f"the network as {kind}"
    write_out(opened, file, content, what=what, actor=actor, audience=seen_by)
    click.echo(
        f"Wrote {counted(graph.number_of_edges(), 'connection')} of "
        f"{counted(graph.number_of_nodes(), 'asset')} to {file}, as {seen_by.readers} may see them."
    )
