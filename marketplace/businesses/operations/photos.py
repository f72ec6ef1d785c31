"""The photos on a card; the first one is its cover."""

from marketplace.businesses.models import Business, BusinessPhoto
from marketplace.businesses.operations.cards import touch
from marketplace.extensions import db
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.media.models import Photo
from marketplace.media.operations import discard
from marketplace.media.rules import MOST_PHOTOS


def add_photo(business: Business, photo: Photo) -> BusinessPhoto:
    """Puts a photo last. Raises Conflict "too-many-photos" beyond MOST_PHOTOS."""
    if len(business.photos) >= MOST_PHOTOS:
        raise Conflict("too-many-photos", most=MOST_PHOTOS)
    position = max((each.position for each in business.photos), default=-1) + 1
    row = BusinessPhoto(photo=photo, position=position, alt={})
    business.photos.append(row)
    touch(business)
    return row


def describe_photo(business: Business, photo_id: int, alt: dict[str, str]) -> None:
    """Says by language what the photo shows. Raises NotFound."""
    row = photo_of(business, photo_id)
    described = {language: words for language, words in alt.items() if words}
    if row.alt != described:
        row.alt = described
        touch(business)


def move_photo_up(business: Business, photo_id: int) -> None:
    """Changes places with the photo before; the first one stays. Raises NotFound."""
    row = photo_of(business, photo_id)
    index = business.photos.index(row)
    if index == 0:
        return
    before = business.photos[index - 1]
    before.position, row.position = row.position, before.position
    touch(business)
    db.session.expire(business, ["photos"])  # read again in their new order


def remove_photo(business: Business, photo_id: int) -> None:
    """Takes a photo off the card and away. Raises NotFound."""
    row = photo_of(business, photo_id)
    photo = row.photo
    business.photos.remove(row)
    db.session.flush()
    discard(photo)
    touch(business)


def photo_of(business: Business, photo_id: int) -> BusinessPhoto:
    """The card's own photo with that id. Raises NotFound."""
    for row in business.photos:
        if row.photo_id == photo_id:
            return row
    raise NotFound("photo")
