"""Business cards as plain view objects, for every page that lists businesses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.businesses.models import Business, BusinessPhoto
from marketplace.businesses.queries.opening import Now, now_words, weeks
from marketplace.businesses.queries.texts import words_in
from marketplace.businesses.rules import BusinessState
from marketplace.extensions import db
from marketplace.media.queries import cover_url, is_ready, photo_url
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
    """The cards of visible businesses in the order given; at most seven queries, one where nothing changed."""
    rows = db.session.execute(
        select(Business.id, Business.version).where(Business.id.in_(ids), Business.state == BusinessState.APPROVED)
    )
    versions = {row.id: row.version for row in rows}
    cards = _cards.get_many([(number, version, language) for number, version in versions.items()], _load)
    known = weeks(versions.items())
    return [
        replace(cards[number, versions[number], language], now=now_words(known[number], at))
        for number in ids
        if number in versions
    ]


def cover_of(business: Business, size: RenditionName = "medium") -> str:
    """Its first photo that is ready, or its ridgeline cover."""
    ready = next((each.photo for each in business.photos if is_ready(each.photo)), None)
    if ready:
        return photo_url(ready, size)
    category = category_index().get(business.category)
    return cover_url("business", business.slug, business.territory, *([category.emblem] if category else []))


def point_of(business: Business) -> tuple[float, float]:
    """Latitude and longitude in degrees: its own, or those of its commune."""
    if business.latitude is not None and business.longitude is not None:
        return business.latitude, business.longitude
    commune = commune_index()[business.commune]
    return commune.latitude, commune.longitude


def _load(keys: list[CardKey]) -> dict[CardKey, BusinessCard]:
    language = keys[0][2]
    by_id = {key[0]: key for key in keys}
    rows = db.session.scalars(
        select(Business)
        .where(Business.id.in_(by_id))
        .options(selectinload(Business.texts), selectinload(Business.photos).selectinload(BusinessPhoto.photo))
    )
    return {by_id[row.id]: _card(row, language) for row in rows}


def _card(business: Business, language: str) -> BusinessCard:
    tagline, tagline_language = words_in(business.texts, "tagline", language, business.language)
    latitude, longitude = point_of(business)
    return BusinessCard(
        id=business.id,
        version=business.version,
        slug=business.slug,
        url=url_for("businesses.show", slug=business.slug, lang=language),
        name=business.name,
        name_lang=business.language if business.language != language else None,
        tagline=tagline,
        tagline_lang=tagline_language if tagline_language != language else None,
        commune=commune_index()[business.commune].name,
        territory=business.territory,
        category=business.category,
        cover_url=cover_of(business),
        lat=latitude,
        lng=longitude,
    )
