"""Remembering: the only room with SQLAlchemy."""
