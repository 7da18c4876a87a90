"""Which records may be the same."""
