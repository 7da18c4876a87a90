"""What a partner's account may be limited to: wards, and what area committees look after."""

from asset_map.model.account import refused
from asset_map.model.area import BoundaryKind
from asset_map.model.role import Role, may_be_limited
from asset_map.model.words import fold
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.committees import committee_named

__all__ = ["limits_of"]


def limits_of(
    connection: Connection, role: Role, named: tuple[str, ...], committees: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Return the codes of the wards and the ids of the committees that somebody is limited to.

    Raises
    ------
    InvalidSubmissionError
        When this role is not limited, or there is no such ward.
    NotFoundError
        When there is no such committee.
    """
    if role is Role.PUBLIC:
        raise refused(
            field="role", fault="Everybody is the public already.", remedy="Choose another role."
        )
    if (named or committees) and not may_be_limited(role):
        remedy = "Leave the areas out, or make it a partner's account."
        raise refused(field="areas", fault="Only partners are limited to areas.", remedy=remedy)
    codes = tuple(dict.fromkeys(_area_code(connection, one) for one in named))
    ids = tuple(dict.fromkeys(committee_named(connection, one).id for one in committees))
    return codes, ids


def _area_code(connection: Connection, named: str) -> str:
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    for code, name, _ in areas.names_of(connection, ward_set.id) if ward_set else ():
        if named == code or fold(named) == fold(name):
            return code
    raise refused(
        field="areas",
        fault=f"There is no ward '{named}' in the set in use.",
        remedy="Write its code or its name.",
    )
