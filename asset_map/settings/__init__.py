"""
The council's configuration, read in one place.

Each setting has a default, may stand in a TOML file (``asset-map.toml`` in the
checkout, or where ``ASSET_MAP_CONFIG`` says) and may be overridden by the
environment variable ``ASSET_MAP_`` plus its name in capitals.
"""

import dataclasses
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asset_map.model.errors import SettingsError
from asset_map.settings.fits import check_fits

__all__ = ["ROOT", "Settings", "load_settings"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What a council may set.

    ``tile_url`` is empty unless a council names a tile server: then, and only
    then, pages make requests to another host. ``geocoder`` is "offline",
    "postcodes.io" or "nominatim"; the last two need ``geocoder_url``. Without
    ``smtp_host`` no message is sent; ``smtp_security`` is "starttls", "tls" or "none".
    """

    council_name: str = "Your council"
    accent_colour: str = "#0B5C66"
    database_url: str = f"sqlite:///{ROOT / 'data' / 'assets' / 'register.sqlite'}"
    cache_dir: str = str(ROOT / "data" / "cache")
    backup_dir: str = str(ROOT / "data" / "assets" / "backups")
    backup_keep: int = 14
    backup_key: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
    log_format: str = "plain"
    host: str = "127.0.0.1"
    port: int = 8501
    public_url: str = ""
    open_licence: str = "Open Government Licence v3.0"
    frame_ancestors: str = "'self'"
    tile_url: str = ""
    tile_attribution: str = ""
    geocoder: str = "offline"
    geocoder_url: str = ""
    geocoder_seconds_between: float = 1.0
    overlap_tolerance_m2: float = 1000.0
    edge_pin_disagreement_m: float = 250.0
    max_upload_mb: int = 10
    max_import_rows: int = 200_000
    upload_seconds: int = 60
    upload_memory_mb: int = 1_000
    privacy_contact: str = ""
    privacy_officer: str = ""
    privacy_appeals: str = ""
    accessibility_contact: str = ""
    accessibility_checked_on: str = ""
    keep_contacts_months: int = 18
    keep_undecided_days: int = 90
    keep_rejected_days: int = 30
    keep_cards_days: int = 365
    keep_letters_days: int = 90
    submissions_per_hour: int = 20
    form_seconds_at_least: int = 3
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    session_hours: int = 12
    session_idle_minutes: int = 180
    openid_issuer: str = ""
    openid_client_id: str = ""
    openid_client_secret: str = field(default="", repr=False)
    openid_name: str = ""
    openid_role_claim: str = "roles"
    openid_roles: str = ""
    gap_reach_urban_m: float = 800.0
    gap_reach_rural_m: float = 1_600.0
    gap_is_reach_walked: bool = False
    gap_detour: float = 1.3
    gap_served_share: float = 0.5
    gap_visiting_hours: float = 2.0
    gap_function_share: float = 0.5
    gap_carried_share: float = 0.5
    gap_near_m: float = 1_000.0
    gap_buffer_m: float = 3_000.0
    gap_people_per_facility: float = 4_000.0
    gap_checked_within_months: int = 24
    gap_deprivation_cuts: str = ""


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """
    Return the settings in force.

    Raises
    ------
    SettingsError
        When the file cannot be read, a name is unknown, or a value does not fit.
    """
    environ = os.environ if environ is None else environ
    named = environ.get("ASSET_MAP_CONFIG")
    path = Path(named) if named else ROOT / "asset-map.toml"
    given: dict[str, object] = {}
    if named or path.exists():
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            message = (
                f"The settings file '{path.name}' cannot be read: {error}. Mend it or remove it."
            )
            raise SettingsError(message) from error
    fields = {one.name: one for one in dataclasses.fields(Settings)}
    unknown = sorted(set(given) - set(fields))
    if unknown:
        message = f"Unknown setting '{unknown[0]}'; the settings are: {', '.join(fields)}."
        raise SettingsError(message)
    for name in fields:
        if (value := environ.get(f"ASSET_MAP_{name.upper()}")) is not None:
            given[name] = value
    return Settings(**{name: _fitting(name, value) for name, value in given.items()})  # type: ignore[arg-type]


_WANTED = {
    bool: "true or false",
    str: "a text",
    int: "a whole number from 0 up",
    float: "a number from 0 up",
}
_CLAIMS = {"true": True, "yes": True, "false": False, "no": False}


def _fitting(name: str, value: object) -> object:
    wanted = type(getattr(Settings(), name))
    fitting = _as(wanted, value)
    # NaN is in no range at all.
    if fitting is None or (not isinstance(fitting, str) and not 0 <= fitting < math.inf):
        message = f"The setting '{name}' should be {_WANTED[wanted]}, not '{value}'."
        raise SettingsError(message)
    check_fits(name, fitting)
    return fitting


def _as(wanted: type, value: object) -> str | float | None:
    if wanted is bool:
        return _CLAIMS.get(str(value).lower())
    if isinstance(value, bool | list | dict) or (wanted is int and isinstance(value, float)):
        return None
    try:
        return wanted(value)  # type: ignore[no-any-return]
    except (TypeError, ValueError):
        return None
