"""
The register as one HTML file with a map in it, for a computer without a network.

folium draws the map: what it makes is read as a template once more, and it escapes nothing, so
every text that somebody typed goes through ``encoded`` first, and no other module knows folium.
"""

from asset_map.exports.html_map.page import assets_html

__all__ = ["assets_html"]
