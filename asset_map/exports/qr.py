"""QR codes, as drawings that print sharp at any size."""

import io

import segno

__all__ = ["qr_svg"]


def qr_svg(text: str) -> str:
    """Return the code of a text, black on white with the quiet zone that scanners need."""
    drawn = io.BytesIO()
    # A quarter of it may be smudged or folded.
    segno.make(text, error="q", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, light="#ffffff"
    )
    return drawn.getvalue().decode()
