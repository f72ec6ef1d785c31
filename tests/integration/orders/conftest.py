"""An order placed by a guest."""

from dataclasses import dataclass

import pytest
from flask import Flask

from marketplace.facts.transaction import transaction
from tests.factories import Cast, cast, make_listing, make_place, make_slot, make_variant
from tests.factories.orders import make_purchase


@dataclass(frozen=True, slots=True)
class Placed:
    """Ids of what a test needs; three of ten pieces are ordered."""

    people: Cast
    order_id: int
    purchase_id: int
    variant_id: int
    owner_id: int
    email: str
    code: str
    handover_code: str


@pytest.fixture
def placed(app: Flask, session: None) -> Placed:
    people = cast()
    with transaction():
        listing = make_listing(people.business)
        variant = make_variant(listing, stock=10)
        slot = make_slot(make_place(people.business))
        purchase = make_purchase((people.business, slot, {variant: 3}))
        order = purchase.orders[0]
        return Placed(
            people=people,
            order_id=order.id,
            purchase_id=purchase.id,
            variant_id=variant.id,
            owner_id=people.owner.id,
            email=people.business.email,
            code=order.code,
            handover_code=order.handover_code,
        )
