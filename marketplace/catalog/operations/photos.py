"""The photos of a listing."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from marketplace.catalog.models import Listing, ListingPhoto
from marketplace.catalog.operations.stock import lock_for_change, touch
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.kernel.errors import Conflict
from marketplace.media.models import Photo
from marketplace.media.operations import discard
from marketplace.media.rules import MOST_PHOTOS


def add_photo(listing: Listing, photo: Photo, actor_id: int | None) -> ListingPhoto:
    """Puts a photo behind the others. Raises Conflict "too-many-photos" with `most`."""
    lock_for_change(listing)
    if len(listing.photos) >= MOST_PHOTOS:
        raise Conflict("too-many-photos", most=MOST_PHOTOS)
    last = max((shown.position for shown in listing.photos), default=-1)
    shown = ListingPhoto(listing_id=listing.id, photo_id=photo.id, position=last + 1, alt={})
    listing.photos.append(shown)
    remember("listing", listing.id, "photo-added", actor_id)
    touch(listing)
    return shown


def change_photos(
    listing: Listing, order: Sequence[int], alts: Mapping[int, Mapping[str, str]], actor_id: int | None
) -> None:
    """Brings photos into the order of these ids of ListingPhoto rows, those left out behind, and says what one sees."""
    lock_for_change(listing)
    places = {photo_id: place for place, photo_id in enumerate(order)}
    arranged = sorted(listing.photos, key=lambda row: (places.get(row.id, len(places)), row.position))
    for position, shown in enumerate(arranged):
        shown.position = position
        if shown.id in alts:
            shown.alt = {language: text for language, text in alts[shown.id].items() if text}
    db.session.flush()
    db.session.expire(listing, ["photos"])
    remember("listing", listing.id, "photos-changed", actor_id)
    touch(listing)


def remove_photo(listing: Listing, shown: ListingPhoto, actor_id: int | None) -> None:
    """Takes a photo away, its files too."""
    lock_for_change(listing)
    photo = shown.photo
    listing.photos.remove(shown)
    db.session.flush()
    discard(photo)
    remember("listing", listing.id, "photo-removed", actor_id)
    touch(listing)


def listing_of_photo(photo_id: int) -> Listing | None:
    """The listing that shows a photo, if one does."""
    return db.session.scalar(select(Listing).join(Listing.photos).where(ListingPhoto.photo_id == photo_id))
