import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Role
from asset_map.usecases.sign_in import (
    OFFICER_LASTS,
    is_loopback,
    issue_officer_link,
    redeem_officer_link,
    role_of,
    signing_key,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_an_officer_stays_one_for_twelve_hours(tmp_path: Path) -> None:
    cookie = redeem_officer_link(tmp_path, issue_officer_link(tmp_path, now=NOW), now=NOW)
    cookies = {cookie.name: cookie.value}

    assert role_of(cookies, cache_dir=tmp_path, now=NOW) is Role.OFFICER
    assert role_of(cookies, cache_dir=tmp_path, now=NOW + OFFICER_LASTS) is Role.PUBLIC


def test_what_is_kept_does_not_give_the_link_away(tmp_path: Path) -> None:
    token = issue_officer_link(tmp_path, now=NOW)

    assert token not in (tmp_path / "officer-link.json").read_text()


def test_what_is_kept_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    issue_officer_link(tmp_path, now=NOW)
    signing_key(tmp_path)

    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {
        "officer-link.json": 0o600,
        "signing.key": 0o600,
    }


def test_a_newer_link_ends_the_older(tmp_path: Path) -> None:
    older = issue_officer_link(tmp_path, now=NOW)
    issue_officer_link(tmp_path, now=NOW)

    with pytest.raises(NotAllowedError, match="asset-map serve"):
        redeem_officer_link(tmp_path, older, now=NOW)


def test_of_many_who_use_a_link_at_once_one_comes_in(tmp_path: Path) -> None:
    token = issue_officer_link(tmp_path, now=NOW)

    def come_in(_: int) -> bool:
        try:
            redeem_officer_link(tmp_path, token, now=NOW)
        except NotAllowedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(come_in, range(40))) == 1


def test_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key(tmp_path), range(40)))

    assert len(keys) == 1
    assert len(keys.pop()) == 32


@pytest.mark.parametrize("broken", ["", "[]", "{}", json.dumps({"sha256": "", "until": "soon"})])
def test_a_broken_link_file_lets_nobody_in(tmp_path: Path, broken: str) -> None:
    (tmp_path / "officer-link.json").write_text(broken)

    with pytest.raises(NotAllowedError):
        redeem_officer_link(tmp_path, "", now=NOW)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("192.0.2.7", False),
        ("::", False),
        ("127.0.0.1.council.example", False),
        ("", False),
    ],
)
def test_only_this_machines_own_addresses_are_loopback(address: str, *, expected: bool) -> None:
    assert is_loopback(address) is expected
