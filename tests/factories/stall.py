"""Two makers with a thing each, and a visitor who has both in the basket."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from marketplace.facts.transaction import transaction
from tests.factories.businesses import make_business
from tests.factories.catalog import make_listing, make_variant
from tests.factories.fulfilment import make_place, make_slot

THURSDAY = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Stall:
    """Ids and form values alone, so that tests may use them outside of any session."""

    tomme: int
    honey: int
    slot: int
    other_slot: int

    @property
    def key(self) -> str:
        return f"{self.slot}-{THURSDAY}"

    @property
    def other_key(self) -> str:
        return f"{self.other_slot}-{THURSDAY}"


def make_stall(*, stock: int | None = 10, capacity: int = 20, **tomme: Any) -> Stall:
    """Ferme des Arolles sells a tomme at 9.60, Apicoltura Ronza honey at 11.50; both hand over on Thursdays."""
    with transaction():
        there = {"commune": "001022", "territory": "valle-di-susa", "language": "it"}
        farm = make_business(slug="ferme-des-arolles", name="Ferme des Arolles")
        apiary = make_business(slug="ronza", name="Apicoltura Ronza", **there)
        cheese = make_variant(make_listing(farm, **tomme), stock=stock, price=960)
        honey = make_listing(apiary, category="honey", language="it", withdrawal_exception="")
        jar = make_variant(honey, stock=3, price=1150, quantity=500)
        slot = make_slot(make_place(farm), capacity=capacity)
        other = make_slot(make_place(apiary, name="Alla mieleria"), capacity=capacity)
        return Stall(cheese.id, jar.id, slot.id, other.id)


def fill_basket(visitor: FlaskClient, stall: Stall, *, tomme: int = 2, honey: int = 1) -> None:
    """Puts both things into the visitor's basket and chooses Thursday for each."""
    for variant, quantity in ((stall.tomme, tomme), (stall.honey, honey)):
        if quantity:
            visitor.post("/en/basket/lines/", data={"variant": variant, "quantity": quantity})
    keys = {"slot-ferme-des-arolles": stall.key if tomme else "", "slot-ronza": stall.other_key if honey else ""}
    visitor.post("/en/basket/", data=keys)
