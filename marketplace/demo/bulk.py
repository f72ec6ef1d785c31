"""Any number of rows to measure with: the demo's own words over and over, in numbered businesses and listings."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from marketplace.accounts.models import User
from marketplace.businesses.models import Business, Membership
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing, ListingText, PriceChange, StockMovement, Variant
from marketplace.catalog.rules import ListingState, StockReason
from marketplace.demo.businesses import business_of, identity_of, place_of
from marketplace.demo.content import businesses
from marketplace.demo.listings import draft_of, variants_of
from marketplace.extensions import db
from marketplace.facts.services import now

Row = dict[str, Any]
BATCH = 500


def load_bulk(business_count: int, listing_count: int, user_count: int) -> None:
    """Adds exactly so many approved businesses, live listings and members; nobody can log in as one of them."""
    patterns = [row for row in businesses() if row["state"] == BusinessState.APPROVED and row["listings"]]
    users = [_user(number) for number in range(1, user_count + 1)]
    db.session.add_all(users)
    made = [_business(row, number) for number, row in enumerate(islice(cycle(patterns), business_count), 1)]
    db.session.add_all(made)
    db.session.flush()
    for number, (business, row) in enumerate(zip(made, cycle(patterns), strict=False), 1):
        db.session.add(identity_of(row, business, number))
        db.session.add_all(place_of(place, business) for place in row["places"])
    for business, owner in zip(made, cycle(users), strict=False):
        db.session.add(Membership(business_id=business.id, user_id=owner.id, role="owner"))
    if made:
        _load_listings(made, patterns, listing_count)


def _user(number: int) -> User:
    return User(
        email=f"member{number}@bulk.example",
        name=f"Member {number}",
        language=("fr", "it", "en")[number % 3],
        password_hash="!",  # no password fits
        created_at=now(),
        email_confirmed_at=now(),
    )


def _business(row: Row, number: int) -> Business:
    business = business_of(row, number % 70)
    business.slug, business.name = f"{row['slug']}-{number}", f"{row['name']} {number}"
    return business


def _load_listings(made: list[Business], patterns: list[Row], count: int) -> None:
    rows = zip(cycle(made), _listing_rows(patterns, len(made)), strict=False)
    for number, (business, row) in enumerate(islice(rows, count), 1):
        listing = _listing(business, row, number)
        db.session.add(listing)
        if number % BATCH == 0:
            _flush_with_books()
    _flush_with_books()


def _listing_rows(patterns: list[Row], business_count: int) -> Iterator[Row]:
    """Business after business in rounds: each time round, the next listing of its pattern."""
    turn = 0
    while True:
        for pattern in islice(cycle(patterns), business_count):
            yield pattern["listings"][turn % len(pattern["listings"])]
        turn += 1


def _listing(business: Business, row: Row, number: int) -> Listing:
    draft = draft_of(row, business.language)
    return Listing(
        business_id=business.id,
        slug=f"{row['slug']}-{number}",
        state=ListingState.LIVE,
        kind=draft.kind,
        category=draft.category,
        language=draft.language,
        buyable=draft.buyable,
        vat_class=draft.vat_class,
        allergens=list(draft.allergens),
        allergens_declared=draft.allergens_declared,
        alcohol_content=draft.alcohol_content,
        facts=dict(draft.facts),
        season_first=draft.season_first,
        season_last=draft.season_last,
        withdrawal_exception=draft.withdrawal_exception,
        created_at=now(),
        published_at=now() - timedelta(minutes=number),
        texts=[
            ListingText(
                language=language,
                title=f"{said.title} {number}",
                summary=said.summary,
                description=said.description,
                ingredients=said.ingredients,
                origin=said.origin,
                storage=said.storage,
                warnings=said.warnings,
                source_version=0 if language == draft.language else 1,
            )
            for language, said in draft.words.items()
        ],
        variants=[
            Variant(
                position=position,
                names=dict(each.names),
                price=each.price,
                quantity=each.quantity,
                unit=each.unit,
                stock=None if each.stock is None else 1000 + each.stock,
            )
            for position, each in enumerate(variants_of(row))
        ],
    )


def _flush_with_books() -> None:
    """Writes the listings, then the opening stock and price of their variants."""
    variants = [row for row in db.session.new if isinstance(row, Variant)]
    db.session.flush()
    at = now()
    db.session.add_all(PriceChange(variant_id=each.id, price=each.price, at=at) for each in variants)
    db.session.add_all(
        StockMovement(variant_id=each.id, delta=each.stock, reason=StockReason.INITIAL, at=at)
        for each in variants
        if each.stock
    )
    db.session.flush()
