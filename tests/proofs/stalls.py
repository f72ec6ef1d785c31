"""What the proofs sell."""

from dataclasses import dataclass

from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.queries import offered_slots
from tests.factories import make_business, make_listing, make_place, make_slot, make_variant
from tests.proofs.stack import Stack


@dataclass(frozen=True, slots=True)
class Stall:
    """One business's variants, and a collection that fits everybody."""

    slug: str
    variants: tuple[int, ...]
    slots: dict[str, str]


def set_up(market: Stack, slug: str, stock: list[int]) -> Stall:
    """A business with one variant for each number of `stock`."""
    with market.app.app_context():
        with transaction():
            business = make_business(slug=slug, name=slug.title())
            place = make_place(business)
            for weekday in range(7):
                make_slot(place, weekday, capacity=100_000, cutoff_hours=0)
            variants = tuple(make_variant(make_listing(business), stock=left).id for left in stock)
            business_id = business.id
        key = offered_slots(business_id, now())[-1].key
    return Stall(slug, variants, {slug: key})
