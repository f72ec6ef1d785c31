"""Business cards as plain view objects, for every page that lists businesses."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import BindParameter, Row, Select, bindparam, select

from marketplace.businesses.models import Business, BusinessPhoto, BusinessText
from marketplace.businesses.queries.opening import Now, now_words, weeks
from marketplace.businesses.rules import BusinessState
from marketplace.extensions import db
from marketplace.kernel.texts import LANGUAGES
from marketplace.media.models import Photo
from marketplace.media.queries import cover_url, is_ready, photo_url, rendition_url
from marketplace.media.rules import PhotoState
from marketplace.ports.images import RenditionName
from marketplace.taxonomy.queries import category_index
from marketplace.territories.queries import commune_index
from marketplace.web.kept import Kept

CardKey = tuple[int, int, str]  # id, version, language


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """A business in a list. `name_lang` and `tagline_lang` are set where they differ from the reader's language.

    `lat` and `lng` are degrees; `commune` is a name; `territory` and `category` are slugs.
    """

    id: int
    version: int
    slug: str
    url: str
    name: str
    name_lang: str | None
    tagline: str
    tagline_lang: str | None
    commune: str
    territory: str
    category: str
    cover_url: str
    lat: float
    lng: float
    now: Now | None = None


_cards: Kept[CardKey, BusinessCard] = Kept()


def business_cards(ids: Sequence[int], language: str, at: datetime) -> list[BusinessCard]:
    """The cards of visible businesses in the order given; at most five queries, one where nothing changed."""
    rows = db.session.execute(_versions(), {"ids": list(ids)})
    versions = {row.id: row.version for row in rows}
    return business_cards_of([(number, versions[number]) for number in ids if number in versions], language, at)


def business_cards_of(versions: Collection[tuple[int, int]], language: str, at: datetime) -> list[BusinessCard]:
    """`business_cards` for a caller that knows the ids and versions of visible ones; no query where nothing changed."""
    cards = _cards.get_many([(number, version, language) for number, version in versions], _load)
    known = weeks(versions)
    return [replace(cards[number, version, language], now=now_words(known[number], at)) for number, version in versions]


def cover_of(business: Business, size: RenditionName = "medium") -> str:
    """Its first photo that is ready, or its ridgeline cover."""
    ready = next((each.photo for each in business.photos if is_ready(each.photo)), None)
    if ready:
        return photo_url(ready, size)
    return _drawn(business)


def point_of(business: Business) -> tuple[float, float]:
    """Latitude and longitude in degrees: its own, or those of its commune."""
    if business.latitude is not None and business.longitude is not None:
        return business.latitude, business.longitude
    commune = commune_index()[business.commune]
    return commune.latitude, commune.longitude


def _load(keys: list[CardKey]) -> dict[CardKey, BusinessCard]:
    """From columns instead of whole rows, in two queries: stories are long, and a card does not tell them."""
    language, by_id = keys[0][2], {key[0]: key for key in keys}
    wanted = {"ids": list(by_id)}
    taglines: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number, code, tagline in db.session.execute(_taglines(), wanted):
        taglines[number][code] = tagline
    rows = db.session.execute(_columns(), wanted)
    return {by_id[row.id]: _card(row, taglines[row.id], language) for row in rows}


def _card(row: Row[Any], taglines: Mapping[str, str], language: str) -> BusinessCard:
    told = next((code for code in (language, row.language, *LANGUAGES) if taglines.get(code)), row.language)
    commune = commune_index()[row.commune]
    here = row.latitude is not None and row.longitude is not None
    return BusinessCard(
        id=row.id,
        version=row.version,
        slug=row.slug,
        url=url_for("businesses.show", slug=row.slug, lang=language),
        name=row.name,
        name_lang=row.language if row.language != language else None,
        tagline=taglines.get(told, ""),
        tagline_lang=told if told != language else None,
        commune=commune.name,
        territory=row.territory,
        category=row.category,
        cover_url=rendition_url(row.photo, "medium") if row.photo else _drawn(row),
        lat=row.latitude if here else commune.latitude,
        lng=row.longitude if here else commune.longitude,
    )


def _drawn(business: Business | Row[Any]) -> str:
    category = category_index().get(business.category)
    return cover_url("business", business.slug, business.territory, *([category.emblem] if category else []))


@cache  # statements are built once: building them took as long as running them
def _versions() -> Select:
    rows = select(Business.id, Business.version).where(Business.state == BusinessState.APPROVED)
    return rows.where(Business.id.in_(_ids()))


@cache
def _columns() -> Select:
    names = ("id", "version", "slug", "name", "language", "commune", "territory", "category", "latitude", "longitude")
    shown = select(Photo.code).join(BusinessPhoto, BusinessPhoto.photo_id == Photo.id)
    ready = shown.where(BusinessPhoto.business_id == Business.id, Photo.state == PhotoState.READY)
    first = ready.order_by(BusinessPhoto.position).limit(1).scalar_subquery()
    columns = [getattr(Business, name) for name in names]
    return select(*columns, first.label("photo")).where(Business.id.in_(_ids()))


@cache
def _taglines() -> Select:
    columns = select(BusinessText.business_id, BusinessText.language, BusinessText.tagline)
    return columns.where(BusinessText.business_id.in_(_ids()))


def _ids() -> BindParameter[int]:
    return bindparam("ids", expanding=True)
