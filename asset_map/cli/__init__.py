"""Commands."""

import click

__all__ = ["main"]


@click.group()
def main() -> None:
    """Keep a register and map of a place's strengths."""
