"""Tables of the baskets."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models import Variant
from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime


class Basket(Base):
    """A guest's (found by the token in the session, kept hashed) or a member's."""

    __tablename__ = "basket"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), unique=True)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    lines: Mapped[list["BasketLine"]] = relationship(cascade="all, delete-orphan", order_by="BasketLine.id")
    collections: Mapped[list["BasketCollection"]] = relationship(cascade="all, delete-orphan")


class BasketLine(Base):
    """So many of a variant; `seen_price` is what the visitor was shown last, so that a change can be told."""

    __tablename__ = "basket_line"
    __table_args__ = (
        UniqueConstraint("basket_id", "variant_id"),
        Index("ix_basket_line_variant_id", "variant_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    basket_id: Mapped[int] = mapped_column(ForeignKey("basket.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    quantity: Mapped[int]
    seen_price: Mapped[int]

    variant: Mapped[Variant] = relationship()


class BasketCollection(Base):
    """Where and when the things of one business will be collected."""

    __tablename__ = "basket_collection"
    __table_args__ = (UniqueConstraint("basket_id", "business_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    basket_id: Mapped[int] = mapped_column(ForeignKey("basket.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("weekly_slot.id", ondelete="CASCADE"))
    day: Mapped[date]
