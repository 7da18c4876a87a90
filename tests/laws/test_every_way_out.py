"""
The law over every way out: what nobody may know changes nothing that anybody is given.

Two registers that differ in their secrets alone are asked for everything: each address that
anybody can open, each kind of file, each document. The answers must be equal to the byte, so
that no secret can be read out of them, nor worked out from a distance or a count (rules 2, 3,
22, 26 and 27). The ways out are found, not listed: one that nobody taught this test to ask
for fails it.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from asset_map import usecases
from asset_map.cli import COMMANDS
from asset_map.cli.edge import NewFile
from asset_map.connections.formats import FORMATS
from asset_map.exports import printing
from asset_map.exports.formats import Format
from asset_map.model.role import Audience
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases import gap_tables, welcome_pack, whats_on
from asset_map.usecases.connection_files import network_file
from asset_map.usecases.events_guide import events_guide
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.look_at_network import network_seen
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from asset_map.usecases.open_data import open_referral_files, open_referral_zip
from asset_map.usecases.pack_files import PUBLIC_FILES, files_of_pack
from tests.laws.world import HOME, KNITTERS, NOW, REFUGE, Secrets, World, world
from tests.site.conftest import Browser, site_parts
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST

WORDS = ("Zwartekraai", "Roodborstje", "Koolmees")
PLACES = ("ZZ1 1AB", "ZZ1 2AA", "ZZ2 1AA")
SECRETS = st.builds(
    Secrets,
    word=st.sampled_from(WORDS),
    east_m=st.integers(150, 3_850),
    north_m=st.integers(150, 1_850),
    postcode=st.sampled_from(PLACES),
    amount_gbp=st.integers(1, 9_000_000),
    has_drafts=st.booleans(),
)
FIRST = Secrets(
    word=WORDS[0], east_m=1_980, north_m=1_000, postcode=PLACES[1], amount_gbp=7_654_321,
    has_drafts=True,
)  # fmt: skip
SECOND = Secrets(
    word=WORDS[1], east_m=3_100, north_m=400, postcode=PLACES[2], amount_gbp=12,
    has_drafts=False,
)  # fmt: skip

# What is asked at each parameter; none of it depends on the secrets of one register alone.
ASKED: Mapping[str, tuple[str, ...]] = {
    "q": (*WORDS, REFUGE, "Tuesday"),
    "search": (*WORDS, REFUGE),
    "near": PLACES,
    "postcode": tuple(f"{place}&proximity=3000" for place in PLACES),
    "ward": (WEST, EAST),
    "week": ("2026-11-23",),
    "print": ("large",),
    "show": ("offers",),
    "about": ("a place",),
    "what": ("wrong",),
    "side": ("need",),
    "group": (WORDS[0], KNITTERS),
    "page": ("1",),
    "per_page": ("500",),
    "day": ("tuesday",),
}
# They open nothing that is recorded: a link of one's own, a code, a draft of a form.
ASKS_NOTHING = frozenset({"answer", "receipt", "claim", "kind", "told", "code", "said"})
# What pages read of their address by themselves.
READS_ITSELF: Mapping[str, tuple[str, ...]] = {
    "/find": ("q", "near", "ward"),
    "/help": ("show",),
    "/open-referral/services": ("search", "postcode", "day"),
    "/open-referral/service_at_locations": ("postcode",),
}
# Long enough that nobody guesses it, and another one on each page; and when the page was opened.
_KEY = re.compile(rb'(?<=name="request)[^>]*value="[0-9a-f-]{36}"|name="opened" value="[^"]+"')


def opened(house: Any) -> FastAPI:
    """The whole site on a register, with an empty workroom."""
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = site_parts(house.settings)
    furnish(app, parts, workroom=PlainTextResponse("the workroom"), door=public_door(parts, house))
    return app


def routes_of(routes: Any) -> Iterator[Any]:
    """Every route that answers GET, those of routers in routers too."""
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from routes_of(inner.routes)
        elif "GET" in (getattr(route, "methods", None) or ()):
            yield route


def addresses(world: World, app: FastAPI) -> list[str]:
    """Every address to open, of every route; fails at a part that it does not know."""
    found = []
    for route in routes_of(app.routes):
        plain = _filled(route, world)
        asked = [one.name for one in route.dependant.query_params] if _has_form(route) else []
        for name in {*asked, *READS_ITSELF.get(route.path, ())} - ASKS_NOTHING:
            assert name in ASKED, f"{route.path} asks for '{name}': say in ASKED what to ask"
            found += [f"{address}?{name}={value}" for address in plain for value in ASKED[name]]
        found += plain
    return sorted(set(found))


def _has_form(route: Any) -> bool:
    return hasattr(route, "dependant")


def _filled(route: Any, world: World) -> list[str]:
    names = {**world.names, "name": tuple(PUBLIC_FILES)}
    found = [route.path]
    for name in [part.split("}")[0] for part in route.path.split("{")[1:]]:
        if name == "object_id":
            listing = route.path.split("/")[2]
            files = open_referral_files(world.house, actor=RESIDENT, now=NOW)
            ids = [Path(one).stem for one in files if one.startswith(f"{listing}/")]
            values = tuple(one for one in ids if one != "index")[:2]
        else:
            assert name in names, f"{route.path}: say in World.names what '{name}' may be"
            values = names[name]
        found = [one.replace(f"{{{name}}}", value) for one in found for value in values]
    return found


def _pages(world: World) -> Iterator[tuple[str, bytes]]:
    app = opened(world.house)
    # From another machine: the figures for whoever watches this one are given to it alone.
    browser = Browser(app, client="192.0.2.7")
    for address in addresses(world, app):
        answer = browser.get(address)
        # A form has a key of its own each time, so that it is taken once.
        told = _KEY.sub(b"", answer.content)
        yield f"GET {address}", f"{answer.status_code} ".encode() + told


# Whose view a file is, and who takes it away: partners know no more of these secrets.
_TAKERS = (
    (Audience.PUBLIC, RESIDENT),
    (Audience.PUBLIC, OFFICER),
    (Audience.PARTNER, PARTNER),
)


def _files(world: World) -> Iterator[tuple[str, bytes]]:
    for kind in Format:
        for audience, actor in _TAKERS:
            content, _ = export_assets(world.house, kind, audience=audience, actor=actor, now=NOW)
            yield f"{kind} for {audience} by {actor.role}", content
    network = network_seen(world.house, actor=RESIDENT, today=NOW.date())
    for name in FORMATS:
        yield f"network {name}", network_file(network, name).content


def _figures(world: World) -> Iterator[tuple[str, bytes]]:
    for reach_m in (350.0, 800.0):
        for sought in ("anchor", "food", "group"):
            for audience in (Audience.PUBLIC, Audience.PARTNER):
                asked = GapRequest(sought=sought, reach_m=reach_m, audience=audience)
                run = measure_gaps(world.house, asked, actor=PARTNER, now=NOW, new_id=lambda: "run")
                name = f"gaps {sought} {reach_m} {audience}"
                yield name, gap_tables.as_csv(run) + gap_tables.as_text(run).encode()


def _documents(world: World) -> Iterator[tuple[str, bytes]]:
    for name, content in files_of_pack(world.house, world.pack_id, actor=OFFICER).items():
        yield f"pack {name}", content


def everything(world: World) -> dict[str, bytes]:
    """Every way out with what it gives."""
    return dict([*_pages(world), *_files(world), *_figures(world), *_documents(world)])


@pytest.fixture(scope="module")
def as_first(migrated_file: Path, postcode_cache: Path) -> dict[str, bytes]:
    """What the first register gives."""
    with world(FIRST, migrated=migrated_file, cache=postcode_cache) as first:
        return everything(first)


# Few, and the first that differs is enough: each asks for everything there is.
@settings(
    max_examples=1,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(secrets=SECRETS)
@example(SECOND)
def test_no_secret_changes_anything_that_anybody_is_given(
    as_first: dict[str, bytes], migrated_file: Path, postcode_cache: Path, secrets: Secrets
) -> None:
    with world(secrets, migrated=migrated_file, cache=postcode_cache) as other:
        second = everything(other)
    assert as_first.keys() == second.keys()
    assert [name for name in second if second[name] != as_first[name]] == []


def test_the_ways_out_are_not_simply_empty(as_first: dict[str, bytes]) -> None:
    given_out = as_first
    for name in ("csv for public by public", "geojson for public by public", "network csv"):
        assert given_out[name], name
    said = {
        "GET /asset/knitters": KNITTERS,
        f"GET /ward/{WEST}": HOME,
        "GET /find?q=Safe Haven": REFUGE,
        f"GET /calendar/{WEST}.ics": "North committee meets",
        "GET /api/gaps/open-run.json": "The hall",
        "pack pack.html": KNITTERS,
        "GET /stalls/WAVE7": REFUGE,
    }
    assert [name for name, text in said.items() if text not in given_out[name].decode()] == []
    words = "|".join(WORDS)
    assert [name for name, told in given_out.items() if "?" not in name and _tells(told)] == [], (
        words
    )


def _tells(told: bytes) -> bool:
    secret = (FIRST.word, str(FIRST.amount_gbp), f"{FIRST.amount_gbp:,}", "601980", "601,980")
    return any(one.encode() in told for one in secret)


def test_officers_do_see_what_differs(migrated_file: Path, tmp_path: Path) -> None:
    told = []
    for secrets in (FIRST, SECOND):
        with world(secrets, migrated=migrated_file, cache=tmp_path) as one:
            content, _ = export_assets(
                one.house, Format.CSV, audience=Audience.OFFICER, actor=OFFICER, now=NOW
            )
            told.append(content.decode())
            assert secrets.word in told[-1]
    assert told[0] != told[1]


_BROUGHT = "for whoever brought it in: their own rows, to mend"
# Use cases that hand out bytes: how this test asks for each, or why nobody outside gets them.
ASKED_BY = {
    "boundaries.ward_map": "GET /api/wards/…; no record is in it",
    "connection_files.network_file": _files,
    "events_guide.events_guide": events_guide,
    "export_assets.export_assets": _files,
    "gap_tables.as_csv": _figures,
    "open_data.assets_geojson": "GET /api/assets.geojson",
    "open_data.open_gap_run": "GET /api/gaps/…",
    "open_data.open_referral_files": "the same objects as GET /open-referral/…",
    "open_data.open_referral_zip": open_referral_zip,
    "pack_files.files_of_pack": _documents,
    "pack_files.pack_file": _documents,
    "pack_files.public_pack_file": "GET /pack/…",
    "welcome_pack.welcome_pack": welcome_pack.welcome_pack,
    "whats_on.asset_calendar": whats_on.asset_calendar,
    "whats_on.calendar": whats_on.calendar,
    "import_assets.import_assets": _BROUGHT,
    "import_cards.import_cards": _BROUGHT,
    "import_connections.import_connections": _BROUGHT,
    "import_report.make_report": _BROUGHT,
    "pack_template.described": "the council's own empty document",
    "pack_template.put_template": "the council's own empty document",
    "pack_template.template_in_use": "the council's own empty document",
    "gap_answer_files.grid_csv": "wards by two of their figures; no record is in it",
    "gap_answer_files.sites_csv": "for partners: sites among places they may see, or homes",
    "gap_answer_files.what_if_csv": "for partners: wards, and the names of pins they may see",
    "count_roadshows.counts_csv": "for partners: numbers of roadshows",
    "draw_tree.tree_printed": "for the room: its own cards",
    "hold_market.floor_plan": "for partners: stalls by name and spot",
    "hold_market.stall_sheets": "for partners: stalls by name, an empty list to sign",
    "messages_out.mail_merge_csv": "for officers: messages to be sent",
    "pack_roadshow.pack_roadshow": "sealed; test_no_secret_goes_away",
    "print_roadshow.print_paper": "for partners: title, code and empty cards",
    "roadshow_file.file_text": "sealed; test_no_secret_goes_away",
    "roadshow_file.sealed_file": "sealed; test_no_secret_goes_away",
    "send_round.own_calendar": "for one person, by a link of their own",
    "send_round.round_up_calendar": "for partners: what was agreed",
    "sign_up.hand_over_csv": "for one stall, by a link of its own",
    "subject_request.export_person": "for the person themselves, by whoever answers requests",
}


def test_every_use_case_that_hands_out_a_file_is_known_here() -> None:
    assert set(_handing_out()) - set(ASKED_BY) == set()


def _handing_out() -> Iterator[str]:
    for one in pkgutil.iter_modules(usecases.__path__):
        module = importlib.import_module(f"{usecases.__name__}.{one.name}")
        for name in module.__all__:
            thing = getattr(module, name)
            is_own = inspect.isfunction(thing) and thing.__module__ == module.__name__
            if is_own and _carries_bytes(thing.__annotations__.get("return")):
                yield f"{one.name}.{name}"


@cache
def _carries_bytes(hint: Any) -> bool:
    if hint is bytes or (isinstance(hint, str) and "bytes" in hint):
        return True
    if is_dataclass(hint):
        return any(field.type is bytes for field in fields(hint))
    # What a callable is given stands in a list.
    parts = (part for part in get_args(hint) if not isinstance(part, list))
    return any(map(_carries_bytes, parts))


# Printed by which way out, or for whom.
TEMPLATES = {
    "frame": "what all sheets share",
    "welcome_pack": "GET /ward/…/welcome.pdf",
    "events_guide": "GET /ward/…/guide.pdf",
    "committee_pack": "GET /pack/…/pack.pdf",
    "pack_map": "GET /pack/…/map.pdf",
    "drawing": "GET /pack/…/map.png",
    "agenda": "partners",
    "blank_cards": "partners",
    "floor_plan": "partners",
    "notice": "partners",
    "poster": "partners",
    "round_up": "partners",
    "stall_sheets": "partners",
    "table_sheets": "partners",
    "tree": "the room",
}


def test_every_template_of_paper_is_known_here() -> None:
    there = {one.stem for one in Path(printing.__file__).parent.glob("*.typ")}
    assert there - set(TEMPLATES) == set()


# Commands that write a file, and what stands in it.
WRITING = {
    "export FILE": "every Format, and Open Referral",
    "connections export FILE": "every kind of network file",
    "pack --out": "files_of_pack",
    "import --problems": _BROUGHT,
    "connections import --problems": _BROUGHT,
    "roadshow cards --problems": _BROUGHT,
    "roadshow pack --out": "sealed; test_no_secret_goes_away",
    "roadshow return --out": "sealed; test_no_secret_goes_away",
    "wipe --to": "everything, for a council that leaves",
    "backup --to": "for the office: the whole register",
    "restore FILE": "what a backup held, for the office",
    "person export FILE": "for the person themselves, by whoever answers requests",
    "messages export FILE": "for officers: messages to be sent",
}


def test_every_command_that_writes_a_file_is_known_here() -> None:
    assert set(_writing()) - set(WRITING) == set()


def _writing() -> Iterator[str]:
    for name, (module, _) in COMMANDS.items():
        command = importlib.import_module(f"asset_map.cli.{module}").command
        yield from _writing_of(name, command)


def _writing_of(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for sub, one in command.commands.items():
            yield from _writing_of(f"{name} {sub}", one)
    for parameter in command.params:
        kind = parameter.type
        if isinstance(kind, NewFile) or (isinstance(kind, click.Path) and not kind.exists):
            is_argument = isinstance(parameter, click.Argument)
            told = parameter.human_readable_name if is_argument else parameter.opts[0]
            yield f"{name} {told}"


def test_every_way_out_that_is_asked_for_is_one(as_first: dict[str, bytes]) -> None:
    callables: list[Callable[..., Any]] = [one for one in ASKED_BY.values() if callable(one)]
    assert len(callables) >= len(Format)
    asked = {name for name in as_first if name.startswith("GET ")}
    for said in (*ASKED_BY.values(), *TEMPLATES.values()):
        if isinstance(said, str) and said.startswith("GET "):
            start, _, end = said.split(";")[0].partition("…")
            assert any(one.startswith(start) and one.endswith(end) for one in asked), said
