"""An asset: a strength the community can use."""

from dataclasses import dataclass, field
from datetime import date

from asset_map.model.anchor import AnchorCase
from asset_map.model.location import Location
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.words import WordEnum

__all__ = [
    "Asset",
    "AssetKind",
    "BuildingBlock",
    "Contact",
    "ForWhom",
    "Function",
    "Identifier",
    "Provenance",
    "Sector",
    "SourceKind",
    "SpaceDetails",
    "Tenure",
    "Verification",
]


class AssetKind(WordEnum):
    """What the asset is, in the register's own words."""

    GROUP = "group"
    SPACE = "space"
    SKILL = "skill"
    INSTITUTION = "institution"
    BUSINESS = "business"
    STORY = "story"


class BuildingBlock(WordEnum):
    """The building blocks of asset-based community development."""

    INDIVIDUAL = "individual"
    ASSOCIATION = "association"
    INSTITUTION = "institution"
    PLACE = "place"
    EXCHANGE = "exchange"
    STORY = "story"


class Sector(WordEnum):
    """Which part of local life an asset belongs to."""

    COMMUNITY = "community"
    FAITH = "faith"
    PUBLIC = "public"
    BUSINESS = "business"
    SCHOOL = "school"
    HEALTH = "health"


class Function(WordEnum):
    """What an asset is there for: the list that the gap measures look for."""

    MEETING_SPACE = "meeting_space"
    YOUTH = "youth"
    OLDER_PEOPLE = "older_people"
    ADVICE = "advice"
    FOOD = "food"
    SPORT = "sport"
    ARTS_AND_CULTURE = "arts_and_culture"
    GREEN_SPACE = "green_space"
    DIGITAL_ACCESS = "digital_access"
    SKILLS_AND_JOBS = "skills_and_jobs"
    CHILDCARE = "childcare"
    TRANSPORT = "transport"


class Tenure(WordEnum):
    """On what terms a building or land is held."""

    OWNED = "owned"
    LONG_LEASE = "long_lease"
    SHORT_LEASE = "short_lease"
    LICENCE = "licence"
    HIRED = "hired"
    COUNCIL_OWNED = "council_owned"
    UNKNOWN = "unknown"


class SourceKind(WordEnum):
    """By which door a record came in."""

    ROADSHOW = "roadshow"
    PUBLIC_FORM = "public_form"
    OFFICER = "officer"
    IMPORT = "import"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForWhom:
    """Whom the asset is for; ages in years, None where there is no limit."""

    min_age: int | None = None
    max_age: int | None = None
    open_to_all: bool | None = None
    interests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who may be contacted, and who may know that: officers only unless somebody said so."""

    role: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    audience: Audience = Audience.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier from elsewhere: "GB-CHC" and "1234567", or a source and its id."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDetails:
    """What a room offers; None means nobody has said."""

    capacity_people: int | None = None
    has_kitchen: bool | None = None
    is_step_free: bool | None = None
    has_hearing_loop: bool | None = None
    has_parking: bool | None = None
    has_accessible_toilet: bool | None = None
    usual_price: str = ""
    who_books: str = ""
    tenure: Tenure = Tenure.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who said so, when and by which door."""

    source: str
    source_kind: SourceKind
    recorded_on: date
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """That somebody checked, when, in which role and how."""

    verified_on: date
    role: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """
    One asset of the register.

    ``version`` counts its saved states from 1; 0 is one that was never saved.
    Dates are days in London; texts are as typed.
    """

    id: str
    kind: AssetKind
    name: str
    also_known_as: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    building_block: BuildingBlock | None = None
    sector: Sector | None = None
    tags: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    for_whom: ForWhom = field(default_factory=ForWhom)
    languages: tuple[str, ...] = ()
    access_notes: str = ""
    cost_note: str = ""
    contact: Contact = field(default_factory=Contact)
    identifiers: tuple[Identifier, ...] = ()
    space: SpaceDetails | None = None
    anchor: AnchorCase | None = None
    locations: tuple[Location, ...] = ()
    operating_status: OperatingStatus = OperatingStatus.ACTIVE
    opened_on: date | None = None
    closed_on: date | None = None
    record_state: RecordState = RecordState.DRAFT
    visible_to: Audience = Audience.PUBLIC
    provenance: Provenance | None = None
    verification: Verification | None = None
    version: int = 0
