"""Laws are tried on the house of the use cases' tests."""

from tests.laws.poisoned import folder
from tests.usecases.conftest import house

__all__ = ["folder", "house"]
