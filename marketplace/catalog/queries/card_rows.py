"""What the cards of many listings are made from: columns instead of whole rows, in three queries for any number.

Every page for visitors that shows a list passes here when something changed, so it is written close to the tables.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, select

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, ListingLabel, ListingPhoto, ListingText, Variant
from marketplace.extensions import db
from marketplace.kernel.money import Minor
from marketplace.media.models import Photo
from marketplace.media.rules import PhotoState


class CardOffer(NamedTuple):
    """An active variant as far as a card tells of it."""

    price: Minor
    quantity: int
    unit: str
    currency: str
    stock: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A listing with its maker as far as a card tells of them. `photo` is the code of the first that is ready."""

    id: int
    version: int
    slug: str
    language: str
    category: str
    buyable: bool
    season_first: str
    season_last: str
    business_id: int
    maker: str
    maker_language: str
    territory: str
    commune: str
    latitude: float | None
    longitude: float | None
    photo: str | None
    label: str | None
    titles: dict[str, str]
    summaries: dict[str, str]
    offers: Sequence[CardOffer]


def card_rows(ids: Collection[int]) -> list[CardRow]:
    """The rows of these listings, whatever their state and in no order."""
    wanted = {"ids": list(ids)}
    titles: defaultdict[int, dict[str, str]] = defaultdict(dict)
    summaries: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for listing_id, language, title, summary in db.session.execute(_texts(), wanted):
        titles[listing_id][language], summaries[listing_id][language] = title, summary
    offers: defaultdict[int, list[CardOffer]] = defaultdict(list)
    for listing_id, *offer in db.session.execute(_offers(), wanted):
        offers[listing_id].append(CardOffer(*offer))
    return [
        CardRow(titles=titles[row["id"]], summaries=summaries[row["id"]], offers=offers[row["id"]], **row)
        for row in db.session.execute(_listings(), wanted).mappings()
    ]


@cache  # statements are built once: building them took as long as running them
def _listings() -> Select:
    own = ("id", "version", "slug", "language", "category", "buyable", "season_first", "season_last", "business_id")
    makers = ("territory", "commune", "latitude", "longitude")
    columns = [getattr(Listing, name) for name in own] + [getattr(Business, name) for name in makers]
    named = (Business.name.label("maker"), Business.language.label("maker_language"))
    first = (_first_photo().label("photo"), _first_label().label("label"))
    return select(*columns, *named, *first).join(Listing.business).where(Listing.id.in_(_ids()))


@cache
def _texts() -> Select:
    columns = select(ListingText.listing_id, ListingText.language, ListingText.title, ListingText.summary)
    return columns.where(ListingText.listing_id.in_(_ids()))


@cache
def _offers() -> Select:
    figures = (Variant.price, Variant.quantity, Variant.unit, Variant.currency, Variant.stock)
    rows = select(Variant.listing_id, *figures).where(Variant.listing_id.in_(_ids()), Variant.active)
    return rows.order_by(Variant.position, Variant.id)


def _first_photo() -> ScalarSelect[str]:
    shown = select(Photo.code).join(ListingPhoto, ListingPhoto.photo_id == Photo.id)
    ready = shown.where(ListingPhoto.listing_id == Listing.id, Photo.state == PhotoState.READY)
    return ready.order_by(ListingPhoto.position).limit(1).scalar_subquery()


def _first_label() -> ScalarSelect[str]:
    own = select(ListingLabel.label).where(ListingLabel.listing_id == Listing.id)
    return own.order_by(ListingLabel.id).limit(1).scalar_subquery()


def _ids() -> BindParameter[int]:
    return bindparam("ids", expanding=True)
