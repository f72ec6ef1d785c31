"""The cast with something on its shelf."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from tests.factories import cast, make_listing, make_variant

SHELF = "/en/dashboard/ferme-des-arolles/listings/"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A tomme with 14 quarters at 9.60, and those who may or may not touch it."""

    listing_id: int
    variant_id: int
    owner: FlaskClient
    staff: FlaskClient
    stranger: FlaskClient
    anonymous: FlaskClient
    owner_id: int
    business_id: int


@pytest.fixture
def shelf(app: Flask, client: FlaskClient, login: Callable[[User], FlaskClient]) -> Shelf:
    with app.app_context():
        people = cast()
        with transaction():
            listing = make_listing(people.business, slug="tomme")
            variant = make_variant(listing, stock=14)
        return Shelf(
            listing_id=listing.id,
            variant_id=variant.id,
            owner=login(people.owner),
            staff=login(people.staff),
            stranger=login(people.stranger),
            anonymous=client,
            owner_id=people.owner.id,
            business_id=people.business.id,
        )


@pytest.fixture
def snapshot(app: Flask, shelf: Shelf) -> Callable[[], tuple[object, ...]]:
    """What must not have changed: the listing and its variant."""

    def take() -> tuple[object, ...]:
        with app.app_context():
            listing = db.session.get_one(Listing, shelf.listing_id)
            variant = db.session.get_one(Variant, shelf.variant_id)
            said = tuple((text.language, text.title, text.ingredients) for text in listing.texts)
            return (
                listing.state,
                listing.version,
                said,
                variant.price,
                variant.stock,
                variant.active,
                len(listing.photos),
            )

    return take
