"""What happened to purchases and orders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PurchasePlaced:
    """A buyer bought; the buyer is told once, of all orders together."""

    purchase_id: int


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """A business has a new order to answer."""

    order_id: int


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """An order changed state by `event` (orders.rules.OrderEvent)."""

    order_id: int
    event: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A buyer withdrew from the contract; both sides get a receipt at once."""

    withdrawal_id: int
