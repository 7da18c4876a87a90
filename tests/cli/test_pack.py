"""``asset-map pack``: a folder of documents, the same whenever it is written."""

from datetime import timedelta
from pathlib import Path

import pytest

from asset_map.cli import edge
from asset_map.cli import pack as command
from asset_map.model.errors import NotAllowedError, NotFoundError
from tests.cli.conftest import Run

COMMITTEES = "ward_code,committee,meetings\nE05999001,Harbour,2027-03-04\nE05999002,Harbour,\n"
WANTED = ("--committee", "Harbour", "--meeting", "2027-03-04")


@pytest.fixture
def with_committee(with_wards: Run, tmp_path: Path) -> Run:
    file = tmp_path / "committees.csv"
    file.write_text(COMMITTEES, encoding="utf-8")
    assert with_wards("committees", "import", str(file)).exit_code == 0
    return with_wards


def written(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_pack_is_written_anew_to_the_byte(
    with_committee: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both runs fall on one day, whatever the time.
    day = edge.clock().replace(hour=9, minute=0)
    monkeypatch.setattr(command, "clock", lambda: day)
    first = with_committee("pack", *WANTED, "--out", str(tmp_path / "first"))
    assert first.exit_code == 0, first.output
    assert "Harbour, 4 March 2027: 2 areas, a draft." in first.output
    monkeypatch.setattr(command, "clock", lambda: day + timedelta(hours=3))
    with_committee("pack", *WANTED, "--out", str(tmp_path / "again"))
    files = written(tmp_path / "first")
    assert {
        "pack.pdf",
        "pack.docx",
        "pack.html",
        "map.pdf",
        "map.png",
        "map.svg",
        "csv/wards.csv",
    } <= set(files)
    assert files == written(tmp_path / "again")
    (tmp_path / "file").touch()
    refused = with_committee("pack", *WANTED, "--out", str(tmp_path / "file" / "folder"))
    assert (refused.exit_code, "name another folder" in refused.output) == (2, True)


def test_a_released_pack_is_listed_and_written_as_it_stands(
    with_committee: Run, tmp_path: Path
) -> None:
    assert "There are no packs yet" in with_committee("pack", "--list").output
    out = ("--out", str(tmp_path / "out"))
    by = ("--by", "officer:Committee services")
    released = with_committee("pack", *WANTED, *out, "--release", *by)
    assert "by Committee services, at /pack/harbour-2027-03-04." in released.output
    files = written(tmp_path / "out")
    again = with_committee("pack", *WANTED, *out, "--purpose", "decision")
    assert "it is written as it stands" in again.output
    assert written(tmp_path / "out") == files
    assert "harbour-2027-03-04  Harbour, 4 March 2027: released" in (
        with_committee("pack", "--list").output
    )


def test_what_is_missing_or_refused_is_said(with_committee: Run, tmp_path: Path) -> None:
    assert "Name the committee, its meeting and a folder" in with_committee("pack").output
    moor = ("--committee", "Moor", "--meeting", "2027-03-04", "--out", str(tmp_path))
    assert isinstance(with_committee("pack", *moor).exception, NotFoundError)
    refused = with_committee("pack", *WANTED, "--out", str(tmp_path), "--by", "partner")
    assert isinstance(refused.exception, NotAllowedError)
