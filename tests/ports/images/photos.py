"""Pictures for the tests, good and bad."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

RED, GREEN, BLUE, WHITE = (220, 30, 30), (20, 170, 40), (30, 60, 210), (255, 255, 255)


def scene(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A picture that looks different from every side: a red corner at the top left, green top right, blue below."""
    width, height = size
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    return image


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, format, **options)
    return output.getvalue()


def decoded(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head promises a picture of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND")


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame head promises a picture of any size."""
    data = encoded(scene(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def jpeg_with_scans(count: int) -> bytes:
    """A progressive JPEG that says its last scan again and again."""
    data = encoded(scene(), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + data[-2:]


def chunks_of(webp: bytes) -> list[bytes]:
    """The names of the parts of a WebP file."""
    assert webp[:4] == b"RIFF" and webp[8:12] == b"WEBP"
    assert int.from_bytes(webp[4:8], "little") + 8 == len(webp), "something follows the picture"
    names, at = [], 12
    while at < len(webp):
        names.append(webp[at : at + 4])
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return names


def is_close(image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int], within: int = 12) -> bool:
    """Whether the colour stands at a place given in parts of width and height."""
    pixel = image.convert("RGB").getpixel((int(image.width * at[0]), int(image.height * at[1])))
    assert isinstance(pixel, tuple)
    return all(abs(part - wanted) <= within for part, wanted in zip(pixel, colour, strict=True))


def _chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
