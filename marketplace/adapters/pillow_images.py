"""Photos re-encoded with Pillow: only pixels pass, everything else in the file stays behind."""

import warnings
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms

from marketplace.ports.images import (
    MAX_ASPECT_RATIO,
    MAX_PIXELS,
    MIN_SIDE,
    RENDITION_WIDTHS,
    ImageRefused,
    Rendition,
    RenditionName,
    sniffed,
)

# Chosen by eye at twice the size: below, fur and crust go soft; above, little but the bytes grows.
QUALITY = 80
# A photo has about ten scans. Thousands of tiny ones fit into a small file and each costs a walk over all its pixels.
MAX_JPEG_SCANS = 100
_JPEG_SCAN = b"\xff\xda"
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)  # EXIF orientations in which the rows of the file are the columns of the picture
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class PillowImages:
    """ImageProcessor port. The largest photo that is accepted takes a few seconds and less than 1 GB of memory; one of
    12 megapixels takes under a second and 100 MB."""

    def renditions(self, data: bytes) -> list[Rendition]:
        accepted = sniffed(data)
        try:
            with warnings.catch_warnings(action="ignore"):  # about metadata that nobody will see
                largest = _largest(data, accepted.upper())
                return [_rendition(largest, name) for name in RENDITION_WIDTHS]
        except ImageRefused:
            raise
        except Image.DecompressionBombError:
            raise ImageRefused("too-many-pixels") from None
        except Exception as error:  # noqa: BLE001  # a decoder fails on broken bytes in whatever way it likes
            raise ImageRefused("damaged") from error


def _largest(data: bytes, accepted: str) -> Image.Image:
    """The photo upright, in opaque sRGB, in the largest size that is shown."""
    with Image.open(BytesIO(data), formats=[accepted]) as image:
        _check_size(image.size)
        if accepted == "JPEG" and data.count(_JPEG_SCAN) > MAX_JPEG_SCANS:
            raise ImageRefused("damaged")
        profile = image.info.get("icc_profile")
        orientation = _orientation(image)
        target = _fitted(image.size, "large", sideways=orientation in _SIDEWAYS)
        # Only JPEG can be decoded smaller than it is; twice the size leaves the last step to a better filter.
        image.draft(image.mode, (2 * target[0], 2 * target[1]))
        small = _averageable(image).resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _turned(_in_srgb(_on_paper(small), profile), orientation)


def _check_size(size: tuple[int, int]) -> None:
    """Before any pixel is decoded."""
    width, height = size
    if width * height > MAX_PIXELS:
        raise ImageRefused("too-many-pixels")
    if min(size) < MIN_SIDE:
        raise ImageRefused("too-small")
    if max(size) > MAX_ASPECT_RATIO * min(size):
        raise ImageRefused("not-a-photo")


def _orientation(image: Image.Image) -> object:
    with suppress(Exception):  # unreadable metadata is no reason to refuse the pixels
        return image.getexif().get(_ORIENTATION)
    return None


def _fitted(size: tuple[int, int], name: RenditionName, *, sideways: bool = False) -> tuple[int, int]:
    """The size within the rendition's width and twice that height, in the same proportion, never larger."""
    width, height = size
    across, down = (height, width) if sideways else size
    factor = min(1, RENDITION_WIDTHS[name] / across, 2 * RENDITION_WIDTHS[name] / down)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _averageable(image: Image.Image) -> Image.Image:
    """The same picture in a mode whose values may be averaged: L, RGB, CMYK or RGBA."""
    if image.mode.startswith("I;16"):
        return _from_16_bits(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _on_paper(image: Image.Image) -> Image.Image:
    """On white: what is see-through in a logo would drown in the dark theme."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        # A profile that is broken or made for other colours is left out: the photo without it is still the photo.
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
    return image.convert("RGB")


def _turned(image: Image.Image, orientation: object) -> Image.Image:
    method = _TURNS.get(orientation) if isinstance(orientation, int) else None
    return image if method is None else image.transpose(method)


def _rendition(largest: Image.Image, name: RenditionName) -> Rendition:
    image = largest.resize(_fitted(largest.size, name), Image.Resampling.LANCZOS, reducing_gap=2.0)
    output = BytesIO()
    image.save(output, "WEBP", quality=QUALITY)  # writes no metadata unless given some
    return Rendition(name, image.width, image.height, output.getvalue())
