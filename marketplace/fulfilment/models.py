"""Tables of places and slots."""

from datetime import date, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.businesses.models import Business
from marketplace.extensions import Base


class CollectionPlace(Base):
    """Where a business hands over."""

    __tablename__ = "collection_place"
    __table_args__ = (Index("ix_collection_place_business_id", "business_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    name: Mapped[str] = mapped_column(String(120))
    commune: Mapped[str] = mapped_column(String(6))
    address: Mapped[str] = mapped_column(Text)
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # how to find it, by language
    active: Mapped[bool] = mapped_column(default=True)

    business: Mapped[Business] = relationship()
    slots: Mapped[list["WeeklySlot"]] = relationship(
        back_populates="place", order_by="(WeeklySlot.weekday, WeeklySlot.starts)"
    )


class WeeklySlot(Base):
    """A time of the week, local, in which orders are handed over; `capacity` counts orders."""

    __tablename__ = "weekly_slot"
    __table_args__ = (
        Index("ix_weekly_slot_place_id", "place_id"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("cutoff_hours >= 0", name="cutoff_hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("collection_place.id"))
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    capacity: Mapped[int]
    cutoff_hours: Mapped[int]  # orders close this long before the start
    active: Mapped[bool] = mapped_column(default=True)

    place: Mapped[CollectionPlace] = relationship(back_populates="slots")


class SlotDay(Base):
    """How many orders one slot has on one day; made at the first claim."""

    __tablename__ = "slot_day"
    __table_args__ = (UniqueConstraint("slot_id", "day"), CheckConstraint("taken >= 0", name="taken"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("weekly_slot.id"))
    day: Mapped[date]
    taken: Mapped[int] = mapped_column(default=0)
