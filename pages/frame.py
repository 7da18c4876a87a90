"""The workroom: draws the frame, then the page that the address names."""

from asset_map.web import frame
from asset_map.web.register_away import waited_out

with waited_out():
    frame.run()
