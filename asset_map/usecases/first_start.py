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
    """One thing to bring in; ``page`` is "" where there is none for it."""

    title: str
    is_done: bool
    command: str
    page: str = ""


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
        is_done=False,
        command='council_name = "Anytown Council", in the file asset-map.toml',
    ),
    SetUpStep(
        title="Your wards",
        is_done=False,
        command='asset-map boundaries add wards.gpkg --name "Wards 2025" --valid-from 2025-05-01',
        page="boundaries",
    ),
    SetUpStep(
        title="Where people live, to count gaps in residents",
        is_done=False,
        command="asset-map demand add oas.csv",
    ),
    SetUpStep(
        title="Your area committees",
        is_done=False,
        command="asset-map committees import committees.csv",
        page="committees",
    ),
    SetUpStep(
        title="Who may come in",
        is_done=False,
        command="asset-map users add you@council.example --name You --role admin",
        page="people_here",
    ),
    SetUpStep(
        title="Places and groups that somebody has listed already",
        is_done=False,
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
