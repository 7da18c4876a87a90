from datetime import UTC, datetime, timedelta

import pyotp

from asset_map.credentials.one_time_codes import (
    code_secret,
    opened_secret,
    recovery_code_hash,
    recovery_codes,
    sealed_secret,
    setup_address,
    step_of,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECRET = code_secret(bytes(range(20)))


def test_an_authenticator_apps_code_fits_once() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)

    step = step_of(f"{code[:3]} {code[3:]}", SECRET, now=NOW, after=0)

    assert step is not None
    assert step_of(code, SECRET, now=NOW, after=step) is None


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)

    assert step_of(code, SECRET, now=NOW + timedelta(seconds=30), after=0)
    assert step_of(code, SECRET, now=NOW + timedelta(seconds=60), after=0) is None
    assert step_of("", SECRET, now=NOW, after=0) is None


def test_the_secret_is_kept_sealed_and_another_servers_key_opens_nothing() -> None:
    sealed = sealed_secret(SECRET, key=b"k" * 32)

    assert SECRET not in sealed
    assert opened_secret(sealed, key=b"k" * 32) == SECRET
    assert opened_secret(sealed, key=b"x" * 32) == ""


def test_recovery_codes_differ_and_are_compared_as_they_are_read_out() -> None:
    codes = recovery_codes(bytes(range(100)))

    assert len(set(codes)) == 10
    assert {len(one) for one in codes} == {19}
    read_out = codes[0].upper().replace("-", " ")
    assert recovery_code_hash(read_out, account_id="a") == recovery_code_hash(
        codes[0], account_id="a"
    )
    assert recovery_code_hash(codes[0], account_id="b") != recovery_code_hash(
        codes[0], account_id="a"
    )


def test_the_code_to_scan_says_whose_it_is_and_of_which_council() -> None:
    address = setup_address(SECRET, email="jo@doggerby.example", council="Doggerby & Co")

    read = pyotp.parse_uri(address)
    assert (read.name, read.issuer, read.secret) == ("jo@doggerby.example", "Doggerby & Co", SECRET)
