"""The fictional district and its register, generated."""
