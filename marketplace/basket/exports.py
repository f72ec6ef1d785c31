"""What a member's own data export holds of the basket."""

from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.basket.models import Basket
from marketplace.basket.queries import collections_of, lines_of
from marketplace.extensions import db


def basket_data(user: User) -> dict[str, Any]:
    """What lies in the member's basket, and when it would be collected; prices in minor units."""
    basket = db.session.scalar(select(Basket).where(Basket.user_id == user.id))
    if basket is None:
        return {"lines": [], "collections": []}
    return {
        "updated_at": basket.updated_at.isoformat(),
        "lines": [
            {"listing": line.variant.listing.slug, "quantity": line.quantity, "seen_price": line.seen_price}
            for line in lines_of(basket.id)
        ],
        "collections": [{"slot": row.slot_id, "day": row.day.isoformat()} for row in collections_of(basket.id)],
    }
