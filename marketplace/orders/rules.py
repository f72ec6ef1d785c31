"""Pure decisions about orders."""

from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.kernel.states import StateTable


class PaymentMeans(StrEnum):
    """How an order is paid."""

    ON_COLLECTION = "on_collection"


class OrderState(StrEnum):
    """How far an order is."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    READY = "ready"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"


class OrderEvent(StrEnum):
    """What happens to an order."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    MAKE_READY = "make_ready"
    HAND_OVER = "hand_over"
    CANCEL_BY_BUYER = "cancel_by_buyer"
    CANCEL_BY_SELLER = "cancel_by_seller"
    MISS = "miss"  # the buyer did not come
    LAPSE = "lapse"  # nobody answered in time


_S, _E = OrderState, OrderEvent
ORDER_STATES = StateTable(
    _S.PLACED,
    {
        _S.PLACED: {
            _E.ACCEPT: _S.ACCEPTED,
            _E.REFUSE: _S.REFUSED,
            _E.CANCEL_BY_BUYER: _S.CANCELLED,
            _E.LAPSE: _S.LAPSED,
        },
        _S.ACCEPTED: {
            _E.MAKE_READY: _S.READY,
            _E.HAND_OVER: _S.HANDED_OVER,
            _E.CANCEL_BY_BUYER: _S.CANCELLED,  # until it is being prepared: until it is ready
            _E.CANCEL_BY_SELLER: _S.CANCELLED,
            _E.MISS: _S.NO_SHOW,
        },
        _S.READY: {
            _E.HAND_OVER: _S.HANDED_OVER,
            _E.CANCEL_BY_SELLER: _S.CANCELLED,
            _E.MISS: _S.NO_SHOW,
        },
    },
)
RELEASING = frozenset({_E.REFUSE, _E.CANCEL_BY_BUYER, _E.CANCEL_BY_SELLER, _E.LAPSE})  # stock and slot come back
OPEN = frozenset({_S.PLACED, _S.ACCEPTED, _S.READY})
ANSWER_WITHIN = timedelta(hours=48)


def answer_times(placed_at: datetime, cutoff_at: datetime) -> tuple[datetime, datetime]:
    """When the business is reminded and when the order lapses: at the slot's cut-off, or after 48 hours if sooner."""
    lapses_at = min(placed_at + ANSWER_WITHIN, cutoff_at)
    return placed_at + (lapses_at - placed_at) / 2, lapses_at
