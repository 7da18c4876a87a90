"""What is given to a command stands in no log, plain or JSON, and breaks no command."""

import logging
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from asset_map.cli import commands
from asset_map.cli.edge import noted
from asset_map.model.errors import AssetMapError
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.usecases.log_lines import JsonLines
from tests.cli.conftest import Run
from tests.cli.test_roadshow import office
from tests.cli.test_who_may import ASKED, FILES, SEALED, leaves

__all__ = ["office"]

# One word that fits a name, an address and a file; numbers and days are looked at by click.
CANARY, PHONE = "kraai@zwart.example", "01632960777"
CANARIES = ("kraai", "zwart.example", "960777")
# It would start the server.
LEFT_OUT = {"serve"}
TEXTS = (click.types.StringParamType, click.Path)


@pytest.fixture
def records(caplog: pytest.LogCaptureFixture) -> Iterator[list[logging.LogRecord]]:
    """What is logged, of everything that a command runs."""
    before = logging.getLogRecordFactory()
    keep_values_out_of_logs()
    caplog.set_level(logging.DEBUG)
    yield caplog.records
    logging.setLogRecordFactory(before)


def wrong(command: click.Command) -> list[str]:
    """A command's words with a canary in each place that takes a text."""
    words = []
    for one in command.params:
        takes = isinstance(one.type, TEXTS)
        if isinstance(one, click.Argument):
            words += [CANARY, PHONE][: max(one.nargs, 1)] if takes else ["1"]
        elif takes and one.name != "by":
            words += [one.opts[-1], CANARY]
    return words


def test_what_a_command_is_given_is_in_no_log_and_breaks_nothing(
    office: Run, ward_file: Path, records: list[logging.LogRecord]
) -> None:
    ward_file.rename("wards.geojson")
    for name, text in FILES.items():
        Path(name).write_text(text.replace("North", "Kraai"), encoding="utf-8")
    assert office("roadshow", "pack", "WAVE7", "--out", "out.away", *SEALED).exit_code == 0
    broken = []
    ran = 0
    for path, command in leaves(commands):
        if path in LEFT_OUT:
            continue
        asked = ASKED[path][1] if path in ASKED else ()
        by = ["--by", f"admin:{CANARY}"] if path in ASKED else []
        for words in (wrong(command), [*asked, *by]):
            with noted(path):
                error = office(*path.split(), *words).exception
            ran += 1
            if error and not isinstance(error, SystemExit | AssetMapError):
                broken.append(f"{path}: {type(error).__name__} {error}")
    logs = "\n".join(
        f"{JsonLines().format(one)} {one.getMessage()} {one.exc_text}" for one in records
    ).casefold()
    assert broken == []
    assert [canary for canary in CANARIES if canary in logs] == []
    assert ran > 90
