import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    return Path(os.environ["ASSET_MAP_REAL_DATA"])
