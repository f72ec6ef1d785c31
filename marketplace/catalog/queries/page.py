"""All that the page of one listing says, as plain values, so that it can be kept while nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy import Select, bindparam, select

from marketplace.businesses.queries import identity_in_work, visible_identity
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.queries.cards import FEW, picture_url, shown_variants
from marketplace.catalog.queries.completeness import country_of
from marketplace.catalog.queries.measures import called
from marketplace.catalog.queries.parts import with_everything
from marketplace.catalog.queries.prices import unit_price_text
from marketplace.catalog.queries.shop import VISIBLE, ListingVersion
from marketplace.catalog.queries.statements import Statement, statements_of
from marketplace.catalog.queries.words import Said, is_stale, name_of, said
from marketplace.catalog.rules import in_season, month_day
from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Minor
from marketplace.media.queries import is_ready, photo_url
from marketplace.taxonomy.queries import allergens, category, label_index, withdrawal_exceptions
from marketplace.taxonomy.rules import Category
from marketplace.territories.queries import commune_index
from marketplace.territories.rules import Commune
from marketplace.web.formats import day
from marketplace.web.kept import Kept
from marketplace.web.markdown import render_markdown

MOST_AT_ONCE = 99
MANY = 50  # above it nobody wants the figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in two sizes, and what one sees on it."""

    large: str
    medium: str
    alt: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant as it can be chosen. `left` is what is said of its stock, `most` how many can be had (0: sold out)."""

    variant_id: int
    name: str
    foreign: str | None
    price: Minor
    per_unit: str | None
    left: str
    few: bool
    most: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A quality mark with what it means."""

    short: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Who sells it, and how to reach them."""

    id: int
    version: int
    slug: str
    name: str
    foreign: str | None
    commune: Commune
    territory: str
    phone: str
    email: str
    website: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """What templates/catalog/show.html and its parts show."""

    id: int
    slug: str
    language: str
    kind: str
    category: Category
    title: Said
    summary: Said
    description: Markup
    description_foreign: str | None
    translation: str
    pictures: Sequence[Picture]
    maker: Maker
    marks: Sequence[Mark]
    choices: Sequence[Choice]
    buyable: bool
    season: str
    in_season: bool
    allergens: Sequence[str] | None
    warnings: Said
    statements: Sequence[Statement]
    withdrawal: str
    alcohol: bool
    alcohol_banner: bool

    @property
    def sold_out(self) -> bool:
        """Whether nothing of it is left."""
        return all(choice.most == 0 for choice in self.choices)

    @property
    def first_left(self) -> Choice | None:
        """The choice that is ticked to begin with."""
        return next((choice for choice in self.choices if choice.most), None)


PageKey = tuple[int, int, int, str, date]  # id, version, the business's version, language, local day
_pages: Kept[PageKey, ListingPage] = Kept(4000)


def listing_page(version: ListingVersion, language: str, today: date) -> ListingPage:
    """The page of a visible listing; no query where nothing changed since it was last asked for. Raises NotFound."""
    key = (version.listing_id, version.version, version.business_version, language, today)
    found = _pages.get_many([key], lambda _keys: {key: _load(version.listing_id, language, today)})
    return found[key]


def _load(listing_id: int, language: str, today: date) -> ListingPage:
    listing = db.session.scalars(_whole_listing(), {"id": listing_id}).unique().one_or_none()
    if listing is None:
        raise NotFound("listing-not-found")
    return page_of(listing, language, today)


@cache  # built once: building it took as long as running it
def _whole_listing() -> Select:
    wanted = select(Listing).join(Listing.business).where(Listing.id == bindparam("id"), *VISIBLE)
    return wanted.options(*with_everything())


def page_of(listing: Listing, language: str, today: date) -> ListingPage:
    """The page of a listing whose parts are loaded, visible or not."""
    where = category(listing.category)
    description = said(listing, "description", language)
    contains = [each.names.within(language) for each in allergens() if each.slug in listing.allergens]
    return ListingPage(
        id=listing.id,
        slug=listing.slug,
        language=language,
        kind=listing.kind,
        category=where,
        title=said(listing, "title", language),
        summary=said(listing, "summary", language),
        description=render_markdown(description.text),
        description_foreign=description.foreign,
        translation=_translation(listing, description, language),
        pictures=_pictures(listing, language),
        maker=_maker(listing, language),
        marks=_marks(listing, language),
        choices=[_choice(variant, listing, language) for variant in shown_variants(listing)],
        buyable=listing.buyable,
        season=_season(listing, today),
        in_season=in_season(listing.season_first, listing.season_last, today),
        allergens=contains if where.food and listing.allergens_declared else None,
        warnings=said(listing, "warnings", language),
        statements=statements_of(
            listing, visible_identity(listing.business) or identity_in_work(listing.business), language
        ),
        withdrawal=_withdrawal(listing, language),
        alcohol=where.alcohol,
        alcohol_banner=where.alcohol and (language == "fr" or country_of(listing.business) == "FR"),
    )


def _choice(variant: Variant, listing: Listing, language: str) -> Choice:
    name = name_of(variant, listing, language)
    stock = variant.stock
    return Choice(
        variant_id=variant.id,
        name=called(name, variant),
        foreign=name.foreign,
        price=variant.price,
        per_unit=unit_price_text(variant),
        left=_left(listing.kind, stock),
        few=stock is not None and 0 < stock <= FEW,
        most=MOST_AT_ONCE if stock is None else min(stock, MOST_AT_ONCE),
    )


def _left(kind: str, stock: int | None) -> str:
    if stock is None:
        return _("made to order") if kind == "product" else ""
    if stock > MANY:
        return _("in stock")
    return ngettext("%(num)s left", "%(num)s left", stock) if stock else _("sold out")


def _pictures(listing: Listing, language: str) -> list[Picture]:
    ready = [shown for shown in listing.photos if is_ready(shown.photo)]
    if not ready:
        cover = picture_url(listing, "large")
        return [Picture(cover, cover, "")]
    return [
        Picture(
            photo_url(shown.photo, "large"),
            photo_url(shown.photo, "medium"),
            shown.alt.get(language) or shown.alt.get(listing.language, ""),
        )
        for shown in ready
    ]


def _maker(listing: Listing, language: str) -> Maker:
    business = listing.business
    return Maker(
        id=business.id,
        version=business.version,
        slug=business.slug,
        name=business.name,
        foreign=None if business.language == language else business.language,
        commune=commune_index()[business.commune],
        territory=business.territory,
        phone=business.phone,
        email=business.email,
        website=business.website,
    )


def _marks(listing: Listing, language: str) -> list[Mark]:
    known = [label_index()[row.label] for row in listing.labels if row.label in label_index()]
    return [Mark(*(text.within(language) for text in (each.short, each.names, each.text))) for each in known]


def _season(listing: Listing, today: date) -> str:
    if not (listing.season_first and listing.season_last):
        return ""
    first, last = (day(date(2000, *month_day(end)), "d MMMM") for end in (listing.season_first, listing.season_last))
    if in_season(listing.season_first, listing.season_last, today):
        return _("In season until %(date)s", date=last)
    return _("Out of season: back from %(first)s to %(last)s", first=first, last=last)


def _translation(listing: Listing, description: Said, language: str) -> str:
    """What is said about the language of the words."""
    foreign = description.foreign if description.text else said(listing, "title", language).foreign
    if foreign:
        return {"fr": _("Shown in French."), "it": _("Shown in Italian."), "en": _("Shown in English.")}[foreign]
    text = next((text for text in listing.texts if text.language == language), None)
    if text is None or language == listing.language:
        return ""
    if is_stale(text, listing.texts, listing.language):
        return _("Translated by the makers; the original has changed since.")
    return {
        "fr": _("Translated from French by the makers."),
        "it": _("Translated from Italian by the makers."),
        "en": _("Translated from English by the makers."),
    }[listing.language]


def _withdrawal(listing: Listing, language: str) -> str:
    for exception in withdrawal_exceptions():
        if exception.slug == listing.withdrawal_exception:
            return exception.text.within(language)
    return _("You can withdraw from the purchase within 14 days of receiving it, without giving a reason.")
