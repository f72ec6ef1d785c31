"""Photos re-encoded with Pillow: only pixels pass, everything else in the file stays behind."""

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

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

QUALITY = 80
# A photo has about ten scans. Thousands of tiny ones fit into a small file and each costs a walk over all its pixels.
MAX_JPEG_SCANS = 100
_JPEG_SCAN = b"\xff\xda"
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}  # EXIF orientations whose height lies along the rows
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class PillowImages:
    """ImageProcessor port. One photo takes at most a few seconds, and about 5 bytes of memory a pixel."""

    def renditions(self, data: bytes) -> list[Rendition]:
        accepted = sniffed(data)
        try:
            largest = _upright_photo(data, accepted.upper())
            return [_rendition(largest, name) for name in RENDITION_WIDTHS]
        except ImageRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ImageRefused("too-many-pixels") from None
        except Exception as error:  # noqa: BLE001  # a decoder fails on broken bytes in whatever way it likes
            raise ImageRefused("damaged") from error


def _upright_photo(data: bytes, accepted: str) -> Image.Image:
    """The photo in RGB, in the largest size that is shown."""
    with Image.open(BytesIO(data), formats=[accepted]) as image:
        _check_size(image.size)
        if accepted == "JPEG" and data.count(_JPEG_SCAN) > MAX_JPEG_SCANS:
            raise ImageRefused("damaged")
        profile = image.info.get("icc_profile")
        orientation = image.getexif().get(_ORIENTATION, 1)
        box = _box("large", sideways=orientation in _SIDEWAYS)
        # JPEG alone can be decoded smaller than it is; twice the size leaves the last step to a better filter.
        image.draft(image.mode, (2 * box[0], 2 * box[1]))
        image.load()
        small = _resizable(image)
    small.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _turned(_in_srgb(_opaque(small), profile), orientation)


def _check_size(size: tuple[int, int]) -> None:
    """Before any pixel is decoded."""
    width, height = size
    if width * height > MAX_PIXELS:
        raise ImageRefused("too-many-pixels")
    if min(size) < MIN_SIDE:
        raise ImageRefused("too-small")
    if max(size) > MAX_ASPECT_RATIO * min(size):
        raise ImageRefused("not-a-photo")


def _box(name: RenditionName, *, sideways: bool = False) -> tuple[int, int]:
    width = RENDITION_WIDTHS[name]
    return (2 * width, width) if sideways else (width, 2 * width)


def _resizable(image: Image.Image) -> Image.Image:
    """The same picture in a mode whose values may be averaged: L, RGB, CMYK or RGBA."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("L", "RGB", "CMYK") and "transparency" not in image.info:
        return image.copy()
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """On white, as paper: what is see-through in a logo would drown in the dark theme."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return converted or image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that is broken or made for other colours: the photo without it is still the photo
    return image.convert("RGB")


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    image.getexif()[_ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def _rendition(largest: Image.Image, name: RenditionName) -> Rendition:
    image = largest.copy()
    image.thumbnail(_box(name), Image.Resampling.LANCZOS, reducing_gap=2.0)
    output = BytesIO()
    image.save(output, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Rendition(name, image.width, image.height, output.getvalue())
