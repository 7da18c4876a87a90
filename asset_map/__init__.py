"""A register and map of a place's strengths."""

__version__ = "0.1.0"
