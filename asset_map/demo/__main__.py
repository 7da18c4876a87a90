"""``python -m asset_map.demo``: write the demonstration's files anew, as the generator has them."""

from asset_map.demo.district import build_district
from asset_map.demo.files import boundary_files, write_files
from asset_map.settings import ROOT

if __name__ == "__main__":
    write_files(ROOT / "data" / "boundaries", boundary_files(build_district()))
