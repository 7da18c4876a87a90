"""Role by command: the commands are found in the tree, and each plays by the model's one table."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

from asset_map.cli import commands
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import PERMISSIONS, Action, Role
from asset_map.usecases.roadshow_file import opened_file, sealed_file
from tests.cli.conftest import Run
from tests.cli.test_gaps import DEMAND
from tests.cli.test_roadshow import office

__all__ = ["office"]

# Nobody is asked who they are by these.
FOR_ALL = {
    "boundaries list": "it reads what is public",
    "demo": "it fills an empty register only",
    "postcodes check": "it opens no register",
    "serve": "it starts the server; who comes in is asked there",
}
SEALED = ("--passphrase-file", "words")
ADA = ("ada@council.example",)
# What each is for, and the words that follow it.
ASKED: dict[str, tuple[Action, tuple[str, ...]]] = {
    "backup": (Action.KEEP_BACKUPS, ("--to", "copies")),
    "begin": (Action.CHANGE_BOUNDARIES, ()),
    "boundaries add": (
        Action.CHANGE_BOUNDARIES,
        ("wards.geojson", "--name", "W", "--kind", "ward", "--valid-from", "2025-05-01"),
    ),
    "boundaries compare": (Action.CHANGE_BOUNDARIES, ("Wards 2025", "Wards 2025")),
    "boundaries use": (Action.CHANGE_BOUNDARIES, ("Wards 2025",)),
    "committees import": (Action.CHANGE_BOUNDARIES, ("committees.csv",)),
    "committees list": (Action.FIND, ()),
    "connections export": (Action.FIND, ("--audience", "public", "network.graphml")),
    "connections figures": (Action.FIND, ("--audience", "public")),
    "connections import": (Action.CONNECT, ("links.csv",)),
    "demand add": (Action.CHANGE_BOUNDARIES, ("demand.csv",)),
    "doctor": (Action.KEEP_BACKUPS, ()),
    "export": (Action.FIND, ("--audience", "public", "places-out.csv")),
    "gaps": (Action.MEASURE_GAPS, ()),
    "history list": (Action.KEEP_ACCOUNTS, ()),
    "history seal": (Action.KEEP_BACKUPS, ()),
    "history verify": (Action.KEEP_BACKUPS, ()),
    "import": (Action.IMPORT, ("places.csv", "--source", "B")),
    "messages end-link": (Action.REVIEW, ("/status/" + "A" * 43,)),
    "messages export": (Action.REVIEW, ("letters.csv",)),
    "messages remind": (Action.EDIT, ()),
    "messages send": (Action.REVIEW, ()),
    "pack": (Action.BUILD_PACK, ("--list",)),
    "person correct": (Action.ANSWER_REQUESTS, ("ada@x.example", "bo@x.example")),
    "person erase": (Action.ANSWER_REQUESTS, ("--yes", "ada@x.example")),
    "person export": (Action.ANSWER_REQUESTS, ("out.html", "ada@x.example")),
    "person find": (Action.ANSWER_REQUESTS, ("ada@x.example",)),
    "restore": (Action.KEEP_BACKUPS, ("places.csv",)),
    "retention": (Action.ANSWER_REQUESTS, ()),
    "roadshow cards": (Action.RUN_ROADSHOW, ("WAVE7", "cards.csv")),
    "roadshow list": (Action.RUN_ROADSHOW, ()),
    "roadshow lost": (Action.RUN_ROADSHOW, ("WAVE7", "--yes")),
    "roadshow merge": (Action.TAKE_AWAY, ("back.away", *SEALED)),
    "roadshow pack": (Action.RUN_ROADSHOW, ("WAVE7", "--out", "second.away", *SEALED)),
    "roadshow return": (Action.TAKE_AWAY, ("--out", "home.away", *SEALED)),
    "roadshow tidy": (Action.RUN_ROADSHOW, ()),
    "roadshow unpack": (Action.TAKE_AWAY, ("out.away", *SEALED)),
    "sources confirm": (Action.CONFIRM_SOURCE, ("A", "--reason", "It publishes them")),
    "users add": (Action.KEEP_ACCOUNTS, (*ADA, "--name", "Ada Ames", "--role", "admin")),
    "users end": (Action.KEEP_ACCOUNTS, ADA),
    "users history": (Action.KEEP_ACCOUNTS, ADA),
    "users invite": (Action.KEEP_ACCOUNTS, ADA),
    "users list": (Action.KEEP_ACCOUNTS, ()),
    "users reset": (Action.KEEP_ACCOUNTS, ADA),
    "users role": (Action.KEEP_ACCOUNTS, (*ADA, "--role", "partner")),
    "wards status": (Action.MAP_WARDS, ("mapping.csv",)),
    "wipe": (Action.KEEP_BACKUPS, ("--to", "everything", "--only-export")),
}
FILES = {
    "committees.csv": "committee,area\nNorth,Net Loft\n",
    "demand.csv": DEMAND,
    "links.csv": "from,what,to\nQuayside Hall,hosts,Net Loft Choir\n",
    "mapping.csv": "ward,status\nNet Loft,desk only\n",
}


def leaves(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """The commands that do something, by the words that call them."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if found := command.get_command(context, name):
            yield from leaves(found, f"{path} {name}".strip())


def test_each_command_asks_who_does_it_or_is_for_everybody() -> None:
    asks = {path: any(one.name == "by" for one in found.params) for path, found in leaves(commands)}

    assert {path for path, is_asked in asks.items() if is_asked} == set(ASKED)
    assert {path for path, is_asked in asks.items() if not is_asked} == set(FOR_ALL)


def come_back(file: Path) -> None:
    """Make a file that a laptop wrote of one that went out, with nothing new in it."""
    words = Path("words").read_text(encoding="utf-8").strip()
    read = opened_file(file.read_bytes(), words, is_coming_back=False)
    back = sealed_file(replace(read, before=read.holding), words)
    Path("back.away").write_bytes(back)


def test_each_command_refuses_whom_the_table_refuses_and_lets_in_the_others(
    office: Run, ward_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = {"SMTP_HOST": "127.0.0.1", "MAIL_FROM": "a@x.example", "PUBLIC_URL": "https://x.example"}
    for name, value in mail.items():
        monkeypatch.setenv(f"ASSET_MAP_{name}", value)
    ward_file.rename("wards.geojson")
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    assert office("roadshow", "pack", "WAVE7", "--out", "out.away", *SEALED).exit_code == 0
    come_back(Path("out.away"))

    def is_let_in(path: str, role: Role) -> bool:
        error = office(*path.split(), *ASKED[path][1], "--by", f"{role}:Somebody").exception
        assert not isinstance(error, SystemExit) or error.code != 2, path
        return not isinstance(error, NotAllowedError)

    wrong = []
    for path, (action, _) in ASKED.items():
        may = [role for role in Role if role in PERMISSIONS[action]]
        may_not = [role for role in Role if role not in may]
        wrong += [(path, role) for role in may_not if is_let_in(path, role)]
        if path != "restore" and not is_let_in(path, may[0]):
            wrong.append((path, may[0]))

    assert not wrong, "\n".join(map(str, wrong))
