"""Addresses of pictures, and what the pages that serve them look up."""

from marketplace.media.covers import VERSION
from marketplace.media.models import Photo
from marketplace.media.rules import NO_EMBLEM, PhotoState
from marketplace.ports.images import RenditionName


def photo_url(photo: Photo, size: RenditionName = "medium") -> str:
    """The address of a rendition: small, medium or large. It never changes, so it may be kept for ever."""
    return rendition_url(photo.code, size)


def rendition_url(code: str, size: RenditionName) -> str:
    """`photo_url` for a caller that holds the code alone."""
    return f"/photos/{code}/{size}.webp"


def cover_url(kind: str, slug: str, territory: str, emblem: str = NO_EMBLEM) -> str:
    """The address of a ridgeline cover: `kind` as in media.covers.KINDS, `emblem` that of the category."""
    return f"/covers/{VERSION}/{kind}/{territory}/{emblem}/{slug}.svg"


def is_ready(photo: Photo) -> bool:
    """Whether its renditions are there to be shown."""
    return photo.state == PhotoState.READY
