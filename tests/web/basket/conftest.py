"""A stall with two makers."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from marketplace.facts.transaction import transaction
from tests.factories import make_business, make_listing, make_place, make_slot, make_variant

THURSDAY = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Stall:
    """Two businesses with a thing each; ids alone, so that tests may use them anywhere."""

    tomme: int
    honey: int
    slot: int
    other_slot: int
    key: str = ""
    other_key: str = ""


@pytest.fixture
def stall(app: Flask) -> Stall:
    with app.app_context(), transaction():
        farm = make_business(slug="ferme-des-arolles", name="Ferme des Arolles")
        apiary = make_business(
            slug="ronza", name="Apicoltura Ronza", commune="001022", territory="valle-di-susa", language="it"
        )
        tomme = make_variant(make_listing(farm), stock=10, price=960)
        honey = make_variant(make_listing(apiary, category="honey", language="it"), stock=3, price=1150, quantity=500)
        slot, other = make_slot(make_place(farm), capacity=2), make_slot(make_place(apiary, name="Alla mieleria"))
        return Stall(tomme.id, honey.id, slot.id, other.id, f"{slot.id}-{THURSDAY}", f"{other.id}-{THURSDAY}")
