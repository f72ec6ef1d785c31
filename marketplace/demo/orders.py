"""The demo's orders, in every state, placed and moved by the product's own operations at moments of the past."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.businesses.queries import visible_identity
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.operations import claim_stock
from marketplace.catalog.queries import title_of
from marketplace.catalog.rules import in_season
from marketplace.demo.clock import at_moment
from marketplace.demo.content import Row, notes, people
from marketplace.facts.services import now
from marketplace.fulfilment.operations import claim_slot
from marketplace.fulfilment.queries import offered_slots
from marketplace.fulfilment.rules import OfferedSlot
from marketplace.kernel.codes import order_code, secret_token
from marketplace.kernel.tax import VatClass, rate
from marketplace.orders.models import Order
from marketplace.orders.operations import create_purchase, move
from marketplace.orders.queries import seller_of
from marketplace.orders.rules import LineDraft, OrderDraft, OrderEvent, PurchaseDraft

# What happened to each kind of order, and how many days ago it was placed.
_E = OrderEvent
STORIES: tuple[tuple[tuple[OrderEvent, ...], float], ...] = (
    ((), 0.1),
    ((_E.ACCEPT,), 0.6),
    ((_E.ACCEPT, _E.MAKE_READY), 0.8),
    ((_E.ACCEPT, _E.MAKE_READY, _E.HAND_OVER), 12),
    ((_E.ACCEPT, _E.HAND_OVER), 20),
    ((_E.REFUSE,), 4),
    ((_E.CANCEL_BY_BUYER,), 5),
    ((_E.ACCEPT, _E.CANCEL_BY_SELLER), 6),
    ((_E.ACCEPT, _E.MAKE_READY, _E.MISS), 15),
    ((_E.LAPSE,), 9),
    ((), 0.2),
    ((_E.ACCEPT,), 0.9),
    ((_E.ACCEPT, _E.MAKE_READY, _E.HAND_OVER), 30),
)
PURCHASES = 52
SHOWCASE = ("ferme-des-arolles", "apicoltura-ronza-alta")  # whose owners' accounts are printed: they see every state
REASONS = {
    _E.REFUSE: "order_refusals",
    _E.CANCEL_BY_SELLER: "seller_cancellations",
    _E.CANCEL_BY_BUYER: "buyer_cancellations",
}


def load_orders(made: dict[str, Business], listings: dict[str, Listing], users: dict[str, User]) -> None:
    """Places the purchases and tells each one's story; what cannot be bought at its moment is left out."""
    dice = Random("versant demo orders")  # noqa: S311  # the same market every time
    sellers = [each for each in made.values() if each.state == BusinessState.APPROVED]
    offers = {each.id: _for_sale(each, listings) for each in sellers}
    sellers = [each for each in sellers if offers[each.id]]
    showcase = cycle(made[slug] for slug in SHOWCASE)
    stories, buyers = cycle(STORIES), cycle(people()["buyers"])
    for number in range(PURCHASES):
        events, days_ago = next(stories)
        parts = [next(showcase) if number % 2 == 0 else dice.choice(sellers)]
        if number % 3 == 0:
            parts.append(dice.choice([each for each in sellers if each is not parts[0]]))
        at = now() - timedelta(days=days_ago)
        with at_moment(at):
            orders = _buy(next(buyers), users, parts, offers, dice)
        for order in orders:
            _tell(order, events, at, dice)


def _for_sale(business: Business, listings: dict[str, Listing]) -> list[tuple[Listing, Variant]]:
    mine = [each for each in listings.values() if each.business_id == business.id and each.buyable]
    return [(each, variant) for each in mine for variant in each.variants if variant.stock is None or variant.stock > 8]


def _buy(
    buyer: Row,
    users: dict[str, User],
    sellers: list[Business],
    offers: dict[int, list[tuple[Listing, Variant]]],
    dice: Random,
) -> list[Order]:
    orders = [draft for each in sellers if (draft := _draft(each, offers[each.id], dice))]
    if not orders:
        return []
    user = users.get(buyer["email"])
    purchase = create_purchase(
        PurchaseDraft(
            intent=secret_token(),
            user_id=user.id if user else None,
            name=buyer["name"],
            email=buyer["email"],
            phone=buyer.get("phone", "").replace(" ", ""),
            language=buyer["language"],
            invoice_address={},
            orders=tuple(orders),
        )
    )
    return purchase.orders


def _draft(business: Business, offers: list[tuple[Listing, Variant]], dice: Random) -> OrderDraft | None:
    slot = next(iter(_free(business)), None)
    chosen = dict(dice.sample(offers, min(len(offers), dice.randint(1, 3))))
    chosen = {each: variant for each, variant in chosen.items() if _can_be_had(each, variant)}
    identity = visible_identity(business)
    if slot is None or not chosen or identity is None:
        return None
    lines = [_line(listing, variant, dice.randint(1, 2), identity.country) for listing, variant in chosen.items()]
    code = order_code()
    claim_stock({line.variant_id: line.quantity for line in lines}, code)
    taken = claim_slot(slot.slot_id, slot.day, now())
    return OrderDraft(
        code=code,
        business_id=business.id,
        country=identity.country,
        seller=seller_of(business, identity),
        slot_id=taken.slot_id,
        slot_day=taken.day,
        slot_starts_at=taken.starts_at,
        slot_ends_at=taken.ends_at,
        cutoff_at=taken.cutoff_at,
        place=taken.place.frozen(),
        lines=tuple(lines),
    )


def _can_be_had(listing: Listing, variant: Variant) -> bool:
    in_time = in_season(listing.season_first, listing.season_last, now().date())
    return in_time and (variant.stock is None or variant.stock > 4)


def _free(business: Business) -> Iterator[OfferedSlot]:
    return (slot for slot in offered_slots(business.id, now()) if slot.free)


def _line(listing: Listing, variant: Variant, quantity: int, country: str) -> LineDraft:
    title = title_of(listing, listing.language)
    return LineDraft(
        variant_id=variant.id,
        title=title.text,
        title_language=title.language,
        seller_title=title.text,
        variant_name=variant.names.get(listing.language, ""),
        quantity=quantity,
        unit_price=variant.price,
        vat_class=listing.vat_class,
        vat_rate=rate(country, VatClass(listing.vat_class), now().date()),
        withdrawal_exception=listing.withdrawal_exception,
    )


def _tell(order: Order, events: tuple[OrderEvent, ...], at: datetime, dice: Random) -> None:
    owner = next((each.user_id for each in order.business.memberships if each.role == "owner"), None)
    for number, event in enumerate(events, 1):
        with at_moment(min(at + timedelta(hours=5 * number), now())):
            reason = dice.choice(notes()[REASONS[event]])[order.business.language] if event in REASONS else ""
            move(order, event, owner, reason)
