"""What a council brings in once, before its register is its own: what is there, and what not."""

from dataclasses import dataclass, replace

from asset_map.model.area import BoundaryKind
from asset_map.model.role import Action, Actor, require
from asset_map.register import accounts, areas, assets, committees, demand
from asset_map.settings import Settings
from asset_map.usecases.house import House

__all__ = ["SetUpStep", "may_try_unasked", "set_up_steps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpStep:
    """One thing to bring in, on its page or by its command."""

    title: str
    is_done: bool = False
    command: str
    page: str
    why: str


def may_try_unasked(settings: Settings) -> bool:
    """Whether an empty register may be filled with the demonstration though nobody asked."""
    usual = Settings()
    return (settings.database_url, settings.council_name) == (
        usual.database_url,
        usual.council_name,
    )


_STEPS = (
    SetUpStep(
        title="Your council's details",
        why="Its name stands on every page; residents read whom to ask about their details.",
        command='council_name = "Anytown Council", in the file asset-map.toml',
        page="council",
    ),
    SetUpStep(
        title="Your wards",
        why="A file of areas, as the Office for National Statistics gives them away.",
        command='asset-map boundaries add wards.gpkg --name "Wards 2025" --valid-from 2025-05-01',
        page="boundaries",
    ),
    SetUpStep(
        title="Where people live",
        why="So that gaps are counted in residents. You can do without to begin with.",
        command="asset-map demand add residents.csv",
        page="residents",
    ),
    SetUpStep(
        title="Your area committees",
        why="Which wards each looks after, and when it meets. Not every council has them.",
        command="asset-map committees import committees.csv",
        page="committees",
    ),
    SetUpStep(
        title="Who may come in",
        why="An account for you first, then one for each colleague.",
        command="asset-map users add you@council.example --name You --role admin",
        page="people_here",
    ),
    SetUpStep(
        title="Places and groups that somebody has listed already",
        why="A spreadsheet of them. Nothing in it is public until an officer has looked.",
        command='asset-map import places.xlsx --source "Community directory"',
        page="import",
    ),
)


def set_up_steps(house: House, *, actor: Actor) -> list[SetUpStep]:
    """Return what there is to bring in, in its order, and whether it is done."""
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.reading() as connection:
        done = (
            house.settings.council_name != Settings().council_name,
            areas.set_in_use(connection, BoundaryKind.WARD) is not None,
            bool(demand.demand_points(connection)),
            bool(committees.committees(connection)),
            accounts.has_admin(connection),
            assets.count(connection) > 0,
        )
    return [replace(step, is_done=is_done) for step, is_done in zip(_STEPS, done, strict=True)]
