"""
A file of any size that only a passphrase opens: AES-256-GCM in pieces of a megabyte.

After the mark stand a salt for scrypt and then the pieces, each with its own check. A
piece's nonce is its number and whether it is the last, so that none can be left out,
moved, or cut off at the end. What is sealed is made smaller first.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from asset_map.credentials.sealed_file import check_passphrase
from asset_map.model.errors import UnreadableFileError

__all__ = ["SALT_BYTES", "seal_stream", "unseal_stream"]

SALT_BYTES: Final = 16
_MARK: Final = b"asset-map sealed stream 1\n"
_PIECE: Final = 1024 * 1024
_CHECK: Final = 16
_SCRYPT: Final = {"length": 32, "n": 2**16, "r": 8, "p": 1}
_REFUSED: Final = (
    "The sealed file cannot be opened: it was damaged or cut short, or 'backup_key' is not the "
    "one it was sealed with. Set the key of that time, or take another copy of the file."
)


def seal_stream(source: BinaryIO, target: BinaryIO, passphrase: str, *, salt: bytes) -> None:
    """
    Write a source into a target so that only the passphrase opens it.

    Raises
    ------
    InvalidSubmissionError
        When the passphrase is short.
    """
    check_passphrase(passphrase)
    cipher = _cipher(passphrase, salt)
    target.write(_MARK + salt)
    target.writelines(
        cipher.encrypt(_nonce(number, is_last=is_last), piece, _MARK)
        for number, (piece, is_last) in enumerate(_with_last(_packed(source)))
    )


def unseal_stream(source: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """
    Write what was sealed into a target.

    Raises
    ------
    UnreadableFileError
        When it is no such file, is damaged or cut short, or has another passphrase.
    """
    head = source.read(len(_MARK) + SALT_BYTES)
    if not head.startswith(_MARK) or len(head) < len(_MARK) + SALT_BYTES:
        message = "The file is no sealed backup of asset-map. Choose one that 'backup' wrote."
        raise UnreadableFileError(message)
    cipher = _cipher(passphrase, head[len(_MARK) :])
    unpacking = zlib.decompressobj()
    try:
        for number, (piece, is_last) in enumerate(_with_last(_read(source, _PIECE + _CHECK))):
            opened = cipher.decrypt(_nonce(number, is_last=is_last), piece, _MARK)
            target.write(unpacking.decompress(opened))
    except (InvalidTag, zlib.error) as error:
        raise UnreadableFileError(_REFUSED) from error
    if not unpacking.eof:
        raise UnreadableFileError(_REFUSED)


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, **_SCRYPT).derive(passphrase.strip().encode()))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _read(source: BinaryIO, size: int) -> Iterator[bytes]:
    while piece := source.read(size):
        yield piece


def _packed(source: BinaryIO) -> Iterator[bytes]:
    packing = zlib.compressobj(level=1)
    waiting = bytearray()
    for piece in _read(source, _PIECE):
        waiting += packing.compress(piece)
        while len(waiting) > _PIECE:
            yield bytes(waiting[:_PIECE])
            del waiting[:_PIECE]
    waiting += packing.flush()
    while waiting:
        yield bytes(waiting[:_PIECE])
        del waiting[:_PIECE]


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    before: bytes | None = None
    for piece in pieces:
        if before is not None:
            yield before, False
        before = piece
    if before is not None:
        yield before, True
