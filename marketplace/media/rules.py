"""Pure decisions about photos."""

from enum import StrEnum


class PhotoState(StrEnum):
    """How far the worker is with a photo."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


MOST_PHOTOS = 8  # on one card or listing
