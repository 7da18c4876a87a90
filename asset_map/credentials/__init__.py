"""Tokens and signed cookies."""
