"""Bringing it in: text and bytes in, no register."""
