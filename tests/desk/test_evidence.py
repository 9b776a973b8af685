"""Evidence pictures: filed under the buyer's id, found again, and never trusted."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from app.desk.faults import NotFound
from app.desk.registers.adding import add
from app.desk.registers.evidence import Belongs, add_evidence, list_pictures, open_picture, remove_picture
from app.desk.registers.lists import view_row
from app.errors import BadInput
from app.exchange import pictures
from app.exchange.faults import FileRefused, FileTooLarge
from app.exchange.filing import find_file, name_folder
from app.exchange.pictures import read_picture

from .work import Work

PLACE = "经度 121.47"


def draw(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    picture = Image.new(mode, size, "red" if mode == "RGB" else (255, 0, 0, 80))
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif[0x0112] = 6
    picture.save(out, kind, **({"exif": exif} if kind in {"JPEG", "WEBP", "PNG"} else {}))
    return out.getvalue()


def claim_size(width: int, height: int) -> bytes:
    """Return a PNG that says it is so large and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\x00\x00\x00\x00IDAT"
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_picture_is_drawn_anew_without_what_it_said_besides(kind: str) -> None:
    picture = read_picture(draw(kind))
    kept = Image.open(io.BytesIO(picture.data))
    assert (kept.format, picture.media_type) == ("JPEG", "image/jpeg")
    assert not kept.getexif()
    assert PLACE.encode() not in picture.data
    turned = kind in {"JPEG", "WEBP", "PNG"}
    assert (picture.width, picture.height) == ((480, 640) if turned else (640, 480))
    assert max(Image.open(io.BytesIO(picture.thumbnail)).size) == 320


def test_what_can_be_seen_through_stays_so() -> None:
    assert read_picture(draw("PNG", mode="RGBA")).media_type == "image/png"


def test_a_large_picture_is_made_smaller() -> None:
    picture = read_picture(draw("PNG", size=(3000, 4000)))
    assert max(picture.width, picture.height) == pictures.LONGEST_SIDE


def test_what_hangs_behind_a_picture_is_gone() -> None:
    picture = read_picture(draw() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"<script>" not in picture.data
    assert b"PK\x03\x04" not in picture.data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "SVG"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "HEIC"),
        (b"PK\x03\x04" + b"\x00" * 40, "no picture"),
        (b"<html>", "no picture"),
        (draw()[:300], "damaged"),
        (draw("PNG")[:60], "damaged"),
        (claim_size(60_000, 1000), "60000 × 1000"),
        (claim_size(60_000, 60_000), "too many"),
    ],
)
def test_what_is_no_sound_picture_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read_picture(data)


def test_a_picture_of_200_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileTooLarge, match="20 MB"):
        read_picture(b"\xff\xd8\xff" + bytes(200 * 1024 * 1024))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "", "\x00", "C:\\x", "买家 1", "a" * 300])
def test_a_buyers_id_never_leads_out_of_the_folder(name: str) -> None:
    folder = name_folder(name)
    assert Path(folder).name == folder
    assert folder not in {"", ".", ".."}
    assert len(folder) <= 50
    assert folder != name_folder(name + "x")


def test_a_picture_is_filed_under_the_buyers_id_and_found_by_it(work: Work, tmp_path: Path) -> None:
    came = work.write("你们发错货了", buyer_id="tb_../云", conversation="c9")
    row = add(
        work.session,
        "wrong_shipments",
        {"kind": "wrong_item", "buyer_id": "tb_../云"},
        shop_id=work.shop.id,
        conversation_id=came.conversation.id,
        now=work.now,
        actor=work.anna,
    )
    picture = read_picture(draw())
    kept = add_evidence(work.session, tmp_path, picture, Belongs(row_id=row.id), now=work.now, actor=work.anna)
    assert kept.path.startswith(f"{work.shop.slug}/tb_")
    assert name_folder("tb_../云") in Path(kept.path).name
    assert list_pictures(work.session, actor=work.anna, buyer_id="tb_../云").items == (kept,)
    assert view_row(work.session, row.id, actor=work.anna).evidence == (kept,)
    _, file = open_picture(work.session, tmp_path, kept.id, actor=work.anna)
    assert file.read_bytes() == picture.data
    assert file.stat().st_mode & 0o777 == 0o600
    _, small = open_picture(work.session, tmp_path, kept.id, actor=work.anna, small=True)
    assert small.read_bytes() == picture.thumbnail


def test_the_same_picture_twice_is_one_file(work: Work, tmp_path: Path) -> None:
    came = work.write("破了")
    belongs = Belongs(conversation_id=came.conversation.id)
    for later in (0, 60):
        add_evidence(work.session, tmp_path, read_picture(draw()), belongs, now=work.at(later), actor=work.anna)
    assert len(list_pictures(work.session, actor=work.anna).items) == 1
    assert len([path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]) == 2


def test_a_picture_is_taken_away_with_its_files(work: Work, tmp_path: Path) -> None:
    came = work.write("破了")
    belongs = Belongs(conversation_id=came.conversation.id)
    kept = add_evidence(work.session, tmp_path, read_picture(draw()), belongs, now=work.now, actor=work.anna)
    with pytest.raises(NotFound):
        open_picture(work.session, tmp_path, kept.id, actor=work.stranger())
    remove_picture(work.session, tmp_path, kept.id, now=work.now, actor=work.anna)
    assert list_pictures(work.session, actor=work.anna).items == ()
    assert find_file(tmp_path, kept.path) is None


def test_a_picture_must_belong_to_somebody(work: Work, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="conversation"):
        add_evidence(work.session, tmp_path, read_picture(draw()), Belongs(), now=work.now, actor=work.anna)


def test_no_path_leads_out_of_the_evidence_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "evidence").mkdir()
    assert find_file(tmp_path, "../secret") is None
