"""Looking the whole house over: each finding with what to do about it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from asset_map.model.area import BoundaryKind
from asset_map.model.errors import AssetMapError
from asset_map.model.finding import Finding, Verdict
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.outside.web_socket import web_socket_answer
from asset_map.register import areas, history, messages, seals
from asset_map.register.backups import try_writing, whole_standing
from asset_map.register.engine import Connection, Register, open_as_it_is
from asset_map.register.migrations import newest_revision
from asset_map.settings import Settings
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.doctor_erased import look_at_erased
from asset_map.usecases.doctor_settings import look_at_settings, look_for_missing
from asset_map.usecases.kept_details import laid_over

__all__ = ["look_over"]

Knock = Callable[[str], int | str]

_SWITCHED: Final = 101
_BACKUP_DUE: Final = timedelta(hours=36)
_SEAL_DUE: Final = timedelta(hours=48)
_MAIL_DUE: Final = timedelta(hours=24)
_CLOCK_SLACK: Final = timedelta(minutes=5)
_LITTLE_ROOM: Final = 500_000_000
_MB: Final = 1_000_000


def look_over(
    settings: Settings, *, actor: Actor, now: datetime, knock: Knock = web_socket_answer
) -> list[Finding]:
    """
    Look at settings, database, boundaries, disk, backups, clock, mail and public address.

    Nothing is changed, and nothing found is an error: what is bad says so.
    """
    require(actor, Action.KEEP_BACKUPS)
    found = look_at_settings(settings)
    try:
        with open_as_it_is(settings.database_url) as register:
            found += _of_register(register, settings, now=now)
    except AssetMapError as error:
        found.append(_finding("database", Verdict.BAD, str(error), "Mend 'database_url'."))
    found += [*_disk(settings), _backups(settings, now=now)]
    if settings.public_url:
        found.append(_public_address(settings.public_url, knock))
    return found


def _of_register(register: Register, settings: Settings, *, now: datetime) -> Iterator[Finding]:
    there = whole_standing(register)
    if there is None:
        yield _finding(
            "database", Verdict.BAD, "The file is damaged.", "Put a backup back: asset-map restore"
        )
        return
    newest = newest_revision()
    if there.revision != newest:
        said = f"Its tables are at revision '{there.revision}', this version's at '{newest}'."
        remedy = "Start the server once to bring them up to date, or the newer version."
        yield _finding("database", Verdict.BAD, said, remedy)
        return
    try_writing(register)
    said = f"It answers and takes writes; {counted(there.asset_count, 'asset')}."
    yield _finding("database", Verdict.OK, said)
    with register.reading() as connection:
        yield from look_for_missing(laid_over(settings, connection))
        yield _boundaries(connection)
        yield _clock(connection, now=now)
        yield _mail(connection, now=now)
        yield _history(connection, now=now)
        yield look_at_erased(connection, settings)


def _boundaries(connection: Connection) -> Finding:
    in_use = areas.set_in_use(connection, BoundaryKind.WARD)
    if in_use is None:
        remedy = "asset-map boundaries add FILE --name NAME --valid-from DATE"
        return _finding("boundaries", Verdict.WARN, "No wards are in use.", remedy)
    count = areas.count_of(connection, in_use.id)
    return _finding("boundaries", Verdict.OK, f"{counted(count, 'ward')} of '{in_use.name}'.")


def _clock(connection: Connection, *, now: datetime) -> Finding:
    last = history.latest(connection, limit=1)
    if last and last[0].at > now + _CLOCK_SLACK:
        said = f"This machine's clock says {now:%Y-%m-%d %H:%M} UTC, before the last change."
        return _finding("clock", Verdict.BAD, said, "Set the clock, or let it be set (NTP).")
    return _finding("clock", Verdict.OK, f"{now:%Y-%m-%d %H:%M} UTC, after the last change.")


def _mail(connection: Connection, *, now: datetime) -> Finding:
    waiting = messages.unsent(connection)
    said = f"{counted(len(waiting), 'message')} to send."
    if waiting and waiting[0].made_at < now - _MAIL_DUE:
        remedy = "asset-map messages send, or copy them on the page Messages."
        return _finding("mail", Verdict.WARN, f"{said} The oldest is over a day old.", remedy)
    return _finding("mail", Verdict.OK, said)


def _history(connection: Connection, *, now: datetime) -> Finding:
    looked = seals.check(connection)
    if looked.faults:
        said = f"What was sealed was altered: {looked.faults[0]}"
        remedy = "asset-map history verify names all of it; compare with a backup of that day."
        return _finding("history", Verdict.BAD, said, remedy)
    if looked.last is None:
        return _finding("history", Verdict.WARN, "Never sealed.", "asset-map history seal")
    age = now - looked.last.made_at
    hours = counted(round(age.total_seconds() / 3600), "hour")
    said = f"Sealed {hours} ago, on {looked.last.day}, and as it was: {looked.last.sha256}"
    newest = history.latest(connection, limit=1)
    if age > _SEAL_DUE and newest and newest[0].at > looked.last.made_at:
        remedy = "The server seals each day while it runs; now: asset-map history seal"
        return _finding("history", Verdict.WARN, said, remedy)
    return _finding("history", Verdict.OK, said)


def _disk(settings: Settings) -> Iterator[Finding]:
    for name in ("cache_dir", "backup_dir"):
        folder = Path(getattr(settings, name))
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
        verdict = Verdict.OK if free > _LITTLE_ROOM else Verdict.BAD
        said = f"{free // _MB:,} MB are free in '{folder}'."
        remedy = "" if verdict is Verdict.OK else "Make room, before writing fails."
        yield _finding(f"disk of {name}", verdict, said, remedy)


def _backups(settings: Settings, *, now: datetime) -> Finding:
    kept = kept_backups(Path(settings.backup_dir))
    if not kept:
        return _finding("backup", Verdict.WARN, "There is none.", "asset-map backup")
    age = now - kept[0].name.at
    said = f"The newest is {counted(round(age.total_seconds() / 3600), 'hour')} old."
    if age > _BACKUP_DUE:
        return _finding("backup", Verdict.WARN, said, "Let the machine run 'asset-map backup'.")
    if not kept[0].name.is_checked:
        remedy = "See docs/deployment.md: the database's user needs CREATEDB."
        return _finding("backup", Verdict.WARN, f"{said} Nobody looked at it.", remedy)
    return _finding("backup", Verdict.OK, said)


def _public_address(public_url: str, knock: Knock) -> Finding:
    answer = knock(public_url)
    if answer == _SWITCHED:
        return _finding("public address", Verdict.OK, f"A web socket passes through {public_url}.")
    said = f"No web socket passes through {public_url}: {answer}."
    remedy = "Let the proxy pass on Upgrade and Connection (deploy/nginx.conf), and start it."
    return _finding("public address", Verdict.BAD, said, remedy)


def _finding(name: str, verdict: Verdict, said: str, remedy: str = "") -> Finding:
    return Finding(name=name, verdict=verdict, said=said, remedy=remedy)
