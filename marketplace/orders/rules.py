"""Pure decisions about orders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.kernel.money import EUR, Minor
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
# Said wherever a seller charges no VAT (CGI art. 293 B; L. 190/2014 art. 1 c. 54-89), in the law's own language.
VAT_EXEMPTIONS = {
    "FR": "TVA non applicable, art. 293 B du CGI",
    "IT": "Operazione in franchigia da IVA, regime forfettario, L. 190/2014",
}
NEEDS_REASON = frozenset({_E.REFUSE, _E.CANCEL_BY_SELLER})
OPEN = frozenset({_S.PLACED, _S.ACCEPTED, _S.READY})
ANSWER_WITHIN = timedelta(hours=48)
WITHDRAWAL_PERIOD = timedelta(days=14)  # Directive 2011/83/EU, article 9: from the day the goods are in hand


def answer_times(placed_at: datetime, cutoff_at: datetime) -> tuple[datetime, datetime]:
    """When the business is reminded and when the order lapses: at the slot's cut-off, or after 48 hours if sooner."""
    lapses_at = min(placed_at + ANSWER_WITHIN, cutoff_at)
    return placed_at + (lapses_at - placed_at) / 2, lapses_at


def may_withdraw(state: OrderState, changed_at: datetime, exceptions: Iterable[str], at: datetime) -> bool:
    """Whether the buyer may withdraw: from the order on until 14 days after the hand-over, from a line not excepted."""
    if all(exceptions):
        return False
    return state in OPEN or (state is OrderState.HANDED_OVER and at <= changed_at + WITHDRAWAL_PERIOD)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """So many of a variant, as the buyer saw it; `unit_price` with VAT, `vat_rate` in basis points."""

    variant_id: int
    title: str
    title_language: str
    seller_title: str
    variant_name: str
    quantity: int
    unit_price: Minor
    vat_class: str
    vat_rate: int
    withdrawal_exception: str = ""

    @property
    def total(self) -> Minor:
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What one business is asked to prepare. `code` is chosen before, because the stock movements carry it."""

    code: str
    business_id: int
    country: str
    seller: Mapping[str, str]
    slot_id: int
    slot_day: date
    slot_starts_at: datetime
    slot_ends_at: datetime
    cutoff_at: datetime
    place: Mapping[str, str]
    lines: tuple[LineDraft, ...]

    @property
    def total(self) -> Minor:
        return sum(line.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """All that a buyer agreed to by one press of the button; `intent` is the mark of the form that was posted."""

    intent: str
    user_id: int | None
    name: str
    email: str
    phone: str
    language: str
    invoice_address: Mapping[str, str]
    orders: tuple[OrderDraft, ...]
    currency: str = EUR

    @property
    def total(self) -> Minor:
        return sum(order.total for order in self.orders)
