"""Cards: what a list shows of each listing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from marketplace.businesses.models import Business
from marketplace.businesses.queries import Now, now_words, weeks
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.queries.card_rows import CardOffer, CardRow, card_rows
from marketplace.catalog.queries.prices import price_per
from marketplace.catalog.queries.sale import local_day
from marketplace.catalog.queries.shop import VISIBLE, ListingVersion
from marketplace.catalog.queries.words import choose
from marketplace.catalog.rules import in_season
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.media.queries import cover_url, is_ready, photo_url, rendition_url
from marketplace.ports.images import RenditionName
from marketplace.taxonomy.queries import category, label_index
from marketplace.territories.queries import commune_index
from marketplace.web.kept import Kept

FEW = 3  # from here on a card says how many are left


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingCard:
    """What templates/components/card.html shows. Languages are None where a text is in the reader's own."""

    id: int
    version: int
    url: str
    title: str
    title_lang: str | None
    summary: str
    summary_lang: str | None
    maker: str
    maker_lang: str | None
    business_id: int
    commune: str
    territory: str
    lat: float
    lng: float
    cover_url: str
    price: int | None
    price_from: bool
    unit_price_text: str | None
    badge: tuple[str | None, str] | None
    now: Now | None = None  # whether the maker is open, where it was asked for


CardKey = tuple[int, int, int, str, date]  # id, version, the business's version, language, local day
_cards: Kept[CardKey, ListingCard] = Kept()


def listing_cards(
    ids: Sequence[int], language: str, at: datetime | None = None, *, opening: bool = False
) -> list[ListingCard]:
    """Cards in the order of `ids`; listings that visitors may not see are left out.

    Four queries at most, one where nothing changed. `opening` says of each maker whether it is open: two more at most.
    """
    return cards_of(versions_of(ids), language, at, opening=opening)


def versions_of(ids: Sequence[int]) -> list[ListingVersion]:
    """The versions of listings in the order of `ids`; those that visitors may not see are left out."""
    if not ids:
        return []
    columns = select(Listing.id, Listing.version, Business.id, Business.version).join(Listing.business)
    found = {row[0]: ListingVersion(*row) for row in db.session.execute(columns.where(Listing.id.in_(ids), *VISIBLE))}
    return [found[listing_id] for listing_id in ids if listing_id in found]


def cards_of(
    versions: Sequence[ListingVersion], language: str, at: datetime | None = None, *, opening: bool = False
) -> list[ListingCard]:
    """`listing_cards` for a caller that knows the versions already."""
    at = at or now()
    today = local_day(at)
    keys = [(each.listing_id, each.version, each.business_version, language, today) for each in versions]
    found = _cards.get_many(keys, _load)
    cards = [found[key] for key in keys if key in found]
    if not opening:
        return cards
    known = weeks({(each.business_id, each.business_version) for each in versions})
    return [replace(card, now=now_words(known[card.business_id], at)) for card in cards]


def _load(keys: list[CardKey]) -> dict[CardKey, ListingCard]:
    by_id = {key[0]: key for key in keys}
    return {by_id[row.id]: _card(row, by_id[row.id][3], by_id[row.id][4]) for row in card_rows(list(by_id))}


def _card(row: CardRow, language: str, today: date) -> ListingCard:
    title, summary = (choose(texts, language, row.language) for texts in (row.titles, row.summaries))
    cheapest = _cheapest(row.offers)
    commune = commune_index()[row.commune]
    return ListingCard(
        id=row.id,
        version=row.version,
        url=url_for("catalog.show", lang=language, slug=row.slug),
        title=title.text,
        title_lang=title.foreign,
        summary=summary.text,
        summary_lang=summary.foreign,
        maker=row.maker,
        maker_lang=None if row.maker_language == language else row.maker_language,
        business_id=row.business_id,
        commune=commune.name,
        territory=row.territory,
        lat=commune.latitude if row.latitude is None else row.latitude,
        lng=commune.longitude if row.longitude is None else row.longitude,
        cover_url=_cover(row),
        price=cheapest.price if cheapest else None,
        price_from=len({offer.price for offer in row.offers}) > 1,
        unit_price_text=price_per(*cheapest[:4]) if cheapest else None,
        badge=_badge(row, language, today),
    )


def shown_variants(listing: Listing) -> list[Variant]:
    """The variants that visitors see, in the owner's order."""
    return [variant for variant in listing.variants if variant.active]


def picture_url(listing: Listing, size: RenditionName) -> str:
    """The address of a listing's first photo, or of its ridgeline cover."""
    for shown in listing.photos:
        if is_ready(shown.photo):
            return photo_url(shown.photo, size)
    return cover_url("listing", listing.slug, listing.business.territory, category(listing.category).emblem)


def _cover(row: CardRow) -> str:
    if row.photo:
        return rendition_url(row.photo, "small")
    return cover_url("listing", row.slug, row.territory, category(row.category).emblem)


def _cheapest(offers: Sequence[CardOffer]) -> CardOffer | None:
    """The cheapest one that is left; where none is, the cheapest that was."""
    left = [offer for offer in offers if offer.stock != 0]
    return min(left or offers, key=lambda offer: offer.price, default=None)


def _badge(row: CardRow, language: str, today: date) -> tuple[str | None, str] | None:
    if row.buyable and row.offers:
        stocks = [offer.stock for offer in row.offers]
        left = None if None in stocks else sum(stock or 0 for stock in stocks)
        if left == 0:
            return None, _("sold out")
        if not in_season(row.season_first, row.season_last, today):
            return None, _("out of season")
        if left is not None and left <= FEW:
            return "larch", ngettext("%(num)s left", "%(num)s left", left)
    if row.label and (mark := label_index().get(row.label)):
        return "pine", mark.short.within(language)
    return None
