"""The same server's plain pages and routes."""
