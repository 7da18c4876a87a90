"""``asset-map person``: what is kept about somebody, to be found, given, put right and erased."""

from pathlib import Path

import click

from asset_map.cli.edge import NewFile, actor_from, clock, house, write_out
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import counted

__all__ = ["command"]

_by = click.option(
    "--by",
    required=True,
    metavar="ROLE[:NAME]",
    help="Who does this: data-protection or admin, and a name.",
)
_known_by = click.argument("known_by", nargs=-1, required=True)


@click.group(name="person")
def command() -> None:
    """
    Answer somebody who asks what is kept about them.

    KNOWN_BY is what they are known by: an email address, a phone number, a full name, or several.
    """


@command.command()
@_known_by
@_by
def find(*, known_by: tuple[str, ...], by: str) -> None:
    """List everything about somebody; names that are nearly theirs stand apart."""
    from asset_map.usecases.find_person import find_person  # noqa: PLC0415 - slow to import

    traces = find_person(house(), known_by, actor=actor_from(by), now=clock())
    click.echo(f"Found {counted(len(traces.found), 'text')}.")
    for one in traces.found:
        click.echo(f"{one.place} {one.row}, {one.field}: {one.text[:200]}")
        if one.stays:
            click.echo(f"  stays: {one.stays}")
    if traces.beside:
        click.echo(f"\nBeside them stands, to be looked for too: {', '.join(traces.beside)}")
    if traces.alike:
        click.echo("\nNearly the same name; perhaps somebody else:")
    for one in traces.alike:
        click.echo(f"{one.place} {one.row}, {one.field}: {one.text[:200]}")
    if traces.copies:
        click.echo("\nCopies that were made, in which they may stand:")
    for copy in traces.copies:
        click.echo(copy)


@command.command()
@click.argument("file", type=NewFile())
@_known_by
@_by
def export(*, file: Path, known_by: tuple[str, ...], by: str) -> None:
    """Write what is kept about somebody to FILE: one page (.html) to read and to keep."""
    from asset_map.usecases.subject_request import export_person  # noqa: PLC0415 - slow to import

    opened, actor = house(), actor_from(by)
    content = export_person(opened, known_by, actor=actor, now=clock())
    write_out(opened, file, content, what="what is kept about somebody", actor=actor)
    click.echo(f"Wrote {file}. Look through it before you give it away.")


@command.command()
@click.argument("wrong")
@click.argument("right")
@_by
def correct(*, wrong: str, right: str, by: str) -> None:
    """Put RIGHT in the place of WRONG: a name, an address or a number."""
    from asset_map.usecases.subject_request import correct_person  # noqa: PLC0415 - slow to import

    counts = correct_person(house(), wrong, right, actor=actor_from(by), now=clock())
    click.echo(f"Put right in {counted(sum(counts.values()), 'place')}.")


@command.command()
@_known_by
@click.option("--yes", is_flag=True, help="Erase without asking again.")
@click.option(
    "--names-too", is_flag=True, help="Also where a record, a place or a ward is called so."
)
@_by
def erase(*, known_by: tuple[str, ...], yes: bool, names_too: bool, by: str) -> None:
    """Erase somebody from the register and its history, for good."""
    from asset_map.usecases.erase_person import erase_person  # noqa: PLC0415 - slow to import
    from asset_map.usecases.find_person import (  # noqa: PLC0415 - slow to import
        find_person,
        identifiers_of,
    )
    from asset_map.usecases.namesakes import called_so  # noqa: PLC0415 - slow to import

    known, opened, actor = identifiers_of(known_by), house(), actor_from(by)
    _refuse_names(called_so(opened, known, actor=actor), names_too=names_too)
    traces = find_person(opened, known_by, actor=actor, now=clock())
    click.echo(f"They stand in {counted(traces.rows, 'row')}.")
    if not yes:
        click.confirm("Erase them for good?", abort=True)
    counts = erase_person(opened, known, actor=actor, now=clock())
    for table, count in sorted(counts.items()):
        if count:
            click.echo(f"{table}: {count}")
    left = [one for one in traces.found if one.stays]
    if left:
        click.echo(f"{counted(len(left), 'text')} stays; 'asset-map person find' says why.")
    if traces.copies:
        click.echo("Copies that were made before, to be recalled or let go:")
    for copy in traces.copies:
        click.echo(f"  {copy}")


def _refuse_names(names: list[str], *, names_too: bool) -> None:
    if not names or names_too:
        return
    problem = Problem(
        field="known_by",
        fault=f"Their name stands in what something is called: {', '.join(names)}.",
        remedy="If that is not them, erase by an address or a number, and put the rest right by "
        "hand; else add --names-too.",
    )
    raise InvalidSubmissionError(str(problem), problems=(problem,))
