"""What a photo becomes: three sizes, upright, in sRGB, on white."""

from io import BytesIO
from typing import Literal

import pytest
from PIL import Image, ImageCms

from marketplace.adapters.pillow_images import PillowImages
from marketplace.ports.images import ImageProcessor
from tests.ports.images.photos import BLUE, GREEN, RED, WHITE, chunks_of, decoded, encoded, is_close, scene

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]


@pytest.fixture
def images() -> ImageProcessor:
    return PillowImages()


def large(images: ImageProcessor, data: bytes) -> Image.Image:
    return decoded(images.renditions(data)[-1].data)


@pytest.mark.parametrize("format", FORMATS)
def test_every_accepted_format_becomes_three_sizes_of_webp(images: ImageProcessor, format: str) -> None:
    renditions = images.renditions(encoded(scene((2000, 1500)), format))
    sizes = [(one.name, one.width, one.height) for one in renditions]
    assert sizes == [("small", 400, 300), ("medium", 800, 600), ("large", 1600, 1200)]
    for one in renditions:
        picture = decoded(one.data)
        assert (picture.format, picture.size, picture.mode) == ("WEBP", (one.width, one.height), "RGB")
        assert chunks_of(one.data) == [b"VP8 "]
        assert is_close(picture, (0.25, 0.25), RED)
        assert is_close(picture, (0.75, 0.25), GREEN)
        assert is_close(picture, (0.5, 0.75), BLUE)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((300, 200), [(300, 200), (300, 200), (300, 200)]),
        ((1000, 500), [(400, 200), (800, 400), (1000, 500)]),
        ((1500, 2000), [(400, 533), (800, 1067), (1500, 2000)]),
        ((400, 3200), [(100, 800), (200, 1600), (400, 3200)]),
        ((3200, 400), [(400, 50), (800, 100), (1600, 200)]),
    ],
)
def test_is_never_enlarged_nor_bent(
    images: ImageProcessor, size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    assert [(one.width, one.height) for one in images.renditions(encoded(scene(size), "JPEG"))] == expected


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_stands_upright_whichever_way_the_phone_was_held(images: ImageProcessor, orientation: int, format: str) -> None:
    turned_back = [None, None, 0, 3, 1, 5, 2, 6, 4][orientation]
    stored = scene() if turned_back is None else scene().transpose(Image.Transpose(turned_back))
    exif = Image.Exif()
    exif[0x0112] = orientation
    shown = large(images, encoded(stored, format, exif=exif))
    assert shown.size == (800, 600)
    assert is_close(shown, (0.25, 0.25), RED)
    assert is_close(shown, (0.75, 0.25), GREEN)
    assert is_close(shown, (0.5, 0.75), BLUE)


@pytest.mark.parametrize("format", FORMATS)
def test_forgets_where_and_with_what_it_was_taken(images: ImageProcessor, format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 7.0, 12.0), 29: "SECRETDATE"})
    data = encoded(scene(), format, exif=exif, xmp=b"<x>SECRETXMP</x>")
    assert b"SECRET" in data
    for one in images.renditions(data):
        assert b"SECRET" not in one.data
        assert not decoded(one.data).getexif()
        assert chunks_of(one.data) == [b"VP8 "]


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0"])
def test_unreadable_metadata_does_not_spoil_a_photo(images: ImageProcessor, exif: bytes) -> None:
    assert is_close(large(images, encoded(scene(), "JPEG", exif=exif)), (0.25, 0.25), RED)


def profile_for(colours: Literal["LAB", "sRGB"]) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(colours)).tobytes()


def srgb_with_red_and_green_changed() -> bytes:
    return profile_for("sRGB").replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def test_colours_of_another_space_become_srgb(images: ImageProcessor) -> None:
    data = encoded(scene(), "PNG", icc_profile=srgb_with_red_and_green_changed())
    shown = large(images, data)
    assert is_close(shown, (0.25, 0.25), (30, 220, 30), within=20)
    assert "icc_profile" not in shown.info


@pytest.mark.parametrize(
    "profile", [b"", b"garbage", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_does_not_fit_is_left_out(images: ImageProcessor, profile: bytes) -> None:
    assert is_close(large(images, encoded(scene(), "JPEG", icc_profile=profile)), (0.25, 0.25), RED)


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_grey_photo_with_a_profile_for_colours_stays_grey(images: ImageProcessor, format: str) -> None:
    data = encoded(Image.new("L", (400, 300), 120), format, icc_profile=profile_for("sRGB"))
    assert is_close(large(images, data), (0.5, 0.5), (120, 120, 120))


def test_ink_becomes_light(images: ImageProcessor) -> None:
    cmyk = Image.new("CMYK", (400, 300), (0, 255, 255, 0))
    assert is_close(large(images, encoded(cmyk, "JPEG")), (0.5, 0.5), (255, 0, 0), within=20)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_what_is_see_through_stands_on_white(images: ImageProcessor, mode: str) -> None:
    image = scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 400, 300))
    data = encoded(image.quantize(8) if mode == "PA" else image.convert(mode), "PNG")
    assert is_close(large(images, data), (0.25, 0.25), WHITE)
    assert not is_close(large(images, data), (0.75, 0.75), WHITE)


@pytest.mark.parametrize("format", ["WEBP", "AVIF"])
def test_see_through_photos_of_other_formats_stand_on_white_too(images: ImageProcessor, format: str) -> None:
    assert is_close(large(images, encoded(Image.new("RGBA", (400, 300)), format)), (0.5, 0.5), WHITE)


def test_half_see_through_is_half_white(images: ImageProcessor) -> None:
    data = encoded(Image.new("RGBA", (400, 300), (0, 0, 0, 128)), "PNG")
    assert is_close(large(images, data), (0.5, 0.5), (127, 127, 127))


def test_a_palette_becomes_its_colours(images: ImageProcessor) -> None:
    assert is_close(large(images, encoded(scene().quantize(8), "PNG")), (0.25, 0.25), RED)


def test_black_and_white_stays_so(images: ImageProcessor) -> None:
    assert is_close(large(images, encoded(Image.new("1", (400, 300), 1), "PNG")), (0.5, 0.5), WHITE)


@pytest.mark.parametrize(("value", "grey"), [(0, 0), (0x4000, 64), (0x8000, 128), (0xFFFF, 255)])
def test_sixteen_bits_keep_their_brightness(images: ImageProcessor, value: int, grey: int) -> None:
    data = encoded(Image.new("I;16", (400, 300), value), "PNG")
    assert is_close(large(images, data), (0.5, 0.5), (grey, grey, grey), within=3)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_of_moving_pictures_the_first(images: ImageProcessor, format: str) -> None:
    first, second = Image.new("RGB", (400, 300), RED), Image.new("RGB", (400, 300), BLUE)
    output = BytesIO()
    first.save(output, format, save_all=True, append_images=[second, first])
    assert decoded(output.getvalue()).n_frames == 3
    assert is_close(large(images, output.getvalue()), (0.5, 0.5), RED)
