"""What happened to listings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListingChanged:
    """Something that visitors see or search for changed, its visibility included."""

    listing_id: int


@dataclass(frozen=True, slots=True)
class ListingPublished:
    """The owner let a listing go live, or changed the words of a live one; an administrator looks at it afterwards."""

    listing_id: int
