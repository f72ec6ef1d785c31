"""Tables of purchases and orders. Everything a buyer agreed to is frozen here: names, prices, VAT, place and time."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.businesses.models import Business
from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime


class Purchase(Base):
    """One checkout by one buyer. `intent` is the form's own mark: the same form posted again finds this purchase."""

    __tablename__ = "purchase"
    __table_args__ = (
        Index("ix_purchase_user_id", "user_id", "id"),
        Index("ix_purchase_email", "email"),
        Index("ix_purchase_phone", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    intent: Mapped[str] = mapped_column(String(64), unique=True)
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of the secret in the buyer's link
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(2))
    invoice_address: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    total: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    orders: Mapped[list["Order"]] = relationship(back_populates="purchase", order_by="Order.id")


class Order(Base):
    """The part of a purchase that one business prepares. Times are instants; the slot itself may change later."""

    __tablename__ = "order"
    __table_args__ = (
        Index("ix_order_purchase_id", "purchase_id"),
        Index("ix_order_business_id", "business_id", "state", "slot_starts_at"),
        CheckConstraint("total >= 0", name="total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    state: Mapped[str] = mapped_column(String(12))  # orders.rules.OrderState
    payment_means: Mapped[str] = mapped_column(String(14))  # orders.rules.PaymentMeans: on_collection
    total: Mapped[int]
    country: Mapped[str] = mapped_column(String(2))  # whose VAT applies
    seller: Mapped[dict[str, str]] = mapped_column(JSON)  # the trader's legal identity on that day
    slot_id: Mapped[int] = mapped_column(ForeignKey("weekly_slot.id"))
    slot_day: Mapped[date]
    slot_starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    slot_ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[dict[str, str]] = mapped_column(JSON)  # name, address, postal code, commune
    handover_code: Mapped[str] = mapped_column(String(8))  # shown or spoken at the counter
    remind_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lapses_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")  # of a refusal or cancellation, in its writer's words
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stock_returned: Mapped[bool] = mapped_column(default=False)

    purchase: Mapped[Purchase] = relationship(back_populates="orders")
    business: Mapped[Business] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.id")


class OrderLine(Base):
    """So many of a variant, at the price and VAT rate agreed to. Amounts are minor units, VAT included."""

    __tablename__ = "order_line"
    __table_args__ = (
        Index("ix_order_line_order_id", "order_id"),
        Index("ix_order_line_variant_id", "variant_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("total = quantity * unit_price", name="total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    title: Mapped[str] = mapped_column(String(120))  # in the buyer's language where there is one
    title_language: Mapped[str] = mapped_column(String(2))
    seller_title: Mapped[str] = mapped_column(String(120))  # in the business's language
    variant_name: Mapped[str] = mapped_column(String(80), default="")
    quantity: Mapped[int]
    unit_price: Mapped[int]
    total: Mapped[int]
    vat_class: Mapped[str] = mapped_column(String(14))
    vat_rate: Mapped[int]  # basis points
    withdrawal_exception: Mapped[str] = mapped_column(String(40), default="")

    order: Mapped[Order] = relationship(back_populates="lines")


class Withdrawal(Base):
    """A buyer's declaration to withdraw from an order, with the moment it arrived."""

    __tablename__ = "withdrawal"
    __table_args__ = (Index("ix_withdrawal_order_id", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    order: Mapped[Order] = relationship()
