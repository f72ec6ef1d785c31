"""Purchases, placed by the product's own operations."""

from datetime import timedelta
from typing import Any

from marketplace.businesses.models import Business
from marketplace.catalog.models import Variant
from marketplace.catalog.operations import claim_stock
from marketplace.facts.services import now
from marketplace.fulfilment.models import WeeklySlot
from marketplace.fulfilment.operations import claim_slot
from marketplace.fulfilment.queries import offered_slots
from marketplace.kernel.codes import order_code, secret_token
from marketplace.orders.models import Purchase
from marketplace.orders.operations import create_purchase
from marketplace.orders.rules import LineDraft, OrderDraft, PurchaseDraft


def make_purchase(*parts: tuple[Business, WeeklySlot, dict[Variant, int]], **overrides: Any) -> Purchase:
    """A guest's purchase with one order for each part: who sells, in which slot, and how much of what."""
    values: dict[str, Any] = {
        "intent": secret_token(),
        "user_id": None,
        "name": "Chiara Bellotto",
        "email": "chiara@example.org",
        "phone": "+33465710001",
        "language": "it",
        "invoice_address": {},
        "orders": tuple(_order(*part) for part in parts),
    }
    return create_purchase(PurchaseDraft(**{**values, **overrides}))


def _order(business: Business, slot: WeeklySlot, wanted: dict[Variant, int]) -> OrderDraft:
    code = order_code()
    claim_stock({variant.id: quantity for variant, quantity in wanted.items()}, code)
    offered = next(each for each in offered_slots(business.id, now()) if each.slot_id == slot.id and each.free)
    taken = claim_slot(slot.id, offered.day, now())
    return OrderDraft(
        code=code,
        business_id=business.id,
        country="FR",
        seller={
            "name": business.name,
            "legal_name": "GAEC",
            "legal_form": "GAEC",
            "country": "FR",
            "address": "Bessans",
            "register_number": "73282932000074",
            "vat_number": "",
            "vat_exemption": "",
            "email": business.email,
            "phone": business.phone,
        },
        slot_id=slot.id,
        slot_day=taken.day,
        slot_starts_at=taken.starts_at,
        slot_ends_at=taken.ends_at,
        cutoff_at=taken.starts_at - timedelta(hours=slot.cutoff_hours),
        place={"name": "À la ferme", "address": "3, hameau", "postal_code": "73480", "commune": "Bessans"},
        lines=tuple(
            LineDraft(
                variant_id=variant.id,
                title="Tomme",
                title_language="fr",
                seller_title="Tomme",
                variant_name="400 g",
                quantity=quantity,
                unit_price=variant.price,
                vat_class="reduced",
                vat_rate=550,
                withdrawal_exception="perishable",
            )
            for variant, quantity in wanted.items()
        ),
    )
