"""Pictures of evidence go along with a backup, and come back as they were."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.exchange.filing import FOLDER, keep_file
from app.settings import Settings
from app.store.archive import FILES, MANIFEST
from app.store.backups import restore_backup, write_backup
from app.store.database import Store, open_store
from app.store.evidence import list_evidence, put_evidence
from app.store.faults import ArchiveUnusable
from app.store.shops import list_shops

from .conftest import BOTH

PATHS = ("default/买家_1/a.jpg", "default/买家_1/a-small.jpg")
GONE = ("default/b/gone.jpg", "default/b/gone-small.jpg")


@pytest.fixture
def held(store: Store, settings: Settings, now: datetime) -> Settings:
    """Settings of a store with a picture on file, one whose file is gone, and a file nobody speaks of."""
    with store.transaction() as session:
        shop_id = list_shops(session)[0].id
        for path, thumbnail in (PATHS, GONE):
            put_evidence(session, describe(shop_id, path, thumbnail, now))
    for path in PATHS:
        keep_file(settings.data_dir, path, path.encode())
    keep_file(settings.data_dir, "default/stray.jpg", b"stray")
    return settings


def describe(shop_id: int, path: str, thumbnail: str, now: datetime) -> dict[str, Any]:
    about = {"shop_id": shop_id, "buyer_id": "买家 1", "conversation_id": None, "row_id": None, "user_id": None}
    figures = {"sha256": "0" * 64, "media_type": "image/jpeg", "width": 1, "height": 1, "size": 1}
    return {**about, **figures, "path": path, "thumbnail": thumbnail, "at": now, "is_demo": False}


@pytest.mark.parametrize("target", BOTH)
def test_pictures_go_along_and_come_back(
    held: Settings, target: str, databases: Callable[[str], Settings], tmp_path: Path, now: datetime
) -> None:
    written = write_backup(held, tmp_path / "b.zip", at=now)
    assert sorted(written.files) == sorted(PATHS)
    there = databases(target).model_copy(update={"data_dir": tmp_path / "there"})
    there.data_dir.mkdir()
    assert restore_backup(there, tmp_path / "b.zip") == written
    root = there.data_dir / FOLDER
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert files == {path: path.encode() for path in PATHS}
    assert {(root / path).stat().st_mode & 0o777 for path in PATHS} == {0o600}
    store = open_store(there)
    with store.reading() as session:
        kept = list_evidence(session, [1], buyer_id="买家 1").items
    store.close()
    assert {one.path for one in kept} == {PATHS[0], GONE[0]}


def change(archive: Path, name: str, content: bytes | None) -> None:
    """Write the archive anew with one of its parts changed, or left out where that is None."""
    with zipfile.ZipFile(archive) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    parts[name] = content if content is not None else b""
    with zipfile.ZipFile(archive, "w") as new:
        for entry, data in parts.items():
            if entry != name or content is not None:
                new.writestr(entry, data)


def lead_out(archive: Path) -> None:
    """Let the archive name a picture outside the folder."""
    with zipfile.ZipFile(archive) as old:
        manifest = json.loads(old.read(MANIFEST))
    manifest["files"]["../../evil.jpg"] = manifest["files"][PATHS[0]]
    change(archive, MANIFEST, json.dumps(manifest).encode())
    change(archive, f"{FILES}../../evil.jpg", PATHS[0].encode())


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda archive: change(archive, FILES + PATHS[0], b"other"), "not what was written"),
        (lambda archive: change(archive, FILES + PATHS[0], None), "damaged"),
        (lambda archive: archive.write_bytes(archive.read_bytes()[:-400]), "damaged"),
        (lead_out, "outside"),
    ],
    ids=["changed", "missing", "torn", "leads out"],
)
def test_a_torn_archive_is_refused_and_changes_nothing(
    held: Settings,
    databases: Callable[[str], Settings],
    tmp_path: Path,
    now: datetime,
    harm: Callable[[Path], None],
    says: str,
) -> None:
    archive = tmp_path / "b.zip"
    write_backup(held, archive, at=now)
    harm(archive)
    there = databases("sqlite").model_copy(update={"data_dir": tmp_path / "there"})
    there.data_dir.mkdir()
    with pytest.raises(ArchiveUnusable, match=says):
        restore_backup(there, archive)
    assert list(tmp_path.rglob("*.jpg")) == [path for path in tmp_path.rglob("*.jpg") if held.data_dir in path.parents]
    assert not (tmp_path / "evil.jpg").exists()
