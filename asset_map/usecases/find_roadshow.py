"""Which roadshow somebody means, by its title, its code or its id."""

from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import fold, long_date
from asset_map.register import roadshows
from asset_map.usecases.house import House

__all__ = ["every_roadshow", "find_roadshow"]


def every_roadshow(house: House, *, actor: Actor) -> list[Roadshow]:
    """Return every roadshow, the latest day first."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        return roadshows.every(connection)


def find_roadshow(house: House, name: str, *, actor: Actor) -> Roadshow:
    """
    Return the roadshow of a title, however it is written, of a code, or of an id.

    Raises
    ------
    NotFoundError
        When there is none.
    InvalidSubmissionError
        When several have that title.
    """
    every = every_roadshow(house, actor=actor)
    for named in (
        [one for one in every if one.id == name],
        [one for one in every if one.code == name.strip().upper()],
        [one for one in every if fold(one.title) == fold(name)],
    ):
        if len(named) > 1:
            codes = ", ".join(f"{one.code} ({long_date(one.held_on)})" for one in named)
            message = f"{len(named)} roadshows are called '{name}'. Give the code instead: {codes}."
            raise InvalidSubmissionError(message)
        if named:
            return named[0]
    titles = ", ".join(f"'{one.title}'" for one in every[:8]) or "none yet"
    message = f"There is no roadshow '{name}'. Those here: {titles}."
    raise NotFoundError(message)
