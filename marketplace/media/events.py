"""What happened to photos."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhotoUploaded:
    """An original lies in storage and waits to be re-encoded."""

    photo_id: int


@dataclass(frozen=True, slots=True)
class PhotoReady:
    """The renditions are there, so whatever shows the photo looks different now."""

    photo_id: int
