"""Placing a purchase: everything is looked at again under lock, and only what the buyer saw is placed.

Locks are taken in one order by everybody: the buyer's basket, variants by id, listings by business and id, slots by id
and day, the guest's address and phone. So however baskets overlap, nobody waits in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marketplace.basket.operations import lock_basket, lock_variants_of, take_out
from marketplace.catalog.operations import claim_stock
from marketplace.checkout.queries import Offer, OfferLine, Part, offer_for
from marketplace.checkout.rules import MOST_GUEST_ORDERS
from marketplace.facts.locks import serialise
from marketplace.facts.services import now
from marketplace.fulfilment.operations import claim_offered
from marketplace.kernel.codes import order_code
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.orders.operations import place_purchase
from marketplace.orders.queries import open_guest_orders, purchase_by_intent, seller_of
from marketplace.orders.rules import LineDraft, OrderDraft, PurchaseDraft


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys; `user_id` is None for a guest. Address and phone are normalised."""

    user_id: int | None
    name: str
    email: str
    phone: str
    adult: bool = False  # says to be 18 or older
    invoice_address: Mapping[str, str] = field(default_factory=dict)


def place(buyer: Buyer, intent: str, fingerprint: str, language: str) -> str:
    """Places the visitor's basket as one purchase, empties it, and gives the purchase's code.

    The same `intent` again gives the same purchase.

    Raises:
        Conflict: "offer-changed" where the offer is not the one of `fingerprint`; "too-many-guest-orders" with `open`
            and `most`. Nothing was placed.
        sqlalchemy.exc.IntegrityError: the form was posted before, and the basket filled again with the same things.
        Invalid: "adult-only" where there is alcohol and the buyer did not say to be of age.
    """
    basket = lock_basket()
    if basket is None:
        return _placed_before(intent)
    lock_variants_of(basket)
    offer = offer_for(basket, language, now())
    if not offer.complete or offer.snapshot().fingerprint() != fingerprint:
        return _placed_before(intent)
    if offer.alcohol and not buyer.adult:
        raise Invalid("adult-only", field="adult")
    orders = _claim(offer)
    if buyer.user_id is None:
        _check_guest(buyer, len(orders))
    _id, code = place_purchase(_draft(buyer, intent, language, orders))
    take_out(basket, [line.view.id for line in offer.lines], [part.business.id for part in offer.parts])
    return code


def _placed_before(intent: str) -> str:
    """The purchase that emptied the basket, where it came from the very same form."""
    known = purchase_by_intent(intent)
    if known is None:
        raise Conflict("offer-changed")
    return known.code


def _claim(offer: Offer) -> list[OrderDraft]:
    """Takes stock and room in the slots, and writes the orders that they are for."""
    orders = [_order(part) for part in sorted(offer.parts, key=lambda part: part.business.id)]
    for order in orders:
        claim_stock({line.variant_id: line.quantity for line in order.lines}, order.code)
    for order in sorted(orders, key=lambda order: (order.slot_id, order.slot_day)):
        claim_offered(order.slot_id, order.slot_day)
    return orders


def _check_guest(buyer: Buyer, orders: int) -> None:
    serialise(f"guest-email:{buyer.email}", f"guest-phone:{buyer.phone}")
    already = open_guest_orders(buyer.email, buyer.phone)
    if already + orders > MOST_GUEST_ORDERS:
        raise Conflict("too-many-guest-orders", open=already, most=MOST_GUEST_ORDERS)


def _draft(buyer: Buyer, intent: str, language: str, orders: Sequence[OrderDraft]) -> PurchaseDraft:
    return PurchaseDraft(
        intent=intent,
        user_id=buyer.user_id,
        name=buyer.name,
        email=buyer.email,
        phone=buyer.phone,
        language=language,
        invoice_address=buyer.invoice_address,
        orders=tuple(orders),
    )


def _order(part: Part) -> OrderDraft:
    return OrderDraft(
        code=order_code(),
        business_id=part.business.id,
        country=part.identity.country,
        seller=seller_of(part.business, part.identity),
        slot_id=part.slot.slot_id,
        slot_day=part.slot.day,
        slot_starts_at=part.slot.starts_at,
        slot_ends_at=part.slot.ends_at,
        cutoff_at=part.slot.cutoff_at,
        place=part.slot.place.frozen(),
        lines=tuple(_line(line) for line in part.lines),
    )


def _line(line: OfferLine) -> LineDraft:
    listing, view = line.view.listing, line.view
    return LineDraft(
        variant_id=view.variant.id,
        title=view.title.text,
        title_language=view.title.language,
        seller_title=_own_title(line),
        variant_name=view.label[:80],
        quantity=view.quantity,
        unit_price=view.unit_price,
        vat_class=line.vat_class,
        vat_rate=line.vat_rate,
        withdrawal_exception=listing.withdrawal_exception,
    )


def _own_title(line: OfferLine) -> str:
    """What the business itself calls it."""
    listing = line.view.listing
    return next((text.title for text in listing.texts if text.language == listing.language), line.view.title.text)
