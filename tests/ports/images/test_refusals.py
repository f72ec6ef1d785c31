"""Files that are no photos, and files that would like to be more than a photo."""

import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from marketplace.adapters.pillow_images import PillowImages
from marketplace.ports.images import MAX_BYTES, ImageRefused, sniffed
from tests.ports.images.photos import chunks_of, encoded, jpeg_claiming, jpeg_with_scans, png_claiming, scene

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
SCRIPT = b"<script>alert(1)</script>"
SMALL = {format: encoded(scene((200, 160)), format) for format in FORMATS}


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRefused) as refused:
        PillowImages().renditions(data)
    assert not refused.value.retryable
    return refused.value.code


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\xff\xd8",
        SCRIPT,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"GIF89a/*" + b"\0" * 100 + b"*/=1;alert(1)//",
        b"%PDF-1.7\n" + SMALL["JPEG"],
        b"PK\x03\x04" + SMALL["JPEG"],
        b"<html>" + SMALL["PNG"],
        b"BM" + b"\0" * 100,
        b"II*\0" + b"\0" * 100,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 100,
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100,
        b"\xff\xff\xff\xffftyp" + b"\0" * 1000,
        b"RIFF\0\0\0\0WAVE" + b"\0" * 100,
        b"\xef\xbb\xbf" + SMALL["PNG"],
        encoded(scene(), "GIF"),
        encoded(scene(), "TIFF"),
        encoded(scene(), "BMP"),
        encoded(scene(), "ICO"),
        encoded(scene(), "JPEG2000"),
    ],
)
def test_what_is_not_a_photo_by_content(data: bytes) -> None:
    assert refusal(data) == "not-a-photo"


@pytest.mark.parametrize("format", FORMATS)
def test_the_cheap_look_knows_the_accepted_formats(format: str) -> None:
    assert sniffed(SMALL[format]) == format.lower()


def test_a_still_that_names_avif_second_is_known() -> None:
    assert sniffed(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf" + b"\0" * 100) == "avif"


def test_too_many_bytes() -> None:
    assert refusal(SMALL["JPEG"] + b"\0" * MAX_BYTES) == "too-large"


@pytest.mark.parametrize("size", [(1, 1), (159, 400), (400, 159)])
def test_too_small(size: tuple[int, int]) -> None:
    assert refusal(encoded(Image.new("RGB", size), "PNG")) == "too-small"


def test_a_strip_is_not_a_photo() -> None:
    assert refusal(encoded(Image.new("RGB", (1601, 200)), "PNG")) == "not-a-photo"


@pytest.mark.parametrize(
    ("width", "height"), [(7072, 7071), (10_000, 10_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)]
)
def test_bombs_are_refused_before_a_pixel_is_decoded(width: int, height: int) -> None:
    # Decoding would find these files cut short, and say damaged.
    assert refusal(png_claiming(width, height)) == "too-many-pixels"
    assert refusal(jpeg_claiming(min(width, 65_500), min(height, 65_500))) == "too-many-pixels"


def test_the_largest_claim_that_is_accepted_is_found_out() -> None:
    assert refusal(png_claiming(7071, 7071)) == "damaged"


def test_a_bomb_of_metadata_is_refused() -> None:
    text = PngImagePlugin.PngInfo()
    for number in range(100):
        text.add_text(f"k{number}", "a" * 1_000_000, zip=True)
    assert refusal(encoded(scene(), "PNG", pnginfo=text)) == "damaged"


def test_a_bomb_of_scans_is_refused_at_once() -> None:
    data = jpeg_with_scans(2000)
    assert len(data) < MAX_BYTES
    started = time.monotonic()
    assert refusal(data) == "damaged"
    assert time.monotonic() - started < 1
    assert PillowImages().renditions(jpeg_with_scans(1))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9])
def test_a_file_cut_short_is_damaged(format: str, part: float) -> None:
    # Enough detail for the end of the file to hold pixels.
    noise = Image.effect_noise((600, 400), 100).convert("RGB")
    data = encoded(noise, format)
    assert refusal(data[: int(len(data) * part)]) == "damaged"


def zip_of_a_page() -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return output.getvalue()


def polyglots() -> dict[str, bytes]:
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Comment", SCRIPT.decode())
    return {
        "zip behind jpeg": SMALL["JPEG"] + zip_of_a_page(),
        "page behind jpeg": SMALL["JPEG"] + SCRIPT,
        "page in a jpeg comment": encoded(scene(), "JPEG", comment=SCRIPT),
        "page in exif": encoded(scene(), "JPEG", exif=b"Exif\0\0" + SCRIPT),
        "page behind png": SMALL["PNG"] + SCRIPT,
        "page in png text": encoded(scene(), "PNG", pnginfo=comment),
        "page behind webp": SMALL["WEBP"] + SCRIPT,
        "page behind avif": SMALL["AVIF"] + SCRIPT,
        "page in a profile": encoded(scene(), "PNG", icc_profile=SCRIPT * 10),
    }


@pytest.mark.parametrize("name", polyglots())
def test_nothing_but_pixels_survives(name: str) -> None:
    try:
        renditions = PillowImages().renditions(polyglots()[name])
    except ImageRefused as refused:
        assert refused.code == "damaged"
        return
    for one in renditions:
        assert chunks_of(one.data) == [b"VP8 "]
        assert b"script" not in one.data
        assert not zipfile.is_zipfile(BytesIO(one.data))


def refused_or_sound(data: bytes) -> None:
    try:
        renditions = PillowImages().renditions(data)
    except ImageRefused:
        return
    assert [chunks_of(one.data) for one in renditions] == [[b"VP8 "]] * 3


@given(st.binary(max_size=2000), st.sampled_from([b"", *(data[:40] for data in SMALL.values())]))
def test_random_bytes_raise_nothing_else(data: bytes, head: bytes) -> None:
    refused_or_sound(head + data)


@settings(deadline=None)
@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_photos_with_wrong_bytes_raise_nothing_else(format: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(SMALL[format])
    for part, value in changes:
        data[int(part * len(data))] = value
    refused_or_sound(bytes(data))


MEASURE = """
import pathlib, re, resource, sys, time
from marketplace.adapters.pillow_images import PillowImages

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # the other figure counts, on Linux, what the parent process once used
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // 1024

data = sys.stdin.buffer.read()
before = peak()
PillowImages().renditions(data)
print(peak() - before, time.process_time())
"""


@pytest.mark.parametrize(("format", "megabytes"), [("JPEG", 120), ("WEBP", 1000)])
def test_the_largest_photos_stay_within_memory_and_time(format: str, megabytes: int) -> None:
    options = {"lossless": True, "method": 0} if format == "WEBP" else {}
    data = encoded(Image.new("RGB", (8660, 5770), (200, 120, 40)), format, **options)
    run = subprocess.run([sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True)
    used, seconds = run.stdout.split()
    assert int(used) < megabytes
    assert float(seconds) < 20
