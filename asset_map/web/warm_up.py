"""Load what pages are slow to load, before the first visitor waits for it."""

import importlib
import pkgutil

import asset_map.usecases
import asset_map.web

__all__ = ["warm_up"]

# Streamlit loads these at their first use.
_SLOW = ("pandas", "pyarrow", "streamlit.dataframe_util", "streamlit.elements.arrow")


def warm_up() -> None:
    """Import every part of the workroom and every use case."""
    for name in _SLOW:
        importlib.import_module(name)
    for package in (asset_map.usecases, asset_map.web):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
