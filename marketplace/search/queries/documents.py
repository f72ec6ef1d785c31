"""What the index holds of each visible business and listing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.businesses.models import Business
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing
from marketplace.catalog.rules import ListingState
from marketplace.extensions import db
from marketplace.kernel.texts import LANGUAGES
from marketplace.ports.search import DocumentKind, ListingKind, SearchDocument, SearchText
from marketplace.taxonomy.queries import category_index, label_index
from marketplace.territories.queries import commune_index

BATCH = 200


def business_key(business_id: int) -> str:
    """The document id of a business."""
    return f"business:{business_id}"


def listing_key(listing_id: int) -> str:
    """The document id of a listing."""
    return f"listing:{listing_id}"


def business_documents(ids: Iterable[int] | None = None) -> Iterator[SearchDocument]:
    """Documents of the visible businesses among `ids` (all where None), read in batches."""
    wanted = select(Business).where(Business.state == BusinessState.APPROVED).order_by(Business.id)
    if ids is not None:
        wanted = wanted.where(Business.id.in_(list(ids)))
    wanted = wanted.options(selectinload(Business.texts), selectinload(Business.labels))
    for business in db.session.scalars(wanted.execution_options(yield_per=BATCH)):
        yield _of_business(business)


def listing_documents(ids: Iterable[int] | None = None) -> Iterator[SearchDocument]:
    """Documents of the visible listings among `ids` (all where None), read in batches."""
    wanted = select(Listing).join(Listing.business).order_by(Listing.id)
    wanted = wanted.where(Listing.state == ListingState.LIVE, Business.state == BusinessState.APPROVED)
    if ids is not None:
        wanted = wanted.where(Listing.id.in_(list(ids)))
    parts = (Listing.texts, Listing.labels, Listing.variants, Listing.business)
    wanted = wanted.options(*(selectinload(part) for part in parts))
    for listing in db.session.scalars(wanted.execution_options(yield_per=BATCH)):
        yield _of_listing(listing)


def _of_business(business: Business) -> SearchDocument:
    labels = tuple(label.label for label in business.labels)
    said = {text.language: (business.name, text.tagline, text.story) for text in business.texts}
    said = said or {business.language: (business.name, "", "")}
    return SearchDocument(
        id=business_key(business.id),
        version=business.version,
        kind=DocumentKind.BUSINESS,
        business_id=business.id,
        texts=_texts(said, business.category, labels),
        maker=business.name,
        place=commune_index()[business.commune].name,
        commune=business.commune,
        territory=business.territory,
        categories=_path(business.category),
        labels=labels,
        created_at=_since(business.approved_at, business.created_at),
    )


def _of_listing(listing: Listing) -> SearchDocument:
    business = listing.business
    labels = tuple(label.label for label in listing.labels)
    prices = [variant.price for variant in listing.variants if variant.active]
    said = {text.language: (text.title, text.summary, text.description) for text in listing.texts if text.title}
    return SearchDocument(
        id=listing_key(listing.id),
        version=listing.version + business.version,  # both only rise, and the document shows both
        kind=DocumentKind.LISTING,
        business_id=business.id,
        texts=_texts(said or {listing.language: (listing.slug, "", "")}, listing.category, labels),
        maker=business.name,
        place=commune_index()[business.commune].name,
        commune=business.commune,
        territory=business.territory,
        categories=_path(listing.category),
        labels=labels,
        listing_kind=ListingKind(listing.kind),
        price=min(prices, default=None),
        created_at=_since(listing.published_at, listing.created_at),
    )


def _texts(said: dict[str, tuple[str, str, str]], category: str, labels: Iterable[str]) -> dict[str, SearchText]:
    """The words in each language; names of categories and labels are found in all three, written or not."""
    names = [category_index()[slug].names for slug in _path(category)] + [label_index()[slug].names for slug in labels]
    texts = {}
    for language in LANGUAGES:
        title, summary, text = said.get(language, ("", "", ""))
        keywords = " ".join(name.within(language) for name in names)
        texts[language] = SearchText(title=title, summary=summary, text=text, keywords=keywords)
    return texts


def _path(category: str) -> tuple[str, ...]:
    parent = category_index()[category].parent
    return (parent, category) if parent else (category,)


def _since(public: datetime | None, created: datetime) -> datetime:
    return public or created
