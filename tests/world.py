"""A market in which every address leads somewhere: what each parameter of each route is in one business's data."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from marketplace.accounts.models import AccountToken, Address, User
from marketplace.accounts.rules import TokenPurpose
from marketplace.basket.models import Basket, BasketLine
from marketplace.businesses.models import BusinessPhoto
from marketplace.catalog.models import Listing, ListingPhoto
from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.services import now
from marketplace.facts.tokens import derived_token
from marketplace.facts.transaction import transaction
from marketplace.kernel.codes import token_hash
from marketplace.media.models import Photo
from marketplace.moderation.operations import open_listing_case
from marketplace.orders.operations import LINK
from tests.factories import Cast, cast, make_listing, make_place, make_slot, make_variant
from tests.factories.orders import make_purchase

PURPOSES = {
    "accounts.confirm": TokenPurpose.CONFIRM_EMAIL,
    "accounts.reset": TokenPurpose.RESET_PASSWORD,
    "accounts.confirm_change": TokenPurpose.CHANGE_EMAIL,
}
PRIVATE = ("Chiara Bellotto", "chiara@example.org", "Via Segreta 7")  # a buyer's, and an owner's address


@dataclass(frozen=True, slots=True)
class World:
    """`values`: by "endpoint parameter", "blueprint parameter" or "parameter", the narrower first."""

    users: dict[str, User]
    values: dict[str, Any]

    def fill(self, rule: Rule) -> dict[str, Any]:
        """The parameters of a route.

        Raises:
            KeyError: a parameter that nobody gave a value yet; add it to `make_world`.
        """
        blueprint = rule.endpoint.partition(".")[0]
        filled = {}
        for name in rule.arguments - set(rule.defaults or ()):
            keys = (f"{rule.endpoint} {name}", f"{blueprint} {name}", name)
            key = next((key for key in keys if key in self.values), None)
            if key is None:
                raise KeyError(f"tests/world.py has no value for {name} of {rule.endpoint} ({rule.rule})")
            filled[name] = self.values[key]
        return filled


def make_world(app: Flask) -> World:
    """Commits the cast, and for the first business one of everything; tokens are good until used."""
    with app.test_request_context("/en/"):
        people = cast()
        with transaction():
            values = {**_shop(people), **_accounts(people), **_FIXED}
        members = ("owner", "staff", "stranger", "buyer", "moderator", "other_moderator", "operator")
        users = {name: getattr(people, name) for name in members}
        for user in users.values():
            db.session.refresh(user)
            db.session.expunge(user)
        db.session.rollback()
    return World(users, values)


_FIXED: dict[str, Any] = {
    "lang": "en",
    "filename": "css/tokens.css",
    "platform.page slug": "terms",
    "search.territory slug": "maurienne",
    "search.commune slug": "bessans",
    "search.category slug": "cheese",
    "moderation.business verb": "suspend",
    "moderation.listing verb": "hide",
    "media.photo name": "small",
    "media.cover version": 1,
    "kind": "listing",
    "territory": "maurienne",
    "emblem": "cheese",
    "mails id": "20261124-100000-000000-0123456789abcdef",
    "position": 0,
}


def _shop(people: Cast) -> dict[str, Any]:
    business = people.business
    listing = make_listing(business)
    variant = make_variant(listing, stock=10)
    slot = make_slot(make_place(business))
    purchase = make_purchase((business, slot, {variant: 3}))
    shown, cover = _photos(people)
    basket = Basket(
        user_id=people.owner.id, updated_at=now(), lines=[BasketLine(variant=variant, quantity=1, seen_price=1)]
    )
    parked = OutboxRow(kind="x", handler="x", payload={}, created_at=now(), due_at=now(), parked_at=now())
    db.session.add_all([basket, parked])
    case = open_listing_case(listing)
    db.session.flush()
    return {
        "slug": business.slug,
        "catalog slug": listing.slug,
        "moderation.listing slug": listing.slug,
        "listing_slug": listing.slug,
        "place_id": slot.place_id,
        "slot_id": slot.id,
        "orders token": derived_token(LINK, purchase.code),
        "code": purchase.orders[0].code,
        "moderation code": case.code,
        "media code": cover.photo.code,
        "shown_id": shown.id,
        "photo_id": cover.id,
        "line_id": basket.lines[0].id,
        "operator.retry number": parked.id,
    }


def _photos(people: Cast) -> tuple[ListingPhoto, BusinessPhoto]:
    photos = [
        Photo(code=mark * 26, state="ready", width=4, height=3, uploader_id=people.owner.id, created_at=now())
        for mark in "ab"
    ]
    listing = db.session.scalars(db.select(Listing).where(Listing.business_id == people.business.id)).one()
    shown = ListingPhoto(listing_id=listing.id, photo=photos[0], position=0)
    cover = BusinessPhoto(business_id=people.business.id, photo=photos[1], position=0)
    db.session.add_all([*photos, shown, cover])
    db.session.flush()
    return shown, cover


def _accounts(people: Cast) -> dict[str, Any]:
    at = {"postal_code": "10052", "town": "Bardonecchia", "country": "IT"}
    address = Address(user_id=people.owner.id, name="Owner", street="Via Segreta 7", **at)
    db.session.add(address)
    db.session.flush()
    values = {"accounts number": address.id, "operator.user number": people.buyer.id}
    for endpoint, purpose in PURPOSES.items():
        secret = derived_token("test", purpose)
        row = AccountToken(user_id=people.owner.id, purpose=purpose, token_hash=token_hash(secret))
        row.expires_at, row.new_email = now().replace(year=2100), "new@example.org"
        db.session.add(row)
        values[f"{endpoint} token"] = secret
    db.session.flush()
    return values
