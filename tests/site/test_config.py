import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from streamlit import config

from asset_map.settings import ROOT, Settings

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# Each with what would go wrong without it; what is not a colour or a font stands here.
PINNED = {
    "browser.gatherUsageStats": False,  # no request to another host
    "client.showErrorDetails": "none",  # an error's words may be somebody's
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,  # its tracebacks show values
    "runner.postScriptGC": False,
    "server.address": Settings().host,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": Settings().max_upload_mb,
}


def test_what_must_be_pinned_is_pinned_and_nothing_else_is() -> None:
    pinned = {
        f"{section}.{name}": value
        for section, named in CONFIG.items()
        if section != "theme"
        for name, value in named.items()
    }
    assert pinned == PINNED


@pytest.mark.parametrize("name", PINNED)
def test_streamlit_knows_what_is_pinned(name: str) -> None:
    # It passes over an option that it does not know.
    assert config.get_option(name) == PINNED[name]


@pytest.mark.parametrize(("library", "least"), [("streamlit", "1.60"), ("starlette", "1.1")])
def test_libraries_with_known_holes_are_too_old(library: str, least: str) -> None:
    asked = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    (needed,) = (one for one in asked if one.name == library)
    (bound,) = (Version(one.version) for one in needed.specifier if one.operator == ">=")
    assert bound >= Version(least)


def test_the_theme_has_the_councils_colour() -> None:
    theme = CONFIG["theme"]
    assert {theme["primaryColor"], theme["linkColor"]} == {Settings().accent_colour}


def test_the_workroom_hangs_below_its_mount_and_not_below_a_base_path() -> None:
    assert "baseUrlPath" not in CONFIG["server"]


def test_no_font_comes_from_another_host() -> None:
    assert "fontFaces" not in CONFIG["theme"]
    assert not [v for v in CONFIG["theme"].values() if isinstance(v, str) and "//" in v]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(
    ("ink", "least"), [("textColor", 7), ("linkColor", 4.5), ("borderColor", 3)]
)
def test_the_theme_has_contrast_enough(ink: str, ground: str, least: float) -> None:
    assert contrast(CONFIG["theme"][ink], CONFIG["theme"][ground]) >= least
