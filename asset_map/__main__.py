"""``python -m asset_map``: the same commands as ``asset-map``."""

from asset_map.cli import main

main()
