"""Whether the settings make sense together; each that does not is named."""

import re
from collections.abc import Iterator
from pathlib import Path

from asset_map.credentials.sealed_file import LEAST_LETTERS
from asset_map.model.finding import Finding, Verdict
from asset_map.settings import ROOT, Settings

__all__ = ["look_at_settings", "look_for_missing"]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_WEB = re.compile(r"https?://[^/\s]+")
_LAST_PORT = 65_535


def look_at_settings(settings: Settings) -> list[Finding]:
    """Return what is wrong among the settings, or one line that all is well."""
    found = [*_wrong(settings), *_readable_secrets(settings)]
    if found:
        return found
    return [Finding(name="settings", verdict=Verdict.OK, said="They fit together.")]


def _wrong(settings: Settings) -> Iterator[Finding]:
    rules = {
        "port": (1 <= settings.port <= _LAST_PORT, f"Choose a number from 1 to {_LAST_PORT}."),
        "accent_colour": (
            _COLOUR.fullmatch(settings.accent_colour),
            "Write it like #0B5C66.",
        ),
        "public_url": (
            not settings.public_url or _WEB.match(settings.public_url),
            "Write the whole address: https://assets.council.example",
        ),
        "backup_key": (
            not settings.backup_key or len(settings.backup_key.strip()) >= LEAST_LETTERS,
            f"Take a passphrase of {LEAST_LETTERS} letters and more.",
        ),
        "geocoder": (
            settings.geocoder in {"offline", "postcodes.io", "nominatim"},
            "Choose offline, postcodes.io or nominatim.",
        ),
        "geocoder_url": (
            settings.geocoder == "offline" or settings.geocoder_url,
            "Set the geocoder's address.",
        ),
        "smtp_security": (
            settings.smtp_security in {"starttls", "tls", "none"},
            "Choose starttls, tls or none.",
        ),
        "mail_from": (
            not settings.smtp_host or settings.mail_from,
            "Set the address that messages come from.",
        ),
    }
    for name, (is_well, remedy) in rules.items():
        if not is_well:
            yield _of(name, Verdict.BAD, "It does not fit.", remedy)


def look_for_missing(settings: Settings) -> Iterator[Finding]:
    """Return what neither the settings say nor, where they are laid over, the register."""
    if settings.smtp_host and not settings.public_url:
        yield _of("public_url", Verdict.WARN, "Not set.", "Links in messages need it.")
    if not settings.privacy_contact:
        remedy = "Say whom people ask about what is kept of them."
        yield _of("privacy_contact", Verdict.WARN, "Not set.", remedy)
    if settings.council_name == Settings().council_name:
        yield _of("council_name", Verdict.WARN, "Not set.", "Say whose register this is.")


def _readable_secrets(settings: Settings) -> Iterator[Finding]:
    kept = [
        Path(settings.cache_dir) / "signing.key",
        ROOT / "asset-map.toml",
        ROOT / ".streamlit" / "secrets.toml",
    ]
    for file in kept:
        if file.exists() and file.stat().st_mode & 0o077:
            yield Finding(
                name=f"file {file.name}",
                verdict=Verdict.WARN,
                said="Others on this machine can read it.",
                remedy=f"chmod 600 {file}",
            )


def _of(name: str, verdict: Verdict, said: str, remedy: str) -> Finding:
    return Finding(name=f"setting {name}", verdict=verdict, said=said, remedy=remedy)
