import pytest

from asset_map.credentials.sealed_file import RANDOM_BYTES, seal, unseal
from asset_map.model.errors import InvalidSubmissionError, UnreadableFileError

PASSPHRASE = "net loft herring gull"
SEALED = seal(b"The register " * 99, PASSPHRASE, randomness=bytes(RANDOM_BYTES))


def test_only_the_passphrase_opens_it() -> None:
    assert unseal(SEALED, f" {PASSPHRASE}\n") == b"The register " * 99
    assert b"register" not in SEALED
    with pytest.raises(InvalidSubmissionError, match="not the one"):
        unseal(SEALED, PASSPHRASE.upper())


def test_a_weak_passphrase_is_refused() -> None:
    with pytest.raises(InvalidSubmissionError, match="fewer than 12"):
        seal(b"", "herring gul ", randomness=bytes(RANDOM_BYTES))


def test_a_passphrase_that_no_alphabet_holds_is_just_a_wrong_one() -> None:
    with pytest.raises(InvalidSubmissionError, match="not the one"):
        unseal(SEALED, "gr\udcfc\udcdfe aus dem Netz")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (SEALED[:-1], "damaged or was cut short"),
        (SEALED[:40], "damaged or was cut short"),
        (SEALED[:60] + b"x" + SEALED[61:], "damaged or was cut short"),
        (SEALED.replace(b"file 1\n", b"file 2\n"), "newer version"),
        (b"name,kind\n", "no sealed file"),
        (b"", "no sealed file"),
    ],
)
def test_a_damaged_file_says_so(broken: bytes, told: str) -> None:
    with pytest.raises(UnreadableFileError, match=told):
        unseal(broken, PASSPHRASE)
