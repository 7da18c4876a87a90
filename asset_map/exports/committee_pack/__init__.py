"""
The pack of an area committee, in every format.

One list of blocks is made of a pack (``contents``), and each format draws those blocks;
so all of them say the same, and each table of theirs is a CSV.
"""

from asset_map.exports.committee_pack.as_docx import pack_docx
from asset_map.exports.committee_pack.as_html import pack_html
from asset_map.exports.committee_pack.as_pdf import MapFormat, pack_map, pack_pdf
from asset_map.exports.committee_pack.as_tables import pack_tables

__all__ = ["MapFormat", "pack_docx", "pack_html", "pack_map", "pack_pdf", "pack_tables"]
