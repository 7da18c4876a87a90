"""What the writers are forked from: it has opened a register and written once, then closed it."""

from tempfile import TemporaryDirectory

from asset_map.settings import Settings
from asset_map.usecases.house import open_house
from tests.laws.killed_writer import save_one, sent_again

with TemporaryDirectory() as folder:
    house = open_house(Settings(database_url=f"sqlite:///{folder}/warm.sqlite", cache_dir=folder))
    names = [*sent_again(house, range(1)), save_one(house, "record")]
    house.register.close()
