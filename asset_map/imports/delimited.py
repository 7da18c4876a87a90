"""CSV and TSV files: which encoding, which delimiter, which records."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from asset_map.model.errors import UnreadableFileError

__all__ = ["decoded", "records_of"]

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs in Britain have written, on Windows and on the Mac.
_OLDER = ["cp1252", "mac_roman"]
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 30


def decoded(raw: bytes) -> tuple[str, str]:
    """
    Return a file's text and the encoding that it was read in.

    Raises
    ------
    UnreadableFileError
        When it is no text: no encoding fits, or NULs are left in it.
    """
    encoding = _encoding_of(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"The file's text is not {encoding} throughout (byte {error.start:,}). "
            "Save it as 'CSV UTF-8' and try again."
        )
        raise UnreadableFileError(message) from error
    if "\0" in text:
        message = (
            f"The file holds NUL characters (the first at character {text.index(chr(0)):,}), "
            "so it is no plain table. Save it as 'CSV UTF-8' or as XLSX."
        )
        raise UnreadableFileError(message)
    return text, encoding


def _encoding_of(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    if raw[:4096].count(0) > len(raw[:4096]) / 4:
        # Without a mark: English in UTF-16 has a NUL in nearly every second byte.
        return "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(raw, cp_isolation=_OLDER).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def records_of(text: str, *, prefer_tab: bool = False) -> list[list[str]]:
    """
    Return every record, blank ones too, so that they count as in a spreadsheet.

    Raises
    ------
    UnreadableFileError
        When a quotation mark is opened and never closed.
    """
    announced = re.match(r"\s*sep=(.)\r?\n", text)
    if announced:
        # Excel's own first line, which counts as a row.
        return [[], *_parted(text[announced.end() :], announced[1])]
    return _parted(text, "\t" if prefer_tab and "\t" in text else _delimiter_of(text))


def _parted(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(_reader(text, delimiter, strict=True))
    except csv.Error as error:
        # Text behind a closing mark ("abc"d) is usual and harmless; an open mark is not.
        if "unexpected end" in str(error) or "field limit" in str(error):
            message = (
                "A quotation mark is opened and never closed, so the rest of the file became "
                "one cell. Close it, or save the file as XLSX."
            )
            raise UnreadableFileError(message) from error
    try:
        return list(_reader(text, delimiter))
    except csv.Error as error:
        message = f"The file cannot be parted into cells ({error}). Save it as XLSX and try again."
        raise UnreadableFileError(message) from error


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _delimiter_of(text: str) -> str:
    """Return the delimiter that parts the first records most, and most evenly."""
    sample = text[:65_536]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for record in _reader(sample, delimiter):
                if record:
                    widths.append(len(record))
                if len(widths) == _SAMPLE_RECORDS:
                    break
        except csv.Error:
            pass
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=evenness)
