import os
from pathlib import Path

import pytest

from asset_map.geography.postcodes import PostcodeDirectory


@pytest.fixture(scope="session")
def postcode_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Workers that run side by side share one folder, as two servers would.
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "postcode-cache"


@pytest.fixture(scope="session")
def directory(postcode_cache: Path) -> PostcodeDirectory:
    directory = PostcodeDirectory(postcode_cache)
    directory.find("NG20 8AA")
    return directory


@pytest.fixture(scope="session")
def real_data() -> Path:
    return Path(os.environ["ASSET_MAP_REAL_DATA"])
