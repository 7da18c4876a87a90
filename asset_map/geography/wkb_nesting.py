"""Whether well-known binary nests collections, told without parsing it as geometry."""

import struct

__all__ = ["is_nested"]

_POLYGON, _MULTI_POINT, _MULTI_POLYGON = 3, 4, 6
_EXTRA_Z, _EXTRA_M, _EXTRA_SRID = 0x80000000, 0x40000000, 0x20000000


def is_nested(wkb: bytes | memoryview) -> bool:
    """
    Return whether the geometry is a collection of anything but plain polygons.

    Points, lines and polygons cannot nest, and a multipolygon must hold polygons.

    Raises
    ------
    struct.error
        When the bytes end too soon.
    """
    kind, _, position = _header(wkb, 0)
    if kind < _MULTI_POINT:
        return False
    if kind != _MULTI_POLYGON:
        return True
    (count,) = struct.unpack_from(_order(wkb, 0) + "I", wkb, position)
    position += 4
    for _ in range(count):
        kind, dimensions, start = _header(wkb, position)
        if kind != _POLYGON:
            return True
        position = _polygon_end(wkb, _order(wkb, position), start, dimensions)
    return False


def _order(wkb: bytes | memoryview, position: int) -> str:
    return "<" if wkb[position] else ">"


def _header(wkb: bytes | memoryview, position: int) -> tuple[int, int, int]:
    """Return kind, number of ordinates, and where the header ends."""
    (code,) = struct.unpack_from(_order(wkb, position) + "I", wkb, position + 1)
    iso = code & 0x0FFFFFFF
    has_z = bool(code & _EXTRA_Z) or iso // 1000 in {1, 3}
    has_m = bool(code & _EXTRA_M) or iso // 1000 in {2, 3}
    end = position + 5 + (4 if code & _EXTRA_SRID else 0)
    return iso % 1000, 2 + has_z + has_m, end


def _polygon_end(wkb: bytes | memoryview, order: str, position: int, dimensions: int) -> int:
    (rings,) = struct.unpack_from(order + "I", wkb, position)
    position += 4
    for _ in range(rings):
        (corners,) = struct.unpack_from(order + "I", wkb, position)
        position += 4 + corners * dimensions * 8
    return position
