"""
A file that only a passphrase opens: scrypt makes the key, AES-256-GCM locks and checks.

After the mark, which names the format's version, stand salt, nonce, what is sealed, and a
SHA-256 of everything before it: so a file that was damaged on its way is told from one
that is asked for with the wrong passphrase.
"""

import hashlib
import zlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from asset_map.model.errors import InvalidSubmissionError, Problem, UnreadableFileError

__all__ = ["LEAST_LETTERS", "RANDOM_BYTES", "check_passphrase", "seal", "unseal"]

LEAST_LETTERS: Final = 12
RANDOM_BYTES: Final = 28
# Whoever holds the file can try passphrases at leisure: each try costs 64 MB and a moment.
_SCRYPT: Final = {"length": 32, "n": 2**16, "r": 8, "p": 1}
_KIND: Final = b"asset-map sealed file "
_MARK: Final = _KIND + b"1\n"
_SALT: Final = 16
_SUM: Final = 32
_MOST_INSIDE: Final = 256 * 1024 * 1024


def check_passphrase(passphrase: str) -> None:
    """
    Go on only with a passphrase that is worth something.

    Raises
    ------
    InvalidSubmissionError
        When it is short.
    """
    if len(passphrase.strip()) < LEAST_LETTERS:
        problem = Problem(
            field="passphrase",
            fault=f"The passphrase has fewer than {LEAST_LETTERS} letters.",
            remedy="Take four or five words that do not belong together.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))


def seal(content: bytes, passphrase: str, *, randomness: bytes) -> bytes:
    """
    Return the content as a file that the passphrase opens, made smaller first.

    Raises
    ------
    InvalidSubmissionError
        When the passphrase is short.
    """
    check_passphrase(passphrase)
    if len(randomness) != RANDOM_BYTES:
        message = f"Sealing needs {RANDOM_BYTES} random bytes, not {len(randomness)}."
        raise ValueError(message)
    head = _MARK + randomness
    locked = _cipher(passphrase, randomness).encrypt(
        randomness[_SALT:], zlib.compress(content), head
    )
    return head + locked + hashlib.sha256(head + locked).digest()


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """
    Return what was sealed.

    Raises
    ------
    UnreadableFileError
        When it is no such file, of a newer version, damaged or cut short, or too large.
    InvalidSubmissionError
        When the passphrase is another one.
    """
    if not sealed.startswith(_MARK):
        is_newer = sealed.startswith(_KIND)
        message = (
            "The file was made by a newer version of this program. Bring this one up to date."
            if is_newer
            else "The file is no sealed file of asset-map. Choose the file that 'pack' wrote."
        )
        raise UnreadableFileError(message)
    body, check = sealed[:-_SUM], sealed[-_SUM:]
    if len(body) < len(_MARK) + RANDOM_BYTES or hashlib.sha256(body).digest() != check:
        message = "The file is damaged or was cut short on its way. Copy it again."
        raise UnreadableFileError(message)
    head, locked = body[: len(_MARK) + RANDOM_BYTES], body[len(_MARK) + RANDOM_BYTES :]
    randomness = head[len(_MARK) :]
    try:
        packed = _cipher(passphrase, randomness).decrypt(randomness[_SALT:], locked, head)
    except InvalidTag:
        problem = Problem(
            field="passphrase",
            fault="The passphrase is not the one this file was sealed with.",
            remedy="Type it again; mind capitals and spaces.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,)) from None
    return _unpacked(packed)


def _cipher(passphrase: str, randomness: bytes) -> AESGCM:
    key = Scrypt(salt=randomness[:_SALT], **_SCRYPT).derive(
        # A terminal of another alphabet hands over halves of characters.
        passphrase.strip().encode(errors="surrogatepass")
    )
    return AESGCM(key)


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, _MOST_INSIDE)
    except zlib.error as error:
        message = "The file does not hold what this program writes. Ask for it to be made again."
        raise UnreadableFileError(message) from error
    if unpacking.unconsumed_tail:
        message = "The file holds more than can be read. Ask for one of a smaller area."
        raise UnreadableFileError(message)
    return content
