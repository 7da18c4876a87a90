"""``asset-map gaps``: which wards go without, and who lives beyond reach."""

from pathlib import Path

import click

from asset_map.cli.edge import actor_from, by_option, clock, house
from asset_map.model.role import Audience

__all__ = ["command"]

_FORMATS = ("table", "csv", "json")


@click.command(name="gaps")
@click.option("--committee", default="", help="Only the areas of this area committee.")
@click.option("--district", default="", help="Only the wards of this district: its code or name.")
@click.option(
    "--kind",
    default="anchor",
    show_default=True,
    metavar="anchor|FUNCTION",
    help="What is looked for: anchor, a function such as food, or a kind such as space.",
)
@click.option(
    "--reach",
    type=click.FloatRange(min=1, max=50_000),
    help="How far is near, in metres; otherwise 800 in town and 1,600 in the country.",
)
@click.option(
    "--audience",
    type=click.Choice([Audience.PUBLIC.value, Audience.OFFICER.value]),
    default=Audience.PUBLIC.value,
    show_default=True,
    help="Who may read the figures: the public's stand on what the public may see.",
)
@click.option(
    "--walks",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of walking distances: point code, asset id, metres.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--freeze", default="", metavar="NAME", help="Keep the figures under a name.")
@by_option
def command(  # noqa: PLR0913 - one argument for each option
    *,
    committee: str,
    district: str,
    kind: str,
    reach: float | None,
    walks: Path | None,
    audience: str,
    form: str,
    freeze: str,
    by: str,
) -> None:
    """Show for each ward its class, who lives beyond reach, and what is missing."""
    from asset_map.usecases import (  # noqa: PLC0415 - slow to import
        gap_snapshots,
        gap_tables,
        measure_gaps,
    )

    request = measure_gaps.GapRequest(
        sought=kind,
        committee=committee,
        district=district,
        audience=Audience(audience),
        reach_m=reach,
        walks=walks,
    )
    opened, actor, now = house(), actor_from(by), clock()
    run = measure_gaps.measure_gaps(opened, request, actor=actor, now=now)
    if freeze:
        run = gap_snapshots.freeze(opened, run, freeze, actor=actor, now=now)
    if form == "csv":
        click.echo(gap_tables.as_csv(run), nl=False)
    else:
        click.echo(gap_tables.as_json(run) if form == "json" else gap_tables.as_text(run))
    if freeze:
        is_open = run.conditions.audience is Audience.PUBLIC
        where = f" Whoever has its address may read it: /api/gaps/{run.id}.json" if is_open else ""
        click.echo(f"Kept as '{run.name}'.{where}", err=True)
