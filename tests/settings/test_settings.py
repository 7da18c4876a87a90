from pathlib import Path

import pytest

from asset_map.model.errors import SettingsError
from asset_map.settings import load_settings


def settings_file(folder: Path, text: str) -> dict[str, str]:
    file = folder / "council.toml"
    file.write_text(text, encoding="utf-8")
    return {"ASSET_MAP_CONFIG": str(file)}


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    environ = settings_file(tmp_path, 'council_name = "Anytown"\nport = 8080\n')
    settings = load_settings(environ | {"ASSET_MAP_PORT": "9090"})
    assert (settings.council_name, settings.port) == ("Anytown", 9090)


def test_a_file_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'absent\.toml' cannot be read"):
        load_settings({"ASSET_MAP_CONFIG": str(tmp_path / "absent.toml")})


@pytest.mark.parametrize(
    "line",
    [
        *("port = true", 'port = "eighty"', "max_import_rows = -1", 'council_name = ["Anytown"]'),
        *("smtp_port = 587.5", "keep_letters_days = 10000", "keep_contacts_months = 99999999999"),
        *('overlap_tolerance_m2 = "nan"', "overlap_tolerance_m2 = inf"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_its_name(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match=line.split(maxsplit=1)[0]):
        load_settings(settings_file(tmp_path, line))


@pytest.mark.parametrize("line", ["gap_is_reach_walked = true", 'gap_is_reach_walked = "Yes"'])
def test_a_claim_is_true_or_false(tmp_path: Path, line: str) -> None:
    environ = settings_file(tmp_path, line)
    assert load_settings(environ).gap_is_reach_walked
    assert not load_settings(environ | {"ASSET_MAP_GAP_IS_REACH_WALKED": "no"}).gap_is_reach_walked


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accent_colour", "red"),
        ("accent_colour", "#0B5C66;}*{display:none"),
        ("frame_ancestors", ""),
        ("frame_ancestors", "self"),
        ("frame_ancestors", "'self'; script-src *"),
        ("frame_ancestors", "https://a.example, https://b.example"),
        ("frame_ancestors", "'self'\r\nX-Other: 1"),
        ("public_url", "assets.council.example"),
        ("public_url", "https://assets.council.example/map"),
        ("tile_url", "https://tiles.example; script-src https://evil.example/"),
        ("session_hours", "0"),
        ("session_idle_minutes", "5"),
    ],
)
def test_what_does_not_fit_where_it_goes_is_refused_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^The setting '{name}' should be ") as refused:
        load_settings({f"ASSET_MAP_{name.upper()}": value})
    assert str(refused.value).count("not '") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("accent_colour", "#aB5c66"),
        ("frame_ancestors", "'none'"),
        ("frame_ancestors", "'self' https://www.council.example https://*.parish.example:8443"),
        ("public_url", "http://192.168.1.20:8501/"),
        ("tile_url", "https://{s}.tiles.example/{z}/{x}/{y}.png?key=a"),
    ],
)
def test_what_can_stand_there_is_taken_as_it_is(name: str, value: str) -> None:
    assert getattr(load_settings({f"ASSET_MAP_{name.upper()}": value}), name) == value


def test_an_unknown_setting_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'geocodr'.*geocoder"):
        load_settings(settings_file(tmp_path, "geocodr = 1"))
