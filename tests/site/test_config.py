import tomllib

import pytest

from asset_map.settings import ROOT, Settings

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("client", "showErrorDetails", "none"),
        ("client", "toolbarMode", "minimal"),
        ("server", "maxUploadSize", Settings().max_upload_mb),
        ("server", "address", Settings().host),
        ("server", "enableStaticServing", False),
        ("server", "enableAgentApi", False),
        ("server", "enableXsrfProtection", True),
        ("browser", "gatherUsageStats", False),
        ("runner", "postScriptGC", False),
        ("theme", "primaryColor", Settings().accent_colour),
        ("theme", "linkColor", Settings().accent_colour),
    ],
)
def test_what_must_be_pinned_is_pinned(section: str, name: str, value: object) -> None:
    assert CONFIG[section][name] == value


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
