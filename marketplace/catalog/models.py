"""Tables of the listings and their stock."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.businesses.models import Business
from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime
from marketplace.media.models import Photo


class Listing(Base):
    """One thing a business offers. `version` rises with every change that visitors see, stock included."""

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_business_id", "business_id", "state", "id"),
        Index("ix_listing_category", "category", "state", "id"),
        Index("ix_listing_state", "state", "published_at", "id"),
        UniqueConstraint("business_id", "import_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[str] = mapped_column(String(12))  # catalog.rules.ListingState
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(10))  # product, service
    category: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))  # of the text that the others translate
    buyable: Mapped[bool] = mapped_column(default=True)  # False: price and contact, no basket
    vat_class: Mapped[str] = mapped_column(String(14))  # kernel.tax.VatClass
    allergens: Mapped[list[str]] = mapped_column(JSON, default=list)  # taxonomy slugs
    allergens_declared: Mapped[bool] = mapped_column(default=False)  # the list is complete, even when empty
    alcohol_content: Mapped[str] = mapped_column(String(10), default="")  # % vol, as printed
    facts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # further mandatory fields, by duty field name
    season_first: Mapped[str] = mapped_column(String(5), default="")  # MM-DD, empty: all year
    season_last: Mapped[str] = mapped_column(String(5), default="")
    withdrawal_exception: Mapped[str] = mapped_column(String(40), default="")  # taxonomy slug, empty: 14 days
    import_key: Mapped[str | None] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    business: Mapped[Business] = relationship()
    texts: Mapped[list["ListingText"]] = relationship(cascade="all, delete-orphan")
    variants: Mapped[list["Variant"]] = relationship(back_populates="listing", order_by="Variant.position")
    labels: Mapped[list["ListingLabel"]] = relationship(cascade="all, delete-orphan", order_by="ListingLabel.id")
    photos: Mapped[list["ListingPhoto"]] = relationship(cascade="all, delete-orphan", order_by="ListingPhoto.position")


class ListingText(Base):
    """What a listing says in one language. `source_version` is that of the text it was translated from."""

    __tablename__ = "listing_text"
    __table_args__ = (UniqueConstraint("listing_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(120), default="")
    summary: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")  # Markdown
    ingredients: Mapped[str] = mapped_column(Text, default="")  # allergens between ** **
    origin: Mapped[str] = mapped_column(String(200), default="")
    storage: Mapped[str] = mapped_column(String(200), default="")
    warnings: Mapped[str] = mapped_column(Text, default="")  # who should take care, and of what
    version: Mapped[int] = mapped_column(default=1)
    source_version: Mapped[int] = mapped_column(default=0)  # 0 in the source language itself


class Variant(Base):
    """What is priced and stocked. `stock` is the checked balance of the movements; empty means unlimited."""

    __tablename__ = "variant"
    __table_args__ = (
        Index("ix_variant_listing_id", "listing_id"),
        CheckConstraint("stock >= 0", name="stock"),
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    position: Mapped[int] = mapped_column(default=0)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language; {} where quantity says it all
    price: Mapped[int]  # minor units, VAT included
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    quantity: Mapped[int]  # how much of `unit` one piece holds
    unit: Mapped[str] = mapped_column(String(8))  # kernel.units.Unit
    stock: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)  # a variant that was ordered is never deleted

    listing: Mapped[Listing] = relationship(back_populates="variants")


class StockMovement(Base):
    """Why the stock of a variant changed, append-only. `reference` is the order's code where an order caused it."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        Index("ix_stock_movement_variant_id", "variant_id"),
        Index("ix_stock_movement_reference", "reference"),
        CheckConstraint("delta <> 0", name="delta"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    delta: Mapped[int]
    reason: Mapped[str] = mapped_column(String(12))  # catalog.rules.StockReason: initial, adjusted, sold, released
    reference: Mapped[str] = mapped_column(String(20), default="")
    actor_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PriceChange(Base):
    """A price from the moment it was set; the law asks for the lowest of the last thirty days."""

    __tablename__ = "price_change"
    __table_args__ = (Index("ix_price_change_variant_id", "variant_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    price: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ListingLabel(Base):
    """A quality mark that a listing carries."""

    __tablename__ = "listing_label"
    __table_args__ = (UniqueConstraint("listing_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    label: Mapped[str] = mapped_column(String(40))
    certificate: Mapped[str] = mapped_column(String(80), default="")


class ListingPhoto(Base):
    """A photo of a listing; the first one is its cover."""

    __tablename__ = "listing_photo"
    __table_args__ = (Index("ix_listing_photo_listing_id", "listing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    photo: Mapped[Photo] = relationship()


class ListingSlug(Base):
    """An address the listing had before; it answers 301."""

    __tablename__ = "listing_slug"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
