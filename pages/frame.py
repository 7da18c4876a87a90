"""The workroom: draws the frame, then the page that the address names."""

from asset_map.web import frame

frame.run()
