"""Turning a photo that somebody sent into pictures that are safe and quick to show."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from marketplace.kernel.errors import Invalid

RenditionName: TypeAlias = Literal["small", "medium", "large"]
AcceptedFormat: TypeAlias = Literal["jpeg", "png", "webp", "avif"]
RefusalCode: TypeAlias = Literal["too-large", "too-many-pixels", "not-a-photo", "damaged", "too-small"]

# Greatest width in pixels: a card on a phone, a page on a phone, a page on a desktop.
RENDITION_WIDTHS: dict[RenditionName, int] = {"small": 400, "medium": 800, "large": 1600}
RENDITION_MEDIA_TYPE = "image/webp"

MAX_BYTES = 15_000_000
MAX_PIXELS = 50_000_000
MIN_SIDE = 160
MAX_ASPECT_RATIO = 8

# What the file chooser offers; a processor looks at the content and never at the name.
ACCEPTED_MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif")


class ImageRefused(Invalid):
    """The file cannot become a photo. The same file is refused every time: trying again never helps.

    `too-large`: more than MAX_BYTES. `too-many-pixels`: more than MAX_PIXELS, refused before decoding.
    `not-a-photo`: no accepted format by content, or a strip longer than MAX_ASPECT_RATIO times its width.
    `damaged`: an accepted format, cut short or broken. `too-small`: a side under MIN_SIDE.
    """

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code, field="photo")


def sniffed(data: bytes) -> AcceptedFormat:
    """Which accepted format the content is, looking at no more than its size and first bytes: cheap enough for the
    form that takes the upload, so that the worker refuses only what must be decoded to be judged.

    Raises ImageRefused (too-large, not-a-photo).
    """
    if len(data) > MAX_BYTES:
        raise ImageRefused("too-large")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and {b"avif", b"avis"} & _brands(data):
        return "avif"
    raise ImageRefused("not-a-photo")


def _brands(data: bytes) -> set[bytes]:
    """What the first box of an ISO media file says it is; HEIC photos begin with such a box too."""
    end = min(int.from_bytes(data[:4]), 128)
    return {data[at : at + 4] for at in range(8, end, 4)}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a photo: WebP, upright, sRGB, opaque, without metadata. `width` and `height` in pixels."""

    name: RenditionName
    width: int
    height: int
    data: bytes


class ImageProcessor(Protocol):
    """Re-encodes photos."""

    def renditions(self, data: bytes) -> list[Rendition]:
        """The photo in every size of RENDITION_WIDTHS, in that order, smallest first.

        Never enlarged: a photo narrower than a size keeps its own width there. Never taller than twice the size's
        width. Of animated files, the first picture. Nothing but the pixels of `data` survives.

        Raises ImageRefused, and nothing else whatever the bytes.
        """
        ...
