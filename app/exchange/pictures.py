"""Pictures from outside (R3): known by their content, bounded, and drawn anew, so that nothing but pixels is kept."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exchange.faults import FileRefused, FileTooLarge

if TYPE_CHECKING:
    from PIL import Image

TAKEN = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2560
"""Pixels; a larger picture is made smaller: what can be seen of a seam can be seen there."""
THUMBNAIL = 320
QUALITY = 88
_BEGINS_LIKE_SVG = 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew. `sha256` is that of `data`; the thumbnail is a JPEG."""

    data: bytes
    thumbnail: bytes
    media_type: str
    suffix: str
    width: int
    height: int
    sha256: str


def read_picture(data: bytes) -> Picture:
    """Return a picture with nothing of the file but what it shows; FileRefused where it is none that is taken."""
    if not data:
        raise FileRefused("The file is empty: choose the picture again.")
    if len(data) > LARGEST_FILE:
        raise FileTooLarge(f"The picture has more than {LARGEST_FILE // 1024 // 1024} MB: send a smaller one.")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=TAKEN) as opened:
            # The size stands in the head of the file: nothing has been unpacked yet.
            _check_size(opened)
            return _draw(opened)
    except UnidentifiedImageError:
        raise FileRefused(_name_kind(data)) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refuse_size("far too many") from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise FileRefused("The picture is damaged or cut off: take or save it again.") from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise FileTooLarge(
            f"The picture has {width} × {height} points; at most {MOST_PIXELS // 1_000_000} million are taken."
        )


def _refuse_size(points: str) -> FileTooLarge:
    return FileTooLarge(f"The picture has {points} points; at most {MOST_PIXELS // 1_000_000} million are taken.")


def _draw(opened: Image.Image) -> Picture:
    from PIL import Image, ImageOps

    opened.load()
    upright = ImageOps.exif_transpose(opened)
    has_holes = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_holes else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Pixels alone go over into a new picture: whatever else the file said stays behind.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    data = _write(fresh, "PNG" if has_holes else "JPEG")
    digest = hashlib.sha256(data).hexdigest()
    kind = ("image/png", ".png") if has_holes else ("image/jpeg", ".jpg")
    return Picture(data, _shrink(fresh), *kind, *fresh.size, digest)


def _shrink(picture: Image.Image) -> bytes:
    from PIL import Image

    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    return _write(small, "JPEG")


def _write(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=QUALITY, optimize=True)
    return out.getvalue()


def _name_kind(data: bytes) -> str:
    head = data[:_BEGINS_LIKE_SVG].lstrip().lower()
    if b"<svg" in head or head.startswith(b"<?xml"):
        return "SVG drawings are not taken, because they can hold programs: send a photo or a screenshot."
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "HEIC pictures are not taken: let the phone save the photo as JPEG."
    return "This is no picture: JPEG, PNG, WebP, GIF and BMP are taken."
