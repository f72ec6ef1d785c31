"""Tables of the cards."""

from datetime import date, datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.extensions import Base
from marketplace.facts.columns import UtcDateTime
from marketplace.media.models import Photo


class Business(Base):
    """A card. Visible to everybody while `state` is approved; `version` rises with every change that visitors see."""

    __tablename__ = "business"
    __table_args__ = (
        Index("ix_business_territory", "territory", "state", "id"),
        Index("ix_business_category", "category", "state", "id"),
        Index("ix_business_commune", "commune", "state", "id"),
        Index("ix_business_state", "state", "approved_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(20))  # businesses.rules.BusinessState
    version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(2))  # of the name and of the texts that the others translate
    category: Mapped[str] = mapped_column(String(60))  # taxonomy slug
    territory: Mapped[str] = mapped_column(String(40))  # that of the commune; set with it by operations.place_at
    commune: Mapped[str] = mapped_column(String(6))  # INSEE or ISTAT code
    address: Mapped[str] = mapped_column(Text, default="")
    postal_code: Mapped[str] = mapped_column(String(5), default="")
    latitude: Mapped[float | None]  # empty: the commune's point
    longitude: Mapped[float | None]
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    by_appointment: Mapped[bool] = mapped_column(default=False)  # no fixed hours, by the owner's own word
    spoken: Mapped[list[str]] = mapped_column(JSON, default=list)  # language codes
    import_key: Mapped[str | None] = mapped_column(String(80), unique=True)  # the sheet's own reference
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    texts: Mapped[list["BusinessText"]] = relationship(cascade="all, delete-orphan")
    identities: Mapped[list["LegalIdentity"]] = relationship(order_by="LegalIdentity.id")
    hours: Mapped[list["OpeningHours"]] = relationship(
        cascade="all, delete-orphan", order_by="(OpeningHours.weekday, OpeningHours.opens)"
    )
    closures: Mapped[list["Closure"]] = relationship(cascade="all, delete-orphan", order_by="Closure.first")
    labels: Mapped[list["BusinessLabel"]] = relationship(cascade="all, delete-orphan", order_by="BusinessLabel.id")
    photos: Mapped[list["BusinessPhoto"]] = relationship(
        cascade="all, delete-orphan", order_by="BusinessPhoto.position"
    )
    memberships: Mapped[list["Membership"]] = relationship()


class BusinessText(Base):
    """What the card says in one language. `source_version` is that of the text it was translated from."""

    __tablename__ = "business_text"
    __table_args__ = (UniqueConstraint("business_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    language: Mapped[str] = mapped_column(String(2))
    tagline: Mapped[str] = mapped_column(String(200), default="")
    story: Mapped[str] = mapped_column(Text, default="")  # Markdown
    version: Mapped[int] = mapped_column(default=1)
    source_version: Mapped[int] = mapped_column(default=0)  # 0 in the source language itself


class LegalIdentity(Base):
    """Who the trader is, as one administrator approved it; a change waits as a second row beside the approved one."""

    __tablename__ = "legal_identity"
    __table_args__ = (Index("ix_legal_identity_business_id", "business_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    state: Mapped[str] = mapped_column(String(12))  # businesses.rules.IdentityState: draft, pending, approved, past
    legal_name: Mapped[str] = mapped_column(String(160), default="")
    legal_form: Mapped[str] = mapped_column(String(80), default="")
    country: Mapped[str] = mapped_column(String(2))
    register_number: Mapped[str] = mapped_column(String(14), default="")  # SIRET or partita IVA, digits alone
    rea: Mapped[str] = mapped_column(String(20), default="")  # Italy's economic register
    vat_number: Mapped[str] = mapped_column(String(14), default="")
    vat_exempt: Mapped[bool] = mapped_column(default=False)  # art. 293 B CGI, regime forfettario
    registered_address: Mapped[str] = mapped_column(Text, default="")
    mediator: Mapped[str] = mapped_column(String(200), default="")  # consumer mediator, mandatory in France
    self_certified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Membership(Base):
    """A person's role in a business: owner, manager or staff."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("business_id", "user_id"), Index("ix_membership_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[str] = mapped_column(String(10))


class OpeningHours(Base):
    """Local opening hours on a weekday (0 is Monday); `closes` before `opens` means after midnight."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        Index("ix_opening_hours_business_id", "business_id"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class Closure(Base):
    """A time of rest, both days included; `yearly` ones come back every year."""

    __tablename__ = "closure"
    __table_args__ = (Index("ix_closure_business_id", "business_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    first: Mapped[date]
    last: Mapped[date]
    yearly: Mapped[bool] = mapped_column(default=False)


class BusinessLabel(Base):
    """A quality mark that a business carries, with its certificate where the mark asks for one."""

    __tablename__ = "business_label"
    __table_args__ = (UniqueConstraint("business_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    label: Mapped[str] = mapped_column(String(40))
    certificate: Mapped[str] = mapped_column(String(80), default="")


class BusinessPhoto(Base):
    """A photo on a card; the first one is its cover."""

    __tablename__ = "business_photo"
    __table_args__ = (Index("ix_business_photo_business_id", "business_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language

    photo: Mapped[Photo] = relationship()


class BusinessSlug(Base):
    """An address the card had before; it answers 301."""

    __tablename__ = "business_slug"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
