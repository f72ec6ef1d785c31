"""All that the page of one business shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from markupsafe import Markup
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import selectinload

from marketplace.businesses.models import Business, BusinessPhoto, LegalIdentity
from marketplace.businesses.queries import (
    Now,
    Week,
    cover_of,
    identity_in_work,
    now_words,
    point_of,
    visible_identity,
    weeks,
    words_in,
)
from marketplace.businesses.queries.opening import ZONE
from marketplace.businesses.rules import BusinessState, Rest, rests_ahead, seven_days
from marketplace.businesses.rules.hours import Span
from marketplace.catalog.queries import ListingCard
from marketplace.directory.queries.places import PlaceWeek
from marketplace.directory.queries.small_map import SmallMap, small_map
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.texts import LANGUAGES
from marketplace.kernel.time import local_date
from marketplace.media.queries import is_ready, photo_url
from marketplace.taxonomy.queries import label_index
from marketplace.taxonomy.rules import Label
from marketplace.territories.queries import commune_index, territory_index
from marketplace.territories.rules import Commune, Territory
from marketplace.web.markdown import render_markdown


@dataclass(frozen=True, slots=True)
class Shown:
    """Enough to know whether a page made earlier is still true."""

    id: int
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the gallery, and what one sees."""

    large: str
    medium: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessPage:
    """One business for its visitors. `story_lang` and `tagline_lang` are the languages these texts are really in."""

    business: Business
    identity: LegalIdentity | None
    commune: Commune
    territory: Territory
    cover: str
    pictures: Sequence[Picture]
    tagline: str
    tagline_lang: str
    story: Markup
    story_lang: str
    other_languages: Sequence[str]
    labels: Sequence[tuple[Label, str]]
    now: Now | None
    week: Week
    days: Sequence[Sequence[Span]]
    today: int
    rests: Sequence[Rest]
    map: SmallMap
    latitude: float
    longitude: float
    places: Sequence[PlaceWeek]
    listings: Sequence[ListingCard]

    @property
    def route_url(self) -> str:
        """Where a visitor finds the way; a link that is followed by choice, nothing is loaded from there."""
        return f"https://www.openstreetmap.org/directions?to={self.latitude:.5f}%2C{self.longitude:.5f}"


def shown(slug: str) -> Shown:
    """What stands at this address, if everybody may see it. Raises NotFound."""
    row = db.session.execute(_shown(), {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound("business")
    return Shown(*row)


@cache
def _shown() -> Select[int, int, str]:
    """Written once: every visit begins with it."""
    return select(Business.id, Business.version, Business.state).where(
        Business.slug == bindparam("slug"), Business.state == BusinessState.APPROVED
    )


def load_business(business_id: int) -> Business:
    """A business with all that its page shows, in five queries at most."""
    return db.session.scalars(
        select(Business)
        .where(Business.id == business_id)
        .options(
            selectinload(Business.texts),
            selectinload(Business.identities),
            selectinload(Business.labels),
            selectinload(Business.photos).joinedload(BusinessPhoto.photo),
        )
        .execution_options(populate_existing=True)
    ).one()


def business_page(
    business: Business,
    language: str,
    at: datetime,
    *,
    listings: Sequence[ListingCard] = (),
    places: Sequence[PlaceWeek] = (),
    as_approved: bool = True,
) -> BusinessPage:
    """Puts the page together; `as_approved` False shows its own people the identity they are working on."""
    tagline, tagline_lang = words_in(business.texts, "tagline", language, business.language)
    story, story_lang = words_in(business.texts, "story", language, business.language)
    latitude, longitude = point_of(business)
    week = weeks([(business.id, business.version)])[business.id]
    today = local_date(at, ZONE)
    return BusinessPage(
        business=business,
        identity=visible_identity(business) if as_approved else identity_in_work(business),
        commune=commune_index()[business.commune],
        territory=territory_index()[business.territory],
        cover=cover_of(business, "large"),
        pictures=_pictures(business, language),
        tagline=tagline,
        tagline_lang=tagline_lang,
        story=render_markdown(story),
        story_lang=story_lang,
        other_languages=_other_languages(business, story_lang, language),
        labels=[(label_index()[row.label], row.certificate) for row in business.labels if row.label in label_index()],
        now=now_words(week, at),
        week=week,
        days=seven_days(week.rules),
        today=today.weekday(),
        rests=rests_ahead(week.closures, today),
        map=small_map(latitude, longitude),
        latitude=latitude,
        longitude=longitude,
        places=places,
        listings=listings,
    )


def title_of(business: Business, language: str) -> tuple[str, str]:
    """What a browser's tab and a search engine show: name and commune, and the tagline."""
    tagline, _language = words_in(business.texts, "tagline", language, business.language)
    return f"{business.name}, {commune_index()[business.commune].name}", tagline


def local_today(at: datetime) -> date:
    """The day that the valleys' calendar shows."""
    return local_date(at, ZONE)


def _pictures(business: Business, language: str) -> list[Picture]:
    return [
        Picture(
            photo_url(row.photo, "large"), photo_url(row.photo, "medium"), _alt(row.alt, language, business.language)
        )
        for row in business.photos
        if is_ready(row.photo)
    ]


def _alt(words: dict[str, str], language: str, source: str) -> str:
    return words.get(language) or words.get(source) or ""


def _other_languages(business: Business, shown_language: str, language: str) -> list[str]:
    written = {row.language for row in business.texts if row.story}
    return [each for each in LANGUAGES if each in written - {language, shown_language}]
