"""Pure decisions about photos."""

from enum import StrEnum


class PhotoState(StrEnum):
    """How far the worker is with a photo."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


MOST_PHOTOS = 8  # on one card or listing
MOST_WAITING = 40  # photos of one person that the worker has not looked at yet

# Names under which jobs are stored.
MAKE_RENDITIONS = "media.make_renditions"
DELETE_FILES = "media.delete_files"

# What stands in an address where a cover has no emblem.
NO_EMBLEM = "none"


def rendition_key(code: str, name: str) -> str:
    """Where a rendition lies in storage; `name` is small, medium or large."""
    return f"photos/{code}/{name}.webp"


def original_key(code: str) -> str:
    """Where an upload waits for the worker."""
    return f"originals/{code}.bin"
