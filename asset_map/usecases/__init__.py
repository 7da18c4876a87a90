"""What people do: one file a story."""
